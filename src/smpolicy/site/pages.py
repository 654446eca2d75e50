"""Pages: pure functions from a book and a page's name to HTML.

Every page is a value; nothing here reads a file, asks for the day, or knows about mkdocs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from smpolicy.site import compare, documents, findings, home, instruction, questions, structure
from smpolicy.site.book import Book
from smpolicy.site.consolidated import Heading, Links
from smpolicy.site.markup import html
from smpolicy.site.names import (
    COMPARISON,
    COMPARISON_TABLE,
    DOCUMENTS,
    FINDINGS,
    HOME,
    QUESTIONS,
    STRUCTURES,
    page_of,
    page_of_text,
)
from smpolicy.site.notices import state


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its name, its title as plain text, its body as HTML, and its table of contents."""

    name: str
    title: str
    body: Markup
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A line of the navigation: pages, or further groups of them, under one title."""

    title: str
    pages: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


def page_names(book: Book) -> tuple[str, ...]:
    """Return the names of all pages of a book, in the order in which they are read."""
    structures = (page_of(name) for name in book.policies)
    return (HOME, page_of_text(book.governing), *structures, COMPARISON, FINDINGS, QUESTIONS, DOCUMENTS)


def title(book: Book, name: str) -> str:
    """Return the title of a page."""
    if name.startswith(STRUCTURES):
        return structure.full_name(book, book.policies[name.removeprefix(STRUCTURES)])
    return {
        HOME: "Choose your structure",
        page_of_text(book.governing): book.governing.number,
        COMPARISON: "Compare",
        FINDINGS: "Findings",
        QUESTIONS: "Open questions",
        DOCUMENTS: "Documents",
    }[name]


def navigation(book: Book) -> Group:
    """Return the order and grouping of all pages."""
    kinds = tuple(
        Group(title=words, pages=tuple(page_of(each.structure.id) for each in chosen))
        for words, chosen in home.grouped(book).items()
        if chosen
    )
    return Group(
        title="",
        pages=(HOME, page_of_text(book.governing), COMPARISON, FINDINGS, QUESTIONS, DOCUMENTS),
        groups=(Group(title="Structures", groups=kinds),),
    )


def page(book: Book, name: str, links: Links) -> Page:
    """Render one page; `links` gives the address of any other as seen from it."""
    if name.startswith(STRUCTURES):
        body, outline = structure.body(book, book.policies[name.removeprefix(STRUCTURES)], links)
    else:
        body, outline = _PAGES.get(name, instruction.body)(book, links)
    whole = html('<div class="smp-page">\n<h1>{}</h1>\n{}\n{}\n</div>', title(book, name), state(book, links), body)
    return Page(name=name, title=title(book, name), body=whole, headings=tuple(outline))


def files(book: Book) -> Mapping[str, str]:
    """Return the files that pages offer beside themselves: the text of each, by its name."""
    return {COMPARISON_TABLE: compare.table(book)}


_PAGES: Final[Mapping[str, Callable[[Book, Links], tuple[Markup, list[Heading]]]]] = {
    HOME: home.body,
    COMPARISON: compare.body,
    FINDINGS: findings.body,
    QUESTIONS: questions.body,
    DOCUMENTS: documents.body,
}
