"""The page of the documents: exactly which texts the pages are made from, and which have no part in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from smpolicy.meaning.norms import Instrument, Interpretation
from smpolicy.site.book import Book
from smpolicy.site.consolidated import Heading, Links
from smpolicy.site.markup import badge, described, html, joined, paragraph, section, slug
from smpolicy.site.notices import NO_PART, drafts_among_these


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: str
    title: str
    version: str
    digest: str
    status: str
    path: str
    origin: str = ""


def body(book: Book, _: Links) -> tuple[Markup, list[Heading]]:
    """Return what stands on the page, and its table of contents."""
    part = [each for each in book.documents if each.document_id in book.taking_part]
    none = [
        each for each in book.documents if each.document_id not in book.taking_part and each.id not in book.left_out
    ]
    left_out = [each for each in book.documents if each.id in book.left_out]
    groups = [
        ("taking-part", "What these pages are made from", [*(_row(each) for each in part), *_other_documents(book)]),
        ("left-out", "Drafts left out", [_row(each) for each in left_out]),
        ("no-part", NO_PART, [_row(each) for each in none]),
    ]
    shown = [(anchor, words, rows) for anchor, words, rows in groups if rows]
    intro = paragraph("Each document is named by its id, its version and the digest of the bytes that were read.")
    sections = [section(anchor, words, *(_document(book, each) for each in rows)) for anchor, words, rows in shown]
    drafts = drafts_among_these(book.draft_authors, book.words)
    outline = [Heading(level=1, anchor=anchor, title=words) for anchor, words, _ in shown]
    return joined([*drafts, intro, *sections]), outline


def _row(document: Instrument | Interpretation) -> _Row:
    return _Row(
        id=document.document_id,
        title=document.title,
        version=document.version,
        digest=document.digest,
        status=document.status,
        path=document.span.path,
    )


def _other_documents(book: Book) -> Iterator[_Row]:
    """Yield the documents that only say what others speak of: the facts, and the registry of structures."""
    listed = {each.span.path for each in book.documents}
    for document in sorted(book.library.corpus.documents, key=lambda document: document.path):
        name = getattr(document.form, "id", None)
        if document.path not in listed and name is not None:
            heading = getattr(document.form, "title", name)
            origin = getattr(document.form, "origin", None) or ""
            yield _Row(
                id=name,
                title=heading,
                version="",
                digest=document.digest,
                status="",
                path=document.path,
                origin=origin,
            )


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
        '<div class="smp-document" id="{}">\n<h3>{}</h3>\n{}\n</div>', slug(row.id), row.title, described(facts)
    )
