"""An overlay was written against the text of the base that is here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.noted import is_stale
from smpolicy.documents.document import Document
from smpolicy.documents.forms import BaseForm, OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.lowering.overlays import pinned_text
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import Instrument

RULE: Final = Rule(
    code="SMP311",
    name="stale-base",
    severity="warning",
    summary="The document was written against another text of the instrument above than the one here: the version or "
    "the digest under `base:` differs. Its norms may rest on words that have changed. Where `text_digest` says that "
    "the words are the same, only what is read off them has changed.",
    mend="Read the norms again beside the present text, then write what the message names, or let `smpolicy pin` do "
    "it.",
    wrong='base: {id: rules, version: 2020-12-14, digest: "sha256:..."}',
    right='base: {id: rules, version: 2020-12-14, digest: "sha256:(64 digits, as the message says)"}',
    rests_on_elsewhere=(
        ("smpolicy/instrument@1", "id"),
        ("smpolicy/instrument@1", "version"),
    ),
    of_each_version=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report pins that name another text, or none."""
    for document, form in checked.overlays():
        if form.base is not None:
            base, edition = checked.lowered.instruments.get(form.base.id), checked.lowered.edition
            if base is not None and edition is not None and document.path in edition.going_on:
                yield from _goes_on(form.base, base, document)
            else:
                yield from _stale(form.base, base, document, _above(form))


def _goes_on(pin: BaseForm, base: Instrument, document: Document) -> Iterator[Diagnostic]:
    """Report that a document which was written against one version goes on under a later one."""
    if is_stale(pinned_text(pin), base):
        since = base.effective.start
        yield report(
            RULE,
            f"this was written against version `{pin.version}` of `{pin.id}`, and goes on under version "
            f"`{base.version}`" + (f", from `{since}` on" if since else ""),
            document.place("base", "version"),
            help="read its norms again beside that version; one under provisions with other words is reported by "
            "itself. What is to be written against that version begins with it",
            kind="stale-base",
            survives=KINDS["stale-base"].survives,
        )


def _stale(pin: BaseForm, base: Instrument | None, document: Document, above: str) -> Iterator[Diagnostic]:
    kind = KINDS["stale-base"]

    def stale(message: str, key: str, mend: str) -> Diagnostic:
        return report(
            RULE,
            message,
            document.place("base", key),
            help=mend,
            kind=kind.name if base else None,
            survives=kind.left(base.number, base.words) if base else None,
        )

    if base is None:
        yield stale(f"no instrument is called `{pin.id}`", "id", f"write `{above}`")
        return
    if not is_stale(pinned_text(pin), base):
        return
    pinned = f"write version `{base.version}` and digest `{base.digest}`"
    if pin.text_digest is not None:
        pinned = f"write version `{base.version}`, digest `{base.digest}` and text_digest `{base.text_digest}`"
    same_words = pin.text_digest == base.text_digest
    again = f"read the norms again beside the present text, then {pinned}"
    if same_words:
        again = f"see with `smpolicy check --readback` whether the norms still mean what they should, then {pinned}"
    if pin.version != base.version:
        message = (
            f"this was written against version `{pin.version}` of `{pin.id}`; the version here is `{base.version}`"
        )
        yield stale(f"{message}, in the same words" if same_words else message, "version", again)
    elif not re.fullmatch("sha256:[0-9a-f]{64}", pin.digest):
        message = "this is no digest, so nobody can tell against which text the document was written"
        yield stale(message, "digest", pinned)
    elif pin.digest != base.digest and same_words:
        message = f"the words of `{pin.id}` are those that this was written against, but they are read otherwise"
        yield stale(message, "digest", again)
    elif pin.digest != base.digest:
        yield stale(f"this was written against another text of `{pin.id}`", "digest", again)
    elif not same_words and pin.text_digest is not None:
        yield stale("this is not the digest of the words in the text that `digest` names", "text_digest", pinned)


def _above(form: OverlayForm) -> str:
    """Return what an overlay stands under next: an instrument, or another overlay."""
    return form.under.partition("#" if "#" in form.under else ":")[0]
