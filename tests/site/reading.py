"""Read a page as a reader does: its words without the site's own small print, its anchors, its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from smpolicy.site.book import Book
from smpolicy.site.pages import page

#: What the site says beside a text, and what marks a footnote: none of it is among the words of an instrument.
_BESIDE = frozenset({"smp-permalink", "smp-cite", "smp-mark", "smp-back", "smp-addition", "smp-state", "smp-aside"})
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "dt", "dd", "ul", "ol"})
_VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


def links(name: str) -> str:
    """Stand for the addresses that mkdocs would give."""
    return f"/{name}.html"


def shown(book: Book, name: str) -> str:
    """Render a page's body."""
    return str(page(book, name, links).body)


@dataclass
class Read(HTMLParser):
    """What was found on a page."""

    paragraphs: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    _open: list[bool] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is called, and where it leads."""
        given = dict(attrs)
        self.tags.append(tag)
        self.anchors += [each] if (each := given.get("id")) else []
        self.addresses += [
            each for name in ("href", "src", "action", "poster") if (each := given.get(name)) is not None
        ]
        if tag in _BLOCKS:
            self._end()
        if tag not in _VOID:
            beside = bool(_BESIDE.intersection((given.get("class") or "").split()))
            self._open.append(beside or bool(self._open and self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _BLOCKS:
            self._end()
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take words that are an instrument's."""
        if not (self._open and self._open[-1]):
            self._words.append(data)

    def _end(self) -> None:
        words = " ".join("".join(self._words).replace("¹", "").split())
        self.paragraphs += [words] if words else []
        self._words = []


def read(html: str) -> Read:
    """Read a page; every element must be closed."""
    found = Read()
    found.feed(html)
    found.close()
    assert found._open == [], "an element is not closed"
    return found


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of the instrument's text, without emphasis, footnote marks and link targets."""
    plain = text.replace("*", "").replace("](#)", "").replace("[PC", "PC").replace("¹", "")
    lines = (" ".join(line.removeprefix("- ").split()) for line in plain.splitlines())
    return [line for line in lines if line]
