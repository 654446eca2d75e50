"""Conditions need an act to bear on."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import norms
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report conditions of local norms that have neither an act nor a step: nothing would come of them."""
    for written in norms(corpus, lowered):
        form = written.form
        if written.norm.structure is None or form.act or form.step is not None or form.defines:
            continue
        for key in ("when", "unless"):
            if getattr(form, key):
                yield report(
                    "condition-without-act",
                    f"`{key}` has no effect on a norm without an act",
                    written.document.place(*written.path, key, key=True),
                    help="say under `act:` what is to be done or left undone, or remove this",
                    norm=written.norm.id,
                    provision=written.norm.provision,
                )
