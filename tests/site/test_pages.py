"""The pages say what the documents say, word for word, and where each sentence comes from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from smpolicy.foundations.errors import InvalidDocuments
from smpolicy.foundations.timeline import Interval
from smpolicy.meaning.norms import Structure
from smpolicy.resolution.unconfirmed import unconfirmed_in_words
from smpolicy.site.book import Book, NoSite, days_in_words, open_book
from smpolicy.site.consolidated import View
from smpolicy.site.markup import address, html, inline, slug
from smpolicy.site.pages import files, navigation, page, page_names, title

from .conftest import DATA, DAY, DRAFT, HOSTILE_WORDS, REGISTRY, write
from .reading import links, paragraphs_of, read, shown

INSTRUMENT = (DATA / "si31.txt").read_text(encoding="utf-8")
STRUCTURES = tuple(each for each in smpolicy.load().structures if "/" not in each)


def in_order(paragraphs: list[str], shown_paragraphs: list[str]) -> list[str]:
    """Return the paragraphs that are not shown, or not in the order of the text; the footnote stands by its mark."""
    missing, position = [], 0
    for each in paragraphs:
        if each.startswith("Defined as the third layer"):
            missing += [] if each in shown_paragraphs else [each]
        elif each in shown_paragraphs[position:]:
            position = shown_paragraphs.index(each, position) + 1
        else:
            missing.append(each)
    return missing


def test_every_packaged_page_with_drafts_contains_the_instrument(packaged_book: Book) -> None:
    """With the packaged drafts, on the pages of parts too, the text stands whole."""
    drafts = open_book(packaged_book.library, as_of=DAY, drafts=True)
    for name in drafts.policies:
        assert in_order(paragraphs_of(INSTRUMENT), read(shown(drafts, f"structures/{name}")).paragraphs) == []


@pytest.mark.parametrize("structure", STRUCTURES)
def test_every_structure_page_contains_the_instrument_word_for_word(structure: str, packaged_book: Book) -> None:
    """Every paragraph of the Staff Instruction stands whole on each structure's page, in its order."""
    found = read(shown(packaged_book, f"structures/{structure}")).paragraphs
    assert in_order(paragraphs_of(INSTRUMENT), found) == []


def test_there_are_nineteen_structures() -> None:
    """The registry holds the nineteen executive structures."""
    assert len(STRUCTURES) == 19


def test_the_instruction_has_a_page_with_nothing_left_out(packaged_book: Book) -> None:
    """The page of the Staff Instruction holds it from letterhead to annex."""
    assert in_order(paragraphs_of(INSTRUMENT), read(shown(packaged_book, "si31")).paragraphs) == []


def test_additions_do_not_disturb_the_text(book: Book) -> None:
    """With additions between them, the paragraphs still stand whole and in order."""
    found = read(shown(book, "structures/arcadia")).paragraphs
    assert in_order(paragraphs_of(INSTRUMENT), found) == []


def test_emphasis_footnote_and_dead_link(packaged_book: Book) -> None:
    """Emphasis is emphasis, the footnote mark leads to its note and back, and a link to nowhere is words."""
    found = shown(packaged_book, "si31")
    assert "<em>Social Media</em> includes" in found
    assert 'instructions<sup class="smp-mark" id="si31-5.fn1-mark"><a href="#si31-5.fn1"' in found
    assert 'href="#si31-5.fn1-mark"' in found
    assert "PC.DEC/705." in found
    assert 'href="#"' not in found


def test_each_provision_has_a_permalink_a_citation_and_an_eid(packaged_book: Book) -> None:
    """Every provision of the three instruments has an anchor, and says how it is cited."""
    body = shown(packaged_book, "si31")
    for provision in packaged_book.provisions.values():
        assert f'id="{slug(provision.id)}"' in body
        assert f'href="#{slug(provision.id)}"' in body
        assert f"{html('{}', provision.citation)} <span" in body
        assert provision.eid in body


def test_permalinks_are_stable() -> None:
    """An anchor is made of the short id alone."""
    assert slug("si31:7.2.b5") == "si31-7.2.b5"
    assert slug("arcadia/ai-1#patrol routes") == "arcadia-ai-1-patrol-routes"


def test_anchors_are_unique_and_links_lead_somewhere(book: Book) -> None:
    """On every page each anchor stands once, and each link leads to an anchor or page that exists."""
    pages = {name: read(shown(book, name)) for name in page_names(book)}
    for name, found in pages.items():
        assert len(found.anchors) == len(set(found.anchors)), name
        for target in found.addresses:
            if target.startswith("mailto:"):
                continue
            where, _, anchor = target.partition("#")
            to = where.removeprefix("/").removesuffix(".html") or name
            if to in files(book):
                continue
            assert to in pages, (name, target)
            assert not anchor or anchor in pages[to].anchors, (name, target)


def test_the_table_of_contents_leads_to_anchors(book: Book) -> None:
    """Each line of a table of contents names an anchor of its page."""
    for name in page_names(book):
        rendered = page(book, name, links)
        assert {each.anchor for each in rendered.headings} <= set(read(str(rendered.body)).anchors)


def test_a_structure_page_leads_with_what_it_adds(book: Book) -> None:
    """The additions come first, each with a link to its place in the text that follows."""
    body = shown(book, "structures/arcadia")
    assert body.index("What the OSCE Mission to Arcadia adds") < body.index("The consolidated text")
    place = "SI 31, 7.2, third heading, first bullet"
    assert f'Stands under <a href="#arcadia-draft-2026-patrol-routes">{place}</a>' in body
    inner = body.index('id="arcadia-draft-2026-patrol-routes"')
    assert body.index('id="si31-7.2.b7"') < inner < body.index('id="si31-7.2.b8"')


def test_an_addition_says_where_it_comes_from(book: Book) -> None:
    """Origin in words, then the document and the line on which the words stand."""
    line = next(n for n, words in enumerate(DRAFT.splitlines(), 1) if "Staff shall not post" in words)
    body = shown(book, "structures/arcadia")
    assert "Proposed for the OSCE Mission to Arcadia under 7.3 by a draft, arcadia/draft-2026" in body
    assert re.search(rf"policies/overlays/arcadia/draft\.yaml, line ({line - 1}|{line})<", body)


def test_drafts_are_announced_on_top_and_on_each_addition(book: Book) -> None:
    """The draft notice is the first notice of the page, and stands in each draft addition."""
    body = shown(book, "structures/arcadia")
    notice = book.words.on_a_draft("the authors of this software", "OSCE Mission to Arcadia")
    assert body.index(notice) < body.index("What the OSCE Mission to Arcadia adds")
    assert body.index(notice) < body.index(book.words.authentic)
    additions = body.count('class="smp-addition smp-addition--draft')
    assert body.count(notice) == additions + 1


def test_every_page_that_shows_a_draft_says_so(packaged_book: Book) -> None:
    """A structure's page and those of its parts name the whole structure; home and documents speak of all."""
    drafts = open_book(packaged_book.library, as_of=DAY, drafts=True)
    drafted = [name for name, policy in drafts.policies.items() if policy.resolution.draft_authors]
    assert {"moldova", "moldova/tiraspol", "bih", "kosovo", "odihr", "rfom", "bishkek"} <= set(drafted)
    for name in drafted:
        whole = drafts.policies[name.partition("/")[0]]
        body = shown(drafts, f"structures/{name}")
        additions = body.count('class="smp-addition smp-addition--draft')
        assert body.count(drafts.words.on_a_draft("The authors of smpolicy", whole.name)) == additions + 1
        assert body.count("Illustrative draft") == additions + 1
    for name in ("index", "documents"):
        assert "Illustrative draft" in shown(drafts, name)
    assert "Illustrative draft" not in shown(drafts, "structures/albania")


def test_parts_stand_behind_the_whole(packaged_book: Book) -> None:
    """Pages of parts exist with drafts only, come after their structure's, and bear its name."""
    drafts = open_book(packaged_book.library, as_of=DAY, drafts=True)
    names = page_names(drafts)
    assert names.index("structures/moldova/tiraspol") == names.index("structures/moldova") + 1
    assert title(drafts, "structures/moldova/tiraspol").startswith("OSCE Mission to Moldova: Tiraspol")
    assert not any(name.count("/") > 1 for name in page_names(packaged_book))


def test_an_issuance_in_force_is_no_draft(book: Book) -> None:
    """What is in force bears its badge and no draft notice."""
    body = shown(book, "structures/utopia")
    assert "smp-badge--in-force" in body
    assert "Illustrative draft" not in body


def test_drafts_left_out_are_said_to_be_left_out(without_drafts: Book) -> None:
    """Without drafts no word of theirs is shown, their sub-structures have no page, and their absence is said."""
    assert "structures/arcadia/east" not in page_names(without_drafts)
    assert "structures/utopia/north" in page_names(without_drafts)
    body = shown(without_drafts, "structures/arcadia")
    assert "patrol" not in body
    assert "1 draft for this structure is left out: arcadia/draft-2026." in body
    assert "Drafts left out" in shown(without_drafts, "documents")


def test_claims_are_shown_and_never_applied(book: Book) -> None:
    """What an issuance says of the Staff Instruction is shown as that."""
    body = shown(book, "structures/arcadia")
    assert 'smp-badge--never-applied">Never applied</span> Said of the Staff Instruction' in body
    assert "Staff shall seek advice from the legal officer instead of COMMS." in body


def test_open_slots_are_said_to_be_open(book: Book) -> None:
    """Where nobody is named the page says so; where somebody is, one can write to them."""
    assert "nobody is named" in shown(book, "structures/secretariat")
    body = shown(book, "structures/arcadia")
    assert '<a href="mailto:press.arcadia@example.org">' in body
    assert "Last reviewed on 20 June 2024." in body


def test_sub_structures_have_their_own_page(book: Book) -> None:
    """A part has a page that shows what it inherits and what is its own, linked both ways."""
    body = shown(book, "structures/arcadia/east")
    assert "Posts made on duty shall carry no geotag." in body
    assert "anything from which its route can be inferred" in body
    assert '<a href="/structures/arcadia.html">OSCE Mission to Arcadia</a>' in body
    assert '<a href="/structures/arcadia/east.html">Eastern office</a>' in shown(book, "structures/arcadia")
    assert "no geotag" not in shown(book, "structures/arcadia")


def test_home_groups_structures_and_tells_the_closed_apart(packaged_book: Book) -> None:
    """Secretariat, institutions and field operations by their names of the day; what is closed, with its day."""
    words = read(shown(packaged_book, "index")).paragraphs
    groups = [each for each in words if each in ("Secretariat", "Institutions", "Field operations", "Closed")]
    assert groups == ["Secretariat", "Institutions", "Field operations", "Closed"]
    closed = next(each for each in words if each.startswith("OSCE Special Monitoring Mission to Ukraine"))
    assert "Closed on 1 April 2022" in closed
    assert words.index(closed) > words.index("Closed")


def test_names_are_those_of_the_day() -> None:
    """On 1 June 2021 the office in Astana bore another name, and the missions since closed were there."""
    book = open_book(smpolicy.load(), as_of=date(2021, 6, 1))
    words = " ".join(read(shown(book, "index")).paragraphs)
    assert "OSCE Programme Office in Nur-Sultan" in words
    assert "Closed on" not in words


def test_unconfirmed_fields_are_said_in_words(book: Book) -> None:
    """Nobody reads `names[0].from day`."""
    arcadia: Structure = book.library.structures["arcadia"]
    assert unconfirmed_in_words(arcadia) == (
        "the seat",
        "the exact day since when it bore the name “OSCE Observers in Arcadia”",
    )
    for structure in book.library.structures.values():
        assert not any("names[" in each for each in unconfirmed_in_words(structure))
    assert "Unconfirmed" in shown(book, "structures/arcadia")
    assert "names[" not in shown(book, "structures/arcadia")


def test_a_closed_structure_is_said_to_be_closed(packaged_book: Book) -> None:
    """Its text is shown as a record, beside the notice."""
    body = shown(packaged_book, "structures/ukraine-smm")
    assert "was closed on 1 April 2022" in body
    assert "Nothing below is in force here on this day" in body


def test_a_structure_yet_to_come_stands_apart(book: Book) -> None:
    """Before its first day a structure is in no group of those that exist."""
    early = open_book(book.library, as_of=date(2014, 1, 1), drafts=True)
    body = shown(early, "index")
    assert body.index("Not yet there on this day") < body.index("OSCE Observers in Arcadia")


def test_documents_are_named_exactly(book: Book) -> None:
    """Id, version, digest, status and path of every document."""
    body = shown(book, "documents")
    for each in book.library.lowered.instruments.values():
        assert each.id in body
        assert each.digest in body
        assert book.path(each.span.path) in body
    assert "policies/structures.yaml" in body
    assert "policies/overlays/arcadia/draft.yaml" in body


def test_documents_without_part_are_listed(tmp_path: Path) -> None:
    """A withdrawn issuance is still a document."""
    withdrawn = DRAFT.partition("structures:")[0].replace("status: draft", "status: withdrawn")
    withdrawn = withdrawn.replace(
        "proposed_for: arcadia\ndrafted_by: the authors of this software", "issuer: {structure: arcadia}"
    )
    root = write(tmp_path / "mine", structures=REGISTRY, withdrawn=withdrawn)
    book = open_book(smpolicy.load(root), as_of=DAY, drafts=True, root=root)
    assert "Without part on this day" in shown(book, "documents")


def test_every_open_question_is_published(packaged_book: Book) -> None:
    """Its number, its words, its readings and what it touches; and that nobody has reviewed it."""
    body = shown(packaged_book, "open-questions")
    questions = packaged_book.library.lowered.vocabulary.questions
    for each in questions.values():
        assert str(html("{}", each.question)) in body
        assert all(str(html("{}", words)) in body for _, words in each.readings)
        assert f'id="{slug(each.id)}"' in body
    assert body.count("Our reading, unreviewed.") == len(questions)
    assert 'href="/si31.html#si31-7.2.b5"' in body


def test_hostile_words_are_words(book: Book) -> None:
    """Markup, templates and scripts in a document come out as the characters they are."""
    for name in page_names(book):
        found = read(shown(book, name))
        assert not {"script", "img", "b", "i"} & set(found.tags)
        assert not any(each.startswith("javascript:") for each in found.addresses)
    whole = " ".join("".join(read(shown(book, "structures/utopia")).paragraphs).split())
    assert HOSTILE_WORDS.replace("*", "") not in whole  # it is an addition, left out by the reader of instruments
    body = shown(book, "structures/utopia")
    assert str(html("{}", HOSTILE_WORDS)).replace("*em*", "<em>em</em>") in body


def test_two_entries_never_share_an_anchor(book: Book) -> None:
    """Ids that would make one anchor are told apart."""
    policy = book.policies["arcadia"]
    norm = next(each for each in policy.entries if each.kind == "norm")
    view = View(book=book, entries=(*policy.entries, norm), links=links, level=3)
    anchors = [anchor for n, anchor in view.anchors.items() if view.entries[n].layout != "preamble"]
    assert len(anchors) == len(set(anchors))


def test_no_page_says_that_something_is_allowed(book: Book) -> None:
    """Never "allowed", and nothing of sanctions."""
    for name in page_names(book):
        words = " ".join(read(shown(book, name)).paragraphs).lower()
        assert not re.search(r"\b(allowed|permitted|sanction|misconduct|disciplin)", words), name


def test_every_page_says_its_day(book: Book) -> None:
    """Whoever reads a page knows for which day it was made."""
    for name in page_names(book):
        assert "As of <time" in shown(book, name)


def test_paths_do_not_tell_the_machine(book: Book, invented: Path) -> None:
    """Paths begin with the folder of the documents."""
    for name in page_names(book):
        assert str(invented.parent) not in shown(book, name)


def test_the_navigation_holds_every_page_once(book: Book) -> None:
    """No page is lost between the groups."""
    whole = navigation(book)
    structures = [name for group in whole.groups[0].groups for name in group.pages]
    assert sorted([*whole.pages, *structures]) == sorted(page_names(book))


def test_documents_with_errors_make_no_site(tmp_path: Path) -> None:
    """To leave a broken document out would be to publish as if it had not been written."""
    broken = DRAFT.replace("si31:7.2.b7", "si31:7.2.b12")
    library = smpolicy.load(write(tmp_path, structures=REGISTRY, broken=broken))
    with pytest.raises(InvalidDocuments):
        open_book(library, as_of=DAY)


def test_no_structures_make_no_site(packaged_book: Book) -> None:
    """A site without structures would have nothing to choose from."""
    from dataclasses import replace

    lowered = packaged_book.library.lowered
    without = replace(packaged_book.library, lowered=replace(lowered, structures={}))
    with pytest.raises(NoSite, match="no structures"):
        open_book(without, as_of=DAY)
    with pytest.raises(NoSite, match="no instrument that stands by itself"):
        open_book(replace(packaged_book.library, lowered=replace(lowered, instruments={})), as_of=DAY)


def test_days_are_half_open() -> None:
    """The day on which something ends is no longer counted, and that is said."""
    interval = Interval(start=date(2021, 1, 1), until=date(2022, 1, 1))
    assert days_in_words(interval) == "from 1 January 2021, until 1 January 2022 (that day no longer counted)"
    assert days_in_words(Interval()) == "no days are stated"


def test_inline_text() -> None:
    """Only emphasis is read as markup; a link that leads somewhere stays as it was typed."""
    assert inline("*a* <i> [b](#) [c](http://x)") == "<em>a</em> &lt;i&gt; b [c](http://x)"
    assert address('x" onclick="y') == "x&#34; onclick=&#34;y"
