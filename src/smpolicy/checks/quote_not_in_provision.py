"""A norm of an instrument quotes words that stand once in its provision; so do words on what "should" means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.forms import InstrumentForm, InvitationForm, OverlayForm, PrecedenceForm, ShouldForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.wording import nearest, plain_text

RULE: Final = Rule(
    code="SMP408",
    name="quote-not-in-provision",
    severity="error",
    summary="A norm of an instrument quotes its provision. The quoted words must stand there exactly once, so that "
    "everybody can see which sentence the norm was read from. The words by which a document says what its “should” "
    "means stand where it says so, too.",
    mend="Copy the words from the provision, and as many as make them unmistakable.",
    wrong="text: Avoid any political statement",
    right="text: Avoid political or other controversial statements",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report quotations that their provision does not have, or has more than once."""
    for written in checked.norms:
        provision = checked.provisions.get(written.norm.provision)
        if written.overlay is not None or provision is None:
            continue
        text = plain_text(f"{provision.heading}\n{provision.text}")
        times = text.count(plain_text(written.form.text))
        if times == 1:
            continue
        near = nearest(written.form.text, text)
        yield report(
            RULE,
            f"these words do not stand in `{provision.id}`"
            if not times
            else f"these words stand {times} times in `{provision.id}`",
            written.document.place(*written.path, "text"),
            help="quote more words, so that it is clear which are meant"
            if times
            else f"the provision says {quoted(near)}"
            if near
            else "copy the words from the provision, letter for letter",
            norm=written.norm.id,
            provision=provision.id,
        )
    yield from _of_itself(checked)


def _of_itself(checked: Checked) -> Iterator[Diagnostic]:
    """Report words that a document quotes of itself, and that do not stand in the provision, or its norm, named."""
    for document in checked.documents:
        form = document.form
        if not isinstance(form, InstrumentForm | OverlayForm):
            continue
        quoting: dict[str, ShouldForm | PrecedenceForm | InvitationForm | None] = {"should": form.should}
        if isinstance(form, OverlayForm):
            quoting |= {"precedence": form.precedence, "invites": form.invites}
        for key, each in quoting.items():
            text = _text_of(form, each.under, checked) if each is not None else None
            if each is not None and text is not None and plain_text(each.words) not in plain_text(text):
                near = nearest(each.words, plain_text(text))
                yield report(
                    RULE,
                    f"these words do not stand in `{each.under}`",
                    document.place(key, "words"),
                    help=f"it says {quoted(near)}" if near else "copy the words from there, letter for letter",
                )


def _text_of(form: InstrumentForm | OverlayForm, under: str, checked: Checked) -> str | None:
    if isinstance(form, OverlayForm):
        norm = form.norms.get(under.removeprefix("#"))
        return norm.text if norm else None
    provision = checked.provisions.get(f"{form.id}:{under}")
    return f"{provision.heading}\n{provision.text}" if provision else None
