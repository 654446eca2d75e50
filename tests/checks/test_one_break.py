"""A slip of syntax is said once: what follows from it is held back, and what stands far from it is still found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import smpolicy
from checks.slips import GOOD, POLICIES, found_in, mended
from documents.breaks import BREAKS, broken
from profiles import draws
from smpolicy.foundations.diagnostics import Diagnostic

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "policies" / "overlays").rglob("*.yaml"))
#: Slips of meaning: what is written instead of what, the rule that is broken, and under which key of the document.
SLIPS = (
    ("layer: 3", "layer: three", "wrong-type", "layer"),
    ("status: draft", "status: drafts", "unknown-word", "status"),
    ("2029-02-01", "2029-02-30", "impossible-date", "dates"),
    ("press@example.org", "press", "no-mail-address", "slots"),
    ("unit: hour", "units: hour", "unknown-key", "facts"),
    ("[vehicle]", "[lorry]", "unknown-value", "norms"),
    ("code:4.b3", "code:4.b9", "unknown-provision", "guidance"),
    ("note: Read", "notes: Read", "unknown-key", "note"),
)


def said(found: Iterable[Diagnostic]) -> set[tuple[object, ...]]:
    """Return what findings say, and where."""
    return {(each.name, each.message, each.span and (each.span.line, each.span.column)) for each in found}


def of_syntax(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings of syntax among others."""
    return [each for each in found if each.code < "SMP200"]


@pytest.mark.hypothesis
def test_one_slip_of_syntax_is_one_finding(tmp_path: Path) -> None:
    """In an overlay without faults one line is broken: one finding of syntax, and none other."""

    @settings(max_examples=draws(60, heavy=True))
    @given(st.integers(1, GOOD.count("\n")), st.sampled_from(sorted(BREAKS)))
    def law(line: int, what: str) -> None:
        text = broken(GOOD, line, what)
        if text is not None:
            found = found_in(text, tmp_path)
            assert [each.code < "SMP200" for each in found] == [True], (line, what, [each.message for each in found])

    law()


@pytest.mark.hypothesis
def test_nothing_else_is_found_than_without_it(tmp_path: Path) -> None:
    """In a shipped overlay one line is broken: one finding of syntax, and no other than are found without it."""

    @cache
    def whole(path: Path) -> set[tuple[object, ...]]:
        return said(found_as(path, path.read_text(encoding="utf-8")))

    def found_as(path: Path, text: str) -> tuple[Diagnostic, ...]:
        file = tmp_path / path.relative_to(ROOT / "policies")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return smpolicy.check(file).diagnostics

    @settings(max_examples=draws(12, heavy=True))
    @given(st.sampled_from(SHIPPED), st.data())
    def law(path: Path, data: st.DataObject) -> None:
        text = path.read_text(encoding="utf-8")
        line, what = data.draw(st.integers(1, text.count("\n"))), data.draw(st.sampled_from(sorted(BREAKS)))
        after = broken(text, line, what)
        if after is not None:
            found = found_as(path, after)
            syntax = of_syntax(found)
            assert len(syntax) == 1
            assert said(each for each in found if each not in syntax) <= whole(path)

    law()


@pytest.mark.hypothesis
def test_two_slips_are_both_told(tmp_path: Path) -> None:
    """One slip of syntax and one of meaning, under other keys of the document: both are told, and nothing else."""

    @settings(max_examples=draws(40, heavy=True))
    @given(st.integers(2, GOOD.count("\n")), st.sampled_from(sorted(BREAKS)), st.sampled_from(SLIPS))
    def law(line: int, what: str, slip: tuple[str, str, str, str]) -> None:
        old, new, rule, key = slip
        keys = [each.partition(":")[0] for each in GOOD.split("\n")[:line] if each[:1] not in ("", " ")]
        after = GOOD.split("\n")[line].partition(":")[0]
        assume(key not in (keys[-1], keys[-2], after))
        text = broken(GOOD.replace(old, new), line, what)
        if text is not None:
            found = found_in(text, tmp_path)
            assert len(of_syntax(found)) == 1
            assert [each.name for each in found if each not in of_syntax(found)] == [rule], (line, what)

    law()


@pytest.mark.hypothesis
def test_what_is_offered_mends_it(tmp_path: Path) -> None:
    """The correction of a broken line, where there is one, leaves nothing of it, and no error that was not there."""

    @settings(max_examples=draws(40, heavy=True))
    @given(st.integers(1, GOOD.count("\n")), st.sampled_from(sorted(BREAKS)))
    def law(line: int, what: str) -> None:
        text = broken(GOOD, line, what)
        for _, label, after in mended(text, found_in(text, tmp_path)) if text is not None else ():
            assert [each.message for each in found_in(after, tmp_path) if each.severity == "error"] == [], (line, label)

    law()


@pytest.mark.parametrize(
    ("words", "instead", "mended_to"),
    [
        ("layer: 3", "layer:3", "layer: 3"),
        ("layer: 3", "layer 3", "layer: 3"),
        ("  vehicles:\n", "  vehicles\n", "  vehicles:\n"),
        ("note: Read at", "note: Read: at", 'note: "Read: at the weekly meeting."'),
        ("note: Read at", "note: @Read at", 'note: "@Read at the weekly meeting."'),
        ("note: Read at", "note: > Read at", "note: > \n  Read at the weekly meeting."),
        (
            "note: Read at the weekly meeting.",
            "note: 'Read at the week's meeting.'",
            'note: "Read at the week\'s meeting."',
        ),
        ("note: Read at the weekly meeting.", 'note: "Read at the meeting.', 'note: "Read at the meeting."'),
        ("{question: How many hours ago did the patrol end?", '{question: "How many?', '{question: "How many?", unit'),
        ("{has: [vehicle]}", "{has: [vehicle}", "{has: [vehicle]}"),
        ("[employee]", "[employee]]", "[employee]"),
        ("neutral: false", 'neutral: "false', "neutral: false"),
        ("  effective: {", "\teffective: {", "  effective: {"),
        ("layer: 3", "layer:\t3", "layer: 3"),
        ("    bearer: [", "   bearer: [", "    bearer: ["),
        ("border town.", "border\ntown.", "border\n  town."),
    ],
)
def test_ways_to_mend(words: str, instead: str, mended_to: str, tmp_path: Path) -> None:
    """The line is offered as it should be written."""
    text = GOOD.replace(words, instead, 1)
    found = found_in(text, tmp_path)
    assert len(found) == 1, [each.message for each in found]
    assert [mended_to in after for _, _, after in mended(text, found)] == [True]


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("under: code:5", "under: @code:5"),
        ("status: draft", "status: [draft"),
        ("{act.way: post}", "[{act.way: post}"),
        ("      post: {act.way: post}", "      post: act.way: post}"),
    ],
)
def test_where_it_is_not_plain_nothing_is_offered(words: str, instead: str, tmp_path: Path) -> None:
    """What would be YAML again, and another fault, is not offered."""
    (found,) = found_in(GOOD.replace(words, instead, 1), tmp_path)
    assert found.corrections == ()


def test_what_is_broken_becomes_no_policy(tmp_path: Path) -> None:
    """An overlay that is not YAML somewhere is an error for its structure, as ever; for others nothing changes."""
    for path in POLICIES.rglob("*.yaml"):
        (tmp_path / path.relative_to(POLICIES)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path.relative_to(POLICIES)).write_bytes(path.read_bytes())
    file = tmp_path / "overlays" / "arcadia" / "photos.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD.replace("layer: 3", "layer: @"), encoding="utf-8")
    library = smpolicy.load(tmp_path)
    day = date(2027, 3, 1)
    with pytest.raises(smpolicy.InvalidDocuments) as refused:
        library.resolve("arcadia", as_of=day, drafts=True)
    assert [each.name for each in refused.value.diagnostics] == ["special-first-character"]
    # whatever the rest of it says of whose it is
    file.write_text(file.read_text(encoding="utf-8").replace("proposed_for: arcadia", "proposed_for: x"), "utf-8")
    with pytest.raises(smpolicy.InvalidDocuments):
        smpolicy.load(tmp_path).resolve("arcadia", as_of=day, drafts=True)
