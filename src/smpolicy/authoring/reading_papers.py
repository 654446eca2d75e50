"""A paper from a file, whatever a drafter wrote it with; and in plain words why none can be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from smpolicy.authoring.paper import Paper, UnreadablePaper
from smpolicy.documents.files import decode, printable

#: The endings by which the kind of a paper is known.
_TEXTS: Final = (".txt", ".text")
_MARKDOWN: Final = (".md", ".markdown")
_WORD: Final = (".docx",)
EXPECTED: Final = "Markdown (.md), plain text (.txt) or Word (.docx)"
#: No paper may be larger: a long issuance has some 100 kB of words, and a Word file beside them pictures and fonts.
_MOST_BYTES: Final = 32 << 20
_MOST_BYTES_OF_TEXT: Final = 4 << 20
#: Files of other kinds that drafters have, by how they begin.
_OTHERS: Final = (
    (b"%PDF", "it is a PDF"),
    (b"\xd0\xcf\x11\xe0", "it is of an old kind of Word (.doc), or locked with a password"),
    (b"{\\rtf", "it is in the Rich Text Format (.rtf)"),
)


def read_paper(path: Path) -> Paper:
    """Return the paper in a file.

    Raises `UnreadablePaper` if it is not there, is no file, is too large, of another kind, not UTF-8, or has no words.
    """
    ending = path.suffix.lower()
    content = _content(path)
    for begins, what in _OTHERS:
        if content.startswith(begins):
            raise UnreadablePaper(path=printable(path), reason=f"{what}; save it as {EXPECTED}")
    if ending not in (*_TEXTS, *_MARKDOWN, *_WORD):
        reason = f"its name says of no kind that can be read what it is; give it as {EXPECTED}"
        raise UnreadablePaper(path=printable(path), reason=reason)
    if not content.strip():
        raise UnreadablePaper(path=printable(path), reason="the file is empty")
    paper = _of_word(content, path) if ending in _WORD else _of_text(content, path, markdown=ending in _MARKDOWN)
    if not paper.pieces:
        raise UnreadablePaper(path=printable(path), reason="there is no sentence in it")
    return paper


def _of_word(content: bytes, path: Path) -> Paper:
    from smpolicy.authoring.paper_word import paper_of_word
    from smpolicy.authoring.word_parts import NoWordFile

    try:
        return paper_of_word(content)
    except NoWordFile as error:
        raise UnreadablePaper(path=printable(path), reason=str(error)) from error


def _of_text(content: bytes, path: Path, *, markdown: bool) -> Paper:
    from smpolicy.authoring.paper_text import paper_of_text

    if content.startswith(b"PK\x03\x04"):
        reason = "it is a Word file or another archive, and its name says that it is text; let it end with .docx"
        raise UnreadablePaper(path=printable(path), reason=reason)
    if len(content) > _MOST_BYTES_OF_TEXT:
        raise UnreadablePaper(path=printable(path), reason=_too_large(_MOST_BYTES_OF_TEXT))
    source, faults = decode(content, printable(path))
    if source is None:
        (fault,) = faults
        where = f" in line {fault.span.line}" if fault.span else ""
        raise UnreadablePaper(path=printable(path), reason=f"{fault.message}{where}; {fault.help}")
    return paper_of_text(source.text, markdown=markdown)


def _content(path: Path) -> bytes:
    """Return the bytes of a file; never more than the limit, and nothing that would have to be waited for."""
    try:
        if path.is_dir():
            raise UnreadablePaper(path=printable(path), reason=f"it is a folder; name a file: {EXPECTED}")
        if path.exists() and not path.is_file():
            raise UnreadablePaper(path=printable(path), reason=f"it is no file; name one: {EXPECTED}")
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        help_ = "; name a day, like 2026-03-31, or a file that is there" if isinstance(error, FileNotFoundError) else ""
        raise UnreadablePaper(path=printable(path), reason=f"{why}{help_}") from error
    if len(content) > _MOST_BYTES:
        raise UnreadablePaper(path=printable(path), reason=_too_large(_MOST_BYTES))
    return content


def _too_large(most: int) -> str:
    return f"it has more than {most >> 20} MiB; leave pictures out, or divide it"
