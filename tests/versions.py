"""An invented rule-book and second versions of it: in other words, with a provision moved, split or gone."""

from __future__ import annotations

from corpora import RULES

FIRST = RULES.format(layer=3, clause="", until="")
#: The same words, of another day.
SAME = FIRST.replace("id: rules\n", "id: rules-2025\nwork: rules\n").replace("2020-01-01", "2025-01-01")
ONE = '  - {id: "1", kind: section, eid: sec_1, number: "1.", text: Nobody should post photos of colleagues.}\n'
REWORDED = SAME.replace("Nobody should post photos of", "Nobody should post photos of any").replace(
    "post photos of colleagues:", "post photos of any colleagues:"
)


def revised(text: str, **revises: str) -> str:
    """Return a version with what it says of the version before."""
    said = ", ".join(f"{key}: {value}" for key, value in revises.items())
    return text.replace("provisions:\n", f"revises: {{{said}}}\nprovisions:\n", 1)


def section(name: str, text: str) -> str:
    """Write a section that asks for nothing."""
    inert = f"[{{words: {text}, because: It asks for nothing.}}]"
    words = f"text: {text}, not_operative: {inert}"
    return f'  - {{id: "{name}", kind: section, eid: sec_{name}, number: "{name}.", {words}}}\n'


MOVED = revised(SAME.replace(ONE, ONE.replace("1", "9")).replace('under: "1"', 'under: "9"'), moved='{"1": "9"}')
SPLIT = revised(SAME.replace(ONE, ONE + section("1a", "Or videos.")), split='{"1": ["1", 1a]}')
PHOTOS = SAME[SAME.index("  photos:\n") : SAME.index("  tell:\n")]
GONE = revised(
    SAME.replace(ONE, "").replace(PHOTOS, "").replace("touches: [rules:photos]", 'touches: ["rules:2"]'),
    gone='{"1": Photos are free.}',
)
