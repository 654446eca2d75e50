"""An overlay stands in the layer of the instrument that invites it, or below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP502",
    name="layer-above",
    severity="error",
    summary="The document claims a layer of the regulatory system above that of the instrument that it stands under. "
    "What an instrument invites stands in its own layer or below.",
    mend="Write the layer of the instrument above, or a higher number for a layer below it.",
    wrong="layer: 2",
    right="layer: 3",
    rests_on=(
        "layer",
        "under",
    ),
    of_each_version=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report overlays that claim a higher layer; 1 is the highest."""
    for document, form in checked.overlays():
        above = max(checked.above(document), key=lambda each: each.layer, default=None)
        if above is not None and form.layer < above.layer:
            yield report(
                RULE,
                f"layer `{form.layer}` is above that of {above.number}, which is `{above.layer}`",
                (where := document.place("layer")),
                corrections=written_instead(where, str(above.layer)),
                help=f"write `layer: {above.layer}`, or a higher number for a layer below it",
            )
