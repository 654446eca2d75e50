"""The page of the open questions of the base: each with the readings of it, and with what has closed it.

What an overlay leaves open in words of its own stands beside its norms.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from smpolicy.conflicts.headline import Headline
from smpolicy.conflicts.reviewed import with_reviewers
from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.norms import Closing, Interpretation
from smpolicy.meaning.vocabulary import OpenQuestion
from smpolicy.site.book import Book
from smpolicy.site.consolidated import Heading, Links, label, look
from smpolicy.site.machine import who_reviewed
from smpolicy.site.markup import bullets, html, inline, joined, paragraph, slug
from smpolicy.site.names import page_of_text
from smpolicy.site.notices import drafts_among_these


def body(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    """Return what stands on the page, and its table of contents."""
    declared = with_reviewers(book.library.lowered, book.as_of).vocabulary.questions.values()
    questions = sorted((each for each in declared if not each.local_to), key=lambda each: each.order)
    intro = paragraph(
        "What the text does not decide. Each question is published with the readings that are taken into account; "
        "no reading is preferred here, and code does not settle it. "
        "Where an interpretation has closed one, that is said."
    )
    drafts = drafts_among_these(
        sorted({each.drafted_by for each in book.common.interpretations if each.draft}), book.words
    )
    shown = [_question(book, each, links) for each in questions]
    outline = [
        Heading(level=1, anchor=slug(each.id), title=f"{each.number} {_touched(book, each)}") for each in questions
    ]
    return joined([*drafts, intro, *shown]), outline


def _touched(book: Book, question: OpenQuestion) -> str:
    """Return the short names of the provisions that a question touches, for a table of contents."""
    places = dict.fromkeys(book.place_of_norm.get(name, name) for name in question.touches)
    shown = [place.removeprefix(f"{book.governing.id}:") for place in places]
    return f"({', '.join(shown[:2])}{', …' if len(shown) > 2 else ''})" if shown else ""


def _question(book: Book, question: OpenQuestion, links: Links) -> Markup:
    places = dict.fromkeys(book.place_of_norm.get(name, name) for name in question.touches)
    touches = joined((_provision_link(book, place, links) for place in places), "; ")
    answers = joined([*_closings(book, question), *_readings(question, book.closings.get(question.id))])
    return html(
        '<section class="smp-question" aria-labelledby="{0}">\n<h2 id="{0}"><span class="smp-number">{1}</span> {2} '
        '<a class="smp-permalink" href="#{0}" aria-label="Permalink to {1}">#</a></h2>\n'
        '{3}\n<p class="smp-small">Touches: {4}. {5}</p>\n</section>',
        slug(question.id), question.number, question.question, answers, touches, who_reviewed(question.reviewed_by),
    )  # fmt: skip


def _readings(question: OpenQuestion, chosen: str | None) -> Iterator[Markup]:
    """Render the readings of a question; once one is chosen, the others as those of the days before."""
    others = [inline(words) for name, words in question.readings if name != chosen]
    if chosen is not None and others:
        yield paragraph("On the days before, this was taken into account too:")
    if others:
        yield bullets(others, "smp-readings")
    elif chosen is None:
        yield paragraph("No readings of it are told apart here: it has no part in evaluation.")


def _closings(book: Book, question: OpenQuestion) -> Iterator[Markup]:
    """Render each interpretation that chooses a reading of a question, and that they differ, where they do."""
    closings = [
        (interpretation, closing)
        for interpretation in book.common.interpretations
        for closing in interpretation.closings
        if closing.question == question.id
    ]
    closed = question.id in book.closings
    yield from (_closing(*each, question, closed=closed) for each in closings)
    if closings and not closed:
        yield paragraph("Interpretations choose different readings of it, so that it stays open.")


def _closing(document: Interpretation, closing: Closing, question: OpenQuestion, *, closed: bool) -> Markup:
    done = "closed" if closed else "read"
    what = f"Would be {done}" if document.draft else done.capitalize()
    since = f" from {day_in_words(document.effective.start)}" if document.effective.start else ""
    by = f"a draft by {document.drafted_by}" if document.draft else document.issuer
    first = Headline(draft=document.draft)
    return html(
        '<div class="{}">\n<p class="smp-label">{}</p>\n<p><strong>{}{}</strong> by {}{}: {}.</p>\n'
        '<p class="smp-words">“{}”</p>\n</div>',
        look("interpretation", first), label("interpretation", first), what, since, document.title,
        f" ({by})" if by else "", inline(dict(question.readings)[closing.reading]), inline(closing.text),
    )  # fmt: skip


def _provision_link(book: Book, place: str, links: Links) -> Markup:
    provision = book.provisions.get(place)
    if provision is None:
        return html("{}", place)
    return html('<a href="{}#{}">{}</a>', links(page_of_text(book.governing)), slug(place), provision.citation)
