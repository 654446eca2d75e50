"""`smpolicy/tests@1`: scenarios and examples that were run, and what came of them."""

from __future__ import annotations

from typing import Literal

from smpolicy.render.formats.parts import Described, Open, Place


class DifferingNorm(Described):
    """The first norm that stands otherwise than was expected, and where."""

    norm: str
    """The id of the norm."""
    citation: str
    """Where it stands in its text."""
    status: str
    """How it stands."""
    words: str
    """The words of the line by which it stands so; empty where it is the norm as a whole."""
    place: Place
    """The line, or that of the norm."""


class TriedTest(Described):
    """A scenario or an example that was run."""

    kind: Open[Literal["scenario", "example"]]
    """Which of the two it is."""
    name: str
    """Its name; of an example, the id of its norm and a number."""
    place: Place
    """Where it stands."""
    about: str
    """The id of the structure that a scenario asks; of an example, that of its norm."""
    result: Literal["passed", "failed"]
    """Whether it came out as expected."""
    expected: str
    """The answer, or the status of the norm, that was expected; `departs or worse` where a worse one may be."""
    got: str
    """The one that came of it; `impossible` where its facts cannot all be true."""
    problems: list[str]
    """What differs, in words."""
    to_state: list[str]
    """Facts to state as well, where what is stated leaves it open."""
    differing: DifferingNorm | None
    """The first norm that differs; null where none is known."""


class FaultyTest(Described):
    """A scenario that could not be run: it names what there is not."""

    place: Place
    """Where the fault is."""
    rule: str
    """The code of the rule that is broken."""
    message: str
    """What is wrong."""


class CountedTests(Described):
    """How many there are of each."""

    passed: int
    """Those that came out as expected."""
    failed: int
    """Those that did not."""
    faulty: int
    """The faults by which scenarios could not be run."""


class PolicyTests(Described):
    """What came of scenarios and examples: `test --format json`."""

    format: Literal["smpolicy/tests@1"]
    """The name of this format."""
    tests: list[TriedTest]
    """Each that was run, by file and line."""
    faults: list[FaultyTest]
    """The faults of scenarios that could not be run."""
    summary: CountedTests
    """How many there are."""
