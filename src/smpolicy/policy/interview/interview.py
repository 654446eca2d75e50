"""An interview: screens to be answered, one after the other, until what was said is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Self

from smpolicy.deciding.decision import Assume, Ruling
from smpolicy.deciding.semantics import COMES_TO, OUTCOMES, Clause
from smpolicy.foundations.errors import FactProblem, ImpossibleFacts, UnknownStart, refuse_no_mapping
from smpolicy.foundations.once import Unchanging, once
from smpolicy.foundations.read_only import ReadOnly
from smpolicy.meaning.conditions import facts as facts_of
from smpolicy.meaning.interviews import Plan
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, Part, Stated, shortly
from smpolicy.policy.interview.plain import plain_interview
from smpolicy.policy.interview.statements import Answered, Said, statements
from smpolicy.policy.lists import Lists, Place, relevant
from smpolicy.policy.policy import Decision, Policy
from smpolicy.policy.screens import MORE, UNSURE, WHAT, WHO, Screen, Tick, TickGroup
from smpolicy.render.decision import plain_stated

if TYPE_CHECKING:
    from smpolicy.render import formats

#: The keys of replies that are no facts: names of facts have a full stop in them.
STARTS: Final = "starts"
NOT_SURE_OF_SOME: Final = "not_sure"

#: So much is shown of what is no starting point.
_SHOWN: Final = 80


@dataclass(frozen=True, kw_only=True)
class Interview(Unchanging):
    """An interview of a person, as far as it has come: a value that can be kept, and resumed.

    It asks who one is and what one does, then shows the lists that the starting points open, and follows up what was
    said; each screen by the documents alone. It is about an activity, and no score of a person.
    """

    policy: Policy
    answers: tuple[Answered, ...] = ()
    #: The lists under this policy: the same from the first screen to the last.
    lists: Lists = field(compare=False, repr=False)

    @classmethod
    def begun(cls, policy: Policy) -> Self:
        """Begin an interview under a policy."""
        return cls(policy=policy, lists=Lists(policy=policy))

    def __repr__(self) -> str:
        """Name it in one line; what was said is nobody else's."""
        policy = self.policy
        return f"<Interview {policy.structure.id} {policy.as_of.isoformat()}, {len(self.answers)} screens answered>"

    # What was said

    @once
    def _statements(self) -> Mapping[str, tuple[Stated, Any]]:
        return statements(self.answers, self._plan.starts, self.policy.program, self.policy.given)

    @property
    def stated(self) -> Mapping[str, Stated]:
        """What is known of each fact by what was said, by starting points and by what was left blank."""
        return ReadOnly({name: value for name, (value, _) in self._statements.items()})

    @property
    def said(self) -> tuple[Said, ...]:
        """A summary of what was said, in the order in which it was."""
        facts = self.policy.vocabulary.facts
        return tuple(Said(fact=facts[name], value=value, how=how) for name, (value, how) in self._statements.items())

    @property
    def left_to_judge(self) -> tuple[Fact, ...]:
        """The judgements that were left blank in lists: nothing was said by that, and only the person can judge."""
        facts, stated = self.policy.vocabulary.facts, self.stated
        left = dict.fromkeys(name for answer in self.answers for name in answer.left)
        return tuple(facts[name] for name in left if name in facts and name not in stated)

    @once
    def decision(self) -> Decision:
        """How the activity stands by what was said so far.

        What nobody spoke of is taken to be neutral; where no vocabulary plans lists, nothing is.
        """
        assume: Assume = "neutral" if self._plan.lists else "none"
        return self.policy.evaluate(plain_stated(self.stated), assume=assume)

    # What is asked

    @once
    def screen(self) -> Screen | None:
        """What is asked next; `None` once nothing is left to ask."""
        return None if self._is_settled else next(self._screens(), None)

    def answered(self, replies: Mapping[str, object]) -> Self:
        """Answer the screen, and go on.

        `replies` are facts as a caller states them, `"not_sure"` among the answers; of a list those that are ticked
        (see `Screen.ticked`), and `not_sure: True` where somebody is not sure of something in it. Starting points are
        named under `starts`. Questions that are left out are asked again; what is left out of a list is left blank.
        Facts that the screen does not ask about can be stated too.

        Raises `ImpossibleFacts` if a reply is no fact, no value of it, or cannot hold together with what was said, and
        `UnknownStart` if there is no such starting point.
        """
        refuse_no_mapping(replies)
        screen = self.screen
        facts = {name: value for name, value in replies.items() if name not in (STARTS, NOT_SURE_OF_SOME)}
        read = self._read(facts)
        unsure = _yes(replies.get(NOT_SURE_OF_SOME, False)) and screen is not None and bool(screen.ticks)
        if unsure and screen is not None:
            read = {name: screen.so_far(name, value) for name, value in read.items()}
        blank = {} if screen is None or unsure else screen.left_blank(read)
        left = [] if screen is None or unsure else [each.fact for each in screen.ticks if each.fact.name not in read]
        answer = Answered(
            screen="" if screen is None else screen.key,
            replies=read,
            starts=self._starts(replies.get(STARTS)),
            unsure=unsure,
            blank=self._read(blank),
            left=tuple(dict.fromkeys(each.name for each in left if each.is_judgement)),
        )
        return self.answered_before((*self.answers, answer))

    def answered_before(self, answers: tuple[Answered, ...]) -> Self:
        """Return the interview in which all this was answered.

        Raises `ImpossibleFacts` if that cannot hold together.
        """
        there = replace(self, answers=answers)
        there._certain  # noqa: B018  (said now, and not only when something is asked)
        return there

    def back(self) -> Self:
        """Return to the screen before; on the first there is none, and it stays."""
        return replace(self, answers=self.answers[:-1])

    def to_json(self) -> formats.Interview:
        """Return it as plain data, in the format `smpolicy/interview@1`: `library.resume` goes on with it."""
        screen = self.screen
        return plain_interview(
            policy=self.policy,
            answers=self.answers,
            screen=screen,
            left_to_judge=self.left_to_judge,
            decision=None if screen is not None else self.decision.to_json(),
        )

    def _read(self, facts: Mapping[str, object]) -> Mapping[str, Stated]:
        read, problems = self.policy.vocabulary.read(facts)
        if problems:
            raise ImpossibleFacts(problems=tuple(problems))
        return read

    def _starts(self, said: object) -> tuple[str, ...]:
        if said is None or said is NOT_SURE or said == NOT_SURE.value:
            return ()
        named = list(said) if isinstance(said, list | tuple | set | frozenset) else [said]
        for each in named:
            if not isinstance(each, str) or each not in self._plan.starts:
                raise UnknownStart(start=shortly(each)[:_SHOWN], known=tuple(self._plan.starts))
        return tuple(dict.fromkeys(map(str, named)))

    # The screens, in their order

    @property
    def _plan(self) -> Plan:
        return self.lists.plan

    @once
    def _certain(self) -> Ruling:
        """What follows from what was said alone, whatever nobody spoke of may be."""
        return self.policy.evaluate(plain_stated(self.stated)).ruling

    @property
    def _is_settled(self) -> bool:
        """Whether nothing that can still be said changes what comes of it, by norms that count now or may come to."""
        certain = self._certain
        if len(certain.possible) > 1 or not certain.in_force:
            return certain.settled
        (only,) = certain.possible
        counted = [clause for clause in certain.program.clauses if clause.norm.force in COMES_TO]
        others = (outcome for outcome in OUTCOMES[1:] if outcome != only)
        return not any(certain.can_hold(certain.program.outcome(counted, outcome)) for outcome in others)

    def _screens(self) -> Iterator[Screen]:
        """Yield what is left to ask; the first of it is the next screen."""
        plan, done = self._plan, {answer.screen for answer in self.answers}
        who, what = self._askable(plan.who), self._askable((*plan.who, *self.lists.what))
        if who and "who" not in done:
            yield Screen(key="who", kind="questions", title=WHO, questions=who)
        if (what or plan.starts) and "what" not in done:
            yield Screen(key="what", kind="questions", title=WHAT, questions=what, starts=tuple(plan.starts.values()))
        chosen = [plan.starts[each] for answer in self.answers for each in answer.starts if each in plan.starts]
        asks = self._askable((*plan.who, *self.lists.what, *(name for start in chosen for name in start.asks)))
        is_gone = any(each not in plan.starts for answer in self.answers for each in answer.starts)
        opened = {each for start in chosen for each in start.lists} if chosen and not is_gone else plan.lists.keys()
        ticking = next(self._of_lists(opened), None)
        if asks and (ticking is None or ticking.questions):
            yield Screen(key="asks", kind="questions", title=MORE, questions=asks)
        if ticking is not None:
            yield replace(ticking, title=MORE, questions=asks) if asks and not ticking.questions else ticking
        yield from self._follow_up()

    def _of_lists(self, opened: Set[str]) -> Iterator[Screen]:
        """Yield what is left of the lists: what can be ticked, what somebody is not sure of, what nobody can tick."""
        answers = {answer.screen: answer for answer in self.answers}
        for places in self.lists.screens(opened):
            key = " ".join(place.provision for place in places)
            shown = self._shown(places)
            groups = tuple(self._left_of(self.lists.groups(places, shown)))
            if groups and key not in answers:
                title = "; ".join(dict.fromkeys(group.heading for group in groups))
                yield Screen(key=key, kind="list", title=title, groups=groups)
            if groups and key in answers and answers[key].unsure and f"{key} ?" not in answers:
                yield Screen(key=f"{key} ?", kind="list", title=UNSURE, groups=_unsure(groups))
            asked = self._askable(fact.name for place in places for fact in place.asked if fact.name in shown)
            if asked:
                yield Screen(key=f"{key} asks", kind="questions", title=MORE, questions=asked)

    def _left_of(self, groups: Iterable[TickGroup]) -> Iterator[TickGroup]:
        """Yield what is left to be ticked: of a set that was told in part, the members of which nothing was said."""
        for group in groups:
            ticks = tuple(tick for tick in group.ticks if not _is_told(tick, self.stated.get(tick.fact.name)))
            if ticks:
                yield replace(group, ticks=ticks)

    def _shown(self, places: Iterable[Place]) -> set[str]:
        """Return the facts of lists on which something still turns, and of which nothing was said."""
        standing = {tick.fact.name for place in places for tick in place.ticks}
        standing |= {fact.name for place in places for fact in place.asked}
        said = {name for name, value in self.stated.items() if not isinstance(value, Part)}
        return (standing & relevant(self._certain)) - said

    def _follow_up(self) -> Iterator[Screen]:
        """Yield the questions that follow from what was said: those of one norm together.

        Where nothing else is left, whether the steps were taken that what was said asks for.
        """
        ruling = self.decision.ruling
        names = [fact.name for fact in ruling.questions]
        if names:
            turning = [each for each in ruling.counted if names[0] in each.facts and ruling.may_be_breached(each)]
            clause = max(turning, key=lambda each: len(each.facts.intersection(names)), default=None)
            asked = clause.facts if clause else ruling.program.scope.facts
            names = [name for name in names if name in asked] or names[:1]
            yield from self._asking(self._askable(names, at_last=True), clause)
        facts = self.policy.vocabulary.facts
        for clause in ruling.program.clauses:
            if clause.norm.role != "step" or clause.norm.force not in COMES_TO:
                continue
            listed = all(facts[name].kind == "conduct" for name in clause.act.facts)  # else no list could say it
            if (clause.norm.id in ruling.raised or not listed) and ruling.can_hold(ruling.program.applies(clause)):
                yield from self._asking(self._askable(sorted(clause.act.facts), at_last=True), clause)

    def _asking(self, facts: tuple[Fact, ...], clause: Clause | None) -> Iterator[Screen]:
        if facts:
            norm = clause.norm if clause else None
            yield Screen(key="follow-up", kind="questions", title=MORE, questions=facts, norm=norm)

    def _askable(self, names: Iterable[str], *, at_last: bool = False) -> tuple[Fact, ...]:
        """Return what can be asked now of facts that nobody spoke of.

        In the place of what presupposes something open stands what that turns on; what surely is not presupposed is
        asked `at_last` alone.
        """
        asked: dict[str, Fact] = {}
        waiting, seen = list(names), set[str]()
        while waiting:
            name = waiting.pop(0)
            if name in seen or self._is_answered(name):
                continue
            seen.add(name)
            fact = self.policy.vocabulary.facts[name]
            presupposed = self._certain.presupposed(fact)
            before = self._unsaid(fact) if presupposed is None else []
            if before:
                waiting[:0] = before
            elif at_last or (presupposed and self._certain.only_value(name) is None):
                asked[name] = fact
        return tuple(asked.values())

    def _is_answered(self, name: str) -> bool:
        """Whether nobody is to be asked about a fact: it was answered as a whole, or is none that people here know."""
        known = name in self.policy.vocabulary.facts and name not in self.policy.given
        return not known or (name in self.stated and not isinstance(self.stated[name], Part))

    def _unsaid(self, fact: Fact) -> list[str]:
        """Return what must be said before a fact is asked about: open facts that its presupposition names."""
        facts = self.policy.vocabulary.facts
        names = sorted(facts_of(fact.presupposes)) if fact.presupposes else []
        open_: list[str] = []
        for name in names:  # it grows by what derived facts follow from
            if facts[name].kind == "derived":
                names += sorted({each for _, case in facts[name].cases for each in facts_of(case)} - set(names))
            elif not self._is_answered(name) and self._certain.only_value(name) is None:
                open_.append(name)
        return open_


def _yes(said: object) -> bool:
    """Read whether somebody is not sure of something in a list. Raises `ImpossibleFacts` for anything but yes or no."""
    if not isinstance(said, bool):
        message = f"`{NOT_SURE_OF_SOME}` says of a list whether one is not sure of something in it: true or false"
        raise ImpossibleFacts(
            problems=(FactProblem(kind="outside-domain", facts=(NOT_SURE_OF_SOME,), message=message),)
        )
    return said


def _is_told(tick: Tick, stated: Stated | None) -> bool:
    """Whether a member of a set was said to be in it, or not to be."""
    if not isinstance(stated, Part) or not isinstance(tick.value, frozenset):
        return False
    return tick.value <= stated.has or not tick.value.isdisjoint(stated.lacks)


def _unsure(groups: Iterable[TickGroup]) -> tuple[TickGroup, ...]:
    """Return lists in which one ticks what one is not sure of: each fact once, however many ticks it has."""
    return tuple(
        replace(
            group,
            asks="",
            ticks=tuple(
                replace(ticks[0], value=NOT_SURE, words=" or ".join(tick.words for tick in ticks))
                for ticks in _by_fact(group.ticks)
            ),
        )
        for group in groups
    )


def _by_fact(ticks: Iterable[Tick]) -> list[list[Tick]]:
    by_name: dict[str, list[Tick]] = {}
    for tick in ticks:
        by_name.setdefault(tick.fact.name, []).append(tick)
    return list(by_name.values())
