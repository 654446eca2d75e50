"""The page that compares structures: a table of what each adds under which provision, and the words side by side.

The same stands in a table file beside it, for whoever works on in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from smpolicy.policy import Policy
from smpolicy.resolution.resolved import Entry
from smpolicy.site.book import Book
from smpolicy.site.consolidated import Heading, Links, View, headline_of, is_own, label, look
from smpolicy.site.markup import html, inline, joined, paragraph, section, slug
from smpolicy.site.names import COMPARISON_TABLE, page_of
from smpolicy.site.notices import drafts_among_these
from smpolicy.site.structure import full_name

#: What stands in the columns of the table file.
_COLUMNS: Final = ("provision", "cited", "structure", "name", "kind", "draft", "stands", "words", "document", "place")
#: What a spreadsheet would take for a formula begins with one of these.
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Added:
    """An addition of a structure, or of a part of one beside what the whole adds."""

    policy: Policy
    entry: Entry
    anchor: str
    view: View


def body(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    """Return what stands on the page, and its table of contents."""
    added = _by_provision(book, links)
    columns = {each.policy.structure.id: each.policy for cells in added.values() for each in cells}
    columns = {name: policy for name, policy in book.policies.items() if name in columns}
    drafts = drafts_among_these(book.draft_authors, book.words)
    if not columns:
        none = paragraph(f"No {book.words.local_texts} have part in these pages: the same holds for every structure.")
        return joined([*drafts, none]), []
    intro = html(
        '<p class="smp-lead">What each structure adds to {}, provision by provision. '
        'Whatever is not named here is the same everywhere. <a href="{}" download>As a table (CSV)</a></p>',
        book.words.instrument, links(COMPARISON_TABLE),
    )  # fmt: skip
    sides = joined(_provision(book, name, cells) for name, cells in added.items())
    compared = html(
        '<div data-smp-compare="Structure|compared with">\n{}\n{}\n</div>',
        section("table", "How many additions, and where", _table(book, added, columns, links)),
        section("words", "The words, side by side", sides),
    )
    outline = [Heading(level=1, anchor="table", title="How many additions, and where")]
    outline += [Heading(level=1, anchor="words", title="The words, side by side")]
    outline += [Heading(level=2, anchor=_anchor(name), title=_citation(book, name)) for name in added]
    return joined([*drafts, intro, compared]), outline


def table(book: Book) -> str:
    """Return every addition of every structure as comma-separated values, in the order of the page.

    What a spreadsheet would read as a formula has an apostrophe before it.
    """
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(_COLUMNS)
    for provision, cells in _by_provision(book, lambda name: name).items():
        for each in cells:
            entry, said = each.entry, headline_of(each.entry, each.view)
            lines.writerow(
                _plain(value)
                for value in (
                    provision, _citation(book, provision), each.policy.structure.id, full_name(book, each.policy),
                    entry.kind, "draft" if entry.draft else "", said.lead, entry.text, entry.document,
                    book.place(entry.span),
                )
            )  # fmt: skip
    return written.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULAS) else value


def _by_provision(book: Book, links: Links) -> Mapping[str, list[_Added]]:
    """Return the additions under each provision that has any, in the order of the text, and of the structures."""
    found: dict[str, list[_Added]] = {each.id: [] for each in book.text}
    for each in _additions(book, links):
        found.setdefault(each.entry.provision, []).append(each)
    return {name: cells for name, cells in found.items() if cells}


def _additions(book: Book, links: Links) -> Iterator[_Added]:
    """Yield what each structure adds; what a part takes over from the whole stands with the whole."""
    for name, policy in book.policies.items():
        whole = book.policies.get(policy.structure.parent or "")
        taken_over = {each.id for each in whole.entries} if whole else set()
        view = View(book=book, entries=policy.entries, links=links, level=3, policy=policy, page=links(page_of(name)))
        for position, entry in enumerate(policy.entries):
            if is_own(entry) and entry.id not in taken_over:
                yield _Added(policy=policy, entry=entry, anchor=view.anchors[position], view=view)


def _anchor(provision: str) -> str:
    return f"at-{slug(provision)}"


def _citation(book: Book, provision: str) -> str:
    found = book.provisions.get(provision)
    return found.citation if found else provision


def _table(book: Book, added: Mapping[str, list[_Added]], columns: Mapping[str, Policy], links: Links) -> Markup:
    head = joined(
        html('<th scope="col" data-column="{}"><a href="{}">{}</a></th>', name, links(page_of(name)), title)
        for name, title in ((name, full_name(book, policy)) for name, policy in columns.items())
    )
    rows = joined(_row(book, name, cells, columns) for name, cells in added.items())
    return html(
        '<div class="smp-wide" tabindex="0" role="region" aria-labelledby="table">\n<table>\n<thead><tr>'
        '<th scope="col">Provision</th>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</div>',
        head, rows,
    )  # fmt: skip


def _row(book: Book, provision: str, cells: list[_Added], columns: Mapping[str, Policy]) -> Markup:
    counts = {name: sum(each.policy.structure.id == name for each in cells) for name in columns}
    counted = joined(html('<td data-column="{}">{}</td>', name, count or "") for name, count in counts.items())
    return html(
        '<tr data-filled="{}"><th scope="row"><a href="#{}">{}</a></th>{}</tr>',
        _filled(cells), _anchor(provision), _citation(book, provision), counted,
    )  # fmt: skip


def _filled(cells: list[_Added]) -> str:
    """Name the structures that add something, for a script that shows two of them."""
    return " ".join(dict.fromkeys(each.policy.structure.id for each in cells))


def _provision(book: Book, provision: str, cells: list[_Added]) -> Markup:
    """Render the additions under one provision, a column for each structure."""
    names = dict.fromkeys(each.policy.structure.id for each in cells)
    columns = (_column(book, [each for each in cells if each.policy.structure.id == name]) for name in names)
    return html(
        '<section data-filled="{}" aria-labelledby="{}">\n<h3 id="{}">{}</h3>\n<div class="smp-sides">\n{}\n</div>\n'
        "</section>",
        _filled(cells), _anchor(provision), _anchor(provision), _citation(book, provision), joined(columns),
    )  # fmt: skip


def _column(book: Book, cells: list[_Added]) -> Markup:
    policy = cells[0].policy
    added = joined(_addition(book, each) for each in cells)
    return html('<div data-column="{}">\n<h4>{}</h4>\n{}\n</div>', policy.structure.id, full_name(book, policy), added)


def _addition(book: Book, each: _Added) -> Markup:
    said = headline_of(each.entry, each.view)
    return html(
        '<div class="{}">\n<p class="smp-label">{} <a href="{}#{}">in its place</a></p>\n'
        '<p class="smp-words">{}</p>\n</div>',
        look(each.entry.kind, said), label(each.entry.kind, said, book.words.instrument, each.view.page),
        each.view.page, each.anchor, inline(each.entry.text),
    )  # fmt: skip
