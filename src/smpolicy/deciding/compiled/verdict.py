"""A decision by a program: what comes of an activity in all worlds that are left, and on which norms that rests.

It has ids where a decision under a policy has records; it says the same.
"""

from __future__ import annotations

from types import MappingProxyType

from smpolicy.deciding.compiled.assuming import Assuming
from smpolicy.deciding.compiled.formulas import bits, united
from smpolicy.deciding.compiled.groups import ASSUMED
from smpolicy.deciding.compiled.left import OUTCOMES, POSSIBLE
from smpolicy.deciding.compiled.model import CONTRAVENES, DEPARTS, OUTSIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeVar

    from smpolicy.deciding.compiled.model import CompiledNorm
    from smpolicy.deciding.compiled.stating import Said
    from smpolicy.deciding.semantics import FindingStatus, NormStatus, Outcome
    from smpolicy.meaning.domains import Value

    _Key = TypeVar("_Key")
    _Value = TypeVar("_Value")

#: Of how many sets of breaches it is kept which norms an answer rests on, and of how many formulas whether they hold.
_MOST_KEPT = 16_384


class Verdict(Assuming):
    """How an activity stands under a model. What is not asked for is not worked out."""

    __slots__ = ("_stated", "_steps")
    _stated: Mapping[str, Said]
    _steps: tuple[str, ...]

    def __repr__(self) -> str:
        """Name it in one line, by what is possible."""
        return f"<Verdict {' or '.join(outcome for outcome in OUTCOMES if outcome in self.possible) or 'not_in_force'}>"

    def __eq__(self, other: object) -> bool:
        """Whether another is about the same statements, assumed alike, and by the same program."""
        if not isinstance(other, Verdict):
            return NotImplemented
        mine, theirs = ((each.model.data["digest"], dict(each.stated), each.assumed_bits) for each in (self, other))
        return mine == theirs

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((self.model.data["digest"], frozenset(self.stated), self.assumed_bits))

    def __reduce__(self) -> tuple[Any, ...]:
        """Go into a pickle as what was stated, to which program: it is decided again, and carries nothing else."""
        left = None if self.basis is self.model.bases[ASSUMED] else (self.touched, self.killed)
        return Verdict, (self.model, self.facts, left)

    @property
    def because(self) -> tuple[tuple[str, FindingStatus], ...]:
        """The norms on which the answer turns, by their ids: those surely broken at its level, or those that may be."""
        levels = self.levels
        if not self.model.in_force:
            return tuple((norm, "outside") for norm in self.model.commencing)
        if levels == OUTSIDE:
            return tuple((norm, "outside") for norm, where in self.model.scope_norms if not self.can_hold(where))
        if not levels & (DEPARTS | CONTRAVENES):
            return ()
        key = (levels, self.alive)
        kept = self.model.reasons.get(key)
        if kept is None:
            kept = self._because()
            if len(self.model.reasons) < _MOST_KEPT and not any(norm.late for norm in self.may_be_broken):
                self.model.reasons[key] = kept
        return kept

    def _because(self) -> tuple[tuple[str, FindingStatus], ...]:
        broken = self.may_be_broken
        mildest = (self.levels & -self.levels).bit_length() - 1
        if mildest >= 2:
            broken = [norm for norm in broken if norm.level == mildest]
            broken = list(filter(self.is_surely_broken, broken)) or broken
        return tuple((norm.id, self._why(norm)) for norm in broken)

    def _why(self, norm: CompiledNorm) -> FindingStatus:
        """Return how a norm stands on which an answer rests: broken, or that is open."""
        if self.is_surely_broken(norm):
            return "broken"
        return self.status(norm) if norm.late else "undetermined"

    # How norms stand

    def may_break(self, norm: str) -> bool:
        """Whether a norm, by its id, counts and is broken in some world that is left."""
        term = self.model.norm(norm).term
        return term >= 0 and bool(self.alive & self.model.cubes.may[term])

    def surely_breaks(self, norm: str) -> bool:
        """Whether a norm, by its id, counts and is broken in every world that is left."""
        term = self.model.norm(norm).term
        return term >= 0 and not self.alive & self.model.cubes.may_not[term]

    def statuses_of(self, norm: str) -> frozenset[NormStatus]:
        """Return the statuses that a norm, by its id, has in some world that is left."""
        return self.statuses(self.model.norm(norm))

    def can_hold(self, formula: int) -> bool:
        """Whether a formula holds in some world that is left."""
        model, left = self.model, self.left
        formulas, cells = model.bearing_on(formula)
        key = (formula, *[left[cell] for cell in cells])
        known = model.known.get(key)
        if known is None:
            if len(model.known) >= _MOST_KEPT:
                model.known.clear()
            known = model.known[key] = model.table.can_hold(formulas, left)
        return known

    def statuses(self, norm: CompiledNorm) -> frozenset[NormStatus]:
        """Return the statuses that a norm has in some world that is left."""
        model, left = self.model, self.left
        key: tuple[str | int, ...] = (norm.id, *[left[cell] for cell in model.cells_of_norm(norm)])
        known = model.known_statuses.get(key)
        if known is None:
            if len(model.known_statuses) >= _MOST_KEPT:
                model.known_statuses.clear()
            known = frozenset(status for status, formula in norm.stands.items() if self.can_hold(formula))
            model.known_statuses[key] = known
        return known

    def status(self, norm: CompiledNorm) -> FindingStatus:
        """Return the one status that a norm has in every world that is left, or `undetermined` among several."""
        statuses = self.statuses(norm)
        if norm.role == "standing" and not self.counts(norm) and statuses & {"met", "broken"}:
            return "standing"
        return next(iter(statuses)) if len(statuses) == 1 else "undetermined"

    @property
    def findings(self) -> Mapping[str, FindingStatus]:
        """How each norm stands, by its id."""
        norms = self.model.norms if self.model.in_force else ()
        return _read_only({norm.id: self.status(norm) for norm in norms})

    @property
    def subject_to(self) -> tuple[str, ...]:
        """The standing norms that surely bind the person: nobody stated a concern under them."""
        table = self.model.table
        return tuple(
            norm.id
            for norm in (self.model.norms if self.model.in_force else ())
            if norm.role == "standing"
            and not self.counts(norm)
            and self.can_hold(norm.applies)
            and not self.can_hold(table.negated(norm.borne))
        )

    # What is said beside it

    @property
    def set_aside(self) -> tuple[tuple[str, str, str], ...]:
        """The norms set aside for this activity, each with the norm that prevails, and what of it is set aside."""
        return tuple(
            (norm, prevailing, part) for norm, prevailing, part, _ in map(self.model.asides.__getitem__, self.asides)
        )

    @property
    def asides(self) -> tuple[int, ...]:
        """The same by their places among all that is set aside somewhere."""
        asides = self.model.asides if self.model.in_force else ()
        return tuple(at for at, (*_, where) in enumerate(asides) if self.can_hold(where))

    @property
    def can_be_planned(self) -> bool:
        """Whether the activity can be one that is planned: nobody said that it is done."""
        said = {entry.said for entry in self.entries() if entry.fact.stage}
        return "planned" in said or "done" not in said

    @property
    def steps(self) -> tuple[str, ...]:
        """What the text asks one to do now, by the norms that do."""
        try:
            return self._steps
        except AttributeError:  # nobody has asked yet
            steps = self.model.steps if self.model.in_force else ()
            self._steps = tuple(step["norm"] for step in steps if self._arises(step))
            return self._steps

    def _arises(self, step: Mapping[str, Any]) -> bool:
        on = step["on"]
        if on == "unsure":
            return self.answer in ("seek_advice", "undetermined") or self.or_worse
        if on == "broken" and step["polarity"] == "refrain" and not self.can_be_planned:
            return False  # what is done cannot be asked for beforehand
        norm = self.model.norms[step["clause"]] if "clause" in step else None
        if on == "broken":
            broken = norm is not None and self.counts(norm) and self._open_by_readings_at_most(norm)
            return broken and any(each == step["norm"] for each, _ in self.because)
        if norm is None:
            return not self.can_hold(self.model.table.negated(step["when"]))
        possible = self.statuses(norm)
        if possible <= {"met", "broken"}:
            stated = self.stated
            said = any(self.model.facts[number].name in stated for number in step["named"])
            return not (said and self.status(norm) == "met")
        known = self.known_bits | united(entry.bit for entry in self.entries())
        open_conduct = any(not known >> number & 1 for number in step["conduct"])
        return self.counts(norm) and not open_conduct and "broken" in possible

    def _open_by_readings_at_most(self, norm: CompiledNorm) -> bool:
        """Whether a norm on which an answer rests is surely broken, or readings alone leave that open."""
        unsettled = self.answer == "undetermined" or bool(self.unsure_bits & norm.facts)
        return not unsettled or self.is_surely_broken(norm)

    # What was said and assumed

    @property
    def stated(self) -> Mapping[str, Said]:
        """What was stated, and what the structure itself decides."""
        try:
            return self._stated
        except AttributeError:  # nobody has asked yet
            stated = {entry.fact.name: entry.said for entry in self.entries()}
            self._stated = MappingProxyType(stated | self.model.given)
            return self._stated

    @property
    def assumed(self) -> Mapping[str, Value]:
        """What was taken at its neutral value because nobody said otherwise."""
        facts = (self.model.facts[number] for number in bits(self.assumed_bits))
        in_order = sorted(facts, key=lambda each: each.name)
        return _read_only({fact.name: fact.neutral for fact in in_order if not isinstance(fact.neutral, tuple | None)})

    @property
    def raised(self) -> tuple[str, ...]:
        """The norms of which nothing was assumed, in the order of the text."""
        return tuple(norm.id for norm in self.model.norms if norm.bit & self.raised_bits)

    @property
    def unraised(self) -> Mapping[str, str]:
        """The open questions that make no difference since nothing raises them, each with its reading."""
        apart, questions = self.without_difference, self.model.questions
        return _read_only({each.name: each.unraised for each in questions if each in apart})

    def possible_under(self, question: str, reading: str) -> frozenset[Outcome] | None:
        """Return the outcomes that a reading of an open question leaves possible; none where it leaves no world.

        Of a question that makes no difference as the case stands nothing is known: it was read already.
        """
        asked = next((each for each in self.model.questions if each.name == question), None)
        if asked is None or reading not in asked.cells:
            return self.possible  # nothing in the program turns on it
        if asked in self.without_difference:
            return None
        cell, mask = asked.cells[reading]
        left = self.left[:]
        left[cell] = self.model.leaving.in_formulas(cell, self.combinations(cell) & mask)
        levels = self.levels_at(left, self.touched | 1 << cell) if left[cell] else 0
        return POSSIBLE[levels] if self.model.in_force or not levels else self.possible

    # What would settle it

    @property
    def questions(self) -> tuple[str, ...]:
        """The facts still to be asked, most decisive first; none that could not change the outcome."""
        return () if self.settled else tuple(fact.name for fact in self.asking.questions())

    @property
    def not_sure(self) -> tuple[str, ...]:
        """The facts of which a person was not sure, and which matter."""
        facts, matters = self.model.facts, self.asking.matters
        unsure = bits(self.unsure_bits & self.asking.unknown())
        return tuple(sorted(facts[number].name for number in unsure if matters(number)))

    @property
    def readings(self) -> tuple[str, ...]:
        """The open questions of interpretation on which the outcome turns."""
        model, unknown = self.model, self.asking.unknown()
        numbers = enumerate(model.questions, start=len(model.facts))
        open_questions = [(number, each.name) for number, each in numbers if unknown >> number & 1]
        return tuple(name for number, name in open_questions if self.asking.matters(number))


def _read_only(mapping: Mapping[_Key, _Value]) -> Mapping[_Key, _Value]:
    from smpolicy.foundations.read_only import read_only  # few ask, and most answers need it not

    return read_only(mapping)
