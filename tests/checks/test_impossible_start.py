"""A starting point states only what can be true."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from corpora import FACTS, base, write

SHOWN = "{act.shows: {has: [photo]}}"
CONSTRAINTS = f"""constraints:
  - {{why: Whatever is shown is done., if: {SHOWN}, then: {{act.done: true}}}}
  - {{why: Interns do nothing., if: {{person.category: intern}}, then: {{act.done: false}}}}
"""


@pytest.mark.parametrize(
    ("states", "why"),
    [
        ("{act.done: false, act.shows: [photo]}", "Whatever is shown is done"),
        ("{person.category: intern, act.shows: [photo]}", "what it states leaves no possible world"),
        ("{person.category: intern}", None),
        ("{act.done: true, act.shows: [photo]}", None),
    ],
)
def test_what_a_start_states_is_possible(tmp_path: Path, states: str, why: str | None) -> None:
    """What one constraint keeps out, or several together, is an error that says so."""
    plan = f"interview:\n  starts:\n    photo: {{words: a photo, states: {states}}}\n"
    write(base(tmp_path), {"base/facts.yaml": FACTS + CONSTRAINTS + plan})
    found = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    said = [(each.name, each.message) for each in found]
    assert said == ([("impossible-start", f"nobody can start at `photo`: {why}")] if why else [])
