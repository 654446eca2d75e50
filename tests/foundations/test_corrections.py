"""Corrections: edits of a text are made whole, in any order, and never over each other."""

import itertools

import pytest
from hypothesis import assume, given
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


@given(text=st.text(alphabet="ab\n", max_size=30), data=st.data())
def test_what_is_made_can_be_read_off_the_pieces(text: str, data: st.DataObject) -> None:
    """Cut a text at drawn places: replacing every second piece gives the pieces with those replaced."""
    source = Source(path="a.yaml", text=text)
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=6))})
    pieces = list(itertools.pairwise(cuts))
    assume(pieces)
    chosen = [(start, end, data.draw(st.sampled_from(["", "x", "long\nwords"]))) for start, end in pieces[::2]]
    each_alone = [_correction(source, place) for place in data.draw(st.permutations(chosen))]
    after, made = corrected(source, each_alone)
    words = {(start, end): new for start, end, new in chosen}
    assert after.text == "".join(words.get(piece, text[slice(*piece)]) for piece in pieces)
    assert len(made) == len(set(each_alone))
