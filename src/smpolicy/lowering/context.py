"""What the lowering of one set of documents has gathered so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smpolicy.documents.document import Document, WordedForce
from smpolicy.documents.forms import InstrumentForm, OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.source import Path, Span
from smpolicy.lowering.lowering_rules import DUPLICATE_ID
from smpolicy.meaning.norms import Provision, StructureKind
from smpolicy.meaning.vocabulary import Bearer, Fact, OpenQuestion, Vocabulary

if TYPE_CHECKING:
    from smpolicy.foundations.corrections import Correction


@dataclass(slots=True)
class Context:
    """What later steps refer to: facts, questions, persons, kinds, provisions, overlays; the faults found so far."""

    facts: dict[str, Fact] = field(default_factory=dict)
    #: Other names of facts, each with the name under which the fact is declared.
    aliases: dict[str, str] = field(default_factory=dict)
    questions: dict[str, OpenQuestion] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    #: A provision to be named where an example of one is needed.
    example: str = ""
    persons: dict[str, Bearer] = field(default_factory=dict)
    kinds: dict[str, StructureKind] = field(default_factory=dict)
    #: The overlays, as they are written, by id.
    overlays: dict[str, OverlayForm] = field(default_factory=dict)
    #: What the norms of each document say of force, by the paths of both.
    forces: dict[str, dict[Path, WordedForce]] = field(default_factory=dict)
    #: Why what an overlay said holds no more under the versions that count, by the ids of norms and overlays.
    lapsed: Mapping[str, str] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    #: Where something turns on what could not be understood, and is told elsewhere: by document and keys.
    unresolved: list[tuple[str, Path]] = field(default_factory=list)
    #: How often each name stands in the conditions and the examples of an overlay, by its path.
    names_used: dict[str, Counter[str]] = field(default_factory=dict)


def identity(document: Document) -> str:
    """Return the id of a document; nothing for a form without one."""
    return getattr(document.form, "id", "")


def question_id(form: InstrumentForm | OverlayForm, key: str) -> str:
    """Return the id of an open question: that of an overlay begins with its structure, whatever document asks it."""
    return f"{form.id.partition('/')[0]}:{key}" if isinstance(form, OverlayForm) else f"{form.id}:{key}"


def nearest_fact(name: str, document: Document, context: Context) -> str | None:
    """Return the fact whose name is nearest to a misspelt one, among those that a document can turn on.

    Another structure's local facts are none of them, so that what is said of a document rests on no other structure.
    """
    home = identity(document).partition("/")[0] if isinstance(document.form, OverlayForm) else ""
    facts = {each: fact for each, fact in context.facts.items() if fact.local_to in ("", home)}
    return Vocabulary(facts=facts, questions={}, constraints=(), aliases=context.aliases).nearest(name)


def keys_of(form: object) -> Iterator[str]:
    """Yield every key in a nest of conditions: the names of facts and open questions among them."""
    if isinstance(form, dict):
        for key, value in form.items():
            yield key
            yield from keys_of(value)
    elif isinstance(form, list):
        for each in form:
            yield from keys_of(each)


def uses_of(document: Document, context: Context) -> Counter[str]:
    """Return how often each name stands in the conditions and the examples of an overlay's norms."""
    form = document.form
    if document.path not in context.names_used and isinstance(form, OverlayForm):
        norms = [*form.norms.values(), *(each for part in form.structures.values() for each in part.norms.values())]
        context.names_used[document.path] = Counter(
            name
            for norm in norms
            for written in (norm.act, norm.when, norm.unless, [each.given for each in norm.examples])
            for name in keys_of(written)
        )
    return context.names_used.get(document.path, Counter())


def fault(
    rule: Rule,
    message: str,
    document: Document,
    path: Path,
    *,
    key: bool = False,
    help: str = "",  # noqa: A002  (the word that authors see)
    related: Iterable[Related] = (),
    provision: str | None = None,
    instead: str | None = None,
    where: Span | None = None,
) -> Diagnostic:
    """Make a diagnostic of what is wrong at a path of a document, by which it is known again wherever it stands.

    `instead` is what can be written there to mend it, or at the place that `where` names.
    """
    span = document.place(*path, key=key)
    corrections: tuple[Correction, ...] = ()
    if instead is not None:
        from smpolicy.foundations.corrections import written_instead  # whoever decides mends nothing

        corrections = written_instead(where or span, instead)
    return report(
        rule, message, span, at=path, help=help, related=related, provision=provision, corrections=corrections
    )


def declared_otherwise(what: str, path: Path, first: Span | None, document: Document, mend: str) -> Diagnostic:
    """Report what two documents declare, and not as the same; `first` is where the other one stands."""
    return fault(
        DUPLICATE_ID,
        f"{what} is declared otherwise elsewhere",
        document,
        path,
        key=True,
        help=mend,
        related=[Related(span=first, message="there")] if first else (),
    )


def declares(document: Document, fact: Fact) -> bool:
    """Whether a fact that a document names is the one that it declares, and no other document's."""
    return fact.span is not None and fact.span.path == document.path
