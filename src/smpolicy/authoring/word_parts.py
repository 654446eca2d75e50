"""The parts of a Word file as trees, read with the standard library and within limits, however hostile the file.

A paper may come from anybody: what is packed is counted while it is unpacked, and a document type, by which a small
file can become a huge one or ask for others, is refused before anything in it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

#: All parts together hold no more than this once they are unpacked, and there are no more of them.
_MOST_BYTES: Final = 64 << 20
_MOST_PARTS: Final = 5_000
#: No element lies deeper: tables in tables in tables are read, and what nobody can have written is not.
_MOST_DEPTH: Final = 400
#: The beginnings of names, as they are written here, by the end of the name space that they stand in.
_SPACES: Final[Mapping[str, str]] = {
    "wordprocessingml/2006/main": "w:",
    "wordprocessingml/main": "w:",
    "markup-compatibility/2006": "mc:",
    "package/2006/relationships": "rel:",
}


class NoWordFile(Exception):  # noqa: N818  (named for what is wrong)
    """Bytes are no Word file that is read; the words say why."""


@dataclass(slots=True, kw_only=True)
class Tree:
    """An element of a part: its name, what it says of itself, its text, and the elements in it."""

    name: str
    said: Mapping[str, str]
    text: str = ""
    parts: list[Tree] = field(default_factory=list)

    def first(self, *names: str) -> Tree | None:
        """Return the first element down a path of names."""
        here: Tree | None = self
        for name in names:
            here = next((each for each in here.parts if each.name == name), None) if here else None
        return here

    def value(self, *names: str) -> str:
        """Return the value that the first element down a path has; nothing where there is none."""
        found = self.first(*names)
        return found.said.get("w:val", "") if found else ""

    def all(self) -> Iterator[Tree]:
        """Yield this element and all in it, in the order of the text."""
        waiting = [self]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(reversed(here.parts))


@dataclass(slots=True, kw_only=True)
class WordFile:
    """A Word file: its parts by name, unpacked where somebody asks for them."""

    archive: ZipFile
    #: The name of the part that holds the text.
    main: str = ""
    left: int = _MOST_BYTES

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return self.archive.namelist()

    def tree(self, name: str) -> Tree | None:
        """Return a part as a tree; nothing where there is no such part."""
        try:
            with self.archive.open(name) as packed:
                content = packed.read(self.left + 1)
        except KeyError:
            return None
        except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise NoWordFile(f"its part `{name}` cannot be unpacked") from error
        except Exception as error:  # zlib and lzma raise errors of their own
            raise NoWordFile(f"its part `{name}` cannot be unpacked") from error
        self.left -= len(content)
        if self.left < 0:
            raise NoWordFile(f"unpacked it has more than {_MOST_BYTES >> 20} MiB; leave out what is no text")
        return _tree(content, name)

    def related(self, kind: str) -> list[str]:
        """Return the names of the parts to which the text is related in a way, such as `footnotes`."""
        return [target for way, target in self._relations(self.main) if way == kind]

    def _relations(self, name: str) -> list[tuple[str, str]]:
        folder, _, file = name.rpartition("/")
        relations = self.tree(join(folder, "_rels", f"{file}.rels"))
        found = []
        for each in relations.parts if relations else ():
            if each.said.get("TargetMode") != "External":
                target = each.said.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
                found.append((each.said.get("Type", "").rpartition("/")[2], whole))
        return found


def open_word(content: bytes) -> WordFile:
    """Return the Word file that bytes are.

    Raises `NoWordFile` where they are none, or one that is not read.
    """
    try:
        archive = ZipFile(BytesIO(content))
        entries = archive.infolist()
    except Exception as error:  # whatever a broken directory makes zipfile raise
        raise NoWordFile("it is no Word file: it is no archive of the kind that Word writes") from error
    if len(entries) > _MOST_PARTS:
        raise NoWordFile(f"it has more than {_MOST_PARTS} parts")
    if any(each.flag_bits & 1 for each in entries):
        raise NoWordFile("it is locked with a password; save it without one")
    file = WordFile(archive=archive)
    named = [target for way, target in file._relations("") if way == "officeDocument"]
    file.main = named[0] if named else "word/document.xml"
    if file.main not in file.names():
        raise NoWordFile("it is an archive, and no document of Word is in it")
    return file


def _tree(content: bytes, name: str) -> Tree:
    """Return the tree that a part holds."""
    root = Tree(name="", said={})
    open_ = [root]

    def start(full: str, said: dict[str, str]) -> None:
        if len(open_) > _MOST_DEPTH:
            raise NoWordFile(f"tables, boxes or marks in it lie more than {_MOST_DEPTH} deep in each other")
        element = Tree(name=_short(full), said={_short(key): value for key, value in said.items()})
        open_[-1].parts.append(element)
        open_.append(element)

    def words(text: str) -> None:
        open_[-1].text += text

    def doctype(*_: object) -> None:
        raise NoWordFile(f"its part `{name}` has a document type, which no file of Word has")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop() and None
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NoWordFile(f"its part `{name}` is broken: {error}") from error
    return root.parts[0]


def _short(full: str) -> str:
    space, _, local = full.rpartition("}")
    return f"{next((short for end, short in _SPACES.items() if space.endswith(end)), '')}{local}"
