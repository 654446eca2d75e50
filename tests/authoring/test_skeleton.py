"""A paper becomes the skeleton of an overlay: nothing of it is lost, nothing is guessed, and it is given back."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smpolicy
from cli.commandline import Ran, run
from profiles import draws
from smpolicy.authoring.beginning import Begun, begin
from smpolicy.authoring.paper import Paper, numbered
from smpolicy.authoring.paper_text import paper_of_text
from smpolicy.authoring.reading_papers import read_paper
from smpolicy.authoring.skeleton import TooLong, skeleton
from smpolicy.documents.corpus import read_text
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.source import Source, digest
from smpolicy.foundations.wording import sentences

DAY = date(2027, 1, 1)

PAPER = """\
# Administrative Issuance on social media

<!-- the third version -->

This issuance supplements SI 31 and is addressed to all staff.

## 1. Purpose

1.1 It takes the security context into account[^1]. Staff **shall not** post photos of a patrol until it has ended,
unless the Press Unit has published them.

1.2 In line with SI 31, 7.2, third heading, first bullet, staff should not name the place of a meeting.
They may share what the Press Unit posts.

## 2. Groups

2.1 Staff shall not:

- join groups of a party;
- "like" what a party posts: never;
- # hashtags: {of} a campaign.

2.2 Mr. Ionescu of No. 31 says: staff may not be required to remove older posts.

| Who | What |
| --- | --- |
| Drivers | Drivers shall not use the [radio](https://example.org/radio) for private talk. |

[^1]: See the report of May.
"""


@cache
def begun() -> Begun:
    """Return an overlay of a structure that is to be made of a paper."""
    library = smpolicy.load()
    return begin(library.structures["kosovo"], name="draft", day=DAY, base=library.governing_on(DAY))


def made(text: str, *, markdown: bool = True) -> tuple[Paper, str]:
    """Return the paper that a text is, and its skeleton."""
    paper = paper_of_text(text, markdown=markdown)
    return paper, skeleton(paper, begun()).text


def form_of(text: str) -> OverlayForm:
    """Return what a skeleton says; it must be a document without any fault."""
    reading = read_text(Source(path="x.yaml", text=text), digest(text.encode()))
    assert reading.faults == ()
    assert reading.document is not None
    assert isinstance(reading.document.form, OverlayForm)
    return reading.document.form


def words(text: str) -> list[str]:
    """Return the words of a text, in their order."""
    return re.findall(r"[^\W_]+", text)


def of_paper(form: OverlayForm) -> list[str]:
    """Return the words that a document says on its paper, in their order."""
    said = [form.title]
    for part in form.paper:
        norm = form.norms[part.norm].text if part.norm else ""
        said += [part.number or "", part.heading or "", part.words or "", norm]
    return words(" ".join(said))


class TestNothingIsLost:
    """Every word of the paper is in the skeleton, or named in a message."""

    def test_every_word_in_its_order(self) -> None:
        """Title, headings, numbers, sentences, cells and footnotes stand under `paper:` in the order of the paper."""
        plain = re.sub(r"<!--.*?-->|\*\*|\[\^1\](?!:)", "", PAPER)
        assert of_paper(form_of(made(PAPER)[1])) == words(plain.replace("[^1]:", "Footnote 1"))

    def test_what_is_no_text_is_a_remark(self) -> None:
        """A comment and the call of a footnote are no words of a sentence, and stand as remarks."""
        text = made(PAPER)[1]
        assert "# on the paper, and no part of its text: a comment in the paper: the third version\n" in text
        assert "  # footnote 1 is called here\n" in text

    @pytest.mark.hypothesis
    def test_whatever_is_written(self) -> None:
        """For any text at all the skeleton is a document, and holds every word of it in its order."""

        @settings(max_examples=draws(40, heavy=True))
        @given(
            st.lists(
                st.text(max_size=40)
                | st.sampled_from(
                    ["Staff shall not post.", "- a: b # c", "1.1 Staff should: wait.", "---", "&a *b !c", "# x", "'",
                     "{[", "...", "Staff may, by SI 31, 7.2, post. No. They must not!", "%YAML", "? a", "null", "| >"]
                ),
                max_size=8,
            ),
            st.booleans(),
        )  # fmt: skip
        def law(lines: list[str], blank: bool) -> None:
            text = ("\n\n" if blank else "\n").join(lines)
            paper, said = made(text, markdown=False)
            if not paper.pieces:
                return
            form = form_of(said)
            kept = " ".join([paper.title, *(f"{each.number} {each.text}" for each in paper.pieces)])
            title = [] if paper.title else words(form.title)
            assert of_paper(form) == [*title, *words(kept)]
            seen = re.sub(r"[^\w\s]|_", " ", "".join(each if each.isprintable() else " " for each in text))
            assert len("".join(seen.split())) >= len("".join(words(kept)))

        law()

    @pytest.mark.parametrize(
        ("char", "name"),
        [("\u202e", "U+202E (right-to-left override)"), ("\u200b", "U+200B (zero width space)"), ("\x07", "U+0007")],
    )
    def test_characters_that_no_document_holds(self, char: str, name: str) -> None:
        """They are left out, and named by their code with how often they stood there."""
        paper = paper_of_text(f"Staff shall{char} not{char} post.", markdown=True)
        assert paper.notices == (f"{name} stands in the paper 2 times, and is left out: no document may hold it",)
        assert words(paper.pieces[0].text) == ["Staff", "shall", "not", "post"]


class TestNothingIsGuessed:
    """What the words do not say for certain is asked, and the check says so."""

    def test_a_citation_says_under_what(self) -> None:
        """A sentence that cites one provision stands under it; else it is asked, and the nearest are offered."""
        text = made(PAPER)[1]
        norms = form_of(text).norms
        assert (norms["p-1-2"].under, norms["p-1-2"].to_be_written) == ("si31:7.2.b7", [])
        assert (norms["p-1-1"].under, norms["p-1-1"].to_be_written) == ("si31:7.3", ["under"])
        assert "#   si31:7.2.b5   SI 31, 7.2, second heading, second bullet: " in text

    @pytest.mark.parametrize(
        ("sentence", "under"),
        [
            ("Under SI 31, 7.2, second heading, staff shall not post maps.", None),
            ("As section 7.2 of SI 31 says, staff shall not post maps.", "si31:7.2"),
            ("As 7.2 of Staff Instruction No. 31 says, staff shall not post maps.", "si31:7.2"),
            ("Under si31:7.2.b7, staff shall not post maps.", "si31:7.2.b7"),
            ("Staff shall not post maps of 7.2 kilometres.", None),
            ("Under section 7.2, staff shall not post maps.", None),
            ("Under SI 31, 7.25, staff shall not post maps.", None),
            ("Under SI 31, 7.2 and SI 31, 8.1, staff shall not post maps.", None),
        ],
    )
    def test_what_is_a_citation(self, sentence: str, under: str | None) -> None:
        """A number alone is no citation, nor is one of a part that does not exist; and two leave it open."""
        (norm,) = form_of(made(sentence)[1]).norms.values()
        if under is None and "second heading" in sentence:
            assert norm.to_be_written == []
            assert norm.under.startswith("si31:7.2")
        else:
            assert (norm.under, norm.to_be_written) == ((under, []) if under else ("si31:7.3", ["under"]))

    @pytest.mark.parametrize(
        ("sentence", "asked"),
        [
            ("Staff shall not post maps.", ["under"]),
            ("A right to post maps may not be lost.", ["under", "force", "polarity"]),
            ("Staff shall only post maps.", ["under", "polarity"]),
        ],
    )
    def test_force_is_read_or_asked(self, sentence: str, asked: list[str]) -> None:
        """Where the words say force and direction both are read; else the keys that it needs are asked."""
        (norm,) = form_of(made(sentence)[1]).norms.values()
        assert norm.to_be_written == asked
        assert (norm.force, norm.polarity) == (None, None)

    def test_what_stands_below_words_that_govern_it(self) -> None:
        """A bullet has no word of force: with what force it asks is asked, and the words above it are shown."""
        text = made(PAPER)[1]
        assert form_of(text).norms["s-7"].to_be_written == ["under", "force", "polarity"]
        assert "it stands below “Staff shall not:”; if that governs it: force: mandatory, polarity: refrain" in text

    def test_what_asks_for_nothing_is_no_norm(self) -> None:
        """Sentences without a word of force stand as words, and no decision names them."""
        form = form_of(made(PAPER)[1])
        assert "It takes the security context into account." in [part.words for part in form.paper]

    def test_words_are_offered(self) -> None:
        """What is done, when, and unless what is offered in the words of the sentence, behind #."""
        text = made(PAPER)[1]
        for line in ("post photos of a patrol", "until it has ended", "the Press Unit has published them"):
            assert f"    #   {line}: {{FACT: VALUE}}\n" in text

    def test_the_check_reports_each(self, tmp_path: Path) -> None:
        """`check` warns of each key that is asked, where it stands; and finds no error in a skeleton."""
        paper, target = tmp_path / "draft.md", tmp_path / "draft.yaml"
        paper.write_text(PAPER, encoding="utf-8")
        assert run("new", "kosovo", "--from", str(paper), "--from", "2027-01-01", "--output", str(target)).code == 0
        ran = run("check", str(target), "--output-format", "concise")
        assert ran.code == 0
        asked = [each for norm in form_of(target.read_text("utf-8")).norms.values() for each in norm.to_be_written]
        assert asked.count("under") == len(re.findall("somebody has to say which provision", ran.out)) == 7
        assert asked.count("polarity") == len(re.findall("somebody has to say `force:` and `polarity:`", ran.out)) == 4
        adopted = run(
            "adopt", str(target), "--number", "N", "--signed-by", "us", "--issued", "2026-12-01",
            "--signed-text", str(paper),
        )  # fmt: skip
        assert adopted.code == 2
        assert "words are still to be written" in adopted.err


class TestThePaperIsGivenBack:
    """`show --issuance` prints the paper again."""

    def test_the_same_sentences_and_numbers(self, tmp_path: Path) -> None:
        """Every paragraph stands on the printed paper with its number, under its heading, in the same order."""
        paper = tmp_path / "draft.md"
        paper.write_text(PAPER, encoding="utf-8")
        target = tmp_path / "policies" / "draft.yaml"
        run("new", "kosovo", "--from", str(paper), "--from", "2027-01-01", "--output", str(target))
        shown = run("show", "kosovo", "--issuance", "--document", "draft", "--policies", str(target.parent)).out
        again = paper_of_text(shown, markdown=True)
        wanted = read_paper(paper)
        pieces = [(f"{each.number} {each.text}".strip(), each.heading) for each in again.pieces]
        first = pieces.index((wanted.pieces[0].text, False))
        assert pieces[first : first + len(wanted.pieces)] == [
            (f"{each.number} {each.text}".strip(), each.heading) for each in wanted.pieces
        ]
        assert f"# {wanted.title}\n" in shown

    def test_a_second_time(self, tmp_path: Path) -> None:
        """A paper that begins its lines with marks of Markdown is printed so that they are read as words."""
        text = "# T\n\n\\# one\n\n\\> two\n\n1\\. three\n\n\\- four\n\n\\+ five\n\nsix | seven \\*eight\\*\n"
        target = tmp_path / "policies" / "draft.yaml"
        (tmp_path / "draft.md").write_text(text, encoding="utf-8")
        run("new", "kosovo", "--from", str(tmp_path / "draft.md"), "--output", str(target))
        shown = run("show", "kosovo", "--issuance", "--document", "draft", "--policies", str(target.parent)).out
        again = [each.text for each in paper_of_text(shown, markdown=True).pieces]
        for each in ("# one", "> two", "six | seven *eight*"):
            assert each in again


def new_from(path: Path, *arguments: str) -> Ran:
    """Run `new` on a paper."""
    return run("new", "kosovo", "--from", str(path), "--from", "2027-01-01", *arguments)


class TestHostile:
    """What cannot be read is refused in plain words, and nothing is written."""

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("empty.md", b"", "the file is empty"),
            ("blank.txt", b" \n\n", "the file is empty"),
            ("rules.md", b"---\n\n***\n", "there is no sentence in it"),
            ("latin.txt", "Staff shall not post.\nCaf\u00e9".encode("latin-1"), "the byte 0xe9 is not UTF-8 in line 2"),
            ("wide.txt", "Staff".encode("utf-16"), "the file is stored as UTF-16 in line 1"),
            ("paper.pdf", b"%PDF-1.7", "it is a PDF; save it as "),
            ("paper.doc", b"\xd0\xcf\x11\xe0\xa1", "it is of an old kind of Word (.doc)"),
            ("paper.rtf", b"{\\rtf1", "it is in the Rich Text Format"),
            ("draft.yaml", b"a: 1\n", "its name says of no kind that can be read what it is"),
            ("archive.txt", b"PK\x03\x04", "it is "),
            ("huge.txt", b"a " * (3 << 20), "it has more than 4 MiB"),
        ],
    )
    def test_what_no_paper_is_in(self, tmp_path: Path, name: str, content: bytes, said: str) -> None:
        """A file of another kind, empty, not UTF-8 or too large is refused with the reason and what was expected."""
        (tmp_path / name).write_bytes(content)
        target = tmp_path / "x.yaml"
        ran = new_from(tmp_path / name, "--output", str(target))
        assert (ran.code, ran.out) == (2, "")
        assert f"no paper can be read in `{tmp_path / name}`: {said}" in ran.err
        assert not target.exists()

    def test_a_folder_and_a_missing_file(self, tmp_path: Path) -> None:
        """A folder is none, and of a missing file it is said what `--from` takes."""
        assert "it is a folder; name a file: " in new_from(tmp_path).err
        missing = new_from(tmp_path / "nowhere.md")
        assert (missing.code, missing.out) == (2, "")
        assert "no such file or directory; name a day, like 2026-03-31, or a file that is there" in missing.err

    def test_never_over_a_file(self, tmp_path: Path) -> None:
        """A file that is there stays as it is."""
        (tmp_path / "draft.md").write_text(PAPER, encoding="utf-8")
        target = tmp_path / "x.yaml"
        target.write_text("mine")
        ran = new_from(tmp_path / "draft.md", "--output", str(target))
        assert ran.code == 2
        assert "is there already, and is not overwritten" in ran.err
        assert target.read_text() == "mine"

    def test_more_than_one(self, tmp_path: Path) -> None:
        """Two days, or two papers, are refused."""
        assert "leave out the others" in new_from(tmp_path / "a.md", "--from", "2028-01-01").err
        assert "leave out the others" in new_from(tmp_path / "a.md", "--from", str(tmp_path / "b.md")).err

    def test_ten_thousand_sentences(self) -> None:
        """So many norms do not go into one document, which is said; so many words do."""
        with pytest.raises(TooLong):
            made("Staff shall not post what a patrol saw on its way to a village. " * 10_000)
        text = made("It is so. " * 10_000)[1]
        assert text.count("It is so.") == 10_000

    def test_no_address_is_made_up(self) -> None:
        """What is printed names nobody whom the paper does not name."""
        assert "@" not in made(PAPER)[1].replace("overlay@1", "")


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1.1 Staff wait.", "1.1", "Staff wait."),
        ("(a) staff wait", "(a)", "staff wait"),
        ("iv) staff wait", "iv)", "staff wait"),
        ("§ 4 Staff wait.", "§ 4", "Staff wait."),
        ("Article 4. Staff wait.", "Article 4.", "Staff wait."),
        ("24 hours after that", "", "24 hours after that"),
        ("A. Popescu waits.", "", "A. Popescu waits."),
        ("2026 was long.", "", "2026 was long."),
        ("- ", "", "-"),
    ],
)
def test_numbers(text: str, number: str, rest: str) -> None:
    """What stands before a paragraph and numbers it is told from a number that belongs to its words."""
    assert numbered(text) == (number, rest)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Staff wait. They post.", 2),
        ("See No. 31 of Mr. Ionescu, e.g. There.", 1),
        ("“Wait!” She waits. (They post.)", 3),
        ("At 24.5 hours. it waits.", 1),
        ("Жди. Иди.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    """A paragraph is cut where a sentence ends, and nothing of it falls between two sentences."""
    found = [text[start:end] for start, end in sentences(text)]
    assert len(found) == count
    assert " ".join(found) == text
