"""A policy: what holds for one structure on one day, to be read and to be asked about an activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from smpolicy.conflicts.precedence import SetAside
from smpolicy.conflicts.regime import Regime
from smpolicy.deciding.case import Finding
from smpolicy.deciding.decision import Assume, Ruling, ruling_by
from smpolicy.deciding.mends import Mend
from smpolicy.deciding.reasons import Reason, StepToTake, contacts, interpretive, reasons, remarked, steps
from smpolicy.deciding.semantics import OUTCOMES, Answer, Outcome
from smpolicy.foundations.errors import UnknownAnswer, UnknownFormat, UnknownQuestion, refuse_no_mapping
from smpolicy.foundations.once import Unchanging, once
from smpolicy.foundations.read_only import ReadOnly
from smpolicy.meaning.conditions import Value, World
from smpolicy.meaning.norms import Contact, Norm
from smpolicy.meaning.vocabulary import Fact, OpenQuestion, Part, Stated, read_answer
from smpolicy.policy.duties import Duty, duties

if TYPE_CHECKING:  # a process that decides once imports nothing of what compiles, and nothing of what that makes
    from smpolicy.deciding.compiled.compiled_program import CompiledProgram
    from smpolicy.deciding.compiled.many import RowDecision
    from smpolicy.deciding.compiled.verdict import Verdict
    from smpolicy.render import formats

#: From which decision on a policy is compiled for good: whoever asks a third time is likely to go on asking.
_COMPILED_FROM: Final = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Decision(Unchanging):
    """How an activity stands under a policy, why, what would settle it, and on what the answer rests."""

    policy: Policy
    assume: Assume
    #: What decided it: a search, or a program that was compiled for good.
    source: Ruling | Verdict = field(repr=False)

    @once
    def ruling(self) -> Ruling:
        """The bare decision, from which all that is said of it follows."""
        if isinstance(self.source, Ruling):
            return self.source
        return ruling_by(self.source, self.policy.program)

    def __eq__(self, other: object) -> bool:
        """Whether another decision is about the same, under the same policy."""
        if not isinstance(other, Decision):
            return NotImplemented
        return (self.policy, self.assume, self.stated) == (other.policy, other.assume, other.stated)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((self.policy, self.assume, frozenset(self.stated.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        """Go into a pickle as what was asked, of which policy: the same comes out of it."""
        given = self.policy.given
        stated = {name: _as_stated(value) for name, value in self.stated.items() if name not in given}
        return _decided_again, (self.policy, stated, self.assume)

    def __repr__(self) -> str:
        """Name it in one line; what was stated is nobody else's."""
        worse = " or worse" if self.or_worse else ""
        return f"<Decision {self.answer}{worse}: {self.policy.structure.id} {self.policy.as_of.isoformat()}>"

    @property
    def answer(self) -> Answer:
        """The outcome if there is only one; the mildest if even that departs; else `undetermined` or `seek_advice`."""
        return self.source.answer

    @property
    def settled(self) -> bool:
        """Whether only one outcome is possible."""
        return self.source.settled

    @property
    def or_worse(self) -> bool:
        """Whether a worse outcome than the answer remains possible."""
        return self.source.or_worse

    @property
    def possible(self) -> frozenset[Outcome]:
        """The exact set of outcomes over all worlds that agree with what was stated."""
        return self.source.possible

    @once
    def because(self) -> tuple[Reason, ...]:
        """The norms that the answer rests on."""
        if isinstance(self.source, Ruling):
            return reasons(self.source, self.policy.resolution)
        norms = self.policy.norms_by_id
        return tuple(Reason(norm=norms[norm], status=status) for norm, status in self.source.because)

    @property
    def findings(self) -> Mapping[str, Finding]:
        """How each norm stands that facts can decide, by the norm's id."""
        return self.ruling.findings

    @property
    def questions(self) -> tuple[Fact, ...]:
        """The facts still to be asked, most decisive first; none that could not change the outcome."""
        return self.ruling.questions

    @property
    def not_sure(self) -> tuple[str, ...]:
        """The facts of which a person was not sure, and which matter."""
        return self.ruling.not_sure

    @property
    def readings(self) -> tuple[OpenQuestion, ...]:
        """The open questions of interpretation on which the outcome turns."""
        return self.ruling.readings

    @property
    def subject_to(self) -> tuple[Norm, ...]:
        """The standing norms that the person remains subject to."""
        return self.ruling.subject_to

    @property
    def stated(self) -> Mapping[str, Stated]:
        """What was stated, and what the structure itself decides."""
        return self.ruling.stated

    @property
    def assumed(self) -> Mapping[str, Value]:
        """What was taken at its neutral value because nobody said otherwise."""
        return self.ruling.assumed

    @property
    def unraised(self) -> tuple[str, ...]:
        """The open questions that were left aside because nothing stated raises them."""
        return tuple(sorted(self.ruling.unraised))

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The norms set aside for this activity, and by what."""
        if not self.policy.in_force:
            return ()
        if isinstance(self.source, Ruling):
            return tuple(each for each in self.policy.set_aside if self.source.may_hold(each.applies, each.condition))
        return tuple(self.policy.set_aside[at] for at in self.source.asides)

    @once
    def steps(self) -> tuple[StepToTake, ...]:
        """What the text asks one to do now, and whom to turn to."""
        return steps(self.ruling, self.policy.resolution)

    @property
    def interpretive(self) -> tuple[Norm, ...]:
        """The local norms that no machine decides, to be read beside the answer."""
        return interpretive(self.ruling, self.policy.resolution)

    @once
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to turn to: those whom the steps name, and where something departs or is open those who give advice."""
        return contacts(self.ruling, self.policy.resolution)

    @property
    def mends(self) -> tuple[Mend, ...]:
        """What mends each norm that the answer rests on and that is surely broken."""
        return self.ruling.mends

    @property
    def left_to_judge(self) -> tuple[Fact, ...]:
        """The judgements that nobody stated and that were taken to be neutral: only the person can make them."""
        return self.ruling.left_to_judge

    @property
    def remarks(self) -> tuple[str, ...]:
        """What documents remark on what was stated, though no norm turns on it: each remark once."""
        return tuple(dict.fromkeys(fact.remark for fact, _ in remarked(self.ruling)))

    def outcomes_by_reading(self, question: OpenQuestion) -> Mapping[str, frozenset[Outcome]]:
        """Return which outcomes each reading of an open question leaves possible; none where it leaves no world.

        Raises `UnknownQuestion` if the question is none of this policy.
        """
        if not isinstance(question, OpenQuestion) or question.id not in self.policy.vocabulary.questions:
            raise UnknownQuestion(question=getattr(question, "id", question))
        return ReadOnly(self.ruling.outcomes_by_reading(question))

    @property
    def notices(self) -> tuple[str, ...]:
        """What must be said beside this decision."""
        return self.policy.notices

    def example(self, outcome: Outcome) -> World | None:
        """Return a world that agrees with everything stated and has this outcome, if there is one.

        Raises `UnknownAnswer` if there is no such outcome.
        """
        if outcome not in OUTCOMES:
            raise UnknownAnswer(answer=outcome, known=OUTCOMES)
        return self.ruling.example(outcome)

    def given(self, replies: Mapping[str, object]) -> Decision:
        """Decide again with more facts: the interview goes on, and nothing that was answered is asked again.

        A reply about a fact that was answered before takes the earlier answer's place;
        what is said of part of a set is added to what was said of other parts.

        Raises `ImpossibleFacts` if the replies are no facts, or cannot hold together with what was said before.
        """
        refuse_no_mapping(replies)
        named = self.policy.vocabulary.named
        answered = {*self.policy.given, *map(named, replies)}
        before = {name: _as_stated(value) for name, value in self.stated.items() if name not in answered}
        joined = {name: _joined(self.stated.get(named(name)), reply) for name, reply in replies.items()}
        return self.policy.evaluate({**before, **joined}, assume=self.assume)

    def text(self, *, full: bool = False) -> str:
        """Return the decision in words that people can be shown; `full` also says on what it stands, fact by fact."""
        from smpolicy.render.explanation import decision_text

        return decision_text(self.ruling, self.policy.resolution, self.set_aside, full=full)

    def to_json(self) -> formats.Decision:
        """Return the decision as plain data, in the format `smpolicy/decision@1`."""
        from smpolicy.render.decision import plain_decision

        return plain_decision(self.ruling, self.policy.resolution, self.set_aside, assume=self.assume)


def _decided_again(policy: Policy, stated: Mapping[str, object], assume: Assume) -> Decision:
    return policy.evaluate(stated, assume=assume)


def _as_stated(stated: Stated) -> object:
    """Return a stated fact in the form in which a caller states it."""
    return {"has": stated.has, "lacks": stated.lacks} if isinstance(stated, Part) else stated


def _joined(before: Stated | None, reply: object) -> object:
    """Return a reply, joined with what was said before of another part of the same set."""
    if not isinstance(before, Part) or not isinstance(reply, Mapping):
        return reply
    members = {"has": before.has, "lacks": before.lacks}
    more = {key: reply.get(key, []) for key in members}
    if not all(isinstance(each, list | tuple | set | frozenset) for each in more.values()):
        return reply
    return {**reply, **{key: [*earlier, *more[key]] for key, earlier in members.items()}}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)  # it is equal, hashed and named as a regime is
class Policy(Regime):
    """What holds for one structure on one day: to be read, and to be asked about an activity."""

    def evaluate(self, facts: Mapping[str, object], *, assume: Assume = "none") -> Decision:
        """Decide how an activity stands.

        `facts` are stated by their dotted names (`smpolicy.si31.Facts` serves, and so does a plain mapping);
        what nobody stated is unknown.
        `assume="neutral"` takes each unstated conduct fact at its neutral value, and lists it.

        Raises `ImpossibleFacts`, naming every problem, if something stated is no fact, no value of it, or impossible.
        """
        program = self._compiled_by_now
        if program is not None and assume in get_args(Assume):
            decided = program.attempt(facts, neutral=assume == "neutral")
            if decided is not None:
                return Decision(policy=self, assume=assume, source=decided)
            # the search says what is wrong with them
        return Decision(policy=self, assume=assume, source=self.ruling(facts, assume=assume))

    def evaluate_many(
        self, rows: Iterable[Mapping[str, object]], *, key: str | None = None, assume: Assume = "none"
    ) -> Iterator[RowDecision]:
        """Decide how many activities stand: rows, each the facts of one, and each with what `evaluate` says of it.

        What a row has under the name `key` is no fact, but tells it from the others; without, its number does, from 0.
        A row that `evaluate` would refuse has the refusal. Rows are read as results are asked for.

        Raises `UnreadableRows` if `key` is the name of a fact, or a row has nothing under it.
        """
        program = self.compile()

        def one(facts: Mapping[str, object]) -> Verdict:
            verdict = program.attempt(facts, neutral=assume == "neutral")
            if verdict is None:
                self.ruling(facts, assume=assume)  # which says what is wrong with them
                raise AssertionError("what a program refuses, the search refuses too")
            return verdict

        return program.decided_many(rows, one, key=key, assume=assume)

    def compile(self) -> CompiledProgram:
        """Return the policy as a program, `smpolicy/program@1`: it decides the same, without documents.

        It is made once, and from the third decision on a policy decides by it.
        """
        return self._compiled

    def program_words(self) -> formats.ProgramWords:
        """Return the words for what its program says in ids, in the format `smpolicy/program-words@1`."""
        from smpolicy.render.program_words import plain_program_words

        return plain_program_words(self, self.compile().digest)

    def page_model(self) -> dict[str, Any]:
        """Return the policy for a page that decides by itself: plain data, in the format `smpolicy/page@1`.

        `smpolicy/js/evaluate.js` decides by it as `evaluate` does; it has the words of the questions in it.

        Raises `NotForPages` where a page could not decide by it.
        """
        from smpolicy.render.page_model import page_model

        return dict(page_model(self._compiled.document, self.resolution, self.vocabulary))

    def facts_schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of what can be stated: a form can be drawn by it, and a request held to it.

        Each fact has its question as `title`, its help as `description` and its values with their labels; `x-groups`
        names the facts under the headings of an interview, `x-judgement` and `x-unit` say what a question says of them.
        What it accepts `evaluate` accepts, but for facts that cannot hold together; a set names each member once.
        """
        from smpolicy.policy.facts_schema import facts_schema

        return facts_schema(self)

    @once
    def _compiled(self) -> CompiledProgram:
        from smpolicy.policy.for_good import program_of

        return program_of(self)

    @property
    def _compiled_by_now(self) -> CompiledProgram | None:
        """The program, once it is worth its making: nothing for the first decisions."""
        if "_compiled" not in self.__dict__:
            self._decisions.append(None)
            if len(self._decisions) < _COMPILED_FROM:
                return None
        return self._compiled

    @once
    def _decisions(self) -> list[None]:
        """One entry for each decision by search."""
        return []

    @once
    def norms_by_id(self) -> Mapping[str, Norm]:
        """The norms that hold there, by their ids."""
        return ReadOnly({norm.id: norm for norm in self.norms})

    def duties(self, *, category: str, event: str = "none") -> tuple[Duty, ...]:
        """Return what the policy asks of a person of this category at this event, whatever they may do online.

        What is to be done now stands first, then by force, and last what one always remains subject to.
        The category is a value of the fact that an interview asks first of who somebody is; without an interview, and
        for the event, facts are taken that are called `person.category` and `person.event`.

        Raises `ImpossibleFacts` if there is no such category or event.
        """
        happening = {"person.event": event} if event != "none" or self._can_say_none_happens else {}
        who = next(iter(self.vocabulary.interview.who), "person.category")
        return duties(self, self.ruling({who: category, **happening}))

    @property
    def _can_say_none_happens(self) -> bool:
        fact = self.vocabulary.facts.get("person.event")
        return fact is not None and fact.kind != "derived" and read_answer(fact.domain, "none") is not None

    def text(
        self,
        format: Literal["text", "markdown"] = "text",  # noqa: A002  (the command line's word)
        *,
        readback: bool = False,
    ) -> str:
        """Return the consolidated text; with `readback`, what the machine does with each addition beside it.

        Raises `UnknownFormat` if there is no such format.
        """
        from smpolicy.render import policy as rendered

        if not isinstance(format, str) or format not in rendered.FORMATS:
            raise UnknownFormat(format=format, known=("text", "markdown"))

        return rendered.FORMATS[format](self, readback=readback)

    def to_json(self) -> formats.PolicyText:
        """Return the consolidated text as plain data, in the format `smpolicy/policy@1`."""
        from smpolicy.render.policy import plain_policy

        return plain_policy(self)
