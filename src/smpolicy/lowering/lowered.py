"""What a set of documents means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from smpolicy.documents.document import Document, WordedForce
from smpolicy.documents.forms import (
    InstrumentForm,
    InterpretationForm,
    OverlayForm,
    ReviewsForm,
    ScenariosForm,
    StructuresForm,
    VocabularyForm,
)
from smpolicy.foundations.diagnostics import Diagnostic, Related
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.foundations.source import Path, digest
from smpolicy.lowering.context import Context, fault, identity
from smpolicy.lowering.edition import Edition
from smpolicy.lowering.facts import (
    break_circles,
    declare_facts,
    define_by_norms,
    derive_facts,
    link_facts,
    lower_constraints,
)
from smpolicy.lowering.implications import lower_implications
from smpolicy.lowering.instruments import lower_instrument
from smpolicy.lowering.interpretations import lower_interpretation
from smpolicy.lowering.interviews import break_presuppositions, check_ticks, link_asking, lower_plan
from smpolicy.lowering.kinds import declare_kinds
from smpolicy.lowering.lowering_rules import DUPLICATE_ID
from smpolicy.lowering.names import settle_names
from smpolicy.lowering.overlays import lower_overlay
from smpolicy.lowering.persons import declare_persons
from smpolicy.lowering.provisions import lower_provisions
from smpolicy.lowering.questions import declare_questions
from smpolicy.lowering.structures import lower_structures
from smpolicy.lowering.telling import link_telling
from smpolicy.lowering.terms import redefining
from smpolicy.meaning.norms import Instrument, Interpretation, NormReview, Structure, StructureKind
from smpolicy.meaning.vocabulary import Constraint, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """What a set of documents means, and the faults found on the way.

    Of documents that share an id the first is among the `instruments`. The `twins` are the others: they are checked,
    and take no part in anything else.
    """

    vocabulary: Vocabulary
    instruments: Mapping[str, Instrument]
    structures: Mapping[str, Structure]
    faults: tuple[Diagnostic, ...]
    #: Where something turns on what could not be understood, and is told elsewhere: by document and keys.
    unresolved: tuple[tuple[str, Path], ...] = field(default=(), compare=False, repr=False)
    twins: tuple[Instrument, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    #: What reviewers found of how norms are read, in the order of their days.
    reviews: tuple[NormReview, ...] = ()
    #: The kinds of structure that a registry lists, by name and in its order.
    kinds: Mapping[str, StructureKind] = field(default_factory=dict)
    #: The digest of every document under which overlays stand.
    base: str = ""
    #: A provision to be named where an example of one is needed.
    example: str = ""
    #: What the words of each norm say of force, by the paths of its document and of the norm there.
    forces: Mapping[str, Mapping[Path, WordedForce]] = field(default_factory=dict, repr=False)
    #: Where an instrument has versions: what the documents mean in each edition, and which one this is.
    editions: tuple[Lowered, ...] = field(default=(), compare=False, repr=False)
    edition: Edition | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "instruments", "structures", "kinds", "forces")

    def on(self, day: date) -> Lowered:
        """Return what the documents mean on a day: of each work, the version that counts then has part in it."""
        dated = [(each.edition.since, each) for each in self.editions if each.edition is not None]
        begun = [each for since, each in dated if since is not None and since <= day]
        return begun[-1] if begun else self

    def beside(self, path: str) -> tuple[Lowered, ...]:
        """Return what the documents mean in the editions in which an overlay holds, by its path: its own one first."""
        own = [each for each in self.editions if each.edition is not None and path in each.edition.at_home]
        later = [each for each in self.editions if each.edition is not None and path in each.edition.going_on]
        return (*own, *later) or (self,)

    @property
    def kinds_of_structures(self) -> tuple[StructureKind, ...]:
        """The kinds that a registry lists, as it orders them; where none lists any, those of its structures."""
        labels = {name: _in_words(name) for name in (each.kind for each in self.structures.values())}
        return tuple(self.kinds.values()) or tuple(
            StructureKind(name=name, label=words, plural=words[:1].upper() + words[1:])
            for name, words in labels.items()
        )


def lower(documents: Iterable[Document]) -> Lowered:
    """Lower documents to a vocabulary, instruments and structures; their order does not matter.

    Where an instrument has versions, they are lowered in each edition; what is returned is the last one, in which the
    versions count that begin last, with the faults of all.
    """
    ordered = tuple(documents)
    if not any(isinstance(each.form, InstrumentForm) and each.form.work for each in ordered):
        return _lowered(ordered, None)
    from smpolicy.lowering.editions import editions_of  # most corpora have no versions of one work

    editions, faults = editions_of(ordered)
    lowered = tuple(_lowered(each.documents, each) for each in editions)
    last = [each for each in lowered if each.edition is not None and each.edition.since is not None][-1]
    found = (fault for each in lowered for fault in each.faults if each.edition and fault.path in each.edition.at_home)
    unresolved = tuple(dict.fromkeys(place for each in lowered for place in each.unresolved))
    return replace(last, editions=lowered, faults=tuple(dict.fromkeys((*faults, *found))), unresolved=unresolved)


def _lowered(documents: Iterable[Document], edition: Edition | None) -> Lowered:
    context = Context(lapsed=edition.lapsed_words if edition is not None else {})
    ordered = sorted(documents, key=lambda document: (identity(document), document.path))
    context.faults.extend(_shared_ids(ordered))
    always = _declare(ordered, context)
    instruments: dict[str, Instrument] = {}
    twins: list[Instrument] = []
    for each in _instruments(ordered, context):
        instrument = _as_read(each, edition) if edition is not None else each
        if instruments.setdefault(instrument.id, instrument) is not instrument:
            twins.append(instrument)
    define_by_norms(instruments.values(), context)
    break_circles(context)
    plan = lower_plan(ordered, context)
    check_ticks(ordered, plan, context)
    break_presuppositions(ordered, context)
    closing = tuple(
        lower_interpretation(each, instruments, context)
        for each in ordered
        if isinstance(each.form, InterpretationForm)
    )
    if edition is not None:
        closing = tuple(replace(each, lapsed=edition.lapsed.get(each.span.path, ())) for each in closing)
    return Lowered(
        vocabulary=Vocabulary(
            facts=context.facts,
            questions=context.questions,
            constraints=always,
            persons=context.persons,
            interview=plan,
            aliases=context.aliases,
        ),
        instruments=instruments,
        structures=lower_structures(ordered, context),
        faults=tuple(context.faults),
        unresolved=tuple(context.unresolved),
        twins=tuple(twins),
        interpretations=closing,
        reviews=tuple(sorted(_reviews(ordered), key=lambda each: (each.on, each.of, each.by))),
        kinds=context.kinds,
        base=_base(ordered),
        example=context.example,
        forces=context.forces,
        edition=edition,
    )


def _as_read(instrument: Instrument, edition: Edition) -> Instrument:
    """Return an instrument with what an edition knows of it: which version it is, and what of it does not go on."""
    path = instrument.span.path
    return replace(
        instrument,
        version_of=edition.versions.get(instrument.id) if instrument.structure is None else None,
        lapsed=edition.lapsed.get(path, ()),
        reworded=edition.reworded.get(path, ()),
    )


def _in_words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _base(documents: Iterable[Document]) -> str:
    """Return one digest of all documents but overlays and scenarios, with the paths that findings name."""
    under = (each for each in documents if not isinstance(each.form, OverlayForm | ScenariosForm | ReviewsForm))
    return digest("\n".join(f"{each.path} {each.digest}" for each in under).encode())


def _reviews(documents: Iterable[Document]) -> Iterator[NormReview]:
    """Yield what reviewers found of how norms are read."""
    for document in documents:
        for each in document.form.reviews if isinstance(document.form, ReviewsForm) else ():
            yield NormReview(
                of=each.of, by=each.by, on=each.date, digest=each.digest, finds=each.finds, why=each.why or ""
            )


def _shared_ids(documents: Iterable[Document]) -> Iterator[Diagnostic]:
    first: dict[str, Document] = {}
    for document in documents:
        earlier = first.setdefault(identity(document), document) if identity(document) else document
        if earlier is not document:
            yield fault(
                DUPLICATE_ID,
                f"`{identity(document)}` is the id of another document too",
                document,
                ("id",),
                help="give this document an id of its own",
                related=[Related(span=earlier.place("id"), message="the other one")],
            )


def _declare(documents: list[Document], context: Context) -> tuple[Constraint, ...]:
    """Gather what conditions and norms refer to; return what is true in every possible world."""
    vocabularies = [document for document in documents if isinstance(document.form, VocabularyForm)]
    bases = [document for document in documents if isinstance(document.form, InstrumentForm)]
    overlays = [document for document in documents if isinstance(document.form, OverlayForm)]
    for document in overlays:
        context.overlays.setdefault(identity(document), cast(OverlayForm, document.form))
    for document in (*vocabularies, *overlays):
        declare_facts(document, context)
    settle_names(vocabularies, context)
    for document in (*bases, *overlays):
        declare_questions(document, context)
    always = tuple(constraint for document in vocabularies for constraint in lower_constraints(document, context))
    for document in (*vocabularies, *overlays):
        derive_facts(document, context)
        link_facts(document, context)
        lower_implications(document, context)
        link_asking(document, context)
        link_telling(document, context)
    for document in vocabularies:
        declare_persons(document, context)
    for document in documents:
        if isinstance(document.form, StructuresForm):
            declare_kinds(document, context)
    for document in bases:
        for provision in lower_provisions(document):
            context.provisions.setdefault(provision.id, provision)
    context.example = next((each for document in bases for each in _examples(cast(InstrumentForm, document.form))), "")
    return always


def _examples(form: InstrumentForm) -> Iterator[str]:
    """Yield what can be named as a provision to stand under: the one that a beginning names, or the first of a norm."""
    if form.scope.with_ is None:
        if form.invites is not None and form.invites.begins is not None:
            yield f"{form.id}:{form.invites.begins.under}"
        yield from (f"{form.id}:{norm.under}" for norm in form.norms.values())


def _instruments(documents: list[Document], context: Context) -> Iterator[Instrument]:
    """Yield the instruments of the base, then the overlays."""
    base = [lower_instrument(each, context) for each in documents if isinstance(each.form, InstrumentForm)]
    yield from base
    overlays = (lower_overlay(each, context) for each in documents if isinstance(each.form, OverlayForm))
    yield from (redefining(each, base) for each in overlays)
