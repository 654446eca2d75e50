"""A regime: a resolution with its conflicts settled: what prevails over what, and what becomes of each addition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from smpolicy.conflicts.coherence import Incoherence
from smpolicy.conflicts.headline import (
    Headline,
    Sentence,
    assessed,
    becomes,
    claimed,
    headline,
    prevailing,
    resting,
    reviewed,
    yielding,
)
from smpolicy.conflicts.inconsistency import conflicts
from smpolicy.conflicts.noted import has_drifted, is_stale, noted, rests_on_other_words, starts_early, under_other_words
from smpolicy.conflicts.precedence import (
    Assessment,
    Clash,
    Effect,
    ForReview,
    SetAside,
    Undetermined,
    a_claim_rests_on,
    open_on,
    settled,
    unless_itself_set_aside,
)
from smpolicy.conflicts.readback import readback
from smpolicy.conflicts.regions import bearing
from smpolicy.conflicts.relation import relations, words_above
from smpolicy.conflicts.survival import what_survives_of_a_claim
from smpolicy.deciding.base import compiled
from smpolicy.deciding.decision import Assume, Ruling, decide
from smpolicy.deciding.program import Program, with_set_aside
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.solver import EXACT, Exact, Solver
from smpolicy.foundations.keywords import Relation
from smpolicy.foundations.once import Unchanging, once
from smpolicy.foundations.read_only import ReadOnly
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import NEVER, AnyOf, Condition, Value
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import (
    Contact,
    Instrument,
    Interpretation,
    Norm,
    Provision,
    Review,
    Structure,
    latest_review,
)
from smpolicy.meaning.vocabulary import OpenQuestion, Vocabulary, read_answer
from smpolicy.resolution.in_force import LeftOut
from smpolicy.resolution.resolved import DocumentRecord, Entry, Resolution

if TYPE_CHECKING:
    from smpolicy.conflicts.reviewed import Reviewed
    from smpolicy.meaning.works import Reworded


@dataclass(frozen=True, kw_only=True, eq=False)
class Regime(Unchanging):
    """What holds for one structure on one day, with its conflicts settled, and the program that decides by it."""

    resolution: Resolution
    lowered: Lowered

    def __repr__(self) -> str:
        """Name it in one line."""
        drafts = " with drafts" if self.drafts else ""
        return f"<{type(self).__name__} {self.structure.id} {self.as_of.isoformat()}{drafts} {self.digest[:19]}>"

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what the documents are under other versions of a work, and of whom nobody asks."""
        return {**super().__getstate__(), "lowered": replace(self.lowered, editions=(), edition=None)}

    def __eq__(self, other: object) -> bool:
        """Whether another holds for the same structure and day, with drafts or without, by the same documents."""
        if not isinstance(other, Regime):
            return NotImplemented
        return self is other or (self._identity, self._known) == (other._identity, other._known)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self._identity)

    @once
    def _identity(self) -> tuple[object, ...]:
        """For whom and when it holds, and which text: what tells one from another almost always."""
        return self.structure.id, self.as_of, self.drafts, self.digest

    @property
    def _known(self) -> tuple[object, ...]:
        """What else is decided by: texts that are the same can be understood otherwise."""
        documents = tuple((each.id, each.digest) for each in self.documents)
        return documents, self.resolution.closings, self.structure, self.lowered.vocabulary

    @property
    def structure(self) -> Structure:
        """The executive structure, or the part of one, for which it holds."""
        return self.resolution.structure

    @property
    def name(self) -> str:
        """The name that the structure bore on that day."""
        return self.resolution.name.name

    @property
    def as_of(self) -> date:
        """The day on which it holds."""
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
        """What must be said beside this text."""
        return tuple(each.words for each in self.resolution.notices)

    @once
    def reviewed(self) -> Reviewed:
        """How much of the norms that hold there was reviewed by somebody, and what is due again."""
        from smpolicy.conflicts.reviewed import how_reviewed  # whoever only decides reads nothing back

        return how_reviewed(self.norms, self.lowered, self.as_of)

    @property
    def digest(self) -> str:
        """What exactly a person acknowledges: it changes with the text, and with nothing else."""
        return self.resolution.digest

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts that can be stated, and the open questions."""
        return self.program.vocabulary

    @once
    def _plain(self) -> Program:
        """The norms compiled as if nothing were set aside."""
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
        left_to_it = (each for each in self.lowered.vocabulary.facts.values() if each.answered_by == "structure")
        return ReadOnly({fact.name: kind for fact in left_to_it if read_answer(fact.domain, kind) == kind})

    @once
    def assessments(self) -> tuple[Assessment, ...]:
        """What is said of the overlay norms beside the base: set aside, in a clash, for people to review, or undecided.

        An overlay norm of which nothing is said is effective wherever it applies.
        """
        return (*self._settled, *self._to_review(EXACT))

    def assessed(self, solver: Solver) -> tuple[Assessment, ...]:
        """Find out again what `assessments` says, by a solver of one's own."""
        return (*self._conflicts(solver), *self._to_review(solver))

    @once
    def _settled(self) -> tuple[Assessment, ...]:
        """What follows from conflicts: deciding needs it, and not what is for people to look at."""
        return self._conflicts(EXACT)

    def _conflicts(self, solver: Solver) -> tuple[Assessment, ...]:
        if not self.in_force:
            return ()
        prover = Prover(program=self._plain, given=self.given, solver=solver)
        found = settled(conflicts(prover, self._plain.clauses), self.resolution.instruments, self.lowered.structures)
        return tuple(unless_itself_set_aside(found, prover))

    def _to_review(self, solver: Solver) -> tuple[Assessment, ...]:
        if not self.in_force:
            return ()
        from smpolicy.conflicts.in_words import only_words  # a decision needs nothing of what is for people to look at
        from smpolicy.conflicts.jointly import jointly
        from smpolicy.conflicts.review import to_review

        prover = Prover(program=self._plain, given=self.given, solver=solver)
        clauses = self._plain.clauses
        beside = ((each.norm, each.prevailing if isinstance(each, SetAside) else each.other) for each in self._settled)
        alone = {(norm.id, other.id) for one, two in beside if two for norm, other in ((one, two), (two, one))}
        return (
            *to_review(prover, self.resolution.governing, self.norms, clauses),
            *only_words(prover, self.norms, clauses),
            *jointly(prover, clauses, alone),
        )

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The norms over which another prevails by the documents' own clauses, each with where, and what survives."""
        return tuple(each for each in self._settled if isinstance(each, SetAside))

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The overlay norms that are inconsistent with a norm above, where no clause says which one prevails."""
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
            touched |= {each.id for each in self.norms if assessment.basis in (each.provision, each.id)}
        return open_on(self.vocabulary, touched, assessment.kind)

    def turns_on(self, found: Incoherence) -> tuple[OpenQuestion, ...]:
        """Return the open questions on whose reading it rests that something was found on norms of one overlay.

        It is not so under every reading of those on which the norms turn; or they touch a norm though nothing turns on
        them, and the norm is taken to be read as it was understood.
        """
        about = {each.id for each in (found.norm, found.other) if each is not None}
        beside = (each for each in open_on(self.vocabulary, about, found.kind) if each.id not in found.asked)
        return (*(self.vocabulary.questions[name] for name in sorted(found.under)), *beside)

    def _claim_rests_on(self, entry: Entry) -> tuple[OpenQuestion, ...]:
        clause = self.resolution.governing.precedence
        provisions = {entry.provision, *([clause.provision] if clause else [])}
        return a_claim_rests_on(self.vocabulary, self.norms, provisions, entry.does)

    def review_of(self, assessment: Assessment) -> Review | None:
        """Return what a reviewer decided on a finding, where that is recorded beside the overlay: the latest."""
        if isinstance(assessment, Undetermined):
            return None
        sides = [assessment.norm, assessment.prevailing if isinstance(assessment, SetAside) else assessment.other]
        names = {name for each in sides if each is not None for name in (each.id, each.provision)}
        return latest_review(self._reviews, of=names, kinds=(assessment.kind,), beside=names)

    def _review_of_claim(self, entry: Entry) -> Review | None:
        return latest_review(self._reviews, of=(entry.id,), kinds=(entry.does,), beside=(entry.provision,))

    @property
    def _reviews(self) -> list[Review]:
        return [review for instrument in self.resolution.instruments for review in instrument.reviews]

    def _above(self, entry: Entry) -> str:
        provision = None if KINDS[entry.does].of_the_whole else self._provisions.get(entry.provision)
        return provision.citation if provision else self.resolution.governing.number

    @once
    def effects(self) -> Mapping[str, Effect]:
        """What becomes of each overlay norm that holds there, by the norm's id."""
        return ReadOnly({norm.id: self._effect(norm) for norm in self.norms if norm.structure is not None})

    def _effect(self, norm: Norm) -> Effect:
        return becomes(self.said_of(norm), lambda: self._left(norm))

    def said_of(self, norm: Norm) -> tuple[Assessment, ...]:
        """Return what is said of an overlay norm beside the base; nothing of one that is effective throughout."""
        return tuple(each for each in self.assessments if any(about.id == norm.id for about in _about(each)))

    def headline(self, entry: Entry) -> Headline:
        """Return what is said first of an addition: whether it is in force or set aside, by what, or for people."""
        if entry.does:
            return Headline(effect="never-applied", draft=entry.draft)
        norm = entry.norm
        effect = self.effects[norm.id] if norm else "effective"
        return headline(entry, effect, self.said_of(norm) if norm else (), self.review_of)

    def sentences(self, entry: Entry) -> Iterator[Sentence]:
        """Yield what is said beside an addition, or a provision: what prevails, what survives, what people decided."""
        if entry.does:
            kind, about = KINDS[entry.does], self._above(entry)
            governing = self.resolution.governing
            survives = what_survives_of_a_claim(kind, about, entry.provision, governing.norms, governing.words)
            clause = self.resolution.governing.precedence
            prevails = clause is not None and clause.effect == "prevails"
            yield claimed(kind, about, self.cited(clause.provision) if clause and prevails else "", survives)
            yield from resting(self._claim_rests_on(entry))
            review = self._review_of_claim(entry)
            yield from (reviewed(review),) if review else ()
        for assessment in self.assessments if entry.norm is not None else ():
            if any(about.id == entry.id for about in _about(assessment)):
                yield assessed(assessment, self._basis(assessment), self.resolution.governing.number)
                yield from resting(self.rests_on(assessment))
                review = self.review_of(assessment)
                yield from (reviewed(review),) if review else ()
            elif isinstance(assessment, SetAside) and assessment.prevailing.id == entry.id:
                yield prevailing(assessment)
        if entry.id in self._reworded:
            yield under_other_words(self._reworded[entry.id])
        if entry.norm is not None and self._has_drifted(entry.norm):
            yield noted("drifted-restatement", self._under(entry.norm))
        for aside in self.set_aside if entry.kind == "provision" else ():
            if aside.norm.structure is None and aside.norm.provision == entry.id:
                yield yielding(aside, entry.text, self._basis(aside), self.resolution.governing.number)

    @once
    def _reworded(self) -> Mapping[str, Reworded]:
        """What was written under other words than those that hold, by the ids of the norms."""
        return {each.norm: each for instrument in self.resolution.instruments for each in instrument.reworded}

    def _has_drifted(self, norm: Norm) -> bool:
        words = words_above(norm, self.norms, self._provisions)
        return bool(words) and has_drifted(norm, words, self.relations.get(norm.id))

    def _under(self, norm: Norm) -> str:
        """Return the citation of what a norm of an overlay stands under."""
        return self.cited(next(iter(norm.anchors), norm.provision))

    def noted(self, overlay: Instrument) -> Iterator[Sentence]:
        """Yield what readers are told of an issuance as a whole: an early start, and another text of what it is under.

        Its norms stand as they are.
        """
        by_id = {each.id: each for each in self.resolution.instruments}
        base = by_id.get(overlay.scope_with or "")
        if base is not None and starts_early(overlay.effective.start, base):
            yield noted("before-its-base", base.number)
        pinned = by_id.get(overlay.pin.id) if overlay.pin else None
        pin = overlay.pin
        if pinned is not None and pin is not None and (is_stale(pin, pinned) or rests_on_other_words(pin, by_id)):
            yield noted("stale-base", pinned.number)

    def _basis(self, assessment: Assessment) -> str:
        return self.cited(assessment.basis) if isinstance(assessment, SetAside) else ""

    def cited(self, provision: str) -> str:
        """Return the citation of a provision, or of a norm, that holds here; of any other its id."""
        place = self._provisions.get(provision)
        if place is None:
            return next((each.citation for each in self.norms if each.id == provision), provision)
        return place.citation

    def _left(self, norm: Norm) -> bool:
        """Whether a norm still bears on anything where what prevails over it, all together, leaves it room."""
        program = self.program
        clause = program.clause(norm.id)
        prover = Prover(program=program, given=self.given, solver=Exact(budget=None))
        return prover.can_hold(program.applies(clause), bearing(program, clause))

    @once
    def program(self) -> Program:
        """The norms compiled for deciding, with what is set aside."""
        aside: dict[str, Condition] = {}
        unexcepted: dict[str, Condition] = {}
        for each in self.set_aside:
            of = aside if each.part == "norm" else unexcepted
            of[each.norm.id] = AnyOf(parts=(of.get(each.norm.id, NEVER), each.condition))
        return with_set_aside(self._plain, aside, unexcepted) if aside or unexcepted else self._plain

    @once
    def relations(self) -> Mapping[str, Relation]:
        """How each overlay norm that can be compared stands to the provision it is under, by the norm's id."""
        return relations(self._plain, self.norms, self._provisions)

    def readback(self, norm: Norm) -> str:
        """Return what the machine does with a norm, in generated words, to be compared with its text."""
        relation, under = self.relations.get(norm.id), self._under(norm)
        return readback(norm, self.vocabulary, relation=relation, under=under, structures=(self.structure,))

    @once
    def _provisions(self) -> Mapping[str, Provision]:
        return {each.id: each for instrument in self.resolution.instruments for each in instrument.provisions}

    def ruling(self, facts: Mapping[str, object], *, assume: Assume = "none") -> Ruling:
        """Decide how an activity stands, as `Policy.evaluate` says."""
        return decide(self.program, facts, given=self.given, in_force=self.in_force, assume=assume)


def _about(assessment: Assessment) -> tuple[Norm, ...]:
    """Return the norms of which something is said: of several that only together conflict, all."""
    return assessment.norms if isinstance(assessment, ForReview) else (assessment.norm,)
