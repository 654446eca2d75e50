"""A document calls its structure by a name that it bears on none of the days on which the document holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.source import Path
from smpolicy.foundations.timeline import Interval
from smpolicy.foundations.wording import plain_text, span_of, stands_in
from smpolicy.lowering.lowering_rules import OWNER
from smpolicy.lowering.overlays import owner
from smpolicy.meaning.norms import Name, Structure

RULE: Final = Rule(
    code="SMP607",
    name="old-name",
    severity="note",
    summary="The words call the structure by a name that it bears on none of the days on which the document holds. "
    "Names change while ids do not, so nothing is lost; but readers may look for another structure.",
    mend="Use the name of the days on which the document holds, unless the old name is meant.",
    wrong="title: Social media in the Centre in Borduria  # since 2015 the Office in Borduria",
    right="title: Social media in the Office in Borduria",
    rests_on=(*OWNER, "dates"),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Note old names, and names to come, in the words of an overlay."""
    for document, form in checked.overlays():
        structure = checked.lowered.structures.get(owner(form))
        if structure is None:
            continue
        days = form.dates.effective.interval()
        borne = [each for each in structure.names if _meet(each.borne, days)]
        for name in structure.names:
            if not any(each.name == name.name for each in borne):
                yield from _mentions(name, borne, structure, document, form, checked.corpus)


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a day in common."""
    return not any(
        first.until is not None and second.start is not None and first.until <= second.start
        for first, second in ((one, other), (other, one))
    )


def _mentions(
    name: Name, borne: list[Name], structure: Structure, document: Document, form: OverlayForm, corpus: Corpus
) -> Iterator[Diagnostic]:
    source = corpus.sources.get(document.path)
    called = " or ".join(f"`{each.name}`" for each in borne)
    for path, words in _words(form):
        longer = [each.name for each in borne if stands_in(name.name, each.name)]
        if stands_in(name.name, without(words, longer)):
            yield report(
                RULE,
                f"`{structure.id}` is not called `{name.name}` on any day on which this holds",
                span_of(name.name, document.place(*path), source),
                help=f"write {called}" if called else "leave it, if the document is kept as a record",
            )


def without(words: str, names: list[str]) -> str:
    """Return words without the names that the structure does bear."""
    text = plain_text(words)
    for each in names:
        text = text.replace(each, "")
    return text


def _words(form: OverlayForm) -> Iterator[tuple[Path, str]]:
    """Yield the words of an overlay that may name its structure, with the path of each."""
    yield ("title",), form.title
    if form.context:
        yield ("context",), form.context
    if form.note:
        yield ("note",), form.note
    for key, norm in form.norms.items():
        yield ("norms", key, "text"), norm.text
    for index, guidance in enumerate(form.guidance):
        yield ("guidance", index, "text"), guidance.text
    for name, part in form.structures.items():
        for key, norm in part.norms.items():
            yield ("structures", name, "norms", key, "text"), norm.text
