"""The page of the findings says of all structures what the pages of each say, and counts it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import smpolicy
from smpolicy.site.book import Book, open_book

from .conftest import DAY, REGISTRY, write
from .reading import links, read, shown
from .test_headlines import ISSUANCE

#: What a structure adds of which something is found, and what is found of one thing in a part of it alone.
_WITH_A_PART = ISSUANCE + "structures:\n  arcadia/east: {name: Eastern office}\n"


@pytest.fixture(scope="module")
def inconsistent(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Open documents whose issuance is set aside in part, left to people in part, and never applied in part."""
    root = write(
        tmp_path_factory.mktemp("findings") / "mine",
        structures=REGISTRY,
        overlays__arcadia__ai_1=_WITH_A_PART,
    )
    return open_book(smpolicy.load(root), as_of=DAY, root=root)


@pytest.fixture(scope="module")
def body(inconsistent: Book) -> str:
    """Render the page of the findings."""
    return shown(inconsistent, "findings")


def cards(body: str) -> list[str]:
    """Return each finding of the page."""
    return re.findall(r'<li class="smp-addition.*?</li>(?=\n(?:<li class="smp-addition|</ol>))', body, re.S)


def test_each_addition_on_which_something_is_found_stands_there_once(body: str) -> None:
    """What is set aside, for people, and never applied: in that order, with its words, a part not told again."""
    words = [re.search('<p class="smp-words">(.*?)</p>', each)[1] for each in cards(body)]  # type: ignore[index]
    assert [each.split()[0] for each in words] == ["All", "Staff", "The"]
    assert "Staff should be kind." not in body, "nothing is found on it"


def test_it_says_why_and_what_survives(body: str) -> None:
    """By what it is set aside stands there, what survives of it, and an activity that shows it."""
    first = cards(body)[0]
    assert "Set aside here" in first
    assert "What survives: " in first
    assert "An activity that shows it" in first
    assert 'data-kind="asks for what the Staff Instruction disapproves of"' in first
    assert 'data-state="Set aside in part"' in first
    assert "mine/overlays/arcadia/ai_1.yaml, line" in first


def test_what_is_found_is_counted(body: str) -> None:
    """The counts at the head are those of the cards, and of the additions on which nothing is found."""
    assert "5 additions to the Staff Instruction, by 1 document." in body
    counts = dict(re.findall(r"<li>([^:<]+): (\d+)</li>", body))
    assert counts == {
        "Set aside in part": "1",
        "For people to decide": "1",
        "Never applied": "1",
        "Nothing is found": "2",
    }


def test_every_link_leads_to_where_it_stands(inconsistent: Book, body: str) -> None:
    """What a finding names stands on the page of the structure, at the anchor that the link names."""
    anchors = {
        links(name): set(read(shown(inconsistent, name)).anchors)
        for name in ("structures/arcadia", "structures/arcadia/east", "findings")
    }
    addresses = [each.partition("#") for each in read(body).addresses]
    assert len(addresses) > 5
    for page, _, anchor in addresses:
        assert not anchor or anchor in anchors[page or links("findings")]


def test_relations_are_counted_by_structure(packaged_book: Book) -> None:
    """Each norm of each draft is counted under the relation that its own page shows, and none twice for the parts."""
    drafts = open_book(packaged_book.library, as_of=DAY, drafts=True)
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', shown(drafts, "findings"), re.S)
    counted = {
        re.search(r"structures/([a-z]+)", row)[1]: sum(int(each) for each in re.findall(r"<td>(\d+)</td>", row))  # type: ignore[index]
        for row in rows
    }
    assert counted == {each.structure: len(each.norms) for each in drafts.overlays}


def test_without_additions_it_says_so(packaged_book: Book) -> None:
    """Where no issuance has part, nothing is counted, and nobody is told that all is well."""
    assert "No issuances have part in these pages" in shown(packaged_book, "findings")


def test_words_of_documents_are_no_markup(tmp_path: Path) -> None:
    """What a document says stands in attributes and text as it is written, and never as markup."""
    hostile = ISSUANCE.replace("All staff shall add the logo", "All staff shall add <b onclick='x'>\"the logo\"</b>")
    root = write(
        tmp_path / "mine", structures=REGISTRY.replace("OSCE Mission to", '\\"<i>'), overlays__arcadia__a=hostile
    )
    book = open_book(smpolicy.load(root), as_of=DAY, drafts=True, root=root)
    assert not {"b", "i"} & set(read(shown(book, "findings")).tags)


def test_what_drafts_are_found_to_do_is_conditional(inconsistent: Book, tmp_path: Path) -> None:
    """A draft would be set aside; and the page bears the notice on drafts."""
    draft = (
        ISSUANCE.replace("status: in-force", "status: draft")
        .replace("issuer: {structure: arcadia}", "proposed_for: arcadia\ndrafted_by: The tests")
        .replace("issued: 2024-06-20, ", "")
        .replace("source: {title: AI 1}\n", "")
    )
    root = write(tmp_path / "mine", structures=REGISTRY, overlays__arcadia__draft=draft)
    body = shown(open_book(smpolicy.load(root), as_of=DAY, drafts=True, root=root), "findings")
    assert "Would be set aside in part: 1" in body
    assert "Draft by The tests" in body
    assert "Draft by" not in shown(inconsistent, "findings")
