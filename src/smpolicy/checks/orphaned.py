"""What a document or a norm stands under must go on as long as it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import NormForm, OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.source import Path
from smpolicy.meaning.norms import Instrument

RULE: Final = Rule(
    code="SMP605",
    name="orphaned",
    severity="warning",
    summary="What the document or the norm stands under does not hold any more: the instrument had ended before the "
    "document began, or the norm above it is superseded while it goes on.",
    mend="Read it again beside the text that holds now, and place it there; or supersede it too.",
    wrong='supersedes: ["arcadia/ai-2024-07#patrol-routes"]  # another norm stands under that one',
    right='supersedes: ["arcadia/ai-2024-07#patrol-routes", "arcadia/ai-2024-07#east/no-geotags"]',
    rests_on=(
        "under",
        "dates",
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays that begin after the instrument above them ended, and norms whose anchor is superseded."""
    written = {form.id: (document, form) for document, form in checked.whole.overlays()}
    for document, form in checked.overlays():
        base = checked.lowered.instruments.get(form.under.partition(":")[0])
        if base is not None and base.structure is None:
            yield from _left_behind(form, base, document)
        for index, name in enumerate(form.supersedes):
            other, _, key = name.partition("#")
            issued_one = form.status == "draft" and other in written and written[other][1].status != "draft"
            if key and other in written and not issued_one:  # a draft supersedes no issuance
                yield from _norms_left(form, index, key, document, written[other])


def _left_behind(form: OverlayForm, base: Instrument, document: Document) -> Iterator[Diagnostic]:
    """Report an overlay that goes on when the instrument above has ended, or stands under one that governs nothing."""
    start, until, ended = form.dates.effective.from_, form.dates.effective.until, base.days_of_the_work.until
    message = ""
    if base.scope_with is not None:
        message = f"{base.number} is examined with `{base.scope_with}` and governs nothing by itself"
    elif ended is not None and start is not None and start >= ended:
        message = f"{base.number} ended on `{ended}`, so this has never had anything to stand under"
    elif ended is not None and (until is None or until > ended):
        message = f"{base.number} ends on `{ended}`; from then on this has no part in what holds"
    if message:
        mend = "name the provision that invites it, and read its norms again beside that text"
        yield report(RULE, message, document.place("under"), help=mend)


def _norms_left(
    form: OverlayForm, index: int, key: str, document: Document, other: tuple[Document, OverlayForm]
) -> Iterator[Diagnostic]:
    """Report norms that stand under a norm which is superseded, and are not superseded with it."""
    their_document, theirs = other
    groups: list[tuple[str, Path, Mapping[str, NormForm]]] = [("", ("norms",), theirs.norms)]
    groups += [
        (f"{name.partition('/')[2]}/", ("structures", name, "norms"), part.norms)
        for name, part in theirs.structures.items()
    ]
    for prefix, path, norms in groups:
        for own, norm in norms.items():
            full = f"{theirs.id}#{prefix}{own}"
            if norm.under == f"#{key}" and full not in form.supersedes:
                yield report(
                    RULE,
                    f"`{full}` stands under the norm that this supersedes, and goes on without it",
                    document.place("supersedes", index),
                    help=f"write `{full}` under `supersedes:` too; if it is to go on, nothing needs to be done",
                    related=[Related(span=their_document.place(*path, own, key=True), message="there")],
                    norm=full,
                )
