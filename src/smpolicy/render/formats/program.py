"""`smpolicy/program@1`: a policy compiled, and `smpolicy/program-words@1`: the words for what it says in ids.

A program says nothing of its meaning in words: `docs/semantics.md` does, and laws hold every evaluator to that.
Numbers name what stands at that place in a list, from 0: facts first and open questions behind them; formulas behind
what always holds (0) and what never does (1). A mask is a set of values: the bit of 1, 2, 4 ... for each.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias

from smpolicy.deciding.semantics import NormStatus
from smpolicy.foundations.keywords import Force, Occasion, Polarity, Role
from smpolicy.render.formats.parts import Contact, Described, Value

#: A condition: `["test", fact, relation, values]`, `["all", ...]`, `["any", ...]`, `["not", condition]`, or
#: `["by", question, [reading, condition], ...]`.
Condition: TypeAlias = list[Any]
#: A mask, as a number.
Mask: TypeAlias = int


class ProgramOf(Described):
    """What a program was compiled from."""

    structure: str
    """The id of the structure."""
    as_of: str
    """The day."""
    drafts: bool
    """Whether drafts counted."""
    text: str
    """The digest of the policy, which is what people acknowledge."""


class ProgramFact(Described):
    """A fact that can be stated."""

    kind: Literal["boolean", "enum", "set", "integer", "day"]
    """What its values are."""
    conduct: bool
    """Whether it is what is done or posted."""
    cells: list[list[Any]]
    """Each value, the cell that it is in, and the combinations of that with it; of a set each member, also with those
    without it; of numbers and days each stretch, as its first and the first behind it, days counted from 0001-01-01."""
    names: NotRequired[list[str]]
    """The values, or the members of a set."""
    unit: NotRequired[str]
    """What is counted."""
    neutral: NotRequired[Value]
    """The value at which conduct by itself departs from nothing."""
    occasion: NotRequired[bool]
    """Whether it is what anybody does who acts at all: to state it raises no norm."""
    raises: NotRequired[list[Value]]
    """Of a circumstance, the values by which somebody speaks of a matter."""
    stage: NotRequired[bool]
    """Whether it tells that something is only planned, or done."""
    presupposes: NotRequired[Condition]
    """Where it is asked about at all."""


class ProgramQuestion(Described):
    """An open question of interpretation on which something turns."""

    cells: list[tuple[str, int, Mask]]
    """Each reading, the cell that it is in, and the combinations of that with it."""
    raised_by: NotRequired[str]
    """The fact that raises it."""
    unraised: NotRequired[str]
    """The reading under which it makes no difference while nothing raises it."""


class ProgramScope(Described):
    """The scope of the text, as a formula."""

    formula: int
    """The formula that holds there."""
    turns_on: list[int]
    """The facts on which that turns."""
    speaks_of: list[int]
    """Those of which its formula speaks."""


class TurnsOn(Described):
    """The facts on which a norm turns, each by its number."""

    all: list[int]
    """All of them."""
    act: list[int]
    """Those of its act."""
    raising: list[int]
    """Those that raise it once they are spoken of."""
    before: list[int]
    """Those that are looked at before its exception."""
    excepting: list[int]
    """Those of its exception."""
    breach: list[int]
    """Those of where it is broken."""


class ProgramNorm(Described):
    """A norm that facts can decide."""

    id: str
    """Its id."""
    force: Force
    """Its force."""
    polarity: Polarity
    """Whether its act is to be done or left undone."""
    counts: Literal["a concern is stated", "its act is spoken of", "it applies", "never"]
    """What it takes for it to make an outcome worse."""
    stands: dict[NormStatus, int]
    """The formula of each way in which it can stand."""
    borne: int
    """The formula of whom it binds."""
    applies: int
    """The formula of where it applies by its own words."""
    facts: TurnsOn
    """The facts on which it turns."""
    role: NotRequired[Role]
    """Its role, if it has one."""
    own_scope: NotRequired[bool]
    """Whether it reaches beyond the scope of the text."""
    gate: NotRequired[int]
    """The cell of whether it counts: no, then yes."""
    late: NotRequired[bool]
    """Whether a breach counts only where what was left undone can no longer be made good."""


class ProgramStep(Described):
    """What a norm asks one to do."""

    norm: str
    """The norm."""
    on: Occasion
    """When it arises."""
    polarity: Polarity | None
    """Whether the norm's act is to be done or left undone."""
    slot: NotRequired[str]
    """The slot that names whom to turn to."""
    when: NotRequired[int]
    """The formula of where it arises, if facts do not decide the norm."""
    clause: NotRequired[int]
    """Else the number of the norm."""
    named: NotRequired[list[int]]
    """The facts that tell whether it was taken."""
    conduct: NotRequired[list[int]]
    """The conduct among its circumstances."""


class Cubes(Described):
    """Where terms hold and where they do not: where some cube does, each a conjunction of literals."""

    sizes: list[tuple[int, int]]
    """For each term how many cubes it holds in, and in how many it does not; behind either one place is left free."""
    literals: list[tuple[int, int, int, str]]
    """A cell and a mask; and the cubes with this literal: the place of the first, and from it on a bit for each."""


class DecisionDiagram(Described):
    """Which outcomes are possible together, where single norms do not settle it."""

    base: int
    """The level that surely holds."""
    root: int
    """The step at which one begins."""
    steps: list[list[int]]
    """`[-1]`: nothing is left open; `[-2]`: there is no world; `[-3, ...]`: the steps of parts that share no cell; else
    a cell, and for masks of its values each the level that holds there and the next step, which stands before."""


class CompiledPolicy(Described):
    """A policy compiled: whoever reads it can decide, without any document."""

    format: Literal["smpolicy/program@1"]
    """The format."""
    digest: str
    """The digest of all else, as JSON with keys in order and no space: `sha256:` and 64 digits."""
    of: ProgramOf
    """What it was compiled from."""
    method: Literal["compiled", "search"]
    """How it decides: `search` where cubes or the diagram would have outgrown their limits, and are left out."""
    in_force: bool
    """Whether the governing text holds there on that day."""
    commencing: list[str]
    """The norms that say when it begins, where it has not."""
    facts: dict[str, ProgramFact]
    """The facts, in the order of their numbers."""
    questions: dict[str, ProgramQuestion]
    """The open questions, in the order of their numbers."""
    names: dict[str, int]
    """Other names of facts."""
    derived: list[str]
    """The facts that follow from others: nobody states them."""
    given: dict[str, Value]
    """What the structure itself decides."""
    cells: list[list[int]]
    """For each cell, which value of formulas each of its combinations is."""
    gates: int
    """How many cells of two values stand behind these."""
    formulas: list[list[int]]
    """`[cell, mask]`, or `[-1, ...]` where all parts hold and `[-2, ...]` where any does; parts stand before."""
    ties: list[list[int]]
    """The unknowns that each constraint ties together."""
    constraints: list[Condition]
    """What is true in every possible world."""
    wide: list[list[int]]
    """Constraints that are too wide for a cell, as formulas, by groups that share no cell."""
    scope: ProgramScope
    """Where the text applies."""
    norms: list[ProgramNorm]
    """The norms that facts can decide, in the order of the text."""
    terms: list[tuple[int, int, int]]
    """What makes an outcome: the level, the norm (-1: none), and the formula, in which it counts."""
    asides: list[tuple[str, str, str, int]]
    """Where a norm, or an exception of it (`part`), is set aside: the norm, what prevails, the part, the formula."""
    steps: list[ProgramStep]
    """What norms ask one to do."""
    scope_norms: list[tuple[str, int]]
    """The norms that say where the text applies, each with its formula."""
    cubes: NotRequired[Cubes]
    """Where each term holds, and where it does not."""
    diagram: NotRequired[DecisionDiagram]
    """Which outcomes are possible together."""


class WordsOfFact(Described):
    """The words for a fact."""

    question: str
    """The question, in plain words."""
    help: NotRequired[str]
    """What helps to answer it."""
    labels: NotRequired[dict[str, str]]
    """Each value, or member of a set, in plain words."""


class WordsOfNorm(Described):
    """The words for a norm."""

    citation: str
    """Where it stands."""
    text: str
    """Its sentence."""
    do: NotRequired[str]
    """What it asks one to do, as a step."""


class WordsOfQuestion(Described):
    """The words for an open question."""

    number: str
    """The number under which it is published."""
    question: str
    """The question, in plain words."""
    readings: dict[str, str]
    """Its readings, each in a sentence."""


class ProgramWords(Described):
    """The words for what a program says in ids."""

    format: Literal["smpolicy/program-words@1"]
    """The format."""
    program: str
    """The digest of the program that they are for."""
    name: str
    """The name of the structure on that day."""
    facts: dict[str, WordsOfFact]
    """The facts that can be stated, by name."""
    norms: dict[str, WordsOfNorm]
    """The norms, by id."""
    questions: dict[str, WordsOfQuestion]
    """The open questions, by id."""
    constraints: list[str]
    """Why each constraint of the program holds, in the same order."""
    contacts: dict[str, Contact | None]
    """Whom each slot names; nothing where that is open."""
    notices: list[str]
    """What must be said beside every decision."""
