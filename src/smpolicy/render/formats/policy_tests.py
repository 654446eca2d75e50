"""`smpolicy/tests@1`: scenarios and examples that were run, and what came of them."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from smpolicy.render.formats.parts import Described, Open, Place, Value


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


class NotShown(Described):
    """Something that no test shows of a norm."""

    aspect: Open[Literal["met", "broken", "exception", "outside", "holds", "fails", "decides"]]
    """How the norm is never shown to stand; of a line, that it holds, that it fails, or that it alone decides."""
    words: str
    """The words of the line; empty where it is about the norm as a whole."""
    place: Place
    """The line, or that of the norm."""
    facts: dict[str, Value] | None
    """Facts that would show it; null where no activity can, which is proved."""


class CoveredNorm(Described):
    """How much of a norm tests show."""

    norm: str
    """The id of the norm."""
    place: Place
    """Where it stands."""
    shown: int
    """How much is shown."""
    to_show: int
    """How much some activity can show."""
    not_shown: list[NotShown]
    """What is not shown."""


class PolicyCoverage(Described):
    """How much of norms, and of the lines of their conditions, tests show."""

    shown: int
    """How much is shown."""
    to_show: int
    """How much some activity can show."""
    percent: float
    """How much of it that is, in hundredths, cut to one decimal."""
    norms: list[CoveredNorm]
    """Each norm that facts can decide."""


class PolicyMutant(Described):
    """A norm with one change of meaning, and whether a test notices."""

    kind: Open[
        Literal["weakened-force", "removed-norm", "dropped-line", "dropped-exception", "shifted-bound", "swapped-value"]
    ]
    """What kind of change it is."""
    norm: str
    """The id of the norm."""
    place: Place
    """The line that is changed."""
    change: str
    """The change, in words."""
    fate: Literal["caught", "equivalent", "slipped"]
    """Whether a test notices it, it changes nothing by proof, or it slips past all tests."""
    by: str
    """The test that notices it, or what is proved; empty where it slips past."""
    scenario: dict[str, Any] | None
    """Of one that slips past, a scenario that would catch it, ready to be pasted; null where none was found."""


class PolicyMutants(Described):
    """What became of the mutants of norms."""

    caught: int
    """How many a test notices."""
    equivalent: int
    """How many change nothing, by proof."""
    slipped: int
    """How many slip past all tests."""
    mutants: list[PolicyMutant]
    """Each of them."""


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
    coverage: NotRequired[PolicyCoverage]
    """How much they show; only where it was asked for."""
    mutants: NotRequired[PolicyMutants]
    """What became of mutants; only where it was asked for."""


class ImpactAnswer(Described):
    """What a scenario is answered on one side."""

    answer: str
    """The answer; `departs or worse` where a worse one may be; `impossible` where its facts cannot be."""
    because: list[str]
    """The ids of the norms that it rests on."""


class ImpactOnScenario(Described):
    """A scenario, without a draft and as if that were in force."""

    name: str
    """Its name."""
    place: Place
    """Where it stands."""
    structure: str
    """The id of the structure that it asks."""
    as_of: str
    """The day as of which it was asked."""
    otherwise: bool
    """Whether the answer is another."""
    before: ImpactAnswer
    """Without the draft."""
    after: ImpactAnswer
    """As if it were in force."""


class DraftImpact(Described):
    """Which scenarios would be answered otherwise if a draft came into force: `impact --format json`."""

    format: Literal["smpolicy/impact@1"]
    """The name of this format."""
    draft: str
    """The id of the draft."""
    scenarios: list[ImpactOnScenario]
    """Each that was asked, in the order of files."""
    asked: int
    """How many were asked."""
    answered_otherwise: int
    """How many of them would be answered otherwise."""
