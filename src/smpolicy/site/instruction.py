"""The page of the instrument: its own text, as everybody has it."""

from __future__ import annotations

from markupsafe import Markup

from smpolicy.foundations.timeline import day_in_words
from smpolicy.site.book import Book, days_in_words
from smpolicy.site.consolidated import Heading, Links, View, consolidated_text, headings
from smpolicy.site.markup import described, html, joined, notice, paragraph, slug


def body(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    """Return what stands on the page, and its table of contents."""
    view = View(book=book, entries=book.text, links=links, level=2, citations=True)
    governing = book.governing
    facts = described(
        [
            ("Title", governing.title),
            ("In force", days_in_words(governing.effective)),
            ("Issued", day_in_words(governing.issued) if governing.issued else "no day is stated"),
            ("Read from", html('<span class="smp-place">{}</span>', book.path(governing.span.path))),
        ]
    )
    remarks = [paragraph(governing.note)] if governing.note else []
    before = [
        Heading(level=1, anchor=slug(f"{each.document}:preamble"), title="Letterhead")
        for each in book.text[:1]
        if each.layout == "preamble"
    ]
    whole = html(
        '<article class="smp-text" aria-label="{}">\n{}\n</article>', governing.number, consolidated_text(view)
    )
    return joined([notice("authentic", book.words.authentic), facts, *remarks, whole]), [*before, *headings(view)]
