"""The comparison of two regimes by meaning: the activities whose outcome changes, each shown by a witness.

A complete activity gives every fact a value and every open question a reading, so it has one outcome under each regime.
Which pairs of outcomes some activity has is decided exactly, over all activities that are possible under both;
where there is none, that is proved.
A witness is run through `Regime.ruling` of both before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import prod
from typing import Final, TypeAlias

from smpolicy.comparing.changes import (
    Activity,
    Change,
    ClosingChange,
    Comparison,
    ContactChange,
    TextChange,
    TextKind,
    Unlike,
    ValueChange,
)
from smpolicy.comparing.joint import Half, Joint, apart, join_programs
from smpolicy.comparing.passing import Passing, passing_between
from smpolicy.conflicts.regime import Regime
from smpolicy.deciding.case import counts
from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.reasons import Reason, reasons
from smpolicy.deciding.semantics import COMES_TO, OUTCOMES, Outcome
from smpolicy.deciding.worlds import FALSE, Formula, Or, conj, disj, find, negation, possible, renamed, variables
from smpolicy.foundations.read_only import ReadOnly
from smpolicy.meaning.conditions import Value
from smpolicy.meaning.norms import Contact
from smpolicy.meaning.vocabulary import Constraint, Fact, Vocabulary
from smpolicy.resolution.resolved import Entry

#: Told of what is looked for, while a difference is worked out.
Progress = Callable[[str], None]

#: No activity is looked for that has its outcomes under more readings than this at once.
_MOST_READINGS: Final = 16

#: A witness as the one policy and the other are told of it.
_Activities: TypeAlias = tuple[Activity, Activity]


def compared(before: Regime, after: Regime, *, progress: Progress | None = None) -> Comparison:
    """Compare two regimes by meaning, as `compare` says."""
    joint = join_programs(before.program, after.program, before.given, after.given)
    search = _Search(before=before, after=after, joint=joint)
    comparable = possible(search.constraints, joint.domains, joint.full)
    changes = tuple(search.changes(progress)) if comparable else ()
    return Comparison(
        before=before,
        after=after,
        comparable=comparable,
        changes=changes,
        texts=tuple(_texts(before.entries, after.entries, search.passing)),
        contacts=tuple(_contacts(before.contacts, after.contacts, search.passing)),
        unlike=_unlike(before, after, search),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcomes:
    """The alternatives, one of which holds where an outcome is at least so bad."""

    in_force: bool
    scope: tuple[Formula, ...]
    departs: tuple[Formula, ...]
    contravenes: tuple[Formula, ...]

    def parts(self, outcome: Outcome) -> tuple[tuple[Formula, ...] | None, tuple[Formula, ...]]:
        """Return alternatives of which one must hold, if any must, and those of which none may."""
        match outcome:
            case "contravenes":
                return self.contravenes, ()
            case "departs":
                return self.departs, self.contravenes
            case "no_departure_found":
                return self.scope, (*self.departs, *self.contravenes)
            case "outside_scope":
                return None, (*self.scope, *self.departs, *self.contravenes)
            case "not_in_force":
                return None, ()

    @property
    def there(self) -> tuple[Outcome, ...]:
        """The outcomes that there can be at all."""
        return OUTCOMES[1:] if self.in_force else OUTCOMES[:1]


def _outcomes(regime: Regime, half: Half) -> _Outcomes:
    """Return what the outcome of a complete activity turns on: the norms that count in it, as for `Regime.ruling`."""
    program = regime.program
    broken: dict[str, list[Formula]] = {"departs": [], "contravenes": []}
    scope = [half.formula(program.scope.formula)]
    for clause in program.clauses:
        counting = half.counts(clause)
        if counting == FALSE:
            continue
        broken[COMES_TO[clause.norm.force]].append(conj((counting, half.formula(program.breaches(clause)))))
        if clause.norm.own_scope:
            scope.append(conj((counting, half.formula(program.reaches(clause)))))
    return _Outcomes(
        in_force=regime.in_force,
        scope=_alternatives(scope),
        departs=_alternatives(broken["departs"]),
        contravenes=_alternatives(broken["contravenes"]),
    )


def _alternatives(formulas: Iterable[Formula]) -> tuple[Formula, ...]:
    """Return the alternatives of a disjunction, each once."""
    return tuple(dict.fromkeys(part for each in formulas for part in (each.parts if isinstance(each, Or) else (each,))))


@dataclass(frozen=True, kw_only=True)
class _Search:
    """The search for activities whose outcome changes."""

    before: Regime
    after: Regime
    joint: Joint

    @property
    def passing(self) -> Passing:
        """What became of parts of an instrument, where the two stand on two versions of it."""
        return passing_between(self.before.resolution.instruments, self.after.resolution.instruments)

    @property
    def constraints(self) -> tuple[Formula, ...]:
        """What must hold of an activity that is possible under both."""
        return tuple(dict.fromkeys((*self._of(self.joint.before), *self._of(self.joint.after))))

    def _of(self, half: Half) -> tuple[Formula, ...]:
        return tuple(map(half.formula, half.program.constraints))

    def excluded(self, half: Half, other: Half) -> Iterator[Constraint]:
        """Yield the constraints of the other side that leave out activities which are possible on this side.

        Those that speak of what this side does not know leave out no activity for sure. What is true here as well, and
        is no constraint only because nothing turns on it, leaves out none either.
        """
        here = half.program.vocabulary
        true_here = frozenset(here.always) - frozenset(here.constraints)
        owned = "before" if half is self.joint.before else "after"
        decided = self.before.given.keys() | self.after.given.keys()
        for constraint, formula in zip(other.program.vocabulary.constraints, self._of(other), strict=True):
            all_known = all(
                self.joint.owners[place] in ("both", owned) or self.joint.variables[place].name in decided
                for place in variables(formula)
            )
            without = (negation(formula, self.joint.full), *self._of(half))
            if all_known and constraint not in true_here and possible(without, self.joint.domains, self.joint.full):
                yield constraint

    def changes(self, progress: Progress | None) -> Iterator[Change]:
        """Yield a change for each pair of different outcomes that some activity has."""
        before, after = _outcomes(self.before, self.joint.before), _outcomes(self.after, self.joint.after)
        for pair in product(before.there, after.there):
            if pair[0] == pair[1]:
                continue
            if progress is not None:
                progress(" -> ".join(pair).replace("_", " "))
            parts = self._parts(before, after, pair)
            world = find(parts, self.joint.domains, self.joint.full)
            if world is not None:
                yield self._change(pair, parts, world)

    def _parts(self, before: _Outcomes, after: _Outcomes, pair: tuple[Outcome, Outcome]) -> tuple[Formula, ...]:
        """Return what holds of an activity with these outcomes.

        What may not be broken on one side is no alternative on the other: what both share falls away at once.
        """
        sides = (before.parts(pair[0]), after.parts(pair[1]))
        ruled_out = dict.fromkeys(each for _, none_of in sides for each in none_of)
        one_of = [disj(each for each in some if each not in ruled_out) for some, _ in sides if some is not None]
        return (*one_of, *(negation(each, self.joint.full) for each in ruled_out), *self.constraints)

    def _change(self, pair: tuple[Outcome, Outcome], parts: Sequence[Formula], world: Sequence[int]) -> Change:
        """Make a change of a world: one whose outcomes turn on as few readings as can be, then on as few facts."""
        shown = self._smallest(pair, self._activities(world))
        questions = {name for each in shown for name in each.readings}
        settled = self._whatever_is_read(parts, questions) if questions else None
        if settled is not None:
            shown = min(shown, self._smallest(pair, self._activities(settled)), key=_read_one_way)
        rulings = self._rulings(shown)
        return Change(
            before=pair[0],
            after=pair[1],
            activity_before=shown[0],
            activity_after=shown[1],
            because_before=tuple(_because(self.before, rulings[0], rulings[1], self.passing)),
            because_after=tuple(_because(self.after, rulings[1], rulings[0], self.passing.turned)),
        )

    def _activities(self, world: Sequence[int]) -> _Activities:
        """Return a world as each of the two policies is told of it, with everything stated that one can state."""
        before, after = self.joint.world(world)
        return _told(self.before, before), _told(self.after, after)

    def _rulings(self, shown: _Activities) -> tuple[Ruling, Ruling]:
        before, after = _ruling(self.before, shown[0]), _ruling(self.after, shown[1])
        assert before is not None
        assert after is not None
        return before, after

    def _shows(
        self, pair: tuple[Outcome, Outcome], shown: _Activities, than: tuple[Activity | None, ...] = (None, None)
    ) -> bool:
        """Whether both policies, when asked, give these outcomes and no others; one told the same is asked once."""
        sides = zip((self.before, self.after), shown, than, pair, strict=True)
        return all(
            activity == earlier or _gives(regime, activity, outcome) for regime, activity, earlier, outcome in sides
        )

    def _smallest(self, pair: tuple[Outcome, Outcome], whole: _Activities) -> _Activities:
        """Return a witness that shows the change no longer if anything is left out of it."""
        if not self._shows(pair, whole):
            raise AssertionError(f"the evaluator does not answer {' and '.join(pair)} as the search does on {whole}")
        shown = whole
        for part in ("readings", "facts", "readings"):
            names = sorted({name for each in shown for name in getattr(each, part)}, key=_kept_longest)
            shown = _least(names, shown, partial(self._shows, pair))
        return shown

    def _whatever_is_read(self, parts: Sequence[Formula], questions: Iterable[str]) -> list[int] | None:
        """Return a world that has the outcomes under every reading of some open questions, if there is one."""
        places = [place for place, each in enumerate(self.joint.variables) if each.name in questions]
        read = [self.joint.variables[place].values for place in places]
        if prod(map(len, read)) > _MOST_READINGS:
            return None
        full, domains = list(self.joint.full), list(self.joint.domains)
        every: dict[Formula, None] = {}
        for chosen in product(*read):
            copies = {place: len(full) + index for index, place in enumerate(places)}
            for place, reading in zip(places, chosen, strict=True):
                full.append(self.joint.full[place])
                domains.append(self.joint.variables[place].mask((reading,)))
            every |= dict.fromkeys(renamed(part, copies) for part in parts)
        world = find(every, domains, full)
        return None if world is None else world[: len(self.joint.variables)]


def _told(regime: Regime, values: Mapping[str, Value]) -> Activity:
    """Return what a policy is told of a world; what raises an open question is stated, so that it is open."""
    vocabulary, given = regime.vocabulary, regime.given
    facts = {name: value for name, value in values.items() if name in vocabulary.facts and name not in given}
    open_there = vocabulary.questions.keys() & regime.program.places.keys()
    readings = {name: str(value) for name, value in values.items() if name in open_there}
    for name in readings:
        raiser = _raiser(regime, name)
        if raiser is not None and raiser.name not in given:
            facts.setdefault(raiser.name, _some_value(raiser))
    return Activity(facts=ReadOnly(facts), readings=ReadOnly(readings))


def _raiser(regime: Regime, question: str) -> Fact | None:
    """Return the fact that raises an open question, where there is one that can be stated."""
    facts = regime.vocabulary.facts
    raiser = facts.get(regime.vocabulary.questions[question].raised_by or "")
    return None if raiser is None or raiser.kind == "derived" else raiser


def _some_value(fact: Fact) -> Value:
    """Return a value of a fact on which nothing turns."""
    return fact.domain.some_value() if fact.neutral is None else fact.neutral


def _gives(regime: Regime, told: Activity, outcome: Outcome) -> bool:
    ruling = _ruling(regime, told)
    return ruling is not None and ruling.possible == {outcome}


def _ruling(regime: Regime, told: Activity) -> Ruling | None:
    """Ask a policy; of the questions that stay open, take the readings that the activity names.

    Where nothing that can be stated raises a question, it is never left aside.
    `None` where what is then taken to be neutral cannot be so under these readings: no world is left.
    """
    ruling = regime.ruling(told.facts, assume="neutral")
    aside = {
        name: reading for name, reading in ruling.unraised.items() if _raiser(regime, name) or name not in told.readings
    }
    readings = {name: reading for name, reading in told.readings.items() if name not in aside}
    return replace(ruling, unraised=ReadOnly(aside)).under(readings)


def _read_one_way(shown: _Activities) -> int:
    """Return on how many readings what an activity shows turns."""
    return len({name for each in shown for name in each.readings})


def _kept_longest(name: str) -> tuple[bool, str]:
    """Return the order in which facts are left out: who somebody is comes last."""
    return name.startswith("person."), name


def _least(names: Sequence[str], shown: _Activities, shows: Callable[[_Activities, _Activities], bool]) -> _Activities:
    """Leave names out for as long as the rest still shows it: many at a time, then one by one."""
    remaining, size = list(names), len(names)
    while size:
        start, fewer = 0, len(remaining)
        while start < len(remaining):
            rest = _without(shown, remaining[start : start + size])
            if shows(rest, shown):
                shown = rest
                del remaining[start : start + size]
            else:
                start += size
        if size > 1 or len(remaining) == fewer:
            size //= 2
    return shown


def _without(shown: _Activities, names: Iterable[str]) -> _Activities:
    dropped = set(names)

    def rest(told: Activity) -> Activity:
        facts = {name: value for name, value in told.facts.items() if name not in dropped}
        readings = {name: reading for name, reading in told.readings.items() if name not in dropped}
        return Activity(facts=ReadOnly(facts), readings=ReadOnly(readings))

    return rest(shown[0]), rest(shown[1])


# ------------------------------------------------------------ the norms by which a change comes


def _because(regime: Regime, ruling: Ruling, elsewhere: Ruling, passing: Passing) -> Iterator[Reason]:
    """Yield the norms that an outcome rests on, and that the outcome on the other side does not.

    `passing` tells which norms are the same, this side being the one before.
    """
    if ruling.possible <= {"not_in_force", "outside_scope"}:
        yield from reasons(ruling, regime.resolution)
        return
    other = {_weight(each, passing.after) for each in (*_broken(elsewhere), *_reached(elsewhere))}
    yield from (each for each in _broken(ruling) if _weight(each, passing.before) not in other)
    if elsewhere.possible == {"outside_scope"}:
        yield from (each for each in _reached(ruling) if _weight(each, passing.before) not in other)


def _weight(reason: Reason, named: Callable[[str], str]) -> tuple[str, str]:
    """Return which norm it is, and what breaking it comes to."""
    return named(reason.norm.id), COMES_TO[reason.norm.force]


def _broken(ruling: Ruling) -> list[Reason]:
    """Return the norms that are surely broken; where none is that the outcome could rest on, those that may be."""
    if not ruling.in_force:
        return []
    program = ruling.program
    surely: list[Reason] = []
    maybe: list[Reason] = []
    for clause in program.clauses:
        if counts(clause, ruling.stated, program.vocabulary):
            if ruling.surely_breached(clause):
                surely.append(Reason(norm=clause.norm, status="broken"))
            elif ruling.may_be_breached(clause):
                maybe.append(Reason(norm=clause.norm, status="undetermined"))
    at_level = any(COMES_TO[each.norm.force] in ruling.possible for each in surely)
    return surely if at_level else [*surely, *maybe]


def _reached(ruling: Ruling) -> Iterator[Reason]:
    """Yield the norms with their own scope that surely ask for something here."""
    program = ruling.program
    for clause in program.clauses if ruling.in_force else ():
        counted = clause.norm.own_scope and counts(clause, ruling.stated, program.vocabulary)
        if counted and not ruling.can_hold(program.negated(program.reaches(clause))):
            yield Reason(norm=clause.norm, status="met")


# ------------------------------------------------------------ texts, contacts, and what cannot be compared


def _texts(before: Iterable[Entry], after: Iterable[Entry], passing: Passing) -> Iterator[TextChange]:
    """Yield the places whose words or ids differ, in the order of the text."""
    one, other = _by_id(before, passing.before), _by_id(after, passing.after)
    for name in (*one, *(name for name in other if name not in one)):
        was, now = one.get(name, []), other.get(name, [])
        words = tuple("\n\n".join(map(_words, entries)) if entries else None for entries in (was, now))
        moved = bool(was and now) and was[0].id != now[0].id
        if words[0] != words[1] or moved:
            last = (now or was)[0]
            yield TextChange(
                id=last.id,
                was=was[0].id if moved else None,
                kind=_kind(was, now, moved=moved),
                before=words[0],
                after=words[1],
                citation=last.citation,
                draft=last.draft,
            )


def _kind(was: Sequence[Entry], now: Sequence[Entry], *, moved: bool) -> TextKind:
    """Return what happened to a place of the text."""
    if not was or not now:
        return "removed" if was else "added"
    if len({each.id for each in now}) > len({each.id for each in was}):
        return "split"
    return "moved" if moved and list(map(_said, was)) == list(map(_said, now)) else "reworded"


def _by_id(entries: Iterable[Entry], named: Callable[[str], str]) -> dict[str, list[Entry]]:
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(named(entry.id), []).append(entry)
    return by_id


def _said(entry: Entry) -> tuple[str, str]:
    """Return the words of a place without the number that it bears."""
    return entry.heading, entry.text


def _words(entry: Entry) -> str:
    return "\n".join(part for part in (f"{entry.number} {entry.heading}".strip(), entry.text) if part)


def _contacts(
    before: Mapping[str, Contact | None], after: Mapping[str, Contact | None], passing: Passing
) -> Iterator[ContactChange]:
    one = {passing.before(slot): contact for slot, contact in before.items()}
    other = {passing.after(slot): contact for slot, contact in after.items()}
    for slot in sorted(one.keys() | other.keys()):
        was, now = one.get(slot), other.get(slot)
        if (was and (was.name, was.email)) != (now and (now.name, now.email)):
            yield ContactChange(slot=slot, before=was, after=now)


def _unlike(before: Regime, after: Regime, search: _Search) -> Unlike:
    one, other = before.vocabulary, after.vocabulary
    decided = {
        name for name in before.given.keys() | after.given.keys() if before.given.get(name) != after.given.get(name)
    }
    return Unlike(
        known_before=tuple(_known_alone(one, other)),
        known_after=tuple(_known_alone(other, one)),
        values=tuple(_values(one, other)),
        decided_before={name: value for name, value in sorted(before.given.items()) if name in decided},
        decided_after={name: value for name, value in sorted(after.given.items()) if name in decided},
        closings=tuple(_closings(one, other)),
        constraints_before=tuple(each for each in one.constraints if each not in other.always),
        constraints_after=tuple(each for each in other.constraints if each not in one.always),
        excluded_before=tuple(search.excluded(search.joint.before, search.joint.after)),
        excluded_after=tuple(search.excluded(search.joint.after, search.joint.before)),
    )


def _known_alone(one: Vocabulary, other: Vocabulary) -> Iterator[str]:
    """Yield the facts that one can state, and the open questions, that only the first vocabulary knows."""
    yield from sorted(name for name, fact in one.facts.items() if fact.kind != "derived" and name not in other.facts)
    yield from sorted(one.questions.keys() - other.questions.keys())


def _values(one: Vocabulary, other: Vocabulary) -> Iterator[ValueChange]:
    for name in sorted(one.facts.keys() & other.facts.keys()):
        was, now = one.facts[name], other.facts[name]
        if not was.kind == now.kind == "derived":
            yield from _value_change(name, was.domain.names(), now.domain.names(), apart=apart(was, now))
    for name in sorted(one.questions.keys() & other.questions.keys()):
        readings, others = dict(one.questions[name].readings), dict(other.questions[name].readings)
        is_apart = bool(readings or others) and not readings.keys() & others.keys()
        yield from _value_change(name, readings, others, apart=is_apart)


def _value_change(name: str, was: Iterable[str], now: Iterable[str], *, apart: bool) -> Iterator[ValueChange]:
    before, after = tuple(was), tuple(now)
    gone, come = (
        tuple(each for each in before if each not in after),
        tuple(each for each in after if each not in before),
    )
    if gone or come or apart:
        yield ValueChange(name=name, before=gone, after=come, apart=apart)


def _closings(one: Vocabulary, other: Vocabulary) -> Iterator[ClosingChange]:
    for name in sorted(one.questions.keys() | other.questions.keys()):
        was, now = (each.questions[name].closed if name in each.questions else None for each in (one, other))
        if was != now:
            yield ClosingChange(question=name, before=was, after=now)
