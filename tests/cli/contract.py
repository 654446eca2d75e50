"""The cases of the contract: activities with the answers that they must get."""

from __future__ import annotations

from typing import Any

from cli.commandline import DATA
from smpolicy.documents import nodes, syntax
from smpolicy.foundations.source import Source


def cases() -> dict[str, dict[str, Any]]:
    """Return the cases by name, those that are `like` another completed from it."""
    node, faults = syntax.read(Source(path="cases.yaml", text=(DATA / "cases.yaml").read_text("utf-8")))
    assert node is not None
    assert not faults
    found: dict[str, dict[str, Any]] = {}
    for case in nodes.plain(node):
        like = found.get(case.get("like"), {"facts": {}})
        found[case["name"]] = {**case, "facts": {**like["facts"], **case["facts"]}}
        assert "like" not in case or like["facts"]
    return found


CASES = cases()
