"""A slip drawn at any place of an overlay that is right brings one error, there, and its correction mends it."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.slips import content, found_in
from profiles import draws
from smpolicy.foundations.corrections import corrected
from smpolicy.foundations.source import Source

_HEAD = """schema: smpolicy/overlay@1
id: arcadia/photos-2027
title: Photos from the field
status: draft
proposed_for: arcadia
drafted_by: Press office
layer: 3
under: code:5
context: A mission in a border town.
dates:
  effective: {from: 2027-02-01, until: 2029-02-01}
"""
_FACTS = """  arcadia.shows_THING: {question: Does a picture show a THING?, kind: conduct}
  arcadia.hours_since_THING: {question: How many hours ago did the THING end?, unit: hour}
  arcadia.head_agreed_on_THING: Did the head of the THING agree?
"""
_NORM = """  THING-photos:
    under: code:4.b2
    text: Employees should not post a photo of a THING within HOURS hours, unless the head of the THING agreed.
    bearer: [employee]
    act:
      post: {act.way: post}
      a photo of a THING: {arcadia.shows_THING: true}
    when:
      within HOURS hours: {arcadia.hours_since_THING: {under: HOURS}}
    unless:
      the head of the THING agreed: {arcadia.head_agreed_on_THING: true}
"""
_VEHICLES = """  vehicles:
    under: code:4.b1
    text: Employees must not share anything that shows a vehicle.
    act: {share: {act.way: share}, anything that shows a vehicle: {act.shows: {has: [vehicle]}}}
"""
_END = """guidance:
  - under: code:4.b3
    text: The press office answers within a day.
note: Read at the weekly meeting.
"""


@st.composite
def overlays(draw: st.DrawFn) -> str:
    """Draw an overlay in which nothing is wrong."""
    things = draw(
        st.lists(st.sampled_from(("patrol", "convoy", "depot", "bridge")), min_size=1, max_size=3, unique=True)
    )
    hours = [str(draw(st.integers(2, 90))) for _ in things]
    norms = [_NORM.replace("THING", each).replace("HOURS", many) for each, many in zip(things, hours, strict=True)]
    norms += [_VEHICLES] if draw(st.booleans()) else []
    facts = "".join(_FACTS.replace("THING", each) for each in things)
    end = _END if draw(st.booleans()) else ""
    return f"{_HEAD}facts:\n{facts}norms:\n{''.join(draw(st.permutations(norms)))}{end}"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An overlay, the same with one slip, and the lines at which that may be told."""

    good: str
    text: str
    lines: frozenset[int]


def _misspelt(draw: st.DrawFn, word: str) -> str:
    """Draw a misspelling: two letters that stand the other way round, or one that is left out or doubled."""
    swaps = [n for n in range(1, len(word) - 1) if word[n] != word[n + 1] and word[n : n + 2].isalpha()]
    how = draw(st.sampled_from(("swap", "drop", "double") if swaps else ("double",)))
    n = draw(st.sampled_from(swaps or [1]))
    if how == "swap":
        return f"{word[:n]}{word[n + 1]}{word[n]}{word[n + 2 :]}"
    return f"{word[:n]}{word[n + 1 :]}" if how == "drop" else f"{word[:n]}{word[n]}{word[n:]}"


#: What can be misspelt: a key of a form, a fact in a condition, a value, a bearer, a provision's instrument.
_WORDS = {
    "key": r"^(?:  |    )?(title|status|proposed_for|drafted_by|context|effective|facts|norms|bearer|unless)(?=:)",
    "key in braces": r"[{ ](question|kind|unit|from|until|under)(?=: )",
    "fact": r"(?<=: \{)(arcadia\.\w+|act\.way|act\.shows)(?=: )",
    "value": r"(?<=act\.way: )(post|share)(?=\})",
    "truth": r"(?<=: )(true)(?=\}$)",
    "word": r"(?<=: )(draft|conduct)(?=$|\})",
    "bearer": r"(?<=\[)(employee)(?=\])",
    "member": r"(?<=\[)(vehicle)(?=\])",
    "structure": r"(?<=proposed_for: )(arcadia)(?=$)",
    "instrument": r"(?<=under: )(code)(?=:4)",
}
#: Keys that a document or a norm cannot do without.
_NEEDED = r"^(?:title|status|layer|under|    text): [^\n]*\n"


@st.composite
def slips_drawn(draw: st.DrawFn) -> Drawn:
    """Draw an overlay, and one slip in it."""
    good = draw(overlays())
    kind = draw(st.sampled_from((*_WORDS, "left out", "days swapped", "too far left")))
    if kind == "left out":
        match = draw(st.sampled_from([*re.finditer(_NEEDED, good, re.MULTILINE)]))
        line = good.count("\n", 0, match.start()) + 1
        return Drawn(good=good, text=good[: match.start()] + good[match.end() :], lines=frozenset((line - 1, line)))
    if kind == "days swapped":
        first, last = "2027-02-01", "2029-02-01"
        text = good.replace(f"from: {first}, until: {last}", f"from: {last}, until: {first}")
        return Drawn(good=good, text=text, lines=frozenset((11,)))
    if kind == "too far left":
        match = draw(st.sampled_from([*re.finditer(r"^    (?=bearer:|text:)", good, re.MULTILINE)]))
        line = good.count("\n", 0, match.start()) + 1
        return Drawn(
            good=good, text=good[: match.start()] + good[match.start() + 2 :], lines=frozenset((line, line + 1))
        )
    found = [*re.finditer(_WORDS[kind], good, re.MULTILINE)]
    if not found:
        return Drawn(good=good, text=good, lines=frozenset())
    match = draw(st.sampled_from(found))
    text = good[: match.start(1)] + _misspelt(draw, match[1]) + good[match.end(1) :]
    return Drawn(good=good, text=text, lines=frozenset((good.count("\n", 0, match.start(1)) + 1,)))


@pytest.mark.hypothesis
def test_a_drawn_slip_brings_one_error_there() -> None:
    """One slip at any place brings one error, at its line, and the first correction of that leaves nothing wrong."""

    @settings(max_examples=draws(60, heavy=True))
    @given(slips_drawn())
    def law(drawn: Drawn) -> None:
        with tempfile.TemporaryDirectory() as folder:
            found = found_in(drawn.text, Path(folder))
            told = [(each.name, each.span and each.span.line, each.message) for each in found]
            if drawn.text == drawn.good:
                assert found == ()
                return
            errors = [each for each in found if each.severity == "error"]
            assert len(errors) == 1, told
            span = errors[0].span
            assert span is not None
            assert any(span.line <= each <= span.end_line for each in drawn.lines), (told, drawn.lines)
            if errors[0].corrections:
                source = Source(path=errors[0].path, text=drawn.text)
                mended = corrected(source, errors[0].corrections[:1])[0].text
                assert [each.message for each in found_in(mended, Path(folder)) if each.severity == "error"] == []
                assert content(mended) is not None

    law()
