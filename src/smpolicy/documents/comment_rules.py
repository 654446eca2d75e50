"""The rules that a comment breaks which is to hold a finding back."""

from typing import Final

from smpolicy.foundations.diagnostics import Rule

UNFIT_SUPPRESSION: Final = Rule(
    code="SMP151",
    name="unfit-suppression",
    severity="warning",
    summary="A comment that is to hold a warning back holds nothing: it names no rule that there is, or one of which "
    "everything is told (errors, and what is about anchors and inconsistency), or it gives no reason. What nobody can "
    "account for later is not held back.",
    mend="Write the code or name of the rule between brackets, and the reason behind `because`.",
    wrong="# smpolicy: ignore[SMP608]\ntitle: Social media",
    right="# smpolicy: ignore[SMP608] because it is to hold until the mission closes\ntitle: Social media",
    always_told=True,
)

UNUSED_SUPPRESSION: Final = Rule(
    code="SMP152",
    name="unused-suppression",
    severity="warning",
    summary="A comment is to hold a warning back that is not found beside it any more. Left there, it would hold back "
    "the next one, for a reason that was another's.",
    mend="Take the comment out, or put it beside the line that the warning is about.",
    wrong="# smpolicy: ignore[SMP608] because it is to hold until the mission closes\ntitle: Social media",
    right="title: Social media",
    always_told=True,
)
