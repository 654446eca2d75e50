"""A page about one rule or one kind of inconsistency, for the person whose document has it."""

from collections.abc import Iterator
from textwrap import fill, indent

from smpolicy.foundations.diagnostics import Rule
from smpolicy.meaning.kinds import Kind
from smpolicy.meaning.naming import PLAIN

_WIDTH = 100


def rule_page(rule: Rule) -> str:
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


def kind_page(kind: Kind) -> str:
    """Write what an overlay does that is of this kind, how it could say the same without, and what is left of it."""
    return "\n\n".join(_of_a_kind(kind)) + "\n"


def _of_a_kind(kind: Kind) -> Iterator[str]:
    above = "the instrument above"
    yield f"{kind.name} (kind of inconsistency)"
    yield fill(f"An overlay {kind.does.format(above)}.", _WIDTH, break_on_hyphens=False)
    yield f"How to mend it:\n  {kind.mended(above, PLAIN, survives=True)}"
    if kind.survives:
        yield f"What survives:\n  {kind.left(above, PLAIN)}"
    if kind.review:
        yield f"It is for people to decide: {kind.review}."
