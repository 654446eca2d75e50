"""The sentences of `tests/data` whose force is known, each file read once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

DATA = Path(__file__).parent / "data"


@cache
def sentences(name: str) -> list[dict[str, Any]]:
    """Return the sentences of a file, each with its text and what it means."""
    read: list[dict[str, Any]] = YAML(typ="safe").load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return read
