"""`smpolicy/page@1`: a policy for a page that decides by itself, with the words that it shows.

It is made of a program, and numbers name in it what they name there (`smpolicy/program@1`).
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias

from smpolicy.foundations.keywords import Occasion, Polarity, Role
from smpolicy.render.formats.parts import Contact, Described, Value
from smpolicy.render.formats.program import ProgramScope

#: A condition: `["all", ...]`, `["any", ...]` or `["not", condition]` of others; `["alike", ...]`, which is decided
#: where all of these are alike; or of a fact `["one-of", fact, value, ...]`, `["within", fact, first, first behind]`,
#: `["has", fact, member, ...]` or `["any-of", fact, member, ...]`.
PageCondition: TypeAlias = list[Any]
#: A cell alone, where each combination of it is a value; or the cell, and then which value each combination has.
CellPlace: TypeAlias = int | list[int]


class PageOf(Described):
    """What a page model was made from."""

    structure: str
    """The id of the structure."""
    name: str
    """The name that it bore on that day."""
    as_of: str
    """The day."""
    drafts: bool
    """Whether drafts counted."""
    text: str
    """The digest of the policy, which is what people acknowledge."""


class PageFact(Described):
    """A fact that can be stated, and the words in which it is asked for."""

    kind: Literal["boolean", "enum", "set", "integer", "day"]
    """What its values are."""
    question: str
    """The question, in plain words."""
    help: NotRequired[str]
    """What helps to answer it."""
    names: NotRequired[list[str]]
    """The values, or the members of a set."""
    labels: NotRequired[list[str]]
    """The same in plain words, in the same order."""
    unit: NotRequired[str]
    """What is counted."""
    judgement: NotRequired[bool]
    """True where only the person can judge it."""
    conduct: NotRequired[bool]
    """True where it is what is done or posted."""
    at: NotRequired[CellPlace | list[CellPlace | None]]
    """In which cell it is, and which of its values each combination has; of a set a list of that, one for each member,
    null where nothing turns on it. It is absent where nothing turns on the fact."""
    values: NotRequired[list[Any]]
    """The values by their numbers in `at`, where that is not the order of `names` (false and true of a boolean); of
    numbers and days the first of each stretch, and the first behind it; days are counted from 0001-01-01."""
    neutral: NotRequired[Value]
    """The value at which conduct by itself departs from nothing."""
    occasion: NotRequired[bool]
    """Whether it is what anybody does who acts at all: to state it raises no norm."""
    raises: NotRequired[list[Value]]
    """Of a circumstance, the values by which somebody speaks of a matter."""
    stage: NotRequired[bool]
    """Whether it tells that something is only planned, or done."""
    presupposes: NotRequired[PageCondition]
    """Where it is asked about at all."""


class PageQuestion(Described):
    """An open question of interpretation on which something turns."""

    number: str
    """The number under which it is published."""
    readings: list[str]
    """Its readings, by their names."""
    at: CellPlace
    """In which cell it is, and which of its readings each combination has."""
    raised_by: NotRequired[str]
    """The fact that raises it."""
    unraised: NotRequired[str]
    """The reading under which it makes no difference while nothing raises it."""


class PageNorm(Described):
    """A norm that facts can decide."""

    id: str
    """Its id."""
    stands: list[int]
    """The formulas of where it is not examined, not borne, outside, set aside, excepted, met and broken; then those of
    whom it binds, and of where it applies by its own words."""
    facts: list[int]
    """The facts on which it turns, each followed by how, as bits: of 1 at all, of 2 in its act, of 4 raising it once it
    is spoken of, of 8 looked at before its exception, of 16 in its exception, of 32 in where it is broken."""
    concern: NotRequired[bool]
    """True where it makes an outcome worse only once a concern is stated."""
    role: NotRequired[Role]
    """Its role, if it has one."""
    gate: NotRequired[int]
    """The cell of whether it counts: no, then yes."""
    late: NotRequired[bool]
    """Whether a breach counts only where what was left undone can no longer be made good."""


class PageStep(Described):
    """What a norm asks one to do."""

    norm: str
    """The norm."""
    on: Occasion
    """When it arises."""
    polarity: Polarity | None
    """Whether the norm's act is to be done or left undone."""
    do: NotRequired[str]
    """What is to be done, in words."""
    contact: NotRequired[Contact | None]
    """Whom to turn to; null where nobody is named."""
    when: NotRequired[int]
    """The formula of where it arises, if facts do not decide the norm."""
    clause: NotRequired[int]
    """Else the number of the norm."""
    named: NotRequired[list[int]]
    """The facts that tell whether it was taken."""
    conduct: NotRequired[list[int]]
    """The conduct among its circumstances."""


class PageModel(Described):
    """A policy for a page that decides by itself: `export page`, `Policy.page_model()`, `smpolicy/js/evaluate.js`."""

    format: Literal["smpolicy/page@1"]
    """The format."""
    program: str
    """The digest of the program that it was made of."""
    of: PageOf
    """What it was made from."""
    notices: list[str]
    """What must be said beside every decision."""
    in_force: bool
    """Whether the governing text holds there on that day."""
    commencing: list[str]
    """The norms that say when it begins, where it has not."""
    cells: list[list[int]]
    """For each cell, which value of formulas each of its combinations is; formulas tell 31 values apart at most."""
    gates: int
    """How many cells of two values stand behind these."""
    formulas: list[list[int]]
    """`[cell, mask]`, or `[-1, ...]` where all parts hold and `[-2, ...]` where any does; parts stand before."""
    facts: dict[str, PageFact]
    """The facts, in the order of their numbers."""
    names: dict[str, int]
    """Other names of facts."""
    given: dict[str, Value]
    """What the structure itself decides."""
    ties: list[list[int]]
    """The unknowns that each constraint ties together."""
    questions: dict[str, PageQuestion]
    """The open questions, in the order of their numbers."""
    norms: list[PageNorm]
    """The norms that facts can decide, in the order of the text."""
    scope: ProgramScope
    """Where the text applies."""
    terms: list[tuple[int, int, int]]
    """What makes an outcome: the level, the norm (-1: none), and the formula, in which it counts."""
    asides: list[tuple[str, str, str, int]]
    """Where a norm, or an exception of it (`part`), is set aside: the norm, what prevails, the part, the formula."""
    steps: list[PageStep]
    """What norms ask one to do."""
    scope_norms: list[tuple[str, int]]
    """The norms that say where the text applies, each with its formula."""
    cited: dict[str, str]
    """How each norm is cited that a decision may name, by its id."""
