"""`smpolicy/rebase@1`: what becomes of what an overlay cites, from one version to another."""

from __future__ import annotations

from typing import Literal, TypeAlias

from smpolicy.render.formats.difference import Difference
from smpolicy.render.formats.parts import Described, Place

#: What becomes of a place that an overlay cites.
AnchorFateKind: TypeAlias = Literal["unchanged", "moved", "reworded", "split", "merged", "gone", "untold"]


class Candidate(Described):
    """A place that stands near to one that is gone."""

    anchor: str
    """The id of the provision."""
    text: str
    """Its words."""


class AnchorFate(Described):
    """What becomes of one place that the overlay cites."""

    anchor: str
    """The place, as the overlay names it."""
    fate: AnchorFateKind
    """What becomes of it; `untold` where neither its words nor their digest are there."""
    now: list[str]
    """What it is there, by the documents' own saying; empty where it is gone."""
    before: str | None
    """Its words before; null where they are not here."""
    after: list[str]
    """Its words there, for each of `now`."""
    word_by_word: str | None
    """What was left out, `[-so-]`, and what came in, `{+so+}`; null where the words are the same, or not known."""
    why: str | None
    """Why it is gone, where the version says so; null otherwise."""
    candidates: list[Candidate]
    """What stands near to one that is gone, for people to choose from."""
    chosen: str | None
    """What somebody chose that it becomes (`--move`); null where nobody did."""
    cited_at: list[Place]
    """Where the overlay names it."""


class Rebase(Described):
    """What a rebase of an overlay comes to: `rebase --format json`."""

    format: Literal["smpolicy/rebase@1"]
    """The name of this format."""
    document: str
    """The id of the overlay."""
    path: str
    """Its file."""
    above: str
    """What it stands under, by name."""
    written_under: str | None
    """The version that it was written under; null where that is not known."""
    to: str
    """The version that it goes to."""
    anchors: list[AnchorFate]
    """Every place that it cites, with what becomes of it."""
    to_be_decided: list[str]
    """What people must decide before anything can be written; empty where nothing is."""
    notices: list[str]
    """What somebody should know of it."""
    patch: str
    """The change of the file that is mechanical, as a unified diff; empty where there is none, or none is proposed."""
    applied: bool
    """Whether it was written."""
    answers: Difference | None
    """What changes in answers between the versions, with witnesses; null where that cannot be said."""
    not_compared: str | None
    """Why answers were not compared; null where they were."""
