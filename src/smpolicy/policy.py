"""A policy: what holds for one structure on one day, to be read and to be asked about an activity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from smpolicy.base import compiled
from smpolicy.conditions import NEVER, All, AnyOf, Condition, Not, Value, World
from smpolicy.decision import Answer, Assume, Finding, Mend, Ruling, decide
from smpolicy.explanation import text
from smpolicy.headline import Headline, Sentence, assessed, becomes, claimed, headline, prevailing, reviewed, yielding
from smpolicy.in_force import LeftOut
from smpolicy.inconsistency import conflicts
from smpolicy.kinds import KINDS
from smpolicy.lowering import Lowered
from smpolicy.norms import Contact, Interpretation, Norm, Provision, Review, Structure, latest_review
from smpolicy.precedence import Assessment, Clash, Effect, ForReview, SetAside, Undetermined, settled
from smpolicy.program import Program, with_set_aside
from smpolicy.proving import Prover
from smpolicy.readback import readback
from smpolicy.reasons import Reason, StepToTake, interpretive, reasons, step_to_take, steps
from smpolicy.regions import bearing
from smpolicy.relation import Relation, relations
from smpolicy.resolution import DocumentRecord, Entry, Resolution
from smpolicy.review import to_review
from smpolicy.semantics import Outcome
from smpolicy.solver import EXACT, Exact, Solver
from smpolicy.survival import what_survives_of_a_claim
from smpolicy.vocabulary import Fact, OpenQuestion, Part, Stated, Vocabulary, read_answer


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that a policy asks of a person: the words, who says them, and whether they apply as far as is known.

    `status` is `applies` where the norm's conditions surely hold, and `depends` where they turn on what was not stated.
    """

    norm: Norm
    words: str
    citation: str
    force: str
    status: Literal["applies", "depends"]
    standing: bool
    draft: bool
    step: StepToTake | None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """How an activity stands under a policy, why, what would settle it, and on what the answer rests."""

    policy: Policy
    ruling: Ruling
    assume: Assume

    @property
    def answer(self) -> Answer:
        """The outcome if there is only one; the mildest if even that departs; else `undetermined` or `seek_advice`."""
        return self.ruling.answer

    @property
    def settled(self) -> bool:
        """Whether only one outcome is possible."""
        return self.ruling.settled

    @property
    def or_worse(self) -> bool:
        """Whether a worse outcome than the answer remains possible."""
        return self.ruling.or_worse

    @property
    def possible(self) -> frozenset[Outcome]:
        """The exact set of outcomes over all worlds that agree with what was stated."""
        return self.ruling.possible

    @cached_property
    def because(self) -> tuple[Reason, ...]:
        """The norms that the answer rests on."""
        return reasons(self.ruling, self.policy.resolution)

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
        return tuple(each for each in self.policy.set_aside if self.ruling.may_hold(each.applies, each.condition))

    @cached_property
    def steps(self) -> tuple[StepToTake, ...]:
        """What the text asks one to do now, and whom to turn to."""
        return steps(self.ruling, self.policy.resolution)

    @property
    def interpretive(self) -> tuple[Norm, ...]:
        """The local norms that no machine decides, to be read beside the answer."""
        return interpretive(self.ruling, self.policy.resolution)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom the steps name."""
        return tuple(dict.fromkeys(step.contact for step in self.steps if step.contact is not None))

    @property
    def mends(self) -> tuple[Mend, ...]:
        """For each norm surely broken, the smallest change of conduct that would leave it unbroken."""
        return self.ruling.mends

    @property
    def notices(self) -> tuple[str, ...]:
        """What must be said beside this decision."""
        return self.policy.notices

    def example(self, outcome: Outcome) -> World | None:
        """Return a world that agrees with everything stated and has this outcome, if there is one."""
        return self.ruling.example(outcome)

    def given(self, replies: Mapping[str, object]) -> Decision:
        """Decide again with more facts: the interview goes on, and nothing that was answered is asked again.

        A reply about a fact that was answered before takes the earlier answer's place;
        what is said of part of a set is added to what was said of other parts.

        Raises `ImpossibleFacts` if the replies are no facts, or cannot hold together with what was said before.
        """
        said = {name: _sayable(each) for name, each in self.stated.items() if name not in self.policy.given}
        joined = {name: _joined(self.stated.get(name), reply) for name, reply in replies.items()}
        return self.policy.evaluate({**said, **joined}, assume=self.assume)

    def text(self) -> str:
        """Return the decision in words that people can be shown."""
        return text(self.ruling, self.policy.resolution, self.set_aside)

    def to_json(self) -> dict[str, Any]:
        """Return the decision as plain data, in the format `smpolicy/decision@1`."""
        from smpolicy.render.decision import plain

        return dict(plain(self.ruling, self.policy.resolution, self.set_aside, assume=self.assume))


def _sayable(stated: Stated) -> object:
    """Return a stated fact in the form in which a caller states it."""
    return {"has": stated.has, "lacks": stated.lacks} if isinstance(stated, Part) else stated


def _joined(before: Stated | None, reply: object) -> object:
    """Return a reply, joined with what was said before of another part of the same set."""
    if not isinstance(before, Part) or not isinstance(reply, Mapping):
        return reply
    told = {"has": before.has, "lacks": before.lacks}
    lists = {key: reply.get(key, []) for key in told}
    if not all(isinstance(each, list | tuple | set | frozenset) for each in lists.values()):
        return reply
    return {**reply, **{key: [*said, *lists[key]] for key, said in told.items()}}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What holds for one structure on one day: to be read, and to be asked about an activity."""

    resolution: Resolution
    lowered: Lowered

    @property
    def structure(self) -> Structure:
        """The structure."""
        return self.resolution.structure

    @property
    def name(self) -> str:
        """The name that the structure bore on that day."""
        return self.resolution.name.name

    @property
    def as_of(self) -> date:
        """The day."""
        return self.resolution.as_of

    @property
    def in_force(self) -> bool:
        """Whether the governing instrument is in force there on that day."""
        return self.resolution.in_force

    @property
    def drafts(self) -> bool:
        """Whether drafts were asked for."""
        return self.resolution.drafts

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The documents of the structure that have no part in it although they began by that day, and why."""
        return self.resolution.left_out

    @property
    def interpretations(self) -> tuple[Interpretation, ...]:
        """The documents that close open questions on that day."""
        return self.resolution.interpretations

    @property
    def drafts_left_out(self) -> tuple[str, ...]:
        """The drafts for this structure that do not count because nobody asked for drafts."""
        return self.resolution.drafts_left_out

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents that it was made from."""
        return self.resolution.documents

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The consolidated text: each provision and addition, with its document, its line and why it is there."""
        return self.resolution.entries

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norms that hold there."""
        return self.resolution.norms

    @property
    def contacts(self) -> Mapping[str, Contact | None]:
        """Whom each slot names; nothing where it stands open."""
        return self.resolution.contacts

    @property
    def notices(self) -> tuple[str, ...]:
        """What must be said beside this policy."""
        return tuple(each.words for each in self.resolution.notices)

    @property
    def digest(self) -> str:
        """What exactly a person acknowledges: it changes with the text, and with nothing else."""
        return self.resolution.digest

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts that can be stated, and the open questions."""
        return self.program.vocabulary

    @cached_property
    def _plain(self) -> Program:
        """The policy compiled as if nothing were set aside."""
        resolution = self.resolution
        return compiled(
            self.lowered,
            resolution.norms,
            governing=resolution.governing.id,
            structure=self.structure.id,
            closings=resolution.closings,
        )

    @property
    def given(self) -> Mapping[str, Value]:
        """What the structure itself decides: its kind answers each fact that documents leave to it, and can be that."""
        kind = self.structure.kind
        left = (each for each in self.lowered.vocabulary.facts.values() if each.answered_by == "structure")
        return {fact.name: kind for fact in left if read_answer(fact.domain, kind) == kind}

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """What is said of the overlay norms beside the base: set aside, in a clash, for people to review, or undecided.

        An overlay norm of which nothing is said is effective wherever it applies.
        """
        return (*self._settled, *self._to_review(EXACT))

    def assessed(self, solver: Solver) -> tuple[Assessment, ...]:
        """Find out again what `assessments` says, by a solver of one's own."""
        return (*self._conflicts(solver), *self._to_review(solver))

    @cached_property
    def _settled(self) -> tuple[Assessment, ...]:
        """What follows from conflicts: deciding needs it, and not what is for people to look at."""
        return self._conflicts(EXACT)

    def _conflicts(self, solver: Solver) -> tuple[Assessment, ...]:
        if not self.in_force:
            return ()
        instruments, clauses = self.resolution.instruments, self._plain.clauses
        prover = Prover(program=self._plain, given=self.given, solver=solver)
        return tuple(settled(conflicts(prover, instruments, clauses), instruments, self.structure))

    def _to_review(self, solver: Solver) -> tuple[Assessment, ...]:
        if not self.in_force:
            return ()
        prover = Prover(program=self._plain, given=self.given, solver=solver)
        return tuple(to_review(prover, self.resolution.governing, self.norms, self._plain.clauses))

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The norms over which another prevails by the documents' own clauses, each with where, and what survives."""
        return tuple(each for each in self._settled if isinstance(each, SetAside))

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The overlay norms that are inconsistent with a norm of the base, where no clause says which one prevails."""
        return tuple(each for each in self._settled if isinstance(each, Clash))

    @property
    def for_review(self) -> tuple[ForReview, ...]:
        """The overlay norms of which a person must decide whether they are inconsistent, and why."""
        return tuple(each for each in self.assessments if isinstance(each, ForReview))

    @property
    def undetermined(self) -> tuple[Undetermined, ...]:
        """The pairs of norms of which the budget of work did not suffice to tell whether they are inconsistent."""
        return tuple(each for each in self.assessments if isinstance(each, Undetermined))

    def rests_on(self, assessment: Assessment) -> tuple[OpenQuestion, ...]:
        """Return the open questions on whose reading it rests that two norms are taken to be inconsistent.

        They bear on the norm above or on the clause by which it prevails, and on this kind of inconsistency.
        """
        if isinstance(assessment, Undetermined):
            return ()
        about = {assessment.prevailing if isinstance(assessment, SetAside) else assessment.other, assessment.norm}
        touched = {each.id for each in about if each is not None}
        if isinstance(assessment, SetAside):
            touched |= {each.id for each in self.norms if each.provision == assessment.basis}
        return tuple(
            each
            for each in self.vocabulary.questions.values()
            if not touched.isdisjoint(each.touches)
            and each.closed is None
            and (not each.kinds or assessment.kind in each.kinds)
        )

    def review_of(self, assessment: Assessment) -> Review | None:
        """Return what a reviewer decided on a finding, where that is recorded beside the overlay: the latest."""
        if isinstance(assessment, Undetermined):
            return None
        sides = [assessment.norm, assessment.prevailing if isinstance(assessment, SetAside) else assessment.other]
        names = {name for each in sides if each is not None for name in (each.id, each.provision)}
        return latest_review(self._reviews, of=names, kinds=(assessment.kind,), beside=names)

    def review_of_claim(self, entry: Entry) -> Review | None:
        """Return what a reviewer decided on a claim, where that is recorded beside the overlay: the latest."""
        return latest_review(self._reviews, of=(entry.id,), kinds=(entry.does,), beside=(entry.provision,))

    @property
    def _reviews(self) -> list[Review]:
        return [review for made in self.resolution.instruments for review in made.reviews]

    def survives_of(self, entry: Entry) -> str:
        """Say what is left of a claim, which is never applied; nothing is said of any other entry."""
        if not entry.does:
            return ""
        norms = self.resolution.governing.norms
        return what_survives_of_a_claim(KINDS[entry.does], self._about(entry), entry.provision, norms)

    def _about(self, entry: Entry) -> str:
        provision = None if KINDS[entry.does].of_the_whole else self._provisions.get(entry.provision)
        return provision.citation if provision else self.resolution.governing.number

    @cached_property
    def effects(self) -> Mapping[str, Effect]:
        """What becomes of each overlay norm that holds there, by the norm's id."""
        return MappingProxyType({norm.id: self._effect(norm) for norm in self.norms if norm.structure is not None})

    def _effect(self, norm: Norm) -> Effect:
        return becomes(self._said_of(norm), lambda: self._left(norm))

    def _said_of(self, norm: Norm) -> tuple[Assessment, ...]:
        return tuple(each for each in self.assessments if each.norm.id == norm.id)

    def headline(self, entry: Entry) -> Headline:
        """Return what is said first of an addition: whether it is in force or set aside, by what, or for people."""
        if entry.does:
            return Headline(effect="never-applied", draft=entry.draft)
        norm = entry.norm
        effect = self.effects[norm.id] if norm else "effective"
        return headline(entry, effect, self._said_of(norm) if norm else (), self.review_of)

    def sentences(self, entry: Entry) -> Iterator[Sentence]:
        """Yield what is said beside an addition, or a provision: what prevails, what survives, what people decided."""
        if entry.does:
            yield claimed(KINDS[entry.does], self._about(entry), self.survives_of(entry))
            review = self.review_of_claim(entry)
            yield from (reviewed(review),) if review else ()
        for each in self.assessments if entry.norm is not None else ():
            if each.norm.id == entry.id:
                yield assessed(each, self._basis(each))
                review = self.review_of(each)
                yield from (reviewed(review),) if review else ()
            elif isinstance(each, SetAside) and each.prevailing.id == entry.id:
                yield prevailing(each)
        for aside in self.set_aside if entry.kind == "provision" else ():
            if aside.norm.structure is None and aside.norm.provision == entry.id:
                yield yielding(aside, entry.text, self._basis(aside))

    def _basis(self, assessment: Assessment) -> str:
        return self.cited(assessment.basis) if isinstance(assessment, SetAside) else ""

    def cited(self, provision: str) -> str:
        """Return the citation of a provision that holds here; of any other its id."""
        known = self._provisions.get(provision)
        return known.citation if known else provision

    def _left(self, norm: Norm) -> bool:
        """Whether a norm still bears on anything where what prevails over it, all together, leaves it room."""
        program = self.program
        clause = program.clause(norm.id)
        prover = Prover(program=program, given=self.given, solver=Exact(budget=None))
        return prover.can_hold(program.applies(clause), bearing(program, clause))

    @cached_property
    def program(self) -> Program:
        """The policy compiled for deciding."""
        aside: dict[str, Condition] = {}
        unexcepted: dict[str, Condition] = {}
        for each in sorted(self.set_aside, key=lambda each: each.norm.structure is None):  # the base's norms last
            if each.part == "exception":
                unexcepted[each.norm.id] = AnyOf(parts=(unexcepted.get(each.norm.id, NEVER), each.condition))
                continue
            condition = each.condition
            if each.norm.structure is None:  # what is itself set aside prevails over nothing
                condition = All(parts=(condition, Not(part=aside.get(each.prevailing.id, NEVER))))
            aside[each.norm.id] = AnyOf(parts=(aside.get(each.norm.id, NEVER), condition))
        return with_set_aside(self._plain, aside, unexcepted) if aside or unexcepted else self._plain

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """How each overlay norm that can be compared stands to the provision it is under, by the norm's id."""
        return relations(self._plain, self.norms, self._provisions)

    def readback(self, norm: Norm) -> str:
        """Return what the machine does with a norm, in generated words, to be compared with its text."""
        relation, under = self.relations.get(norm.id), self.cited(norm.provision)
        return readback(norm, self.vocabulary, relation=relation, under=under)

    @cached_property
    def _provisions(self) -> Mapping[str, Provision]:
        return {each.id: each for made in self.resolution.instruments for each in made.provisions}

    def evaluate(self, facts: Mapping[str, object], *, assume: Assume = "none") -> Decision:
        """Decide how an activity stands.

        `facts` are stated by their dotted names (`smpolicy.si31.Facts` serves, and so does a plain mapping);
        what nobody stated is unknown.
        `assume="neutral"` takes each unstated conduct fact at its neutral value, and lists it.

        Raises `ImpossibleFacts`, naming every problem, if something stated is no fact, no value of it, or impossible.
        """
        ruling = decide(self.program, facts, given=self.given, in_force=self.in_force, assume=assume)
        return Decision(policy=self, ruling=ruling, assume=assume)

    def duties(self, *, category: str, event: str = "none") -> tuple[Duty, ...]:
        """Return what the policy asks of a person of this category at this event, whatever they may do online.

        Raises `ImpossibleFacts` if there is no such category or event.
        """
        happening = {"person.event": event} if event != "none" or self._can_say_none_happens else {}
        decision = self.evaluate({"person.category": category, **happening})
        return tuple(duty for norm in self.norms if (duty := self._duty(norm, decision.ruling)))

    @property
    def _can_say_none_happens(self) -> bool:
        fact = self.vocabulary.facts.get("person.event")
        return fact is not None and fact.kind != "derived" and read_answer(fact.domain, "none") is not None

    def _duty(self, norm: Norm, ruling: Ruling) -> Duty | None:
        asks = norm.force not in ("none", "permitted") and not norm.defines and not norm.governs
        if not asks or not norm.borne_by_persons or not self.in_force:
            return None
        program = ruling.program
        clause = next(each for each in (*program.clauses, *program.interpretive) if each.norm.id == norm.id)
        if not ruling.can_hold(program.applies(clause, leaving_out={"scope"})):
            return None
        applies = not ruling.can_hold(program.negated(program.applies(clause, leaving_out={"scope", "exception"})))
        return Duty(
            norm=norm,
            words=norm.text,
            citation=norm.citation,
            force=norm.force,
            status="applies" if applies else "depends",
            standing=norm.role == "standing",
            draft=norm.draft,
            step=step_to_take(norm, self.resolution),
        )

    def text(
        self,
        format: Literal["text", "markdown"] = "text",  # noqa: A002  (the command line's word)
        *,
        readback: bool = False,
    ) -> str:
        """Return the consolidated text; with `readback`, what the machine does with each addition beside it."""
        from smpolicy.render import policy as rendered

        return rendered.FORMATS[format](self, readback=readback)
