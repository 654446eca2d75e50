"""The consolidated text as HTML: each provision with its permalink, each addition under the provision it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from markupsafe import Markup

from smpolicy.conflicts.headline import Headline, Sentence
from smpolicy.foundations.wording import plain_text
from smpolicy.meaning.norms import Norm
from smpolicy.policy import Policy
from smpolicy.resolution.resolved import Entry
from smpolicy.site.book import Book
from smpolicy.site.machine import folded_readback, read_off, who_reviewed
from smpolicy.site.markup import badge, bullets, html, inline, joined, slug
from smpolicy.site.names import QUESTIONS

#: Gives the address of a page, by its name, as seen from the page that is being rendered.
Links = Callable[[str], str]

#: How an addition is introduced, by its kind; `{}` stands for the instrument.
_LABELS: Final = {
    "norm": "Addition",
    "guidance": "Guidance",
    "claim": "Said of {}",
    "context": "Context",
    "term": "Term",
    "note": "Note",
    "contact": "Contact named",
    "interpretation": "Interpretation",
}
#: How many words of a paragraph stand in the table of contents.
_TITLE_WORDS: Final = 6
#: Layouts that stand together: bullets make one list, the lines of a letterhead one letterhead.
_RUNS: Final = frozenset({"bullet", "preamble"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line of a page's table of contents; `level` 1 is the outermost."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, kw_only=True)
class View:
    """How a text is shown on one page: from which heading level on, by whose policy, and what is said beside it.

    Without a `policy` it is the instruments' text alone, as it stands for everybody.
    `page` is the address of the page that the anchors stand on: empty where that is the page itself.
    `citations` prints citation and eId under each provision; elsewhere the permalink alone bears them.
    """

    book: Book
    entries: tuple[Entry, ...]
    links: Links
    level: int
    policy: Policy | None = None
    citations: bool = False
    page: str = ""

    @cached_property
    def anchors(self) -> Mapping[int, str]:
        """The anchor of each entry, by its position; two that would be the same are told apart."""
        anchors: dict[int, str] = {}
        taken: set[str] = set()
        for position, entry in enumerate(self.entries):
            stem, number = slug(entry.id), 2
            anchor = stem
            while anchor in taken and entry.layout != "preamble":
                anchor, number = f"{stem}-{number}", number + 1
            taken.add(anchor)
            anchors[position] = anchor
        return anchors

    @cached_property
    def marks(self) -> Mapping[str, Mapping[str, str]]:
        """For each instrument, the anchor of each footnote by its mark."""
        anchors: dict[str, dict[str, str]] = {}
        for position, entry in enumerate(self.entries):
            if entry.layout == "footnote":
                anchors.setdefault(entry.document, {})[entry.number] = self.anchors[position]
        return anchors

    @cached_property
    def questions(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the open questions of the base that touch each provision."""
        touched: dict[str, list[str]] = {}
        for question in self.book.library.lowered.vocabulary.questions.values():
            for name in () if question.local_to else question.touches:
                provision = self.book.place_of_norm.get(name, name)
                if question.id not in touched.setdefault(provision, []):
                    touched[provision].append(question.id)
        return {provision: tuple(names) for provision, names in touched.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A provision and the additions to it."""

    entry: Entry
    anchor: str
    additions: tuple[tuple[Entry, str], ...] = ()


def blocks(view: View) -> list[Block]:
    """Put each addition with the provision that it stands under."""
    blocks: list[Block] = []
    for position, entry in enumerate(view.entries):
        anchor = view.anchors[position]
        if entry.kind == "provision":
            blocks.append(Block(entry=entry, anchor=anchor))
        else:
            last = blocks[-1]
            blocks[-1] = Block(entry=last.entry, anchor=last.anchor, additions=(*last.additions, (entry, anchor)))
    return blocks


def consolidated_text(view: View) -> Markup:
    """Render the consolidated text."""
    runs = groupby(enumerate(blocks(view)), key=lambda each: _run(each[0], each[1]))
    return joined(_rendered([block for _, block in run], view) for _, run in runs)


def _run(position: int, block: Block) -> tuple[str, str, int]:
    together = block.entry.layout in _RUNS
    return block.entry.layout, block.entry.document, -1 if together else position


def _rendered(run: list[Block], view: View) -> Markup:
    match run[0].entry.layout:
        case "preamble":
            return _letterhead(run, view)
        case "bullet":
            return html('<ul class="smp-bullets">\n{}\n</ul>', joined(_bullet(each, view) for each in run))
        case "section" | "part":
            return _section(run[0], view)
        case "group":
            return _group(run[0], view)
        case "footnote":
            return _footnote(run[0], view)
        case _:
            return _paragraph(run[0], view)


def _letterhead(run: list[Block], view: View) -> Markup:
    """Render the lines above an instrument; for one that the annex reproduces they are its heading."""
    first = run[0]
    words = [inline(each.entry.text) for each in run]
    if first.entry.document == view.book.governing.id:
        lines = joined(html("<p>{}</p>", line) for line in words)
        return html('<div class="smp-letterhead" id="{}">\n{}\n</div>', first.anchor, lines)
    heading = '<h{0} class="smp-heading" id="{1}">{2}</h{0}>'
    return joined(html(heading, view.level + 1, first.anchor, line) for line in words)


def _section_level(entry: Entry, view: View) -> int:
    """Return the heading level of a section: those of the annex stand below the annex."""
    if entry.document == view.book.governing.id:
        return view.level
    titled = any(each.document == entry.document and each.layout == "preamble" for each in view.entries)
    return view.level + (2 if titled else 1)


def _section(block: Block, view: View) -> Markup:
    entry = block.entry
    heading = html(
        '<h{0} class="smp-heading" id="{1}">{2}{3} {4}</h{0}>',
        _section_level(entry, view), block.anchor, _number(entry, view), entry.heading, _permalink(block, view),
    )  # fmt: skip
    words = html('<p class="smp-words">{}</p>', _words(entry, view)) if entry.text else Markup()
    return joined(part for part in (heading, words, _below(block, view)) if part)


def _group(block: Block, view: View) -> Markup:
    heading = html(
        '<h{0} class="smp-group" id="{1}">{2} {3}</h{0}>',
        min(view.level + 1, 6), block.anchor, _words(block.entry, view), _permalink(block, view),
    )  # fmt: skip
    return joined(part for part in (heading, _below(block, view)) if part)


def _paragraph(block: Block, view: View) -> Markup:
    return html(
        '<div class="smp-provision" id="{}">\n<p class="smp-words">{}{} {}</p>\n{}</div>',
        block.anchor, _number(block.entry, view), _words(block.entry, view), _permalink(block, view),
        _below(block, view),
    )  # fmt: skip


def _bullet(block: Block, view: View) -> Markup:
    return html(
        '<li class="smp-provision" id="{}">\n<p class="smp-words">{} {}</p>\n{}</li>',
        block.anchor, _words(block.entry, view), _permalink(block, view), _below(block, view),
    )  # fmt: skip


def _footnote(block: Block, view: View) -> Markup:
    entry = block.entry
    return html(
        '<div class="smp-footnote" id="{0}">\n<p class="smp-words"><sup>{1}</sup> {2} '
        '<a class="smp-back" href="#{0}-mark" aria-label="Back to the text">↩</a> {3}</p>\n{4}</div>',
        block.anchor, entry.number, inline(entry.text), _permalink(block, view), _below(block, view),
    )  # fmt: skip


def _number(entry: Entry, view: View) -> Markup:
    """Return the number where the source prints it apart from the words; the annex has it in them."""
    if not entry.number or entry.document != view.book.governing.id:
        return Markup()
    return html('<span class="smp-number">{}</span> ', entry.number)


def _words(entry: Entry, view: View) -> Markup:
    return inline(entry.text, view.marks.get(entry.document))


def _permalink(block: Block, view: View) -> Markup:
    provision = view.book.provisions.get(block.entry.id)
    eid = f" (eId {provision.eid})" if provision and provision.eid else ""
    cited = block.entry.citation or block.entry.id
    return html(
        '<a class="smp-permalink" href="#{}" title="{}" aria-label="Permalink to {}">#</a>',
        block.anchor, f"{cited}{eid}", cited,
    )  # fmt: skip


def _below(block: Block, view: View) -> Markup:
    """Render what stands below the words of a provision: small print, what is set aside of it, and the additions."""
    additions = (addition(entry, anchor, view) for entry, anchor in block.additions)
    return joined([_beside(block, view), *aside(block.entry, view), *additions], "")


def _beside(block: Block, view: View) -> Markup:
    """Render the small print under a provision: how it is cited, its eId, and the open questions that touch it."""
    parts = list(_small_print(block, view))
    return html('<p class="smp-cite">{}</p>\n', joined(parts, " · ")) if parts else Markup()


def _small_print(block: Block, view: View) -> Iterator[Markup]:
    provision = view.book.provisions.get(block.entry.id)
    if view.citations and provision is not None:
        yield html('{} <span class="smp-eid">{}</span>', provision.citation, provision.eid)
    questions = view.questions.get(block.entry.id, ())
    if questions:
        yield html("open question{}: {}", "s" if len(questions) > 1 else "", joined(_questions(questions, view), ", "))


def _questions(names: Iterable[str], view: View) -> Iterator[Markup]:
    questions = view.book.library.lowered.vocabulary.questions
    for name in names:
        closed = " (closed)" if name in view.book.closings else ""
        yield html('<a href="{}#{}">{}</a>{}', view.links(QUESTIONS), slug(name), questions[name].number, closed)


def label(kind: str, said: Headline, instrument: str = "", page: str = "") -> Markup:
    """Introduce an addition: that it is a draft, what becomes of it and by what, and of which kind it is.

    What it names stands on the page at that address: without one, on the same page.
    """
    badges = [badge("draft", "Draft")] if said.draft else []
    badges += [badge(said.look, said.lead)] if said.lead else []
    about = html(" {} {}.", said.link, _all_cited(said.norms, page)) if said.link else ""
    return html("{}{} {}", joined(badges, " "), about, _LABELS[kind].format(instrument))


def _all_cited(norms: Iterable[Norm], page: str) -> Markup:
    """Name norms by their citations, each a link to where it stands."""
    *first, last = [_cited(norm, page) for norm in norms]
    return html("{} and {}", joined(first, "; "), last) if first else last


def addition(entry: Entry, anchor: str, view: View) -> Markup:
    """Render what is added: its words, what the machine makes of them, what is set aside, and where it comes from."""
    first_said = headline_of(entry, view)
    permalink = html('<a class="smp-permalink" href="#{}" aria-label="Permalink to this addition">#</a>', anchor)
    place = html('<span class="smp-place">{}</span>', view.book.place(entry.span))
    parts = [
        html('<p class="smp-label">{} {}</p>', label(entry.kind, first_said, view.book.words.instrument), permalink),
        html('<p class="smp-words">{}</p>', inline(entry.text)),
        *_by_machine(entry, view),
        *aside(entry, view),
        html('<p class="smp-origin">{}. {}</p>', entry.origin, place),
        *remarks(entry, view),
    ]
    return html('<div class="{}" id="{}">\n{}\n</div>\n', look(entry.kind, first_said), anchor, joined(parts))


def is_own(entry: Entry) -> bool:
    """Whether it is what the structure adds: an interpretation closes a question for everybody."""
    return entry.kind not in ("provision", "interpretation")


def headline_of(entry: Entry, view: View) -> Headline:
    """Return what is said first of an addition; without a policy nothing is found."""
    return view.policy.headline(entry) if view.policy else Headline(draft=entry.draft)


def look(kind: str, said: Headline) -> str:
    """Return the classes by which an addition is told apart from the text, a draft and what is found from others."""
    classes = ["smp-addition", f"smp-addition--{'draft' if said.draft else kind}"]
    return " ".join([*classes, *([f"smp-addition--{said.look}"] if said.look != "in-force" else [])])


def _by_machine(entry: Entry, view: View) -> Iterator[Markup]:
    """Render, of an addition that is a norm, what was read off its words, and its read-back."""
    if entry.norm is not None and view.policy is not None:
        yield read_off(entry.norm, view.policy)
        yield folded_readback(entry.norm, view.policy)


def remarks(entry: Entry, view: View) -> Iterator[Markup]:
    """Say of an addition what its own words leave open, that no machine decides by it, and that it is a draft."""
    for question in view.policy.vocabulary.questions.values() if view.policy else ():
        if question.local_to and entry.id in question.touches:
            said = html(
                "Left open here: {} {} {}", question.number, question.question, who_reviewed(question.reviewed_by)
            )
            readings = bullets([inline(words) for _, words in question.readings], "smp-readings")
            yield html('<div class="smp-open">\n<p class="smp-origin">{}</p>\n{}\n</div>', said, readings)
    if entry.norm is not None and not entry.norm.act:
        words = "Words alone: it is shown in its place, and no machine decides by it."
        yield html('<p class="smp-origin">{}</p>', words)
    if entry.draft and view.policy is not None:
        author = view.policy.resolution.draft_authors[entry.document]
        notice = view.book.words.on_a_draft(author, view.book.drafted_for(view.policy, entry.document))
        yield html('<p class="smp-origin smp-warning">{}</p>', notice)


def aside(entry: Entry, view: View) -> Iterator[Markup]:
    """Say what is set aside of an addition or a provision, over what it prevails, what people must or did decide."""
    for each in view.policy.sentences(entry) if view.policy else ():
        yield html('<p class="smp-aside">{}</p>\n', sentence(each, view.page))


def sentence(each: Sentence, page: str = "") -> Markup:
    """Render a sentence, its first words stressed and the norm that it names linked to where it stands."""
    quoted = html("“{}”: ", inline(each.quoted)) if each.quoted else ""
    lead = html("<strong>{}</strong>", each.lead) if each.lead else ""
    norm = _cited(each.norm, page) if each.norm else ""
    return html("{}{}{}{}{}", quoted, lead, inline(each.before), norm, inline(each.after))


def _cited(norm: Norm, page: str) -> Markup:
    """Link to where a norm stands on a page: a provision's where the provision does, an addition by itself."""
    return html('<a href="{}#{}">{}</a>', page, slug(norm.id if norm.structure else norm.provision), norm.citation)


def headings(view: View, level: int = 1) -> Iterator[Heading]:
    """Yield the table of contents of a text: its sections, and below them its paragraphs."""
    for block in blocks(view):
        entry = block.entry
        match entry.layout:
            case "section" | "part":
                title = f"{entry.number} {entry.heading}" if entry.document == view.book.governing.id else entry.heading
                below = entry.document != view.book.governing.id
                yield Heading(level=level + below, anchor=block.anchor, title=title.strip().rstrip(":"))
            case "paragraph" if entry.document == view.book.governing.id:
                yield Heading(level=level + 1, anchor=block.anchor, title=f"{entry.number} {_beginning(entry.text)}")


def _beginning(words: str) -> str:
    all_words = plain_text(words).split()
    return " ".join(all_words[:_TITLE_WORDS]) + ("…" if len(all_words) > _TITLE_WORDS else "")
