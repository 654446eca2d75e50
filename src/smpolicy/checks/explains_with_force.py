"""What only explains asks for nothing, and permits nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.foundations.keywords import Force

RULE: Final = Rule(
    code="SMP515",
    name="explains-with-force",
    severity="error",
    summary="The document says that it only explains what stands above it (`nature: explains`), and one of its norms "
    "has a force of its own: it asks for something, or permits it. An explanation adds nothing that counts.",
    mend="Write it under `guidance:`, where it is shown as help, or leave `nature:` out if the document is to add "
    "something.",
    wrong="nature: explains\nnorms:\n  photos:\n    under: rules:3.3\n    text: Staff shall not post photos.",
    right="nature: explains\nguidance:\n  - {under: rules:3.3, text: A photo in a closed group is disclosed too.}",
    rests_on=("nature",),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report norms with a force in overlays that only explain."""
    found: dict[str, list[tuple[Written, Force]]] = {}
    for written in checked.overlay_norms():
        overlay = written.overlay
        if overlay is None or overlay.nature != "explains":
            continue
        said = checked.lowered.forces.get(written.document.path, {}).get(written.path)
        force = written.form.force or (said.force if said else None) or "none"
        if force != "none":
            found.setdefault(written.document.path, []).append((written, force))
    for norms in found.values():
        if len(norms) > 1:
            yield _of_several([each for each, _ in norms])
            continue
        for written, force in norms:
            yield report(
                RULE,
                f"this has a force (`{force}`), and its document only explains what stands above it",
                written.document.place(*written.path, "text"),
                help="write it under `guidance:`, or leave out `nature: explains`",
                norm=written.norm.id,
                provision=written.norm.provision,
            )


def _of_several(norms: list[Written]) -> Diagnostic:
    """Report a document of which several norms have a force: then it is its nature that is doubtful, and said once."""
    document = norms[0].document
    named = ", ".join(f"`{each.path[-1]}`" for each in norms)
    return report(
        RULE,
        f"the document only explains what stands above it, and {len(norms)} of its norms have a force: {named}",
        document.place("nature"),
        help="leave out `nature: explains`, or write them under `guidance:`",
        related=[Related(span=each.document.place(*each.path, "text"), message="this has a force") for each in norms],
    )
