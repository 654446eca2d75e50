"""What a machine can mend unasked in documents: shown as a diff, or written, and said file by file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from smpolicy.cli.streams import print_notice, print_result
from smpolicy.foundations.source import visible

if TYPE_CHECKING:
    from smpolicy.authoring.fixing import Check, Fixes


def fix(check: Check, *, only_show: bool) -> Fixes:
    """Mend what can be mended unasked, or show it as a diff; say of each file what became of it."""
    from smpolicy.authoring.fixing import fixes_of, unified_diff

    fixes = fixes_of(check)
    if only_show:
        print_result("".join(f"{visible(line)}\n" for line in unified_diff(fixes.files).split("\n")[:-1]))
    else:
        fixes.write()
    _say(fixes, only_show=only_show)
    return fixes


def _say(fixes: Fixes, *, only_show: bool) -> None:
    for each in fixes.files:
        what = Counter(one.label for one in each.made)
        said = "; ".join(label if number == 1 else f"{label} ({number} times)" for label, number in what.items())
        print_notice(f"notice: `{each.before.path}` {'would be' if only_show else 'is'} mended: {said}")
    for left in fixes.unfixed:
        print_notice(f"error: `{left.path}` stays as it is: {left.reason}")
    if not fixes.files and not fixes.unfixed:
        print_notice("notice: nothing is found that a machine can mend unasked")
    asked = sum(bool(each.corrections) and not each.corrections[0].safe for each in fixes.before.diagnostics)
    if asked:
        which = "1 finding has a correction" if asked == 1 else f"{asked} findings have corrections"
        print_notice(f"notice: {which} that may not be what was meant, for you to choose")
