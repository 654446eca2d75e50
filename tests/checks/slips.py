"""Single slips: small edits of a good overlay, and how well what is said of each helps to mend it, from 0 to 3."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import smpolicy
from smpolicy.documents.nodes import plain
from smpolicy.documents.syntax import read
from smpolicy.foundations.corrections import Correction, Edit, corrected
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source

SLIPS = Path(__file__).parents[1] / "data" / "slips"
POLICIES = SLIPS / "policies"
#: The files that slips are made in: where each stands, and its text.
FILES: dict[str, tuple[str, str]] = {
    name: (path, (SLIPS / at).read_text(encoding="utf-8"))
    for name, path, at in (
        ("good", "overlays/arcadia/photos-2027.yaml", "good.yaml"),
        ("issued", "overlays/elbonia/press-2024.yaml", "issued.yaml"),
        ("scenarios", "scenarios/press.yaml", "scenarios.yaml"),
        ("structures", "policies/structures.yaml", "policies/structures.yaml"),
        ("facts", "policies/base/facts.yaml", "policies/base/facts.yaml"),
    )
}
GOOD = FILES["good"][1]

#: The scale: each grade asks for those before it.
GRADES = (
    "nothing is said, or of another place",
    "the line of the slip is named",
    "and what is wrong there, by its rule and the words underlined, once and with nothing that follows from it",
    "and what was meant and how to mend it: the mended words, or a correction that gives back what was meant",
)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A single slip."""

    name: str
    #: The file that it is made in.
    file: str
    #: What is written instead of what.
    edits: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    marks: str
    #: Whether the first correction must give back what was meant; else the words that must be said.
    back: bool
    says: tuple[str, ...]

    @property
    def good(self) -> str:
        """The file without it."""
        return FILES[self.file][1]

    @property
    def text(self) -> str:
        """The file with the slip in it."""
        text = self.good
        for old, new in self.edits:
            assert text.count(old) == 1, f"{self.name}: {old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        return text

    @property
    def lines(self) -> frozenset[int]:
        """The lines that the slip changes; of what is left out, those beside it."""
        opcodes = difflib.SequenceMatcher(
            None, self.good.split("\n"), self.text.split("\n"), autojunk=False
        ).get_opcodes()
        changed: set[int] = set()
        for tag, _, _, first, last in opcodes:
            if tag == "delete":
                changed |= {first, first + 1}
            elif tag != "equal":
                changed |= set(range(first + 1, last + 1))
        return frozenset(changed)


@cache
def slips() -> tuple[Slip, ...]:
    """Return all slips, in their order."""
    node, faults = read(Source(path="slips.yaml", text=(SLIPS / "slips.yaml").read_text(encoding="utf-8")))
    assert node is not None
    assert not faults
    return tuple(_slip(**each) for each in plain(node))


def _slip(**said: Any) -> Slip:
    rule = said["rule"]
    return Slip(
        name=said["slip"],
        file=said.get("in", "good"),
        edits=tuple((old, new) for old, new in said["is"]),
        rules=tuple(rule) if isinstance(rule, list) else (rule,),
        marks=said["marks"],
        back=said.get("back", False),
        says=tuple(said.get("says", ())),
    )


def found_in(text: str, folder: Path, file: str = "good") -> tuple[Diagnostic, ...]:
    """Return what is found in a file, given as text, beside the invented documents; of these it replaces its like."""
    path = folder / FILES[file][0]
    if path.is_relative_to(folder / "policies"):
        shutil.copytree(POLICIES, folder / "policies", dirs_exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return smpolicy.check(folder / "policies", policies=folder / "policies").diagnostics
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return smpolicy.check(path, policies=POLICIES).diagnostics


def grade(slip: Slip, found: tuple[Diagnostic, ...]) -> int:
    """Grade what is said of a slip."""
    weighty = [each for each in found if each.severity != "note" or each.name in slip.rules]
    at_line = [each for each in weighty if each.span and _touches(each, slip.lines)]
    if not at_line:
        return 0
    source = Source(path=at_line[0].path, text=slip.text)
    right = [
        each
        for each in at_line
        if each.name in slip.rules and each.span is not None and source.slice(each.span).startswith(slip.marks)
    ]
    if not right or len(weighty) > 1 or len(found) > len(weighty):
        return 1
    return 3 if _mends(right[0], slip, source) else 2


def _touches(diagnostic: Diagnostic, lines: frozenset[int]) -> bool:
    span = diagnostic.span
    return span is not None and any(span.line <= each <= span.end_line for each in lines)


def _mends(diagnostic: Diagnostic, slip: Slip, source: Source) -> bool:
    said = f"{diagnostic.message}; {diagnostic.help}"
    if not all(each in said for each in slip.says):
        return False
    if not slip.back:
        return bool(slip.says)
    if not diagnostic.corrections:
        return False
    after, made = corrected(source, diagnostic.corrections[:1])
    return len(made) == 1 and content(after.text) == content(slip.good)


def content(text: str) -> object:
    """Return what an overlay holds; nothing where it cannot be read."""
    node, faults = read(Source(path="overlay.yaml", text=text))
    return None if node is None or faults else plain(node)


def mended(text: str, found: tuple[Diagnostic, ...]) -> Iterator[tuple[Diagnostic, str, str]]:
    """Yield for each correction of each finding what it does, and the text after it alone."""
    for diagnostic in found:
        for each in diagnostic.corrections:
            after, made = corrected(Source(path=each.edits[0].span.path, text=text), [each])
            assert made
            yield diagnostic, each.label, after.text


#: What a help shows so that it can be pasted in the place of what is underlined, or of a key with its value.
_SHOWN = re.compile(r"(?:did you mean|write|begin with) `([^`]+)`(?: or `([^`]+)`\?)?")


def pasted(slip: Slip, diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    """Yield what a help without a correction shows to be pasted, and the file with it."""
    span = diagnostic.span
    match = None if diagnostic.corrections else _SHOWN.search(diagnostic.help)
    if match is None or span is None:
        return
    source = Source(path=diagnostic.path, text=slip.text)
    for shown in filter(None, match.groups()):
        key, colon, _ = shown.partition(": ")
        value = re.compile(rf"(?<![\w.]){re.escape(key)}: [^,}}\n]*")
        lines = slip.text.split("\n")
        line = lines[span.line - 1]
        if colon and value.search(line):
            found = value.search(line)
            assert found is not None
            lines[span.line - 1] = f"{line[: found.start()]}{shown}{line[found.end() :]}"
            yield shown, "\n".join(lines)
        else:
            edit = Edit(span=span, text=shown)
            yield shown, corrected(source, [Correction(label="paste", edits=(edit,))])[0].text


def page(said: dict[str, tuple[int, tuple[Diagnostic, ...]]]) -> str:
    """Write the page that shows what is said of each slip, and how well that helps."""
    grades = [number for number, _ in said.values()]
    rows = [
        f"| {number} | {_words(each.edits)} | {_said(each, said[each.name][1])} |"
        for each in slips()
        for number in [said[each.name][0]]
    ]
    return "\n".join(
        (
            *_PAGE_OPENS,
            *(f"| {number} | {words} | {grades.count(number)} |" for number, words in enumerate(GRADES)),
            *_TABLE_OPENS,
            *rows,
            "",
        )
    )


_PAGE_OPENS = (
    "# Single slips",
    "",
    "Written by a test from what the tool prints: do not edit, but write it anew with `UPDATE_GOLDEN=1`.",
    "",
    "A slip is one mistake in a file that is right otherwise, as people make it who write such a file for the first "
    "time.",
    "Each is made by itself, and what `smpolicy check` then says is graded; each grade asks for those before it.",
    "",
    "| grade | what is said of a slip | slips |",
    "| --- | --- | --- |",
)
_TABLE_OPENS = (
    "",
    "What is underlined must begin with the words that are wrong, and must break the rule that the slip breaks.",
    "That a message tells what was meant is taken as shown where the first correction gives back the file as it was, "
    "or where the message has the words that were written down for it.",
    "The slips stand in `tests/data/slips/slips.yaml`, and the files that they are made in beside it.",
    "",
    "| grade | what is written instead of what | what is said |",
    "| --- | --- | --- |",
)


def _words(edits: tuple[tuple[str, str], ...]) -> str:
    return "<br>".join(f"{_cell(new)} instead of {_cell(old)}" for old, new in edits)


def _cell(words: str) -> str:
    shown = words.strip("\n").replace("\n", "⏎").replace("\t", "⇥").replace("|", "\\|")
    return f"`{shown}`" if shown.strip() else "nothing"


def _said(slip: Slip, found: tuple[Diagnostic, ...]) -> str:
    lines = [
        f"{each.severity} on line {each.span.line if each.span else 1}, {each.name}: {each.message}"
        + (f"<br>help: {each.help}" if each.help else "")
        for each in found
    ]
    return "<br>".join(lines).replace("|", "\\|") or f"nothing ({slip.name})"
