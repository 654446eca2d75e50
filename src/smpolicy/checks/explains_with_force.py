"""What only explains asks for nothing, and permits nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP515",
    name="explains-with-force",
    severity="error",
    summary="The document says that it only explains what stands above it (`nature: explains`), and one of its norms "
    "has a force of its own: it asks for something, or permits it. An explanation adds nothing that counts.",
    mend="Write it under `guidance:`, where it is shown as help, or leave `nature:` out if the document is to add "
    "something.",
    wrong="nature: explains\nnorms:\n  photos:\n    under: rules:2\n    text: Staff shall not post photos.",
    right="nature: explains\nguidance:\n  - {under: rules:2, text: A photo in a closed group is disclosed too.}",
    rests_on=("nature",),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report norms with a force in overlays that only explain."""
    for written in checked.overlay_norms():
        overlay = written.overlay
        if overlay is None or overlay.nature != "explains":
            continue
        said = checked.lowered.forces.get(written.document.path, {}).get(written.path)
        force = written.form.force or (said.force if said else None) or "none"
        if force != "none":
            yield report(
                RULE,
                f"this has a force (`{force}`), and its document only explains what stands above it",
                written.document.place(*written.path, "text"),
                help="write it under `guidance:`, or leave out `nature: explains`",
                norm=written.norm.id,
                provision=written.norm.provision,
            )
