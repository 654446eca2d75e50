"""Words on the left stand in the text, letter for letter."""

from __future__ import annotations

from pathlib import Path

from checks.faults import check_overlay, names

NORM = """  one:
    under: {under}
    text: >
      Staff shall not post *photos*
      of a patrol.
    act:
      {words}: {{activity.interaction: post}}
"""


def norm(words: str, under: str = "si31:7.2.b7") -> str:
    """Return a norm with one condition, beside these words."""
    return NORM.format(words=words, under=under)


def errors(folder: Path, words: str) -> list[str]:
    """Return the help for each line whose words the text does not have."""
    return [each.help for each in check_overlay(folder, norm(words)) if each.name == "words-not-in-text"]


def test_marks_white_space_and_the_first_letter_make_no_difference(tmp_path: Path) -> None:
    """Words that run over two lines, with an emphasis mark, in another case of the first letter: all stand there."""
    assert errors(tmp_path, "Post photos of a patrol") == []


def test_words_of_the_provision_and_those_above_will_do(tmp_path: Path) -> None:
    """7.2's own words stand above its bullets."""
    assert errors(tmp_path, "Not compromise the safety and security of the OSCE") == []
    assert errors(tmp_path, "decide to be associated with through personal use") == []


def test_half_a_word_will_not(tmp_path: Path) -> None:
    """Words stand there whole: "pat" is no word of the text."""
    assert len(errors(tmp_path, "pat")) == 1


def test_says_what_the_text_says(tmp_path: Path) -> None:
    """The nearest words of the text are told."""
    assert errors(tmp_path, "post photo of the patrol") == [
        "the text says `post photos of a patrol`: copy the words from there"
    ]


def test_words_of_the_norm_above_will_do(tmp_path: Path) -> None:
    """A norm under another of its document may use that one's words."""
    act = "{wait: {arcadia.hours: {over: 1}}, of a patrol: {arcadia.shows_patrol: true}}"
    below = f"  two: {{under: '#one', text: Staff should wait., act: {act}}}"
    assert names(check_overlay(tmp_path, norm("post photos of a patrol") + below)) == []
