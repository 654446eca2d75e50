"""Deciding: a ruling on an activity over all worlds that agree with what was stated.

What nobody stated of conduct can be assumed to be neutral, but for what the norms turn on that were raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from smpolicy.deciding.case import Finding, concern, counts, read_stated
from smpolicy.deciding.inquiry import Inquiry
from smpolicy.deciding.mends import Mend, mend
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import COMES_TO, OUTCOMES, Answer, Clause, Outcome
from smpolicy.foundations.errors import ImpossibleFacts, UnknownAssumption, refuse_no_mapping
from smpolicy.foundations.once import once
from smpolicy.foundations.read_only import ReadOnly
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, OpenQuestion, Part, Stage, Stated, Vocabulary

if TYPE_CHECKING:
    from smpolicy.deciding.compiled.stating import Said
    from smpolicy.deciding.compiled.verdict import Verdict

Assume = Literal["none", "neutral"]


@dataclass(frozen=True, kw_only=True)
class Ruling(Inquiry):
    """The bare decision: the answer, what it rests on, and what would mend what is broken."""

    @once
    def answer(self) -> Answer:
        """The outcome if there is one; the mildest, if even that departs; else what to do about not knowing."""
        return answer_among(self.possible, self.asks_something)[0]

    @property
    def or_worse(self) -> bool:
        """Whether the answer names the mildest of several outcomes."""
        return answer_among(self.possible, lambda: False)[1]

    @once
    def because(self) -> tuple[Finding, ...]:
        """The norms on which the answer turns: those surely broken at its level, or those that may be."""
        if self.answer in ("departs", "contravenes"):
            at_level = [clause for clause in self.counted if COMES_TO[clause.norm.force] == self.answer]
            surely = list(filter(self.surely_breached, at_level))
            return tuple(map(self.finding_of, surely or filter(self.may_be_breached, at_level)))
        if self.answer in ("undetermined", "seek_advice"):
            return tuple(map(self.finding_of, filter(self.may_be_breached, self.counted)))
        return ()

    def rests_on(self, finding: Finding) -> bool:
        """Whether the answer rests on a norm, without a look at all the others: as in `because`."""
        clause = next((each for each in self.counted if each.norm.id == finding.norm.id), None)
        if clause is None:
            return False
        if self.answer in ("undetermined", "seek_advice"):
            return self.may_be_breached(clause)
        return COMES_TO[finding.norm.force] == self.answer and self.surely_breached(clause)

    def on_an_assumption(self) -> list[Clause]:
        """Return the norms that may be broken and turn on what was only assumed, where an answer rests on that.

        It does where something departs, or where it is said that no further question would settle it.
        While there is something to ask, nobody has been answered yet.
        """
        if self.possible.isdisjoint(COMES_TO.values()):
            return []
        assuming = (clause for clause in self.counted if not clause.facts.isdisjoint(self.assumed))
        breakable = list(filter(self.may_be_breached, assuming))
        return breakable if breakable and self.answer != "undetermined" else []

    @once
    def mends(self) -> tuple[Mend, ...]:
        """What mends each norm on which the answer rests and that is surely broken.

        None is where the answer is open: in some world nothing that counts is broken.
        """
        if self.answer in ("undetermined", "seek_advice"):
            return ()
        return tuple(mend(self, finding.norm) for finding in self.because if finding.status == "broken")

    @property
    def broken(self) -> tuple[Norm, ...]:
        """Return the norms that surely make the outcome worse, mild and grave ones."""
        return tuple(clause.norm for clause in self.counted if self.surely_breached(clause))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """At which stage the activity can be: planned, done, or either where nobody said."""
        return self.program.vocabulary.stages(self.stated)

    @once
    def left_to_judge(self) -> tuple[Fact, ...]:
        """The judgements that nobody stated and that were taken to be neutral: only the person can make them."""
        facts = (self.program.vocabulary.facts[name] for name in self.assumed)
        return tuple(fact for fact in facts if fact.is_judgement)

    def outcomes_by_reading(self, question: OpenQuestion) -> Mapping[str, frozenset[Outcome]]:
        """Return which outcomes each reading of an open question leaves possible; none where it leaves no world."""
        return self._by_reading.get(question.id) or self._outcomes_by_reading(question)

    @once
    def _by_reading(self) -> Mapping[str, Mapping[str, frozenset[Outcome]]]:
        """The outcomes by the readings of each open question on which the outcome turns: all are shown together."""
        return {each.id: self._outcomes_by_reading(each) for each in self.readings}

    def _outcomes_by_reading(self, question: OpenQuestion) -> Mapping[str, frozenset[Outcome]]:
        return {name: self._possible_under(question.id, name) for name, _ in question.readings}

    def _possible_under(self, question: str, reading: str) -> frozenset[Outcome]:
        possible = None if self.decided is None else self.decided.possible_under(question, reading)
        if possible is None:
            case = self.under({question: reading})
            possible = frozenset() if case is None else case.possible
        return possible


def answer_among(possible: frozenset[Outcome], asks: Callable[[], bool]) -> tuple[Answer, bool]:
    """Return the answer among possible outcomes, and whether a worse outcome than it is possible.

    `asks` tells whether a question could still settle it; it is not called where that makes no difference.
    """
    mildest = min(possible, key=OUTCOMES.index)
    if len(possible) == 1:
        return mildest, False
    if mildest == "departs":
        return mildest, True
    return ("undetermined" if asks() else "seek_advice"), False


def decide(
    program: Program,
    facts: Mapping[str, object],
    *,
    given: Mapping[str, Stated],
    in_force: bool,
    assume: Assume,
) -> Ruling:
    """Decide an activity: `facts` as a caller states them, with those `given` by where and when it happens.

    Raises `ImpossibleFacts`, naming every problem, if something stated is no fact, no value of it, or impossible, and
    `UnknownAssumption` if `assume` is neither `none` nor `neutral`.
    """
    if not isinstance(assume, str) or assume not in get_args(Assume):
        raise UnknownAssumption(assume=assume, known=get_args(Assume))
    refuse_no_mapping(facts)
    stated, problems = read_stated(program, facts, given)
    if problems:
        raise ImpossibleFacts(problems=tuple(problems))
    ruling = Ruling(
        program=program,
        in_force=in_force,
        stated=ReadOnly(stated),
        assumed=ReadOnly({}),
        raised=frozenset(),
        unraised=ReadOnly({}),
    )
    if assume == "none":
        return ruling
    *_, last = assumptions(ruling)
    return last


def ruling_by(decided: Verdict, program: Program) -> Ruling:
    """Return the ruling that a program has made that this one was compiled to."""
    ruling = Ruling(
        program=program,
        in_force=decided.model.in_force,
        stated=ReadOnly({name: _as_meant(said) for name, said in decided.stated.items()}),
        assumed=ReadOnly(decided.assumed),
        raised=frozenset(decided.raised),
        unraised=ReadOnly(decided.unraised),
    )
    object.__setattr__(ruling, "decided", decided)  # it goes to no other case that is made from this one
    return ruling


def _as_meant(said: Said) -> Stated:
    if isinstance(said, tuple):
        return Part(has=said[0], lacks=said[1])
    return NOT_SURE if isinstance(said, str) and said == NOT_SURE.value else said


def assumptions(ruling: Ruling) -> Iterator[Ruling]:
    """Take unstated conduct at its neutral value, but for all that raised norms turn on; the last is what is decided.

    Each assumes less than the one before it.
    A norm that an answer rests on although its conduct was assumed is raised too, as if somebody had spoken of it:
    else what nobody said would be held against somebody, or "no further question would settle it" would be untrue.
    So is, in effect, the scope, where it is said that no question would settle whether the text applies at all.
    """
    program, stated = ruling.program, ruling.stated
    spoken = _spoken_of(program, stated)
    raised = [clause for clause in program.clauses if raises(clause, stated, program.vocabulary, spoken)]
    left_open = frozenset(name for name, answer in stated.items() if answer is NOT_SURE)
    while True:
        assumed = program.neutral(stated, leaving_open=left_open.union(*(clause.facts for clause in raised)))
        ruling = replace(
            ruling,
            assumed=ReadOnly(assumed),
            raised=frozenset(clause.norm.id for clause in raised),
            unraised=ReadOnly(_unraised(program, {**stated, **assumed})),
        )
        yield ruling
        further = ruling.on_an_assumption()
        if "outside_scope" in ruling.possible and ruling.answer == "seek_advice":
            left_open |= program.scope.facts
        if not further and left_open.isdisjoint(assumed):
            return
        raised += further


def raises(clause: Clause, stated: Mapping[str, Stated], vocabulary: Vocabulary, spoken: Set[str]) -> bool:
    """Tell whether what was said raises a norm: its act, its circumstances or its exceptions turn on what is spoken of.

    Only norms that can make an outcome worse are raised, and steps, which say what is to be done.
    """
    if not counts(clause, stated, vocabulary) and clause.norm.role != "step":
        return False
    elements = (clause.act, clause.when, clause.exception, clause.aside)
    return any(not spoken.isdisjoint(each.facts) for each in elements)


def _spoken_of(program: Program, stated: Mapping[str, Stated]) -> frozenset[str]:
    """Return what somebody spoke of: conduct that cannot be neutral by what was said, and circumstances that raise.

    What the constraints make of a statement counts as said: who says what a photo shows says that there is one.
    """
    facts = program.vocabulary.facts
    concerning = {name for name, answer in stated.items() if concern(facts[name], answer)}
    forced = {name for name in program.cannot_be_neutral(stated) if not facts[name].occasion}
    return frozenset(concerning | forced)


def _unraised(program: Program, known: Mapping[str, Stated]) -> dict[str, str]:
    """Return the open questions that nothing known raises, each with the reading under which that makes no difference.

    One on which nothing turns here, such as that of a draft that has no part in it, is none.
    What is known raises a question if it states the fact that does, or bears on it through a constraint.
    A reading that would leave no possible world is not set aside.
    """
    domains = program.left_by(known)
    unraised: dict[str, str] = {}
    for name, question in sorted(program.vocabulary.questions.items()):
        if (
            name not in program.places
            or question.closed
            or not question.raised_by
            or not question.unraised
            or _raised(program, domains, question.raised_by, known)
        ):
            continue
        if program.agrees(domains, {**unraised, name: question.unraised}):
            unraised[name] = question.unraised
    return unraised


def _raised(program: Program, domains: Sequence[int], name: str, known: Mapping[str, Stated]) -> bool:
    if name in known:
        return True
    if name not in program.places or known.keys().isdisjoint(program.tied_to[name]):
        return False
    free = list(program.full)
    return any(
        program.agrees(free, {name: answer}) and not program.agrees(domains, {name: answer})
        for answer in program.answers(name)
    )
