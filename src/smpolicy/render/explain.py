"""A page about one rule, for the person whose document breaks it."""

from collections.abc import Iterator
from textwrap import fill, indent

from smpolicy.diagnostics import Rule

_WIDTH = 100


def render(rule: Rule) -> str:
    """Write what the rule finds, how to mend it, and, where there is one, an example before and after."""
    return "\n\n".join(_paragraphs(rule)) + "\n"


def _paragraphs(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.name} ({rule.severity})"
    yield fill(rule.summary, _WIDTH, break_on_hyphens=False)
    yield "How to mend it:\n" + indent(fill(rule.mend, _WIDTH - 2, break_on_hyphens=False), "  ")
    if rule.wrong:
        yield "Wrong:\n" + indent(rule.wrong, "  ")
    if rule.right:
        yield "Right:\n" + indent(rule.right, "  ")
