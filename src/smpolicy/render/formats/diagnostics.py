"""`smpolicy/diagnostics@1`: what is wrong with documents, and where."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from smpolicy.foundations.diagnostics import HeldBackBy, Severity
from smpolicy.foundations.keywords import Force, Polarity, Relation
from smpolicy.render.formats.parts import Described, Open


class Related(Described):
    """Another place that helps to understand a finding."""

    path: str
    """The file."""
    line: int
    """The line, from 1."""
    column: int
    """The column, from 1."""
    message: str
    """What is to be seen there."""


class Edit(Described):
    """Words put in the place of others in the file of a finding; in a place of no width, beside them."""

    line: int
    """The line on which the words begin that are replaced, from 1."""
    column: int
    """The column in which they begin, from 1."""
    end_line: int
    """The line on which they end."""
    end_column: int
    """The column behind their end."""
    text: str
    """What stands there afterwards."""


class Correction(Described):
    """One way of mending a finding, ready to be made."""

    label: str
    """What it does."""
    safe: bool
    """Whether nothing else can have been meant, so that it may be made unasked."""
    edits: list[Edit]
    """What is written; all of it, or none."""


class Diagnostic(Described):
    """One finding about a document."""

    code: str
    """The code of the rule: `SMP` and three digits."""
    name: str
    """The name of the rule."""
    severity: Severity
    """An error keeps a document from being used, a warning asks for a look, a note is worth knowing."""
    message: str
    """What is wrong."""
    help: NotRequired[str]
    """How to mend it."""
    path: NotRequired[str]
    """The file."""
    line: NotRequired[int]
    """The line on which the words begin, from 1; absent, with the next three, where the whole file is meant."""
    column: NotRequired[int]
    """The column in which they begin, from 1."""
    end_line: NotRequired[int]
    """The line on which they end."""
    end_column: NotRequired[int]
    """The column behind their end."""
    related: NotRequired[list[Related]]
    """Other places that help to understand it."""
    norm: NotRequired[str]
    """The id of the norm concerned."""
    provision: NotRequired[str]
    """The id of the provision concerned."""
    kind: NotRequired[str]
    """Which kind of several that the rule knows."""
    witness: NotRequired[dict[str, Any]]
    """An example that shows it: under `facts`; in plain words under `words`, and as a scenario under `scenario`.

    Under `remark` why nothing departs in it, where a step is not taken yet.
    """
    survives: NotRequired[str]
    """What is left of the thing found fault with."""
    grade: NotRequired[str]
    """Of something inconsistent: `total` where nothing survives, else `direct`."""
    basis: NotRequired[str]
    """The provision by which another prevails over it; `rank`, where the other is of a higher layer."""
    rests_on: NotRequired[list[str]]
    """The open questions on whose reading the finding rests."""
    reviewed: NotRequired[str]
    """What a reviewer decided on it."""
    corrections: NotRequired[list[Correction]]
    """What a machine can write to mend it, the likeliest first."""


class HeldBack(Described):
    """A finding that is not told, and why."""

    by: Open[HeldBackBy]
    """Why it is not told: `selection` where its rule was not selected or was ignored; `suppression` by a comment;
    `baseline` where it is known."""
    reason: NotRequired[str]
    """Why, in the words of whoever holds it back."""
    diagnostic: Diagnostic
    """The finding."""


class ReadBack(Described):
    """A norm of an overlay, and what the machine will do with it: to be compared with its words."""

    norm: str
    """The id of the norm."""
    provision: str
    """The provision it stands under."""
    text: str
    """Its words, verbatim."""
    force: Open[Force]
    """How strongly it is worded, as read off its words."""
    polarity: Polarity | None
    """Whether its act is to be done or left undone; null where it has none."""
    force_words: str
    """The words that the force was read from; empty where the document states it."""
    relation: Open[Relation] | None
    """How it stands to the provision it is under; null where nothing can be compared."""
    readback: str
    """What the machine will do, in generated words, a line for each part."""
    reviewed: str | None
    """Whether this reading is reviewed, and by whom; null where the documents hold no record of a review."""


class Summary(Described):
    """How many files were checked, and how much was found."""

    files: int
    """The files checked."""
    errors: int
    """The errors among the findings."""
    warnings: int
    """The warnings."""
    notes: int
    """The notes."""


class ComparedNorms(Described):
    """What was compared: norms of the overlays checked, with norms of the instruments above."""

    norms: int
    """The norms of overlays that were compared."""
    above: int
    """The norms with which they were."""
    instruments: list[str]
    """What the instruments above are called of which some norm was compared."""
    days: list[str]
    """The days on which they were: each on which something begins or ends that bears on an overlay."""


class Diagnostics(Described):
    """What is wrong with documents, and where: `check --output-format json`."""

    format: Literal["smpolicy/diagnostics@1"]
    """The name of this format."""
    diagnostics: list[Diagnostic]
    """The findings, by file and line."""
    summary: Summary
    """How much there is."""
    held_back: NotRequired[list[HeldBack]]
    """What was found too and is not told, no error among it; only where something is held back."""
    compared: NotRequired[ComparedNorms]
    """What was compared; only where an overlay was checked."""
    readbacks: NotRequired[list[ReadBack]]
    """What the machine will do with each norm of the overlays checked; only where it was asked for."""
