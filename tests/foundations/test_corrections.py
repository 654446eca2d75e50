"""Corrections: edits of a text are made whole, in any order, and never over each other."""

import itertools

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from smpolicy.foundations.corrections import Correction, Edit, corrected
from smpolicy.foundations.source import Source, Span

pytestmark = pytest.mark.hypothesis


def _correction(source: Source, *places: tuple[int, int, str]) -> Correction:
    return Correction(
        label="write it otherwise",
        edits=tuple(Edit(span=source.span(start, end), text=text) for start, end, text in places),
    )


_SOURCE = Source(path="a.yaml", text="bearer: official\nact: post\n")


def test_words_take_the_place_of_others_and_stand_beside_them() -> None:
    """A correction may put brackets round a value, and change a word elsewhere."""
    after, made = corrected(_SOURCE, [_correction(_SOURCE, (8, 8, "["), (16, 16, "]"), (22, 26, "share"))])
    assert after.text == "bearer: [official]\nact: share\n"
    assert len(made) == 1


def test_one_that_meets_another_is_left_whole() -> None:
    """Half of a correction is none: the second is not made, though one of its edits could be."""
    first = _correction(_SOURCE, (8, 16, "staff"))
    second = _correction(_SOURCE, (22, 26, "share"), (10, 12, "x"))
    after, made = corrected(_SOURCE, [first, second])
    assert (after.text, made) == ("bearer: staff\nact: post\n", (first,))


def test_what_is_put_in_twice_at_one_place_is_put_in_once() -> None:
    """Which of two should come first, nobody said."""
    after, made = corrected(_SOURCE, [_correction(_SOURCE, (0, 0, "a: 1\n")), _correction(_SOURCE, (0, 0, "b: 2\n"))])
    assert after.text == f"a: 1\n{_SOURCE.text}"
    assert len(made) == 1


def test_another_file_is_not_touched() -> None:
    """Words that happen to stand at the same place of another file stay."""
    other = Source(path="b.yaml", text=_SOURCE.text)
    assert corrected(other, [_correction(_SOURCE, (0, 6, "x"))]) == (other, ())


def test_a_correction_changes_one_file() -> None:
    """Nor is there one that changes none."""
    span = Span(path="b.yaml", line=1, column=1, end_line=1, end_column=1)
    with pytest.raises(ValueError, match="changes one file"):
        Correction(label="both", edits=(Edit(span=_SOURCE.span(0, 1), text=""), Edit(span=span, text="")))
    with pytest.raises(ValueError, match="changes one file"):
        Correction(label="nothing", edits=())


def test_what_a_tool_offers_holds_nothing_that_a_terminal_acts_on() -> None:
    """A label may quote what anybody wrote; what is written into the file stays what it is."""
    edit = Edit(span=_SOURCE.span(0, 6), text="\x1b[2J")
    correction = Correction(label="write `\x1b[2J\u202e`", edits=(edit,))
    assert correction.label == "write `\ufffd[2J\ufffd`"
    assert correction.edits[0].text == "\x1b[2J"


NEW_WORDS = st.sampled_from(["", "x", "long\nwords"])


@given(text=st.text(alphabet="ab\n", min_size=1, max_size=30), data=st.data())
def test_what_is_made_can_be_read_off_the_pieces(text: str, data: st.DataObject) -> None:
    """Cut a text at drawn places: pieces are replaced and words put in at cuts, and everything else stays."""
    source = Source(path="a.yaml", text=text)
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=6))})
    pieces = list(itertools.pairwise(cuts))
    replaced = {piece: data.draw(NEW_WORDS) for piece in pieces if data.draw(st.booleans())}
    put_in = {cut: data.draw(NEW_WORDS) for cut in cuts if data.draw(st.booleans())}
    places = [*((*piece, words) for piece, words in replaced.items()), *((cut, cut, put_in[cut]) for cut in put_in)]
    each_alone = [_correction(source, place) for place in data.draw(st.permutations(places))]
    after, made = corrected(source, each_alone)
    expected = "".join(put_in.get(a, "") + replaced.get((a, b), text[a:b]) for a, b in pieces)
    assert after.text == expected + put_in.get(len(text), "")
    assert set(made) == set(each_alone)


@given(data=st.data())
def test_what_meets_nothing_is_made_and_nothing_else(data: st.DataObject) -> None:
    """Of corrections drawn anywhere the first is made; each other one if none of its words are those of one before."""
    span = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: (min(ends), max(ends)))
    drawn = data.draw(st.lists(span.filter(lambda ends: ends[0] < ends[1]), min_size=1, max_size=5))
    corrections = [_correction(_SOURCE, (start, end, f"{n}")) for n, (start, end) in enumerate(drawn)]
    after, made = corrected(_SOURCE, corrections)
    touched: set[int] = set()
    expected = []
    for each, ends in zip(corrections, drawn, strict=True):
        if touched.isdisjoint(range(*ends)):
            touched |= set(range(*ends))
            expected.append(each)
    event(f"{len(corrections) - len(expected)} left")
    assert list(made) == expected
    assert corrected(_SOURCE, expected) == (after, made)
