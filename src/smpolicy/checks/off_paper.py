"""A document that lays out its paper puts each of its norms there once, and nothing that it does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm, PaperForm
from smpolicy.foundations.corrections import Correction, Edit, written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, quoted, report
from smpolicy.foundations.source import Span
from smpolicy.foundations.wording import near_name

RULE: Final = Rule(
    code="SMP621",
    name="off-paper",
    severity="error",
    summary="The document lays out its paper under `paper:`, and one of its norms stands there nowhere or twice, or a "
    "piece of the paper is none: what is signed would not be what is written here.",
    mend="Let each norm stand on the paper once, and each piece be one thing: a `heading:`, a `norm:` by its key, or "
    "`words:` that are no norm.",
    wrong="paper:\n  - {number: '1.', heading: Photos}\nnorms:\n  photos: ...",
    right="paper:\n  - {number: '1.', heading: Photos}\n  - {number: '1.1', norm: photos}\nnorms:\n  photos: ...",
    rests_on=("norms", "paper"),
)
_PIECES: Final = "`heading:`, `norm:` or `words:`"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report pieces of a paper that are no piece, and norms that do not stand on it once."""
    for document, form in checked.overlays():
        if form.paper:
            yield from _pieces(document, form)
            placed = {part.norm for part in form.paper}
            misnamed = {
                near_name(part.norm, form.norms) for part in form.paper if part.norm and part.norm not in form.norms
            }
            for key in form.norms:
                if key not in placed and key not in misnamed:
                    yield report(
                        RULE,
                        f"{quoted(key)} stands nowhere on the paper",
                        (where := _where_it_would_stand(key, document, form)),
                        corrections=_put_behind(where, key, document),
                        help=f"add `- {{norm: {key}}}` under `paper:`, where it is to stand",
                        norm=f"{form.id}#{key}",
                    )


def _where_it_would_stand(key: str, document: Document, form: OverlayForm) -> Span:
    """Return the piece of the paper behind which a norm would stand: that of the norm before it, else the norm."""
    keys = list(form.norms)
    places = {part.norm: n for n, part in enumerate(form.paper)}
    before = next((each for each in reversed(keys[: keys.index(key)]) if each in places), None)
    return document.place("paper", places[before]) if before else document.place("norms", key, key=True)


def _put_behind(piece: Span, key: str, document: Document) -> tuple[Correction, ...]:
    """Return the correction that puts a norm behind a piece of the paper, where each stands on a line of its own."""
    column = document.place("paper").column
    if piece.line != piece.end_line or piece.line == document.place("norms", key, key=True).line or column < 2:
        return ()
    at = replace(piece, line=piece.end_line, column=piece.end_column)
    edit = Edit(span=at, text=f"\n{' ' * (column - 1)}- {{norm: {key}}}")
    return (Correction(label=f"add `- {{norm: {key}}}`", edits=(edit,)),)


def _pieces(document: Document, form: OverlayForm) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, part in enumerate(form.paper):
        said = [key for key in ("heading", "norm", "words") if getattr(part, key) is not None]
        if len(said) != 1:
            what = " and ".join(f"`{key}:`" for key in said) or f"none of {_PIECES}"
            yield report(
                RULE,
                f"a piece of the paper is one thing, and this has {what}",
                document.place("paper", index),
                help=f"write one of {_PIECES}, and make the rest a piece of its own",
            )
        elif part.runs_on and (part.heading is not None or part.number is not None or not _before(form.paper, index)):
            yield report(
                RULE,
                "this runs on from a sentence before it, and so it is no heading, bears no number and is not the first",
                document.place("paper", index),
                help="remove `runs_on:`",
            )
        if part.norm is None:
            continue
        if part.norm not in form.norms:
            near, span = near_name(part.norm, form.norms), document.place("paper", index, "norm")
            yield report(
                RULE,
                f"{quoted(part.norm)} is no norm of this document",
                span,
                corrections=written_instead(span, near, of=part.norm) if near else (),
                help=f"did you mean `{near}`?" if near else "name a norm by its key under `norms:`",
            )
        elif part.norm in first:
            yield report(
                RULE,
                f"{quoted(part.norm)} stands on the paper already",
                document.place("paper", index, "norm"),
                help="remove one of the two",
                related=[Related(span=document.place("paper", first[part.norm], "norm"), message="there")],
            )
        first.setdefault(part.norm, index)


def _before(paper: list[PaperForm], index: int) -> bool:
    """Whether a sentence stands right before a piece."""
    return index > 0 and paper[index - 1].heading is None
