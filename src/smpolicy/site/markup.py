"""Markup: how words become HTML.

Everything here returns `Markup`, which escapes whatever is put into it;
text that anybody may have written never reaches a page in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup, escape

_EMPHASIS: Final = re.compile(r"\*([^*\n]+)\*")
_DEAD_LINK: Final = re.compile(r"\[([^\]\n]+)\]\(#\)")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._]+")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def html(template: str, /, *parts: object, **named: object) -> Markup:
    """Fill a piece of HTML; every part that is not markup itself is escaped."""
    return Markup(template).format(*parts, **named)


def joined(parts: Iterable[object], between: str = "\n") -> Markup:
    """Join parts; those that are not markup are escaped, and so is what stands between them."""
    return escape(between).join(escape(part) for part in parts)


def slug(name: str) -> str:
    """Return the anchor of a name: `rules:4.b5` stands at `#rules-4.b5`."""
    return _UNSAFE.sub("-", name).strip("-")


def inline(text: str, marks: Mapping[str, str] | None = None) -> Markup:
    """Render a text: `*words*` are emphasised, footnote marks lead to their notes, a link to nowhere keeps its words.

    `marks` gives for each footnote mark the anchor of its note.
    """
    plain = _DEAD_LINK.sub(r"\1", str(escape(text)))
    rendered = _EMPHASIS.sub(r"<em>\1</em>", plain)
    for mark, anchor in (marks or {}).items():
        rendered = rendered.replace(mark, str(_mark(mark, anchor)), 1)
    return Markup(rendered)


def _mark(mark: str, anchor: str) -> Markup:
    link = html('<a href="#{1}" aria-label="footnote {0}">{0}</a>', mark, anchor)
    return html('<sup class="smp-mark" id="{}-mark">{}</sup>', anchor, link)


def address(email: str) -> Markup:
    """Render an e-mail address as something to write to; what is none stays plain text."""
    if _EMAIL.fullmatch(email):
        return html('<a href="mailto:{0}">{0}</a>', email)
    return escape(email)


def badge(kind: str, words: str) -> Markup:
    """Render a small label that says in words how something stands."""
    return html('<span class="smp-badge smp-badge--{}">{}</span>', kind, words)


def section(anchor: str, words: str, *parts: object) -> Markup:
    """Render a section under a heading; parts that are empty are left out."""
    filled = joined(part for part in parts if part)
    return html('<section aria-labelledby="{0}">\n<h2 id="{0}">{1}</h2>\n{2}\n</section>', anchor, words, filled)


def notice(kind: str, words: object) -> Markup:
    """Render what must be said, in a box of its own; `kind` says how it looks."""
    return html('<p class="smp-notice smp-notice--{}">{}</p>', kind, words)


def paragraph(words: object) -> Markup:
    """Render a paragraph."""
    return html("<p>{}</p>", words)


def bullets(items: Iterable[object], kind: str = "smp-list") -> Markup:
    """Render a list without numbers."""
    return html('<ul class="{}">\n{}\n</ul>', kind, joined(html("<li>{}</li>", each) for each in items))


def described(rows: Iterable[tuple[object, object]]) -> Markup:
    """Render terms, each with what is to be said of it."""
    return html('<dl class="smp-facts">\n{}\n</dl>', joined(html("<dt>{}</dt><dd>{}</dd>", *row) for row in rows))
