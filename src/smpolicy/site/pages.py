"""Pages: pure functions from a book and a page's name to HTML.

Every page is a value; nothing here reads a file, asks for the day, or knows about mkdocs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from smpolicy.conflicts.headline import Headline
from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.norms import Closing, Contact, Instrument, Interpretation, Name, Slot
from smpolicy.meaning.vocabulary import OpenQuestion
from smpolicy.policy import Policy
from smpolicy.resolution.resolved import AUTHENTIC_NOTICE, Entry, draft_notice, unconfirmed_in_words
from smpolicy.site.book import Book, days_in_words
from smpolicy.site.consolidated import Heading, Links, View, aside, headings, headline, label, look, remarks, text
from smpolicy.site.machine import reviewed
from smpolicy.site.markup import address, badge, html, inline, joined, slug

#: The pages that every site has, by name, with their titles; a structure's page is `structures/<id>`.
HOME: Final = "index"
INSTRUCTION: Final = "si31"
QUESTIONS: Final = "open-questions"
DOCUMENTS: Final = "documents"
_STRUCTURES: Final = "structures/"

_CLOSED: Final = "Closed"
_FUTURE: Final = "Not yet there on this day, as far as the registry knows"
#: Above the documents that began by a day and do not hold on it, on a structure's page and among the documents.
_NO_PART: Final = "Without part on this day"

#: What stands for the structure in the draft notice of a page that shows drafts for several.
_ANY_STRUCTURE: Final = "the structure it is written for"


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


def page_of(structure: str) -> str:
    """Return the name of a structure's page."""
    return f"{_STRUCTURES}{structure}"


def page_names(book: Book) -> tuple[str, ...]:
    """Return the names of all pages of a book, in the order in which they are read."""
    return (HOME, INSTRUCTION, *(page_of(name) for name in book.policies), QUESTIONS, DOCUMENTS)


def title(book: Book, name: str) -> str:
    """Return the title of a page."""
    if name.startswith(_STRUCTURES):
        return _full_name(book, book.policies[name.removeprefix(_STRUCTURES)])
    return {
        HOME: "Choose your structure",
        INSTRUCTION: book.governing.number,
        QUESTIONS: "Open questions",
        DOCUMENTS: "Documents",
    }[name]


def navigation(book: Book) -> Group:
    """Return the order and grouping of all pages."""
    kinds = tuple(
        Group(title=words, pages=tuple(page_of(each.structure.id) for each in chosen))
        for words, chosen in _grouped(book).items()
        if chosen
    )
    return Group(
        title="",
        pages=(HOME, INSTRUCTION, QUESTIONS, DOCUMENTS),
        groups=(Group(title="Structures", groups=kinds),),
    )


def page(book: Book, name: str, links: Links) -> Page:
    """Render one page; `links` gives the address of any other as seen from it."""
    if name.startswith(_STRUCTURES):
        body, outline = _structure_page(book, book.policies[name.removeprefix(_STRUCTURES)], links)
    else:
        body, outline = _PAGES[name](book, links)
    whole = html('<div class="smp-page">\n<h1>{}</h1>\n{}\n{}\n</div>', title(book, name), _state(book, links), body)
    return Page(name=name, title=title(book, name), body=whole, headings=tuple(outline))


def _state(book: Book, links: Links) -> Markup:
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


def _section(anchor: str, words: str, *parts: object) -> Markup:
    filled = joined(part for part in parts if part)
    return html('<section aria-labelledby="{0}">\n<h2 id="{0}">{1}</h2>\n{2}\n</section>', anchor, words, filled)


def _notice(kind: str, words: object) -> Markup:
    return html('<p class="smp-notice smp-notice--{}">{}</p>', kind, words)


def _drafts_among_these(authors: Iterable[str]) -> list[Markup]:
    """Say, on a page that is no structure's own, what the drafts of these authors among the pages are."""
    said = (draft_notice(author, _ANY_STRUCTURE) for author in authors)
    return [_notice("draft", f"Drafts have part in these pages. Of each: {words}") for words in said]


def _paragraph(words: object) -> Markup:
    return html("<p>{}</p>", words)


def _listed(items: Iterable[object], kind: str = "smp-list") -> Markup:
    return html('<ul class="{}">\n{}\n</ul>', kind, joined(html("<li>{}</li>", each) for each in items))


def _described(rows: Iterable[tuple[object, object]]) -> Markup:
    return html('<dl class="smp-facts">\n{}\n</dl>', joined(html("<dt>{}</dt><dd>{}</dd>", *row) for row in rows))


# Home


def _home(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    governing = book.governing
    intro = html(
        '<p class="smp-lead">Read the OSCE’s <a href="{}">{}, {}</a>, in force {}, together with what your structure '
        "adds to it. Every sentence shows where it comes from.</p>",
        links(INSTRUCTION), governing.number, governing.title, days_in_words(governing.effective),
    )  # fmt: skip
    groups = {words: chosen for words, chosen in _grouped(book).items() if chosen}
    sections = [_section(slug(words), words, _choices(book, chosen, links)) for words, chosen in groups.items()]
    notices = _drafts_among_these(book.draft_authors)
    outline = [Heading(level=1, anchor=slug(words), title=words) for words in groups]
    choice = html('<div class="smp-choice" data-smp-filter="Find a structure">\n{}\n</div>', joined(sections))
    return joined([*notices, intro, choice, _notice("authentic", AUTHENTIC_NOTICE)]), outline


def _grouped(book: Book) -> Mapping[str, list[Policy]]:
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
    added = [entry for entry in policy.entries if _is_own(entry)]
    if _is_closed(policy) and structure.closed:
        yield html("Closed on {}", day_in_words(structure.closed))
    if structure.seat and structure.parent is None:
        yield html("Seat: {}", structure.seat)
    if added:
        yield html("{} addition{}{}", len(added), "" if len(added) == 1 else "s", _of_drafts(added))
    unconfirmed = unconfirmed_in_words(structure)
    if unconfirmed and structure.parent is None:
        yield html("Unconfirmed: {}", "; ".join(unconfirmed))


def _is_own(entry: Entry) -> bool:
    """Whether it is what the structure adds: an interpretation closes a question for everybody."""
    return entry.kind not in ("provision", "interpretation")


def _of_drafts(added: list[Entry]) -> str:
    if all(entry.draft for entry in added):
        return " proposed by a draft"
    return ", some of them proposed by drafts" if any(entry.draft for entry in added) else ""


# The Staff Instruction


def _instruction(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    view = View(book=book, entries=book.text, links=links, level=2, citations=True)
    governing = book.governing
    facts = _described(
        [
            ("Title", governing.title),
            ("In force", days_in_words(governing.effective)),
            ("Issued", day_in_words(governing.issued) if governing.issued else "no day is stated"),
            ("Read from", html('<span class="smp-place">{}</span>', book.path(governing.span.path))),
        ]
    )
    remarks = [_paragraph(governing.note)] if governing.note else []
    before = [
        Heading(level=1, anchor=slug(f"{each.document}:preamble"), title="Letterhead")
        for each in book.text[:1]
        if each.layout == "preamble"
    ]
    whole = html('<article class="smp-text" aria-label="{}">\n{}\n</article>', governing.number, text(view))
    return joined([_notice("authentic", AUTHENTIC_NOTICE), facts, *remarks, whole]), [*before, *headings(view)]


# A structure


def _full_name(book: Book, policy: Policy) -> str:
    parent = book.policies.get(policy.structure.parent or "")
    return f"{parent.name}: {policy.name}" if parent else policy.name


def _structure_page(book: Book, policy: Policy, links: Links) -> tuple[Markup, list[Heading]]:
    view = View(book=book, entries=policy.entries, links=links, level=3, policy=policy)
    sections = [
        ("adds", _adds_title(policy), _adds(policy, view)),
        ("contacts", "Whom to turn to", _contacts(policy, view)),
        ("dates", "Names and days", _dates(book, policy, links)),
        *([("no-part", _NO_PART, _listed(_left_out(policy)))] if policy.left_out else []),
        ("consolidated", "The consolidated text", _consolidated(policy, view)),
    ]
    shown = [_section(*each) for each in sections]
    outline = [Heading(level=1, anchor=anchor, title=words) for anchor, words, _ in sections]
    return joined([*_notices(policy), *_kin(book, policy, links), *shown]), [*outline, *headings(view, 2)]


def _notices(policy: Policy) -> Iterator[Markup]:
    """Render what must be said beside the policy: that a draft has part in it first of all."""
    for notice in sorted(policy.resolution.notices, key=lambda each: each.kind != "draft"):
        if notice.kind in ("unconfirmed", "left-out", "drafts-left-out"):
            continue  # said among the names and days, and among what has no part
        yield _notice(notice.kind if notice.kind in ("draft", "authentic") else "state", notice.words)


def _left_out(policy: Policy) -> list[str]:
    """Return why each document without part has none; the drafts are counted in one notice."""
    drafts = [each.words for each in policy.resolution.notices if each.kind == "drafts-left-out"]
    return [*(each.words for each in policy.left_out if each.why != "draft"), *drafts]


def _kin(book: Book, policy: Policy, links: Links) -> Iterator[Markup]:
    """Link a structure with its parts, and a part with the whole."""
    parent = book.policies.get(policy.structure.parent or "")
    if parent is not None:
        yield html(
            '<p class="smp-kin">Part of the <a href="{}">{}</a>, whose additions hold here too.</p>',
            links(page_of(parent.structure.id)), parent.name,
        )  # fmt: skip
    parts = [each for each in book.policies.values() if each.structure.parent == policy.structure.id]
    if parts:
        linked = (html('<a href="{}">{}</a>', links(page_of(each.structure.id)), each.name) for each in parts)
        named = joined(linked, ", ")
        yield html('<p class="smp-kin">Parts with a page of their own: {}.</p>', named)


def _adds_title(policy: Policy) -> str:
    return f"What the {policy.name} adds" if policy.structure.parent is None else f"What is added for {policy.name}"


def _adds(policy: Policy, view: View) -> Markup:
    found = [(entry, view.anchors[n]) for n, entry in enumerate(view.entries) if _is_own(entry)]
    if found:
        items = joined(_added(entry, anchor, view) for entry, anchor in found)
        words = "Each stands in its place in the consolidated text too; a norm with what the machine makes of it."
        return html('<p class="smp-small">{}</p>\n<ol class="smp-adds">\n{}\n</ol>', words, items)
    if policy.drafts_left_out:
        return _paragraph("These documents know of no issuance in force here under 7.3. Drafts are left out.")
    return _paragraph("No issuance under 7.3 is known to these documents: the text below is the Staff Instruction’s.")


def _added(entry: Entry, anchor: str, view: View) -> Markup:
    provision, said = view.book.provisions.get(entry.provision), headline(entry, view)
    return html(
        '<li class="{}">\n<p class="smp-label">{}</p>\n<p class="smp-words">{}</p>\n{}'
        '<p class="smp-origin">Stands under <a href="#{}">{}</a>. {}. <span class="smp-place">{}</span></p>\n{}\n</li>',
        look(entry.kind, said), label(entry.kind, said), inline(entry.text),
        joined(aside(entry, view)), anchor, provision.citation if provision else entry.provision, entry.origin,
        view.book.place(entry.span), joined(remarks(entry, view)),
    )  # fmt: skip


def _contacts(policy: Policy, view: View) -> Markup:
    rows = [_contact(slot, policy.contacts.get(name), policy, view) for name, slot in policy.resolution.slots.items()]
    return html('<ul class="smp-contacts">\n{}\n</ul>', joined(rows)) if rows else _paragraph("The text names nobody.")


def _contact(slot: Slot, contact: Contact | None, policy: Policy, view: View) -> Markup:
    provision = view.book.provisions.get(slot.provision)
    where = html('<a href="#{}">{}</a>', slug(slot.provision), provision.citation if provision else slot.provision)
    return html("<li><p>“{}” ({})</p>\n<p>{}</p></li>", slot.words, where, _who(slot, contact, policy))


def _who(slot: Slot, contact: Contact | None, policy: Policy) -> Markup:
    if contact is None:
        return html("{} The text leaves this place open: nobody is named.", badge("open", "Open"))
    who = joined([contact.name, *([address(contact.email)] if contact.email else [])], ", ")
    if not slot.open:
        return html("<strong>{}</strong>. Named by the text itself.", who)
    by = next((each for each in policy.documents if each.id == contact.document), None)
    reviewed = f" Last reviewed on {day_in_words(contact.reviewed)}." if contact.reviewed else ""
    origin = f"Named by {by.title} ({by.id})." if by else ""
    draft = badge("draft", "Draft") if by and by.draft else ""
    return html("{} <strong>{}</strong>. {}{}", draft, who, origin, reviewed)


def _dates(book: Book, policy: Policy, links: Links) -> Markup:
    structure = policy.structure
    rows: list[tuple[object, object]] = []
    if structure.parent is None:
        rows += [(each.name, ". ".join(_of_name(each))) for each in structure.names]
    if structure.seat and structure.parent is None:
        rows.append(("Seat", structure.seat))
    if structure.closed:
        rows.append(("Closed", f"{day_in_words(structure.closed)}, the first day on which it no longer exists"))
    unconfirmed = unconfirmed_in_words(structure)
    if unconfirmed:
        rows.append(("Unconfirmed in the registry", "; ".join(unconfirmed)))
    if structure.note:
        rows.append(("Note in the registry", structure.note))
    instruments = policy.resolution.instruments
    rows += [_document_row(each, links) for each in instruments if each.effective.start or each.structure]
    rows += [_document_row(each, links) for each in policy.interpretations]
    return joined([_described(rows), *(_issuance(book, each) for each in instruments if each.structure)])


def _of_name(name: Name) -> Iterator[str]:
    if name.short:
        yield f"Short: {name.short}"
    days = days_in_words(name.borne)
    yield f"{days[0].upper()}{days[1:]}"


def _document_row(document: Instrument | Interpretation, links: Links) -> tuple[object, object]:
    name = html('<a href="{}#{}">{}</a>', links(DOCUMENTS), slug(document.id), document.number)
    days = days_in_words(document.effective)
    if document.draft:
        return name, html("{} Not issued. Written to hold: {}", badge("draft", "Draft"), days)
    return name, f"In force {days}"


def _issuance(book: Book, overlay: Instrument) -> Markup:
    """Render what an issuance says of itself, and the terms that it declares."""
    rows: list[tuple[object, object]] = []
    if overlay.drafted_by:
        rows.append(("Drafted by", overlay.drafted_by))
    if overlay.issuer:
        rows.append(("Signed by", overlay.issuer.replace("-", " ")))
    rows.append(("Document", html('<span class="smp-place">{}</span>', book.path(overlay.span.path))))
    return html('<h3 class="smp-issuance">{}</h3>\n{}', f"{overlay.number}: {overlay.title}", _described(rows))


def _consolidated(policy: Policy, view: View) -> Markup:
    whole = html('<article class="smp-text" aria-labelledby="consolidated">\n{}\n</article>', text(view))
    if policy.in_force:
        return whole
    words = "Nothing below is in force here on this day; the text is shown as a record."
    return joined([_notice("state", words), whole])


# Open questions


def _questions(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    questions = sorted(book.library.lowered.vocabulary.questions.values(), key=_by_number)
    intro = _paragraph(
        "What the text does not decide. Each question is published with the readings that are taken into account; "
        "no reading is preferred here, and code does not settle it. "
        "Where an interpretation has closed one, that is said."
    )
    drafts = _drafts_among_these(sorted({each.drafted_by for each in book.common.interpretations if each.draft}))
    shown = [_question(book, each, links) for each in questions]
    outline = [
        Heading(level=1, anchor=slug(each.id), title=f"{each.number} {_touched(book, each)}") for each in questions
    ]
    return joined([*drafts, intro, *shown]), outline


def _by_number(question: OpenQuestion) -> tuple[int, str, str]:
    digits = re.search(r"\d+", question.number)
    return (int(digits[0]) if digits else 0, question.number, question.id)


def _touched(book: Book, question: OpenQuestion) -> str:
    """Return the short names of the provisions that a question touches, for a table of contents."""
    places = dict.fromkeys(book.place_of_norm.get(name, name) for name in question.touches)
    shown = [place.removeprefix(f"{book.governing.id}:") for place in places]
    return f"({', '.join(shown[:2])}{', …' if len(shown) > 2 else ''})" if shown else ""


def _question(book: Book, question: OpenQuestion, links: Links) -> Markup:
    places = dict.fromkeys(book.place_of_norm.get(name, name) for name in question.touches)
    touches = joined((_provision_link(book, place, links) for place in places), "; ")
    body = joined([*_closings(book, question), *_readings(question, book.closings.get(question.id))])
    return html(
        '<section class="smp-question" aria-labelledby="{0}">\n<h2 id="{0}"><span class="smp-number">{1}</span> {2} '
        '<a class="smp-permalink" href="#{0}" aria-label="Permalink to {1}">#</a></h2>\n'
        '{3}\n<p class="smp-small">Touches: {4}. {5}</p>\n</section>',
        slug(question.id), question.number, question.question, body, touches, reviewed(question.reviewed_by),
    )  # fmt: skip


def _readings(question: OpenQuestion, chosen: str | None) -> Iterator[Markup]:
    """Render the readings of a question; once one is chosen, the others as those of the days before."""
    others = [inline(words) for name, words in question.readings if name != chosen]
    if chosen is not None and others:
        yield _paragraph("On the days before, this was taken into account too:")
    if others:
        yield _listed(others, "smp-readings")
    elif chosen is None:
        yield _paragraph("No readings of it are told apart here: it has no part in evaluation.")


def _closings(book: Book, question: OpenQuestion) -> Iterator[Markup]:
    """Render each interpretation that chooses a reading of a question, and that they differ, where they do."""
    found = [
        (each, closing)
        for each in book.common.interpretations
        for closing in each.closings
        if closing.question == question.id
    ]
    closed = question.id in book.closings
    yield from (_closing(each, closing, question, closed=closed) for each, closing in found)
    if found and not closed:
        yield _paragraph("Interpretations choose different readings of it, so that it stays open.")


def _closing(each: Interpretation, closing: Closing, question: OpenQuestion, *, closed: bool) -> Markup:
    done = "closed" if closed else "read"
    said = f"Would be {done}" if each.draft else done.capitalize()
    since = f" from {day_in_words(each.effective.start)}" if each.effective.start else ""
    by, first = f"a draft by {each.drafted_by}" if each.draft else each.issuer, Headline(draft=each.draft)
    return html(
        '<div class="{}">\n<p class="smp-label">{}</p>\n<p><strong>{}{}</strong> by {}{}: {}.</p>\n'
        '<p class="smp-words">“{}”</p>\n</div>',
        look("interpretation", first), label("interpretation", first), said, since, each.title,
        f" ({by})" if by else "", inline(dict(question.readings)[closing.reading]), inline(closing.text),
    )  # fmt: skip


def _provision_link(book: Book, place: str, links: Links) -> Markup:
    provision = book.provisions.get(place)
    if provision is None:
        return html("{}", place)
    return html('<a href="{}#{}">{}</a>', links(INSTRUCTION), slug(place), provision.citation)


# Documents


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: str
    title: str
    version: str
    digest: str
    status: str
    path: str
    origin: str = ""


def _documents(book: Book, _: Links) -> tuple[Markup, list[Heading]]:
    part = [each for each in book.documents if each.id in book.taking_part]
    none = [each for each in book.documents if each.id not in book.taking_part and each.id not in book.left_out]
    left_out = [each for each in book.documents if each.id in book.left_out]
    groups = [
        ("taking-part", "What these pages are made from", [*(_row(each) for each in part), *_other_documents(book)]),
        ("left-out", "Drafts left out", [_row(each) for each in left_out]),
        ("no-part", _NO_PART, [_row(each) for each in none]),
    ]
    shown = [(anchor, words, rows) for anchor, words, rows in groups if rows]
    intro = _paragraph("Each document is named by its id, its version and the digest of the bytes that were read.")
    sections = [_section(anchor, words, *(_document(book, each) for each in rows)) for anchor, words, rows in shown]
    drafts = _drafts_among_these(book.draft_authors)
    outline = [Heading(level=1, anchor=anchor, title=words) for anchor, words, _ in shown]
    return joined([*drafts, intro, *sections]), outline


def _row(each: Instrument | Interpretation) -> _Row:
    return _Row(
        id=each.id, title=each.title, version=each.version, digest=each.digest, status=each.status, path=each.span.path
    )  # fmt: skip


def _other_documents(book: Book) -> Iterator[_Row]:
    """Yield the documents that only say what others speak of: the facts, and the registry of structures."""
    known = {each.span.path for each in book.documents}
    for each in sorted(book.library.corpus.documents, key=lambda document: document.path):
        name = getattr(each.form, "id", None)
        if each.path not in known and name is not None:
            heading = getattr(each.form, "title", name)
            origin = getattr(each.form, "origin", None) or ""
            yield _Row(id=name, title=heading, version="", digest=each.digest, status="", path=each.path, origin=origin)


def _document(book: Book, row: _Row) -> Markup:
    facts: list[tuple[object, object]] = [
        ("Id", row.id),
        ("Version", row.version or "none stated"),
        ("Status", badge(row.status, row.status.replace("-", " ").capitalize()) if row.status else "none stated"),
        ("Path", html('<span class="smp-place">{}</span>', book.path(row.path))),
        ("Digest", html('<span class="smp-digest">{}</span>', row.digest)),
        *([("Whose facts", row.origin)] if row.origin else []),
    ]
    return html(
        '<div class="smp-document" id="{}">\n<h3>{}</h3>\n{}\n</div>', slug(row.id), row.title, _described(facts)
    )


_PAGES: Final[Mapping[str, Callable[[Book, Links], tuple[Markup, list[Heading]]]]] = {
    HOME: _home,
    INSTRUCTION: _instruction,
    QUESTIONS: _questions,
    DOCUMENTS: _documents,
}
