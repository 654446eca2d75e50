"""What a document or a norm stands under must go on as long as it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    of_each_version=True,
    always_told=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays that begin after the instrument above them ended, and norms whose anchor is superseded."""
    written = {form.id: (document, form) for document, form in checked.whole.overlays()}
    for document, form in checked.overlays():
        for above in checked.above(document):
            yield from _left_behind(form, above, document)
            if above.id in checked.lapsed and form.id not in checked.lapsed:
                yield report(
                    RULE,
                    f"`{above.id}`, which this stands under, holds no more: {checked.lapsed[above.id].rstrip('.')}",
                    document.place("under"),
                    help="if it is to hold then, issue it under what is there by then",
                )
        for index, name in enumerate(form.supersedes):
            other, _, key = name.partition("#")
            if other not in written or (form.status == "draft" and written[other][1].status != "draft"):
                continue  # a draft supersedes no issuance
            if key:
                yield from _norms_left(form, index, name, document, written.values())
            else:
                yield from _overlays_left(form, index, document, checked)


def _left_behind(form: OverlayForm, base: Instrument, document: Document) -> Iterator[Diagnostic]:
    """Report an overlay that goes on when what is above it has ended, or stands under what governs nothing."""
    start, until, ended = form.dates.effective.from_, form.dates.effective.until, base.days_of_the_work.until
    message = ""
    if base.structure is None and base.scope_with is not None:
        message = f"{base.number} is examined with `{base.scope_with}` and governs nothing by itself"
    elif ended is not None and start is not None and start >= ended:
        message = f"{base.number} ended on `{ended}`, so this has never had anything to stand under"
    elif ended is not None and (until is None or until > ended):
        message = f"{base.number} ends on `{ended}`; from then on this has no part in what holds"
    if message:
        mend = "name the provision that invites it, and read its norms again beside that text"
        yield report(RULE, message, document.place("under"), help=mend)


def _norms_left(
    form: OverlayForm, index: int, name: str, document: Document, written: Iterable[tuple[Document, OverlayForm]]
) -> Iterator[Diagnostic]:
    """Report norms that stand under a norm which is superseded, and are not superseded with it."""
    for their_document, theirs in written:
        for full, path, norm in _norms_of(theirs):
            under = f"{theirs.id}{norm.under}" if norm.under.startswith("#") else norm.under
            if under == name and full not in form.supersedes and theirs.id != form.id:
                yield report(
                    RULE,
                    f"`{full}` stands under the norm that this supersedes, and goes on without it",
                    document.place("supersedes", index),
                    help=f"write `{full}` under `supersedes:` too; if it is to go on, nothing needs to be done",
                    related=[Related(span=their_document.place(*path, key=True), message="there")],
                    norm=full,
                )


def _norms_of(form: OverlayForm) -> Iterator[tuple[str, Path, NormForm]]:
    """Yield the norms of an overlay and of its parts, with their ids and the keys that lead to them."""
    yield from ((f"{form.id}#{key}", ("norms", key), norm) for key, norm in form.norms.items())
    for name, part in form.structures.items():
        for key, norm in part.norms.items():
            yield f"{form.id}#{name.partition('/')[2]}/{key}", ("structures", name, "norms", key), norm


def _overlays_left(form: OverlayForm, index: int, document: Document, checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays that stand under one which is superseded: they have no part in what holds from then on."""
    superseded = form.supersedes[index]
    for each in checked.lowered.instruments.values():
        if superseded in each.beneath and each.id not in form.supersedes:
            yield report(
                RULE,
                f"`{each.id}` stands under what this supersedes, and from then on has no part in what holds",
                document.place("supersedes", index),
                help=f"if it is to go on, let it be issued again under `{form.id}`; if not, nothing needs to be done",
                related=[Related(span=each.span, message="there")],
            )
