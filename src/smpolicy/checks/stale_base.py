"""An overlay was written against the text of the base that is here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.documents import BaseForm, Document
from smpolicy.lowering import Lowered
from smpolicy.norms import Instrument


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report pins that name another text, or none."""
    for document, form in overlays(corpus):
        if form.base is not None:
            yield from _stale(form.base, lowered.instruments.get(form.base.id), document)


def _stale(pin: BaseForm, base: Instrument | None, document: Document) -> Iterator[Diagnostic]:
    if base is None:
        message = f"no instrument is called `{pin.id}`"
        yield report("stale-base", message, document.place("base", "id"), help="write `si31`")
        return
    pinned = f"write version `{base.version}` and digest `{base.digest}`"
    again = f"read the norms again beside the present text, then {pinned}"
    if pin.version != base.version:
        message = (
            f"this was written against version `{pin.version}` of `{pin.id}`; the version here is `{base.version}`"
        )
        yield report("stale-base", message, document.place("base", "version"), help=again)
    elif not re.fullmatch("sha256:[0-9a-f]{64}", pin.digest):
        message = "this is no digest, so nobody can tell against which text the document was written"
        yield report("stale-base", message, document.place("base", "digest"), help=pinned)
    elif pin.digest != base.digest:
        message = f"this was written against another text of `{pin.id}`"
        yield report("stale-base", message, document.place("base", "digest"), help=again)
