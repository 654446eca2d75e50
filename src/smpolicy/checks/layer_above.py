"""An issuance stands in the layer of the instrument that invites it, or below."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report overlays that claim a higher layer; 1 is the highest."""
    for document, form in overlays(corpus):
        base = lowered.instruments.get(form.under.partition(":")[0])
        if base is not None and form.layer < base.layer:
            yield report(
                "layer-above",
                f"layer `{form.layer}` is above that of {base.number}, which is `{base.layer}`",
                document.place("layer"),
                help=f"write `layer: {base.layer}`, or a higher number for a layer below it",
            )
