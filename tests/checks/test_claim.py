"""Section 5: "in cases of inconsistency shall prevail over any provision of instructions"."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.faults import check_overlay

KINDS = {
    "scope": "narrows-scope",
    "term": "redefines-term",
    "list": "closes-open-list",
    "channel": "replaces-channel",
    "exception": "adds-exception",
    "threshold": "raises-threshold",
    "authorisation": "loosens-authorisation",
    "suspends": "suspends",
    "prevails": "counter-precedence",
    "responsibility": "shifts-responsibility",
    "sanction": "adds-sanction",
}
#: What turns on words, which no machine weighs.
REVIEWED = ("shifts-responsibility", "adds-sanction")


def test_each_kind_is_shown_and_never_applied(tmp_path: Path) -> None:
    """A claim is no fault of the document: a warning, which names section 5 and its kind."""
    claims = ", ".join(f"{{kind: {kind}, text: 'x'}}" for kind in KINDS)
    found = check_overlay(tmp_path, "", claims=f"[{claims}]")
    assert [each.kind for each in found] == list(KINDS.values())
    assert {each.severity for each in found} == {"warning"}
    for each in found:
        follows = "for people to decide" if each.kind in REVIEWED else "by 5, Staff Instruction No. 31 prevails"
        assert "shown and never applied" in each.message
        assert follows in each.message
    assert len({each.message for each in found}) == len(KINDS)


@pytest.mark.parametrize("key", ["overrides", "removes", "priority", "precedence", "amends", "replaces"])
def test_an_overlay_cannot_change_or_outrank_what_it_stands_under(tmp_path: Path, key: str) -> None:
    """There is no key for it, and the message says where such a sentence belongs."""
    (found,) = check_overlay(tmp_path, "", **{key: "[si31:7.2.b5]"})
    assert (found.name, found.severity) == ("unknown-key", "error")
    assert "write under `claims:` what the issuance says of that instrument" in found.help
