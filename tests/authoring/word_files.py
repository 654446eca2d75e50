"""Word files for tests, part by part, so that each holds just what a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES: Final = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def part(root: str, inside: str) -> str:
    """Return a part with a root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{inside}</w:{root}>'


def p(words: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table, given what stands in its cells."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


def word_file(body: str, parts: Mapping[str, str] | None = None, *, raw: str = "") -> bytes:
    """Return a Word file: what is in its body, and other parts by the kind of their relation to it."""
    files = {f"word/{kind}{count}.xml": text for count, (kind, text) in enumerate((parts or {}).items())}
    relations = "".join(
        f'<Relationship Id="r{count}" Type="{_RELATIONS}/{kind.rstrip("0123456789")}" Target="{kind}{count}.xml"/>'
        for count, kind in enumerate(parts or {})
    )
    main = f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>')
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
        )
        archive.writestr("word/document.xml", raw or part("document", f"<w:body>{body}</w:body>"))
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()
