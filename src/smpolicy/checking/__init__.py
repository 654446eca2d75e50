"""Documents checked: the findings on files that somebody names, and what was compared for them.

What is found on an overlay rests on the base and on the overlays that have to do with it, and on nothing else
(`bundles`); so it can be kept from one run to the next (`kept`), and found by several processes at once (`processes`).
Which warnings and notes are told is chosen afterwards (`selection`), as a team settled it beside its documents
(`settings`); what a team knows of stands in a file (`baseline`).
"""

from smpolicy.checking.baseline import Baseline, KnownFinding, plain_baseline, read_baseline
from smpolicy.checking.checked import Gathered, check, gathered
from smpolicy.checking.report import CheckReport
from smpolicy.checking.selection import codes_of
from smpolicy.checking.settings import Settings, settings_for

__all__ = [
    "Baseline",
    "CheckReport",
    "Gathered",
    "KnownFinding",
    "Settings",
    "check",
    "codes_of",
    "gathered",
    "plain_baseline",
    "read_baseline",
    "settings_for",
]
