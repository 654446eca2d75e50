"""The page of a structure: what it adds, whom to turn to, its names and days, and the consolidated text."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from smpolicy.foundations.timeline import day_in_words
from smpolicy.meaning.norms import Contact, Instrument, Interpretation, Name, Slot
from smpolicy.policy import Policy
from smpolicy.resolution.resolved import Entry
from smpolicy.resolution.unconfirmed import unconfirmed_in_words
from smpolicy.site.book import Book, days_in_words
from smpolicy.site.consolidated import (
    Heading,
    Links,
    View,
    aside,
    consolidated_text,
    headings,
    headline_of,
    is_own,
    label,
    look,
    remarks,
    sentence,
)
from smpolicy.site.markup import (
    address,
    badge,
    bullets,
    described,
    html,
    inline,
    joined,
    notice,
    paragraph,
    section,
    slug,
)
from smpolicy.site.names import DOCUMENTS, page_of
from smpolicy.site.notices import NO_PART


def full_name(book: Book, policy: Policy) -> str:
    """Return the name of a structure; that of a part stands behind that of the whole."""
    parent = book.policies.get(policy.structure.parent or "")
    return f"{parent.name}: {policy.name}" if parent else policy.name


def body(book: Book, policy: Policy, links: Links) -> tuple[Markup, list[Heading]]:
    """Return what stands on a structure's page, and its table of contents."""
    view = View(book=book, entries=policy.entries, links=links, level=3, policy=policy)
    sections = [
        ("adds", _adds_title(policy), _adds(policy, view)),
        ("contacts", "Whom to turn to", _contacts(policy, view)),
        ("dates", "Names and days", _dates(book, policy, links)),
        *([("no-part", NO_PART, bullets(_left_out(policy)))] if policy.left_out else []),
        ("consolidated", "The consolidated text", _consolidated(policy, view)),
    ]
    shown = [section(*each) for each in sections]
    outline = [Heading(level=1, anchor=anchor, title=words) for anchor, words, _ in sections]
    reviewed = html('<p class="smp-small">Reviewed: {}.</p>', str(policy.reviewed))
    return joined([*_notices(policy), *_kin(book, policy, links), reviewed, *shown]), [*outline, *headings(view, 2)]


def _notices(policy: Policy) -> Iterator[Markup]:
    """Render what must be said beside the policy: that a draft has part in it first of all."""
    for policy_notice in sorted(policy.resolution.notices, key=lambda each: each.kind != "draft"):
        if policy_notice.kind in ("unconfirmed", "left-out", "drafts-left-out", "reviewed"):
            continue  # said below, among the names and days, and among what has no part
        yield notice(
            policy_notice.kind if policy_notice.kind in ("draft", "authentic") else "state", policy_notice.words
        )


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
    additions = [(entry, view.anchors[n]) for n, entry in enumerate(view.entries) if is_own(entry)]
    if additions:
        items = joined(_added(entry, anchor, view) for entry, anchor in additions)
        words = "Each stands in its place in the consolidated text too; a norm with what the machine makes of it."
        return html('<p class="smp-small">{}</p>\n<ol class="smp-adds">\n{}\n</ol>', words, items)
    called, invites = view.book.words.local_text, view.book.governing.invites
    under = f" under {invites.provision.partition(':')[2]}" if invites else ""
    if policy.drafts_left_out:
        return paragraph(f"These documents know of no {called} in force here{under}. Drafts are left out.")
    whose = view.book.words.of_the_instrument()
    return paragraph(f"No {called}{under} is known to these documents: the text below is {whose}.")


def _added(entry: Entry, anchor: str, view: View) -> Markup:
    provision, first = view.book.provisions.get(entry.provision), headline_of(entry, view)
    return html(
        '<li class="{}">\n<p class="smp-label">{}</p>\n<p class="smp-words">{}</p>\n{}'
        '<p class="smp-origin">Stands under <a href="#{}">{}</a>. {}. <span class="smp-place">{}</span></p>\n{}\n</li>',
        look(entry.kind, first), label(entry.kind, first, view.book.words.instrument), inline(entry.text),
        joined(aside(entry, view)), anchor, provision.citation if provision else entry.provision, entry.origin,
        view.book.place(entry.span), joined(remarks(entry, view)),
    )  # fmt: skip


def _contacts(policy: Policy, view: View) -> Markup:
    rows = [_contact(slot, policy.contacts.get(name), policy, view) for name, slot in policy.resolution.slots.items()]
    return html('<ul class="smp-contacts">\n{}\n</ul>', joined(rows)) if rows else paragraph("The text names nobody.")


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
    return joined([described(rows), *(_issuance(book, policy, each) for each in instruments if each.structure)])


def _of_name(name: Name) -> Iterator[str]:
    if name.short:
        yield f"Short: {name.short}"
    days = days_in_words(name.borne)
    yield f"{days[0].upper()}{days[1:]}"


def _document_row(document: Instrument | Interpretation, links: Links) -> tuple[object, object]:
    name = html('<a href="{}#{}">{}</a>', links(DOCUMENTS), slug(document.document_id), document.number)
    days = days_in_words(document.effective)
    if document.draft:
        return name, html("{} Not issued. Written to hold: {}", badge("draft", "Draft"), days)
    return name, f"In force {days}"


def _issuance(book: Book, policy: Policy, overlay: Instrument) -> Markup:
    """Render what an issuance says of itself, and the terms that it declares."""
    rows: list[tuple[object, object]] = []
    if overlay.drafted_by:
        rows.append(("Drafted by", overlay.drafted_by))
    if overlay.issuer:
        rows.append(("Signed by", overlay.issuer.replace("-", " ")))
    rows.append(("Document", html('<span class="smp-place">{}</span>', book.path(overlay.span.path))))
    notes = joined(html('<p class="smp-aside">{}</p>', sentence(each)) for each in policy.noted(overlay))
    return html(
        '<h3 class="smp-issuance">{}</h3>\n{}\n{}', f"{overlay.number}: {overlay.title}", notes, described(rows)
    )


def _consolidated(policy: Policy, view: View) -> Markup:
    whole = html('<article class="smp-text" aria-labelledby="consolidated">\n{}\n</article>', consolidated_text(view))
    if policy.in_force:
        return whole
    words = "Nothing below is in force here on this day; the text is shown as a record."
    return joined([notice("state", words), whole])
