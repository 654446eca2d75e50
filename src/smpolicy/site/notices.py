"""What several pages say beside their matter: for which day they were made, and which drafts are among them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.naming import Words
from smpolicy.site.book import Book
from smpolicy.site.consolidated import Links
from smpolicy.site.markup import html, notice
from smpolicy.site.names import DOCUMENTS

#: Above the documents that began by a day and do not hold on it, on a structure's page and among the documents.
NO_PART: Final = "Without part on this day"

#: What stands for the structure in the draft notice of a page that shows drafts for several.
_ANY_STRUCTURE: Final = "the structure it is written for"


def state(book: Book, links: Links) -> Markup:
    """Say for which day the page was made, and what was done with drafts."""
    drafts = "Drafts are shown, and each is marked as one." if book.drafts else "Drafts are left out."
    if book.left_out and not book.drafts:
        many = len(book.left_out) > 1
        drafts = html(
            'Drafts are left out; <a href="{}#left-out">there {} {}</a>.',
            links(DOCUMENTS), "are" if many else "is", len(book.left_out) if many else "one",
        )  # fmt: skip
    day = html('<time datetime="{}">{}</time>', book.as_of, day_in_words(book.as_of))
    return html('<p class="smp-state">As of {}. {}</p>', day, drafts)


def drafts_among_these(authors: Iterable[str], words: Words) -> list[Markup]:
    """Say, on a page that is no structure's own, what the drafts of these authors among the pages are."""
    notices = (words.on_a_draft(author, _ANY_STRUCTURE) for author in authors)
    return [notice("draft", f"Drafts have part in these pages. Of each: {each}") for each in notices]
