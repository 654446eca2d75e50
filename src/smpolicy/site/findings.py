"""The page of the findings: how every addition stands to the instrument, counted, and what is found on any, one by one.

It says what the pages of the structures say, of all of them at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, get_args

from markupsafe import Markup

from smpolicy.conflicts.headline import Headline, Look, Sentence
from smpolicy.conflicts.precedence import Undetermined
from smpolicy.conflicts.readback import RELATIONS
from smpolicy.conflicts.showing import Shown, shown
from smpolicy.foundations.keywords import Relation
from smpolicy.meaning.kinds import KINDS
from smpolicy.policy import Policy
from smpolicy.resolution.resolved import Entry
from smpolicy.site.book import Book
from smpolicy.site.consolidated import Heading, Links, View, headline_of, is_own, label, look, sentence
from smpolicy.site.markup import badge, bullets, html, inline, joined, paragraph, section
from smpolicy.site.names import page_of
from smpolicy.site.notices import drafts_among_these

#: The sections of what is found, the gravest first: their anchors, their titles, and how such an addition looks.
_SECTIONS: Final[tuple[tuple[str, str, Look], ...]] = (
    ("set-aside", "Set aside, or inconsistent", "set-aside"),
    ("for-review", "For people to decide, or undecided", "for-review"),
    ("never-applied", "Never applied", "never-applied"),
)
#: By what a reader can choose among what is found: attributes of each, and what the choice is called.
_CHOICE: Final = Markup('data-smp-choose="structure:Structure|kind:Kind|state:How it stands"')
#: What stands over the norms whose relation to their provision cannot be computed.
_NO_RELATION: Final = "not compared"


@dataclass(frozen=True, kw_only=True)
class _Addition:
    """An addition as it stands in the policy of one structure."""

    policy: Policy
    entry: Entry
    anchor: str
    view: View

    @cached_property
    def headline(self) -> Headline:
        return headline_of(self.entry, self.view)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(self.policy.sentences(self.entry))

    @property
    def told(self) -> tuple[str, ...]:
        """What is found on it, in plain words."""
        return (self.headline.words, *map(str, self.sentences))

    @property
    def kinds(self) -> list[str]:
        """The kinds of inconsistency that are found on it, in words."""
        norm = self.entry.norm
        found = [each for each in self.policy.said_of(norm) if not isinstance(each, Undetermined)] if norm else []
        names = dict.fromkeys([*([self.entry.does] if self.entry.does else []), *(each.kind for each in found)])
        return [KINDS[name].does.format(self.view.book.words.instrument) for name in names]

    def examples(self) -> Iterator[Shown]:
        """Yield an activity that shows each thing found on it, where the evaluator confirms one."""
        for each in self.policy.said_of(self.entry.norm) if self.entry.norm else ():
            example = None if isinstance(each, Undetermined) else shown(self.policy, each)
            if example is not None:
                yield example


def body(book: Book, links: Links) -> tuple[Markup, list[Heading]]:
    """Return what stands on the page, and its table of contents."""
    additions = list(_told_once(_additions(book, links)))
    found = [
        (anchor, words, _list([each for each in additions if each.headline.look == look_of_it]))
        for anchor, words, look_of_it in _SECTIONS
        if any(each.headline.look == look_of_it for each in additions)
    ]
    relations = [("relations", "How the norms stand", _relations(additions))] if additions else []
    chosen = html("<div {}>\n{}\n</div>", _CHOICE, joined(section(*each) for each in found)) if found else ""
    parts = [
        *drafts_among_these(book.draft_authors, book.words),
        _in_short(book, additions),
        chosen,
        *(section(*each) for each in relations),
    ]
    outline = [Heading(level=1, anchor=anchor, title=words) for anchor, words, _ in (*found, *relations)]
    return joined(each for each in parts if each), outline


def _additions(book: Book, links: Links) -> Iterator[_Addition]:
    for name, policy in book.policies.items():
        view = View(book=book, entries=policy.entries, links=links, level=3, policy=policy, page=links(page_of(name)))
        for position, entry in enumerate(policy.entries):
            if is_own(entry):
                yield _Addition(policy=policy, entry=entry, anchor=view.anchors[position], view=view)


def _told_once(additions: Iterable[_Addition]) -> Iterator[_Addition]:
    """Yield each addition once, and of those that a part of a structure takes over only what is otherwise there."""
    seen: set[tuple[str, ...]] = set()
    for each in additions:
        told = (each.entry.id, *each.told)
        if told not in seen:
            seen.add(told)
            yield each


def _in_short(book: Book, additions: list[_Addition]) -> Markup:
    """Say how many additions there are, and of how many what is found."""
    if not additions:
        return paragraph(f"No {book.words.local_texts} have part in these pages, so that nothing can be found on any.")
    count = _counted(len({each.entry.id for each in additions}), "addition", "additions")
    documents = _counted(len({each.entry.document for each in additions}), "document", "documents")
    lead = f"{count} to {book.words.instrument}, by {documents}."
    found = Counter(each.headline.lead for each in additions if each.headline.look != "in-force")
    if not found:
        none = "Nothing is found on any of them: none is set aside, inconsistent, or left for people to decide."
        return html('<p class="smp-lead">{} {}</p>', lead, none)
    counts = (f"{words}: {number}" for words, number in sorted(found.items()))
    nothing = sum(each.headline.look == "in-force" for each in additions)
    return joined([html('<p class="smp-lead">{}</p>', lead), bullets([*counts, f"Nothing is found: {nothing}"])])


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _list(additions: list[_Addition]) -> Markup:
    return html('<ol class="smp-adds">\n{}\n</ol>', joined(map(_finding, additions)))


def _finding(each: _Addition) -> Markup:
    """Render what is found on an addition: where it stands, its words, what prevails and survives, an example."""
    entry, view = each.entry, each.view
    provision = view.book.provisions.get(entry.provision)
    examples = joined(_example(example) for example in each.examples())
    sentences = joined(html('<p class="smp-aside">{}</p>', sentence(one, view.page)) for one in each.sentences)
    return html(
        '<li class="{}" data-structure="{}" data-kind="{}" data-state="{}">\n<p class="smp-label">{}</p>\n'
        '<p class="smp-words">{}</p>\n{}\n{}\n'
        '<p class="smp-origin"><a href="{}#{}">{}, under {}</a>. {}. <span class="smp-place">{}</span></p>\n</li>',
        look(entry.kind, each.headline), each.policy.name, "; ".join(each.kinds), each.headline.lead,
        label(entry.kind, each.headline, view.book.words.instrument, view.page), inline(entry.text), sentences,
        examples, view.page, each.anchor, each.policy.name, provision.citation if provision else entry.provision,
        entry.origin, view.book.place(entry.span),
    )  # fmt: skip


def _example(example: Shown) -> Markup:
    remark = html('<p class="smp-small">{}.</p>', example.remark) if example.remark else ""
    return html(
        '<details class="smp-machine">\n<summary>An activity that shows it</summary>\n{}\n{}\n</details>',
        bullets(example.words, "smp-readback"), remark,
    )  # fmt: skip


def _relations(additions: list[_Addition]) -> Markup:
    """Render for each document how many of its norms stand in which relation to the provision that they are under."""
    norms: dict[str, dict[str, str]] = {}
    places = {each.entry.document: each for each in reversed(additions)}
    for each in additions:
        if each.entry.norm is not None:
            relation = each.policy.relations.get(each.entry.norm.id, "")
            norms.setdefault(each.entry.document, {})[each.entry.norm.id] = relation
    head = joined(html('<th scope="col">{}</th>', words.capitalize()) for words in (*get_args(Relation), _NO_RELATION))
    rows = []
    for document, relation_of in norms.items():
        counted = Counter(relation_of.values())
        cells = joined(html("<td>{}</td>", counted[each] or "") for each in (*get_args(Relation), ""))
        place = places[document]
        link = html('<a href="{}">{}</a>', place.view.page, place.policy.name)
        draft = html(" {}", badge("draft", "Draft")) if place.entry.draft else ""
        rows.append(html('<tr><th scope="row">{}{}</th>{}</tr>', link, draft, cells))
    meanings = bullets(words.format("the provision") for words in RELATIONS.values())
    return html(
        '<p>How each norm stands to the provision that it is under is computed, and not claimed.</p>\n{}\n'
        '<div class="smp-wide" tabindex="0" role="region" aria-labelledby="relations">\n<table>\n'
        '<thead><tr><th scope="col">Structure</th>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</div>',
        meanings, head, joined(rows),
    )  # fmt: skip
