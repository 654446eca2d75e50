"""The laws of a rebase, on drawn books: what is told of each place, what is written, and what is left to people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smpolicy
from corpora import FACTS, STRUCTURES, write
from profiles import draws
from smpolicy.authoring import pinning
from smpolicy.authoring.rebasing import CannotRebase, Rebased, rebased
from smpolicy.authoring.rewriting import open_overlay
from versions import section

#: What becomes of a section from one version to the next.
Fortune = Literal["same", "reworded", "moved", "moved and reworded", "split", "merged", "gone"]
FORTUNES: Final[tuple[Fortune, ...]] = ("same", "reworded", "moved", "moved and reworded", "split", "merged", "gone")
#: What a rebase calls it, and whether people must decide before anything is written.
CALLED: Final[dict[Fortune, tuple[str, bool]]] = {
    "same": ("unchanged", False),
    "reworded": ("reworded", False),
    "moved": ("moved", False),
    "moved and reworded": ("reworded", True),
    "split": ("split", True),
    "merged": ("merged", True),
    "gone": ("gone", True),
}
THINGS: Final = ("boats", "bridges", "gates", "halls", "maps", "roads")
#: How an author may write that a norm stands under a place: plain, in quotes, with a remark, or all in braces.
WRITTEN: Final = (
    "  {name}:\n    under: {at}\n    text: {text}\n",
    '  {name}:   # a remark\n    under: "{at}"\n    text: {text}\n',
    "  # before\n  {name}:\n    under: '{at}'     # behind\n    text: >\n      {text}\n",
    "  {name}: {{under: {at}, text: {text}}}   # in braces\n",
    '  {name}: {{text: {text}, under: "{at}"}}\n',
)
_HEAD: Final = """schema: smpolicy/instrument@1
id: {id}
title: On Posting
number: Rule-book No. 1
short: Rules
issuer: {{body: The tests}}
status: in-force
layer: 3
version: "{version}"
dates: {{effective: {{from: {first}}}}}
scope: {{holds: {{act.done: true}}}}
invites:
  under: "0"
  words: Missions may issue local rules
  structures: [field_operation]
"""
_LOCAL: Final = """norms:
  local:
    under: "0"
    text: Missions may issue local rules
    bearer: [structure]
"""
_INVITING: Final = '  - {id: "0", kind: section, eid: sec_0, number: "0.", text: Missions may issue local rules.}\n'


@dataclass(frozen=True, kw_only=True)
class Book:
    """A rule-book in two versions: what becomes of each section, and its new name."""

    fortunes: tuple[Fortune, ...]
    renamed: dict[str, str]
    #: Of each norm of the overlay, the section that it is under, and how that is written.
    cited: tuple[tuple[str, int], ...]

    def names(self, *fortunes: Fortune) -> list[str]:
        """Return the sections of which one of these becomes."""
        return [str(number) for number, each in enumerate(self.fortunes, 1) if each in fortunes]

    def words(self, name: str, *, later: bool = False) -> str:
        """Return the words of a section, in the first or the later version."""
        others = " or films" if later and name in self.names("reworded", "moved and reworded") else ""
        return f"One thinks twice about pictures{others} of {THINGS[int(name) - 1]}."

    @property
    def first(self) -> str:
        """The first version."""
        sections = "".join(section(str(number), self.words(str(number))) for number in range(1, len(self.fortunes) + 1))
        return f"{_HEAD.format(id='rules', version='1', first='2020-01-01')}provisions:\n{_INVITING}{sections}{_LOCAL}"

    @property
    def second(self) -> str:
        """The later version, which says what became of the sections of the first."""
        gone = self.names("gone", "merged")
        made = [
            section(self.renamed.get(str(number), str(number)), self.words(str(number), later=True))
            for number in range(1, len(self.fortunes) + 1)
            if str(number) not in gone
        ]
        made += [section(f"{name}x", f"So are films of {THINGS[int(name) - 1]}.") for name in self.names("split")]
        said = {
            "moved": [f'"{old}": "{new}"' for old, new in self.renamed.items()]
            + [f'"{name}": "{self.into}"' for name in self.names("merged")],
            "split": [f'"{name}": ["{name}", {name}x]' for name in self.names("split")],
            "gone": [f'"{name}": It is free.' for name in self.names("gone")],
        }
        revises = ", ".join(f"{key}: {{{', '.join(each)}}}" for key, each in said.items() if each)
        head = _HEAD.format(id="rules-2025\nwork: rules", version="2", first="2025-01-01")
        revises = f"revises: {{{revises}}}\n" if revises else ""
        return f"{head}{revises}provisions:\n{_INVITING}{''.join(made)}{_LOCAL}"

    @property
    def into(self) -> str:
        """The section into which others are merged."""
        return "0"

    def overlay(self, *, later: bool = False) -> str:
        """Return the draft; `later` as it must be once what is mechanical is written, but for its pin."""
        norms = ""
        for number, (name, way) in enumerate(self.cited):
            at = self.renamed.get(name, name) if later else name
            norms += WRITTEN[way].format(name=f"n{number}", at=f"rules:{at}", text="Staff should take care.")
        return (
            "# the first remark\nschema: smpolicy/overlay@1\nid: arcadia/code\ntitle: A code\nstatus: draft\n"
            "proposed_for: arcadia\ndrafted_by: The tests\nlayer: 3\nunder: rules:0   # what invites\n"
            f"dates: {{effective: {{from: 2024-01-01}}}}\nnorms:\n{norms}# the last remark\n"
        )


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Draw a book, what becomes of it, and an overlay under some of its sections."""
    among = draw(st.sampled_from((FORTUNES, FORTUNES[:3])))  # in half of them nobody has anything to decide
    fortunes = tuple(draw(st.lists(st.sampled_from(among), min_size=1, max_size=len(THINGS))))
    moving = [str(number) for number, each in enumerate(fortunes, 1) if each.startswith("moved")]
    left = [str(number) for number, each in enumerate(fortunes, 1) if each in ("gone", "merged")]
    fresh = [str(number) for number in range(20, 20 + len(moving))]
    places = draw(st.permutations([*moving, *left, *fresh]))
    renamed: dict[str, str] = {}
    for old in moving:
        new = next(each for each in places if each != old and each not in renamed.values())
        renamed[old] = new
    names = st.sampled_from([str(number) for number in range(1, len(fortunes) + 1)])
    cited = draw(st.lists(st.tuples(names, st.integers(0, len(WRITTEN) - 1)), min_size=1, max_size=5))
    return Book(fortunes=fortunes, renamed=renamed, cited=tuple(cited))


def without_pin(text: str) -> str:
    """Return the text of an overlay without its pin, and without the quotes around places."""
    unpinned = re.sub(r"^base:.*?(?=^\S)", "", text, flags=re.M | re.S)
    return re.sub(r"""under: (["'])(rules:\w+)\1""", r"under: \2", unpinned)


def rebase(draft: Path, folder: Path) -> Rebased:
    """Work out the rebase of a draft to the later version."""
    return rebased(open_overlay(draft), "rules-2025", smpolicy.load(folder))


def stale(folder: Path) -> set[str]:
    """Return the places of which `check` says that their words are not those that the draft was written under."""
    said = (each.message for each in smpolicy.load(folder).diagnostics if each.name == "stale-base")
    return {re.findall(r"`rules:(\w+)`", each)[0] for each in said}


@pytest.mark.hypothesis
def test_only_what_is_mechanical_is_written(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each place is told for what became of it; only places that moved in the same words are written, and the pin.

    Every other character stays, comments too; once more there is nothing to do. Where people must decide, nothing is
    written at all. What has other words is told by `check` afterwards, and nothing else is.
    """

    @settings(max_examples=draws(20, heavy=True))
    @given(books())
    def law(book: Book) -> None:
        folder = tmp_path_factory.mktemp("law")
        files = {"base/rules.yaml": book.first, "base/facts.yaml": FACTS, "base/structures.yaml": STRUCTURES}
        draft = write(folder, {**files, "overlays/arcadia/code.yaml": book.overlay()}) / "overlays/arcadia/code.yaml"
        assert smpolicy.load(folder).errors == ()
        pinning.pin([draft], smpolicy.load(folder))
        before = draft.read_bytes()
        assert without_pin(draft.read_text("utf-8")) == without_pin(book.overlay())
        write(folder, {"base/rules-2025.yaml": book.second})
        done = rebase(draft, folder)
        cited = {name for name, _ in book.cited}
        told = {each.anchor: each.kind for each in done.rebase.fates}
        fortunes = {name: book.fortunes[int(name) - 1] for name in cited}
        expected: dict[str, str] = {f"rules:{name}": CALLED[each][0] for name, each in fortunes.items()}
        assert told == {"rules:0": "unchanged", **expected}
        if any(CALLED[each][1] for each in fortunes.values()):
            with pytest.raises(CannotRebase):
                done.apply()
            assert draft.read_bytes() == before
            assert done.text.encode() == before
            return
        assert done.apply()
        now = draft.read_text("utf-8")
        assert now == done.text
        assert without_pin(now) == without_pin(book.overlay(later=True))
        assert stale(folder) == {book.renamed.get(name, name) for name, each in fortunes.items() if each == "reworded"}
        again = rebase(draft, folder)
        assert not again.apply()
        assert draft.read_text("utf-8") == now
        kinds = {each.anchor: each.kind for each in again.rebase.fates}
        assert set(kinds.values()) <= {"unchanged", "reworded"}

    law()
