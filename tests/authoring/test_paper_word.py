"""A Word file becomes a paper: its text with the numbers that Word counts, and nothing of it is lost."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import smpolicy
from authoring.word_files import p, part, table, word_file
from cli.commandline import run
from smpolicy.authoring.beginning import begin
from smpolicy.authoring.paper import Paper
from smpolicy.authoring.paper_word import paper_of_word
from smpolicy.authoring.skeleton import skeleton
from smpolicy.authoring.word_parts import NoWordFile

STYLES = part(
    "styles",
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="S"><w:basedOn w:val="H"/><w:name w:val="sub"/></w:style>'
    '<w:style w:styleId="L"><w:basedOn w:val="L"/><w:name w:val="loop"/></w:style>',
)


def level(number: int, form: str, text: str, more: str = "") -> str:
    """Return how a level of a list is counted."""
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'
    return f'<w:lvl w:ilvl="{number}">{counted}</w:lvl>'


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "upperRoman", "%4)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>',
)


def style(name: str) -> str:
    """Return what gives a paragraph a style."""
    return f'<w:pStyle w:val="{name}"/>'


def listed(number: int, at: int) -> str:
    """Return what makes a paragraph one of a list."""
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def texts(paper: Paper) -> list[tuple[str, str]]:
    """Return each paragraph and heading with its number."""
    return [(each.number, each.text) for each in paper.pieces]


def test_headings_and_numbers_that_word_counts() -> None:
    """A title, headings by style, and numbers of every level are those that Word shows; bullets and typed ones too."""
    body = [
        p("On media", style("T")), p("Purpose", style("H")), p("It is so.", listed(1, 1)), p("Photos", style("S")),
        p("One.", listed(1, 1)), p("Two:", listed(1, 1)), p("a map", listed(1, 2)), p("a list", listed(1, 2)),
        p("deep", listed(1, 3)), p("Three.", listed(1, 1)), p("anew", listed(1, 2)), p("dot", listed(2, 0)),
        p("Seven.", listed(3, 0)), p("4.2 Typed.", ""), p("None.", listed(0, 0) + style("H")), p("", listed(1, 1)),
        p("Four.", listed(3, 1)), p("Looped.", style("L")),
    ]  # fmt: skip
    paper = paper_of_word(word_file("".join(body), {"styles": STYLES, "numbering": NUMBERING}))
    assert paper.title == "On media"
    assert texts(paper) == [
        ("1.", "Purpose"), ("1.1", "It is so."), ("2.", "Photos"), ("2.1", "One."), ("2.2", "Two:"), ("(a)", "a map"),
        ("(b)", "a list"), ("I)", "deep"), ("2.3", "Three."), ("(a)", "anew"), ("-", "dot"), ("7.", "Seven."),
        ("4.2", "Typed."), ("", "None."), ("7.1", "Four."), ("", "Looped."),
    ]  # fmt: skip
    assert [each.text for each in paper.pieces if each.heading] == ["Purpose", "Photos", "None."]


RICH = word_file(
    p("First.") + "<w:p><w:r><w:t>Staff </w:t></w:r><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:del>"
    "<w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:t> shall</w:t><w:tab/><w:t>wait</w:t></w:r>"
    "<w:r><w:footnoteReference w:id='2'/></w:r>"
    "<w:r><w:commentReference w:id='7'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>.</w:t></w:r></w:p>"
    + table((p("Who"), p("What")), (p("Drivers"), p("Drivers wait.") + table((p("inner"),))))
    + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing descr='a map'><wps:txbx><w:txbxContent>"
    f"{p('boxed')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    f"{p('boxed')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    + "<w:sdt><w:sdtContent>"
    + p("controlled")
    + "</w:sdtContent></w:sdt><w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>"
    "<w:r><w:instrText> HYPERLINK target </w:instrText></w:r></w:p>",
    {
        "footnotes": part(
            "footnotes",
            f"<w:footnote w:type='separator' w:id='0'>{p('rule')}</w:footnote>"
            f"<w:footnote w:id='2'>{p('noted')}</w:footnote>"
            f"<w:footnote w:id='3'>{p('uncalled')}</w:footnote>",
        ),
        "comments": part(
            "comments",
            f"<w:comment w:id='7' w:author='Somebody'>{p('commented')}</w:comment>"
            f"<w:comment w:id='8'>{p('astray')}</w:comment>",
        ),
        "header": part("hdr", p("overhead")),
        "footer": part("ftr", p("underfoot")),
        "header2": part("hdr", p("overhead two")),
    },
)


class TestNothingIsLost:
    """Every word is in the skeleton or in a message."""

    def test_where_everything_goes(self) -> None:
        """Text is text, cells and boxes are paragraphs, footnotes come last; all else stands as a remark."""
        paper = paper_of_word(RICH)
        assert texts(paper) == [
            ("", "First."), ("", "Staff inserted shall wait."), ("", "Who"), ("", "What"), ("", "Drivers"),
            ("", "Drivers wait."), ("", "inner"), ("", "boxed"), ("", "controlled"), ("", "linked"),
            ("Footnote 1", "noted"), ("Footnote 2", "uncalled"),
        ]  # fmt: skip
        assert paper.pieces[1].remarks == (
            "footnote 1 is called here",
            "a comment in the paper: commented",
            "struck out in the paper: deletedmoved",
            "hidden in the paper: hidden",
        )
        assert paper.remarks == (
            "a header says: overhead",
            "a header says: overhead two",
            "a footer says: underfoot",
            "a comment in the paper: astray",
        )
        assert [each.partition(":")[0] for each in paper.notices] == [
            "a table is no part of a document",
            "changes are tracked in it",
        ]

    def test_every_word_is_in_the_skeleton(self) -> None:
        """Each word of text, tables, footnotes, headers, boxes, tracked changes and comments stands in the file."""
        library, day = smpolicy.load(), date(2027, 1, 1)
        begun = begin(library.structures["kosovo"], name="d", day=day, base=library.governing_on(day))
        made = skeleton(paper_of_word(RICH), begun)
        archive = ZipFile(BytesIO(RICH))
        for name in archive.namelist():
            for words in re.findall(r"<w:(?:t|delText|instrText)\b[^>]*>([^<]+)<", archive.read(name).decode()):
                for word in re.findall(r"\w+", words):
                    assert word in made.text or word == "rule", word  # Word's own line above footnotes is no word
        assert "Somebody" not in made.text

    def test_it_is_given_back(self, tmp_path: Path) -> None:
        """A paper that was printed as a Word file is read again with the same sentences and numbers."""
        folder = tmp_path / "policies"
        source = Path(__file__).parents[2] / "examples" / "arcadia"
        new = ["new", "kosovo", "--from", "2027-01-01", "--output"]
        run(*new, str(folder / "a.yaml"), "--from", str(source / "paper.md"))
        printed = tmp_path / "a.docx"
        shown = ["show", "kosovo", "--issuance", "--document", "draft", "--policies", str(folder)]
        assert run(*shown, "--format", "docx", "--output", str(printed)).code == 0
        again = texts(paper_of_word(printed.read_bytes()))
        for each in [("1.", "Purpose"), ("2.", "Journeys"), ("2.2", "Older posts may not remain visible.")]:
            assert each in again
        run(*new, str(tmp_path / "second" / "b.yaml"), "--from", str(printed))
        text = (tmp_path / "second" / "b.yaml").read_text("utf-8")
        assert "Staff shall not post photos of a journey until it has ended" in text


def bomb() -> bytes:
    """Return a small file that unpacks to a huge one."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w", force_zip64=True) as big:
        for _ in range(66):
            big.write(b" " * (1 << 20))
    return packed.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + part("document", "<w:body>&b;</w:body>")[38:]
FOREIGN = '<!DOCTYPE a SYSTEM "file:///etc/passwd">' + part("document", "<w:body/>")[38:]


class TestHostile:
    """Whatever the file, it is read within limits, or refused in plain words."""

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"no archive", "it is no Word file: it is no archive of the kind that Word writes"),
            (RICH[: len(RICH) // 2], "it is no Word file"),
            (word_file("", raw=ENTITIES), "has a document type, which no file of Word has"),
            (word_file("", raw=FOREIGN), "has a document type, which no file of Word has"),
            (word_file("", raw="<a"), "is broken"),
            (word_file("", raw='<?xml version="1.0" encoding="nonsense"?><a/>'), "is broken"),
            (word_file("<w:tbl>" * 500 + "</w:tbl>" * 500), "lie more than 400 deep in each other"),
            (RICH.replace(b"word/document.xml", b"word/documint.xml"), "no document of Word is in it"),
        ],
    )
    def test_what_is_refused(self, content: bytes, said: str) -> None:
        """A file that is none, half of one, one with entities, a broken or a boundless one is refused."""
        with pytest.raises(NoWordFile, match=re.escape(said)):
            paper_of_word(content)

    def test_a_bomb(self) -> None:
        """What unpacks to more than the limit is refused while it is unpacked."""
        with pytest.raises(NoWordFile, match="unpacked it has more than 64 MiB"):
            paper_of_word(bomb())

    def test_tables_in_tables(self) -> None:
        """Tables a hundred deep in each other are read."""
        inner = p("innermost")
        for _ in range(100):
            inner = table((inner,))
        assert texts(paper_of_word(word_file(inner))) == [("", "innermost")]

    @pytest.mark.parametrize("cut", range(0, len(RICH), len(RICH) // 25))
    def test_a_broken_file(self, cut: int) -> None:
        """With any byte changed a file is read, or refused in plain words."""
        broken = bytearray(RICH)
        broken[cut] ^= 0xFF
        with suppress(NoWordFile):
            paper_of_word(bytes(broken))

    def test_on_the_command_line(self, tmp_path: Path) -> None:
        """The command names the file and the reason, exits with 2 and writes nothing."""
        path = tmp_path / "draft.docx"
        path.write_bytes(b"no archive")
        ran = run("new", "kosovo", "--from", str(path), "--output", str(tmp_path / "x.yaml"))
        assert (ran.code, ran.out) == (2, "")
        assert f"no paper can be read in `{path}`: it is no Word file" in ran.err
        assert not (tmp_path / "x.yaml").exists()
