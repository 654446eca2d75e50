"""The home page: all structures by kind, each with what it adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from smpolicy.foundations.timeline import day_in_words
from smpolicy.policy import Policy
from smpolicy.resolution.resolved import Entry
from smpolicy.resolution.unconfirmed import unconfirmed_in_words
from smpolicy.site.book import Book, days_in_words
from smpolicy.site.consolidated import Heading, Links, is_own
from smpolicy.site.markup import badge, html, joined, notice, section, slug
from smpolicy.site.names import page_of, page_of_text
from smpolicy.site.notices import drafts_among_these

_CLOSED: Final = "Closed"
_FUTURE: Final = "Not yet there on this day, as far as the registry knows"


def body(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    """Return what stands on the page, and its table of contents."""
    governing, whose = book.governing, book.words.of_the_organization()
    intro = html(
        '<p class="smp-lead">Read {}<a href="{}">{}, {}</a>, in force {}, together with what your structure '
        "adds to it. Every sentence shows where it comes from.</p>",
        whose, links(page_of_text(governing)), governing.number, governing.title, days_in_words(governing.effective),
    )  # fmt: skip
    groups = {words: chosen for words, chosen in grouped(book).items() if chosen}
    sections = [section(slug(words), words, _choices(book, chosen, links)) for words, chosen in groups.items()]
    notices = drafts_among_these(book.draft_authors, book.words)
    outline = [Heading(level=1, anchor=slug(words), title=words) for words in groups]
    choice = html('<div class="smp-choice" data-smp-filter="Find a structure">\n{}\n</div>', joined(sections))
    return joined([*notices, intro, choice, notice("authentic", book.words.authentic)]), outline


def grouped(book: Book) -> Mapping[str, list[Policy]]:
    """Return the structures by kind; those closed and those not yet there stand apart."""
    kinds = book.library.lowered.kinds_of_structures
    groups: dict[str, list[Policy]] = {words: [] for words in (*(each.plural for each in kinds), _CLOSED, _FUTURE)}
    headings = {each.name: each.plural for each in kinds}
    for policy in book.policies.values():
        groups[_group_of(policy, headings)].append(policy)
    return groups


def _group_of(policy: Policy, headings: Mapping[str, str]) -> str:
    if _is_closed(policy):
        return _CLOSED
    return headings[policy.structure.kind] if policy.structure.exists_on(policy.as_of) else _FUTURE


def _is_closed(policy: Policy) -> bool:
    return policy.structure.closed is not None and policy.as_of >= policy.structure.closed


def _choices(book: Book, chosen: list[Policy], links: Links) -> Markup:
    tops = [each for each in chosen if each.structure.parent not in {other.structure.id for other in chosen}]
    return html('<ul class="smp-structures">\n{}\n</ul>', joined(_choice(book, each, chosen, links) for each in tops))


def _choice(book: Book, policy: Policy, chosen: list[Policy], links: Links) -> Markup:
    parts = [each for each in chosen if each.structure.parent == policy.structure.id]
    inner = joined(_choice(book, each, chosen, links) for each in parts)
    below = html("\n<ul>\n{}\n</ul>", inner) if parts else Markup()
    small = joined(_about(policy), ". ")
    draft = html(" {}", badge("draft", "Draft")) if book.drafted(policy.structure) else ""
    return html(
        '<li><a href="{}">{}</a>{}{}{}</li>',
        links(page_of(policy.structure.id)), policy.name, draft,
        html(' <span class="smp-small">{}</span>', small) if small else "", below,
    )  # fmt: skip


def _about(policy: Policy) -> Iterator[Markup]:
    """Yield what is said of a structure beside its name."""
    structure = policy.structure
    added = [entry for entry in policy.entries if is_own(entry)]
    if _is_closed(policy) and structure.closed:
        yield html("Closed on {}", day_in_words(structure.closed))
    if structure.seat and structure.parent is None:
        yield html("Seat: {}", structure.seat)
    if added:
        yield html("{} addition{}{}", len(added), "" if len(added) == 1 else "s", _of_drafts(added))
    unconfirmed = unconfirmed_in_words(structure)
    if unconfirmed and structure.parent is None:
        yield html("Unconfirmed: {}", "; ".join(unconfirmed))


def _of_drafts(added: list[Entry]) -> str:
    if all(entry.draft for entry in added):
        return " proposed by a draft"
    return ", some of them proposed by drafts" if any(entry.draft for entry in added) else ""
