"""Interpretations close questions from a day on; what has no part on a day is told, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from smpolicy.site.book import Book, open_book
from smpolicy.site.markup import slug

from .conftest import DAY, DRAFT, REGISTRY, base_with, write
from .reading import read, shown

GRANTED = """\
schema: smpolicy/interpretation@1
id: granted
title: "Interpretation <i>of</i> 7.1"
status: in-force
issuer: {body: Office of the tests}
interprets: si31
dates: {issued: 2025-05-01, effective: {from: 2025-06-01}}
closes:
  si31:q1: {reading: obtained, text: "The authorization must have been <b>granted</b> beforehand."}
"""
SOUGHT = (
    GRANTED.replace("id: granted", "id: sought")
    .replace("reading: obtained", "reading: sought")
    .replace("05-01", "05-02")
)
PROPOSED = GRANTED.replace("in-force", "draft").replace("issuer: {body: Office of the tests}", "drafted_by: The tests")
PROPOSED = PROPOSED.replace("issued: 2025-05-01, ", "")


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Book]:
    """Return what opens invented documents, given by name, on a day."""

    def opening(as_of: date = DAY, *, drafts: bool = True, **documents: str) -> Book:
        root = write(tmp_path / "mine", structures=REGISTRY, **documents)
        return open_book(smpolicy.load(root), as_of=as_of, drafts=drafts, root=root)

    return opening


def question(book: Book, number: str = "si31-q1") -> str:
    """Return what the page of open questions says of one."""
    return shown(book, "open-questions").partition(f'aria-labelledby="{number}"')[2].partition("</section>")[0]


CLOSED = (
    "<strong>Closed from 1 June 2025</strong> by Interpretation &lt;i&gt;of&lt;/i&gt; 7.1 (Office of the tests): "
    "the authorization must have been granted."
)


def test_a_question_that_is_closed_says_since_when_by_what_and_how(opened: Callable[..., Book]) -> None:
    """Day, title, issuer, reading and the words themselves; the other reading stands as that of the days before."""
    said = question(opened(granted=GRANTED))
    assert CLOSED in said
    assert "“The authorization must have been &lt;b&gt;granted&lt;/b&gt; beforehand.”" in said
    before, _, others = said.partition("On the days before, this was taken into account too:")
    assert "it is enough to have asked beforehand" not in before
    assert "<li>it is enough to have asked beforehand</li>" in others
    assert "must have been granted" not in others
    assert "Our reading, unreviewed." in others


def test_before_its_day_an_interpretation_closes_nothing(opened: Callable[..., Book]) -> None:
    """The day before, both readings stand."""
    book = opened(date(2025, 5, 31), granted=GRANTED)
    assert "Closed from" not in shown(book, "open-questions")
    assert question(book).count("<li>") == 2
    assert "(closed)" not in shown(book, "si31")


@pytest.mark.parametrize("place", [0, 1])
def test_what_holds_for_all_is_taken_from_a_structure_that_exists(place: int, tmp_path: Path) -> None:
    """A question is closed, whether a structure that is closed comes first or last in the registry."""
    listed = ["  - {id: here, kind: institution, names: [{name: Here}]}\n"]
    listed.insert(place, "  - {id: gone, kind: institution, names: [{name: Gone}], closed: 2020-01-01}\n")
    registry = "".join([*REGISTRY.partition("structures:\n")[:2], *listed])
    root = write(tmp_path, structures=registry, granted=GRANTED, **base_with("prevails"))
    book = open_book(smpolicy.load(root), as_of=DAY)
    assert [*book.policies][place] == "gone"
    assert CLOSED in question(book)


def test_a_draft_would_close_it(opened: Callable[..., Book]) -> None:
    """A draft interpretation is marked, speaks in the conditional, bears the notice, and is left out on request."""
    book = opened(proposed=PROPOSED)
    said = question(book)
    assert "<strong>Would be closed from 1 June 2025</strong> by" in said
    assert "(a draft by The tests)" in said
    assert "smp-badge--draft" in said
    assert book.words.on_a_draft("The tests", "the structure it is written for") in shown(book, "open-questions")
    without = opened(drafts=False, proposed=PROPOSED)
    assert "closed" not in question(without)
    assert "Binds nobody" not in shown(without, "open-questions")


def test_interpretations_that_differ_leave_it_open(opened: Callable[..., Book]) -> None:
    """Both are shown, both readings stand, and it is said that the question stays open."""
    said = question(opened(granted=GRANTED, sought=SOUGHT))
    assert said.count("<strong>Read from 1 June 2025</strong>") == 2
    assert "stays open" in said
    assert said.count("<li>") == 2
    assert "Closed" not in said


def test_an_interpretation_stands_beside_the_provision(opened: Callable[..., Book]) -> None:
    """On a structure's page it is an addition in force, but none of the structure's own; its question is closed."""
    book = opened(granted=GRANTED)
    listed, _, text = shown(book, "structures/arcadia").partition('<h2 id="consolidated">')
    place = text.index('<div class="smp-addition smp-addition--interpretation" id="granted-si31-q1">')
    assert text.index('id="si31-7.1.b3"') < place
    box = text[place:].partition("</div>")[0]
    assert '<span class="smp-badge smp-badge--in-force">In force</span> Interpretation' in box
    assert "The authorization must have been &lt;b&gt;granted&lt;/b&gt; beforehand." in box
    assert "must have been" not in listed
    assert f'<a href="/documents.html#{slug("granted")}">' in listed  # among the names and days
    assert "No issuance under 7.3 is known" in listed
    assert ">Q1.1</a> (closed)" in text
    assert "addition" not in read(shown(book, "index")).paragraphs[-1]


def test_interpretations_are_documents_like_others(opened: Callable[..., Book]) -> None:
    """With id, version, digest, status and path, among those taking part, left out, or without part."""
    (interpretation,) = opened(granted=GRANTED).library.lowered.interpretations
    before = date(2025, 5, 31)
    for book, group in [
        (opened(granted=GRANTED), "taking-part"),
        (opened(before, granted=GRANTED), "no-part"),
        (opened(drafts=False, granted=PROPOSED), "left-out"),
    ]:
        body = shown(book, "documents")
        section = body.partition(f'<h2 id="{group}">')[2].partition("</section>")[0]
        assert body.count('id="granted"') == 1
        row = section.partition('id="granted"')[2].partition("</div>")[0]
        assert "<dt>Id</dt><dd>granted</dd>" in row, group
        assert "mine/granted.yaml" in row
        assert "smp-badge" in row
    assert interpretation.digest in shown(opened(granted=GRANTED), "documents")
    assert "<dt>Version</dt><dd>2025-05-01</dd>" in shown(opened(granted=GRANTED), "documents")


def test_a_vocabulary_says_whose_it_is(packaged_book: Book) -> None:
    """The field vocabulary is ours; the facts of the Staff Instruction bear no such remark."""
    body = shown(packaged_book, "documents")
    assert body.count("<dt>Whose facts</dt>") == 1
    row = body.partition('id="field"')[2].partition("</div>")[0]
    assert "<dd>the field vocabulary of smpolicy; not the Staff Instruction&#39;s</dd>" in row


ISSUED = DRAFT.partition("structures:")[0].replace("status: draft", "status: in-force")
ISSUED = ISSUED.replace(
    "proposed_for: arcadia\ndrafted_by: the authors of this software", "issuer: {structure: arcadia}"
)
LATER = """\
schema: smpolicy/overlay@1
id: arcadia/later
title: Later
status: in-force
issuer: {structure: arcadia}
layer: 3
under: si31:7.3
dates: {issued: 2025-05-01, effective: {from: 2025-06-01}}
supersedes: [arcadia/draft-2026]
"""


def without_part(book: Book, structure: str = "arcadia") -> list[str]:
    """Return what a structure's page says of the documents that have no part in it."""
    section = shown(book, f"structures/{structure}").partition('<h2 id="no-part">')[2].partition("</section>")[0]
    return read(section.partition("</h2>")[2]).paragraphs


ENDED = ISSUED.replace("{from: 2025-01-01}", "{from: 2025-01-01, until: 2025-03-01}")


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ({"draft": DRAFT}, "1 draft for this structure is left out: arcadia/draft-2026."),
        ({"issued": ISSUED, "later": LATER}, "arcadia/draft-2026 is superseded by arcadia/later."),
        ({"ended": ENDED}, "arcadia/draft-2026 ended on 1 March 2025."),
    ],
)
def test_what_has_no_part_is_told_once_with_the_reason(
    documents: dict[str, str], words: str, opened: Callable[..., Book]
) -> None:
    """In a section of its own, and not among the notices as well."""
    book = opened(drafts=False, **documents)
    assert without_part(book) == [words]
    assert shown(book, "structures/arcadia").count(words) == 1
    assert "Without part on this day" not in shown(book, "structures/utopia")


def test_what_waits_for_concurrence_is_told_once(tmp_path: Path) -> None:
    """Under a clause that asks for concurrence an issuance without it has no part, and the page says so."""
    root = write(tmp_path, structures=REGISTRY, issued=ISSUED, **base_with("needs-concurrence"))
    book = open_book(smpolicy.load(root), as_of=DAY)
    (words,) = without_part(book)
    assert words.startswith("arcadia/draft-2026 has no part in this:")
    assert shown(book, "structures/arcadia").count(words) == 1


def test_where_everything_has_part_nothing_is_said(opened: Callable[..., Book]) -> None:
    """A heading without anything under it would tell nothing."""
    book = opened(issued=ISSUED)
    assert without_part(book) == []
    assert "Without part on this day" not in shown(book, "structures/arcadia")
