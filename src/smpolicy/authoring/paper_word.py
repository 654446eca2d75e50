"""A paper from a Word file: its text with the numbers that Word counts, and all that stands beside the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from smpolicy.authoring.paper import Cleaning, Paper, Piece, numbered, titled
from smpolicy.authoring.word_numbers import Counting, level_of, numbers_of
from smpolicy.authoring.word_parts import Tree, WordFile, open_word

#: What of a paragraph says how it looks, and holds no words.
_NO_WORDS: Final = frozenset(("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr"))
_SPACES: Final = frozenset(("w:tab", "w:br", "w:cr", "w:ptab"))
_STRUCK: Final = frozenset(("w:del", "w:moveFrom"))
_ADDED: Final = frozenset(("w:ins", "w:moveTo"))
_DEEPEST_STYLE: Final = 20


@dataclass(slots=True, kw_only=True)
class _Said:
    """What was read of a paragraph: its words, what stands beside them, and boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    boxes: list[Tree] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Style:
    """What a style says of its paragraphs."""

    name: str = ""
    outline: bool = False
    number: str = ""
    level: str = ""


def paper_of_word(content: bytes) -> Paper:
    """Return the paper that a Word file holds.

    Raises `NoWordFile` where the bytes are none.
    """
    file = open_word(content)
    return _Reading(
        file=file, numbers=numbers_of(_first(file, "numbering")), styles=_styles(_first(file, "styles"))
    ).paper()


def _first(file: WordFile, kind: str) -> Tree | None:
    names = file.related(kind)
    return file.tree(names[0]) if names else None


def _styles(part: Tree | None) -> dict[str, _Style]:
    written = {each.said.get("w:styleId", ""): each for each in (part.parts if part else ()) if each.name == "w:style"}

    def style(name: str, depth: int) -> _Style:
        element = written.get(name)
        if element is None or depth > _DEEPEST_STYLE:
            return _Style()
        above = style(element.value("w:basedOn"), depth + 1)
        outline = element.value("w:pPr", "w:outlineLvl")
        called = element.value("w:name").lower()
        return _Style(
            name=called,
            outline=outline in tuple("012345678") if outline else above.outline or called.startswith("heading "),
            number=element.value("w:pPr", "w:numPr", "w:numId") or above.number,
            level=element.value("w:pPr", "w:numPr", "w:ilvl") or above.level,
        )

    return {name: style(name, 0) for name in written}


@dataclass(slots=True, kw_only=True)
class _Reading:
    file: WordFile
    numbers: Counting
    styles: dict[str, _Style]
    clean: Cleaning = field(default_factory=Cleaning)
    comments: dict[str, str] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    cells: int = 0
    added: int = 0
    struck: int = 0

    def paper(self) -> Paper:
        self.comments = dict(self._notes("comments", "w:comment"))
        pieces: list[Piece] = []
        body = self.file.tree(self.file.main)
        if body is not None:
            self._blocks(body, pieces)
        for kind in ("footnote", "endnote"):
            pieces += self._footnotes(kind)
        title, rest = titled(pieces)
        return Paper(title=title, pieces=rest, remarks=tuple(self._beside()), notices=tuple(self._notices()))

    # -- the text

    def _blocks(self, element: Tree, pieces: list[Piece]) -> None:
        """Read the paragraphs and tables in an element."""
        for each in element.parts:
            if each.name == "w:p":
                self._paragraph(each, pieces)
            elif each.name == "w:tc":
                before = len(pieces)
                self._blocks(each, pieces)
                self.cells += len(pieces) > before
            elif each.name not in _NO_WORDS:
                self._blocks(each, pieces)

    def _paragraph(self, paragraph: Tree, pieces: list[Piece]) -> None:
        said = _Said()
        self._runs(paragraph, said)
        style = self.styles.get(paragraph.value("w:pPr", "w:pStyle"), _Style())
        number = self._number(paragraph, style, bool("".join(said.words).strip()))
        text = self._words(said.words)
        outline = paragraph.value("w:pPr", "w:outlineLvl")
        heading = style.outline or style.name == "title" or outline in tuple("012345678")
        if text and not number:
            number, text = numbered(text, heading=heading)
        remarks = [*said.remarks]
        for what, words in (("struck out in the paper", said.struck), ("hidden in the paper", said.hidden)):
            remarks += [f"{what}: {self._words(words)}"] if self._words(words) else []
        if text:
            pieces.append(Piece(number=number, text=text, heading=heading, remarks=tuple(remarks)))
        elif remarks and pieces:
            pieces[-1] = replace(pieces[-1], remarks=(*pieces[-1].remarks, *remarks))
        elif remarks:
            self.comments.update({f"at the top {count}": each for count, each in enumerate(remarks)})
        for box in said.boxes:
            self._blocks(box, pieces)

    def _words(self, words: list[str]) -> str:
        return " ".join(self.clean("".join(words)).split())

    def _number(self, paragraph: Tree, style: _Style, counts: bool) -> str:
        own = paragraph.first("w:pPr", "w:numPr")
        number = (own.value("w:numId") if own else "") or style.number
        level = (own.value("w:ilvl") if own else "") or style.level
        return self.clean(self.numbers.next(number, level_of(level))) if counts and number not in ("", "0") else ""

    def _runs(self, element: Tree, said: _Said, *, struck: bool = False, hidden: bool = False) -> None:
        """Read the words in an element, and what stands beside them."""
        for each in element.parts:
            name = each.name
            into = said.struck if struck else said.hidden if hidden else said.words
            if name in _NO_WORDS:
                continue
            if name == "w:txbxContent":
                said.boxes.append(each)
            elif name == "mc:AlternateContent":
                self._alternative(each, said, struck=struck, hidden=hidden)
            elif name in _SPACES:
                into.append(" ")
            elif name == "w:delText":
                said.struck.append(each.text)
            elif name.rpartition(":")[2] == "t":
                into.append(each.text)
            elif name in ("w:noBreakHyphen", "w:sym"):
                into.append("-" if name == "w:noBreakHyphen" else _symbol(each))
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                kind = name.removeprefix("w:").removesuffix("Reference")
                self.called[kind].append(each.said.get("w:id", ""))
                said.remarks.append(f"{kind} {len(self.called[kind])} is called here")
            elif name == "w:commentReference":
                if words := self.comments.pop(each.said.get("w:id", ""), ""):
                    said.remarks.append(f"a comment in the paper: {words}")
            elif name in ("w:instrText", "w:delInstrText"):
                if words := self._words([each.text]):
                    said.remarks.append(f"a field of Word: {words}")
            else:
                if words := each.said.get("descr", ""):
                    said.remarks.append(f"a picture or a shape: {self._words([words])}")
                self.added += name in _ADDED and bool(each.parts)
                self.struck += name in _STRUCK and bool(each.parts)
                out = struck or name in _STRUCK
                unseen = hidden or (name == "w:r" and each.first("w:rPr", "w:vanish") is not None)
                self._runs(each, said, struck=out, hidden=unseen)

    def _alternative(self, element: Tree, said: _Said, *, struck: bool, hidden: bool) -> None:
        """Read one of several ways to show the same: the first that has words."""
        for choice in element.parts:
            if any(each.text.strip() and each.name.rpartition(":")[2] in ("t", "delText") for each in choice.all()):
                self._runs(choice, said, struck=struck, hidden=hidden)
                return

    # -- what stands beside it

    def _notes(self, kind: str, name: str) -> Iterator[tuple[str, str]]:
        """Yield the notes of a part, each by its id with its words."""
        for part in self.file.related(kind):
            tree = self.file.tree(part)
            for each in tree.parts if tree else ():
                if each.name == name and each.said.get("w:type", "normal") == "normal":
                    yield each.said.get("w:id", ""), self._all_words(each)

    def _all_words(self, element: Tree) -> str:
        """Return all words in an element, its paragraphs apart, and those that are struck out marked."""
        pieces: list[Piece] = []
        self._blocks(element, pieces)
        return " ".join(
            " ".join(filter(None, (each.number, each.text, *(f"[{remark}]" for remark in each.remarks))))
            for each in pieces
        )

    def _footnotes(self, kind: str) -> Iterator[Piece]:
        """Yield the footnotes as they are called, and then those that nothing calls."""
        notes = dict(self._notes(f"{kind}s", f"w:{kind}"))
        order = [*dict.fromkeys(self.called[kind]), *notes]
        for count, name in enumerate(dict.fromkeys(each for each in order if notes.get(each)), 1):
            yield Piece(number=f"{kind.capitalize()} {count}", text=notes[name])

    def _beside(self) -> Iterator[str]:
        """Yield the words of every page, comments on nothing, and the words in diagrams and charts."""
        for kind in ("header", "footer", "diagramData", "chart"):
            said: list[str] = []
            for part in self.file.related(kind):
                tree = self.file.tree(part)
                if tree is not None and kind in ("header", "footer"):
                    said.append(self._all_words(tree))
                elif tree is not None:
                    said.append(self._words([f"{each.text} " for each in tree.all() if each.name in ("t", "v")]))
            what = {"diagramData": "a diagram"}.get(kind, f"a {kind}")
            yield from (f"{what} says: {words}" for words in dict.fromkeys(said) if words)
        yield from (f"a comment in the paper: {words}" for words in self.comments.values() if words)

    def _notices(self) -> Iterator[str]:
        if self.cells:
            yield f"a table is no part of a document: each of {self.cells} cells with words is a paragraph of its own"
        if self.added or self.struck:
            yield (
                f"changes are tracked in it: {self.added} that were put in count as words, and {self.struck} that were "
                "struck out do not and stand as remarks; accept or reject them in Word first, if that is not meant"
            )
        for kind in ("aFChunk", "package", "oleObject", "subDocument"):
            for name in self.file.related(kind):
                yield f"a part of it is not read, since it is a file of its own: {name}"
        yield from self.clean.notices()


def _symbol(element: Tree) -> str:
    try:
        return chr(int(element.said.get("w:char", ""), 16))
    except (ValueError, OverflowError):
        return ""
