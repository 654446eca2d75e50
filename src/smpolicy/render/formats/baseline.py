"""`smpolicy/baseline@1`: the warnings and notes that a team knows of."""

from __future__ import annotations

from typing import Literal

from smpolicy.render.formats.parts import Described


class KnownFinding(Described):
    """A finding that is known: where these are the same, it is the same finding."""

    path: str
    """The file, from the folder in which the baseline stands."""
    rule: str
    """The code of the rule."""
    name: str
    """The name of the rule, for whoever reads the file."""
    keys: list[str]
    """The keys that lead to the finding in its document."""
    words: str
    """The words that are underlined, on one line."""
    about: list[str]
    """The norm, the provision and the kind that it names."""
    count: int
    """How often it is found there."""


class Baseline(Described):
    """The warnings and notes that a team knows of: `check --write-baseline`; read back by `check --baseline`."""

    format: Literal["smpolicy/baseline@1"]
    """The name of this format."""
    findings: list[KnownFinding]
    """What is known, by file and keys; no error is held back by it."""
