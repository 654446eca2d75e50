"""Structures compared: every addition stands under its provision, in the column of whoever adds it, and in the file."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import smpolicy
from smpolicy.site.book import Book, open_book
from smpolicy.site.compare import table
from smpolicy.site.markup import slug

from .conftest import DAY, DRAFT, REGISTRY, write
from .reading import links, read, shown


def rows(book: Book) -> list[dict[str, str]]:
    """Read the table file as a spreadsheet does."""
    return list(csv.DictReader(io.StringIO(table(book))))


def columns(body: str) -> list[tuple[str, str]]:
    """Return the provision and the structure of each column of words."""
    found = []
    for one in re.findall(r"<section data-filled.*?</section>", body, re.S):
        heading = re.search("<h3[^>]*>([^<]*)</h3>", one)
        assert heading is not None
        for column in re.split("<div data-column=", one)[1:]:
            found += [(heading[1], column.split('"')[1])] * column.count('class="smp-words"')
    return found


def test_every_addition_stands_once_under_its_provision(book: Book) -> None:
    """All that a structure adds stands in its column, and what a part takes over from the whole only with the whole."""
    added = {
        (entry.id, policy.structure.parent or name)
        for name, policy in book.policies.items()
        for entry in policy.entries
        if entry.kind not in ("provision", "interpretation")
    }
    found = columns(shown(book, "compare"))
    assert len(found) == len(added) == len(rows(book))
    assert [(each["cited"], each["structure"]) for each in rows(book)] == found
    assert ("SI 31, 7.2, third heading, first bullet", "arcadia") in found
    assert {structure for _, structure in found} == {"arcadia", "arcadia/east", "utopia"}


def test_the_table_counts_what_stands_below(book: Book) -> None:
    """Each cell of the table is the number of additions in that column under that provision."""
    body = shown(book, "compare")
    names = re.findall(r'<th scope="col" data-column="([^"]+)"', body)
    counted = []
    for row in re.findall(r"<tr data-filled.*?</tr>", body, re.S):
        citation = re.search(r'<a href="#at-[^"]+">([^<]+)</a>', row)
        assert citation is not None
        for name, number in zip(names, re.findall(r'<td data-column="[^"]+">(\d*)</td>', row), strict=True):
            counted += [(citation[1], name)] * int(number or 0)
    assert sorted(counted) == sorted(columns(body))


def test_every_link_leads_to_where_it_stands(book: Book) -> None:
    """A cell leads to the words below, and these to their place in the text of the structure."""
    body = shown(book, "compare")
    pages = {links(f"structures/{name}"): f"structures/{name}" for name in book.policies}
    here = set(read(body).anchors)
    for each in read(body).addresses:
        page, _, anchor = each.partition("#")
        if page in pages and anchor:
            assert anchor in read(shown(book, pages[page])).anchors
        elif not page:
            assert anchor in here


def test_what_a_spreadsheet_would_run_is_text(tmp_path: Path) -> None:
    """Words that begin like a formula stand behind an apostrophe; commas, quotes and lines stay in their cell."""
    hostile = DRAFT.replace('"Induction material has worked examples."', '"=HYPERLINK(\\"x\\"), \\"quoted\\""')
    root = write(tmp_path / "mine", structures=REGISTRY, overlays__arcadia__draft=hostile)
    found = rows(open_book(smpolicy.load(root), as_of=DAY, drafts=True, root=root))
    assert '\'=HYPERLINK("x"), "quoted"' in [each["words"] for each in found]
    assert {each["draft"] for each in found} == {"draft"}
    assert all(each["place"].startswith("mine/overlays/arcadia/draft.yaml, line ") for each in found)


def test_what_becomes_of_an_addition_stands_beside_it(book: Book) -> None:
    """A claim is never applied here as on its own page, and a draft is marked as one."""
    body = shown(book, "compare")
    assert "Never applied" in body
    assert [each["stands"] for each in rows(book) if each["kind"] == "claim"] == ["Never applied"]
    assert slug("si31:7.2.b7") in body


def test_without_additions_the_same_holds_everywhere(packaged_book: Book) -> None:
    """Where no issuance has part, there is nothing to compare, and that is said."""
    assert "No issuances have part in these pages: the same holds for every structure." in shown(
        packaged_book, "compare"
    )
    assert rows(packaged_book) == []
