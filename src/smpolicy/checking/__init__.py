"""Documents checked: the findings on files that somebody names, and what was compared for them.

What is found on an overlay rests on the base and on the overlays that have to do with it, and on nothing else
(`bundles`); so it can be kept from one run to the next (`kept`), and found by several processes at once (`processes`).
"""

from smpolicy.checking.checked import check
from smpolicy.checking.report import CheckReport

__all__ = ["CheckReport", "check"]
