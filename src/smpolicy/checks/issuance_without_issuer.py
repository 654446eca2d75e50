"""What was issued says which structure issued it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP308",
    name="issuance-without-issuer",
    severity="error",
    summary="A document that is in force, or was, must say which structure issued it.",
    mend="Add `issuer:`, or set `status: draft` if it has not been issued.",
    wrong="status: in-force\nproposed_for: arcadia",
    right="status: in-force\nissuer: {structure: arcadia, signed_by: head-of-mission}",
    rests_on=(
        "status",
        "issuer",
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report documents that are no drafts and name no issuer: a structure for an overlay, else an office."""
    for document, form in checked.dated():
        wanted = "structure" if isinstance(form, OverlayForm) else "body"
        if form.status != "draft" and not (form.issuer and getattr(form.issuer, wanted)):
            yield report(
                RULE,
                f"a document whose status is `{form.status}` needs an issuer",
                document.place("status"),
                help=f"add `issuer: {{{wanted}: ..., signed_by: ...}}`, "
                "or write `status: draft` if nobody has issued it",
            )
