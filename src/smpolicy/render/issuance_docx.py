"""An issuance, or sheets for reviewers, as a Word document, for those who sign paper: the one door to python-docx.

Headings are real headings and the table has a real header row, so that a screen reader finds its way.
Numbers are plain text: a citation of paragraph 3.1 must not change because somebody edits the file.
The same issuance always makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph

from smpolicy.render.issuance import ANNEX, COLUMNS, EXPLAINED, EXPLANATIONS, SIGNATURE, Issuance, Paragraph, Unnumbered
from smpolicy.render.sheets import TO_SIGN, Sheet

_LANGUAGE: Final = "en-GB"
_FONT: Final = "Arial"
#: A4, which is what the printers of the executive structures hold.
_WIDTH, _HEIGHT, _MARGIN = Mm(210), Mm(297), Mm(25)
#: Where the words of a numbered paragraph begin.
_INDENT: Final = Mm(15)
_TABLE: Final = "Table Grid"
_COLUMN_WIDTHS: Final = (Mm(22), Mm(78), Mm(60))
#: Parts of python-docx's template that no issuance uses, by the kind of relationship that leads to them.
_UNUSED: Final = ("stylesWithEffects", "thumbnail")
_BLACK: Final = RGBColor(0, 0, 0)
#: Nothing in the file tells when it was made, or two of the same issuance would differ.
_MADE: Final = datetime(2000, 1, 1)
_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)


def render(paper: Issuance) -> bytes:
    """Write the issuance as the bytes of a DOCX file."""
    document = docx.Document()
    _describe(document, paper)
    _page(document, paper.header)
    _lighten(document)
    for notice in paper.notices:
        document.add_paragraph().add_run(notice).bold = True
    document.add_paragraph(paper.owner)
    document.add_paragraph(paper.title, style="Title")
    _lines(document, paper.head)
    for section in paper.sections:
        if section.number or section.heading:
            document.add_heading(" ".join(filter(None, (section.number, section.heading))), level=1)
        for block in section.blocks:
            _block(document, block)
    document.add_heading(SIGNATURE, level=1)
    _lines(document, paper.signature)
    document.add_heading(ANNEX, level=1)
    _table(document, paper)
    _lines(document, paper.origin)
    if paper.explanations:
        document.add_heading(EXPLANATIONS, level=1)
        document.add_paragraph(EXPLAINED, style="Quote")
        _lines(document, paper.explanations)
    return _same_bytes(document)


def render_sheets(title: str, sheets: Iterable[Sheet]) -> bytes:
    """Write sheets for reviewers as the bytes of a DOCX file, each on a page of its own."""
    document = docx.Document()
    about = document.core_properties
    about.title, about.language, about.author, about.last_modified_by, about.comments = title, _LANGUAGE, "", "", ""
    about.created = about.modified = _MADE
    _page(document, title)
    _lighten(document)
    document.add_paragraph(title, style="Title")
    for sheet in sheets:
        document.add_heading(sheet.about, level=1).paragraph_format.page_break_before = True
        for heading, lines in sheet.parts:
            document.add_paragraph().add_run(heading).bold = True
            for line in lines:
                document.add_paragraph(line)
        document.add_paragraph(f"What was read: {', '.join(sheet.signed)}")
        for line in TO_SIGN:
            document.add_paragraph(line).paragraph_format.space_after = Pt(18)
    return _same_bytes(document)


# ------------------------------------------------------------ the whole


def _describe(document: Document, paper: Issuance) -> None:
    """Say in the file's properties what it is; the template's own are about python-docx."""
    about = document.core_properties
    about.title, about.language = paper.title, _LANGUAGE
    about.author = about.last_modified_by = paper.head.get("Drafted by", paper.owner)
    about.comments, about.subject = "", paper.header
    about.created = about.modified = _MADE
    about.revision = 1


def _page(document: Document, header: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = _WIDTH, _HEIGHT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    page.header.paragraphs[0].text = header
    _number_pages(page.footer.paragraphs[0])
    for name, size in (("Normal", 11), ("Title", 18), ("Heading 1", 13), ("Header", 9), ("Quote", 11)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _BLACK
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's font would go first
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _lighten(document: Document) -> None:
    """Leave out what the template brings and no issuance uses: a second copy of the styles, a picture, table styles."""
    for part in (document.part, document.part.package):
        unused = [key for key, each in part.rels.items() if each.reltype.rpartition("/")[2] in _UNUSED]
        for key in unused:
            del part.rels[key]
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", _TABLE):
            style.delete()


def _number_pages(paragraph: WordParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph.add_run("Page ")
    paragraph._p.append(field)


def _same_bytes(document: Document) -> bytes:
    """Pack the file again without the time of day, and unpressed, since libraries press differently."""
    packed, again = BytesIO(), BytesIO()
    document.save(packed)
    with ZipFile(packed) as old, ZipFile(again, "w", ZIP_STORED) as new:
        for part in old.infolist():
            new.writestr(ZipInfo(part.filename, _ZIPPED), old.read(part))
    return again.getvalue()


# ------------------------------------------------------------ its parts


def _block(document: Document, block: Unnumbered | Paragraph) -> None:
    if isinstance(block, Unnumbered):
        document.add_paragraph(block.text, style="Quote")
        return
    if block.runs_on and document.paragraphs:
        document.paragraphs[-1].add_run(f" {block.text}")
        return
    paragraph = document.add_paragraph(f"{block.number}\t" if block.number else "")
    if block.number:
        paragraph.paragraph_format.left_indent = _INDENT
        paragraph.paragraph_format.first_line_indent = -_INDENT
    if block.label:
        paragraph.add_run(f"{block.label}:").bold = True
        paragraph.add_run(" ")
    paragraph.add_run(block.text)


def _lines(document: Document, named: Mapping[str, str]) -> None:
    for name, value in named.items():
        paragraph = document.add_paragraph(f"{name}: {value}")
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_together = True
        # A signature must not be torn from the name below it.
        paragraph.paragraph_format.keep_with_next = name != list(named)[-1]


def _table(document: Document, paper: Issuance) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style=_TABLE)
    _fill(table.rows[0], COLUMNS)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # again on every page, and told as a header
    for each in paper.norms:
        _fill(table.add_row(), (each.number, each.norm, each.provision))


def _fill(row: _Row, words: tuple[str, ...]) -> None:
    for cell, word, width in zip(row.cells, words, _COLUMN_WIDTHS, strict=True):
        cell.text, cell.width = word, width
