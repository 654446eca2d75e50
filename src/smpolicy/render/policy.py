"""The consolidated text: what holds for one structure on one day, to be read.

The instruments' own words stand whole and unmixed.
What an overlay adds stands under its provision, marked as added, with who added it and where it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final, TypedDict

from smpolicy.foundations.timeline import day_in_words
from smpolicy.render.decision import plain_clash, plain_contact, plain_document, plain_for_review, plain_set_aside
from smpolicy.resolution.resolved import Entry, contact_in_words

if TYPE_CHECKING:
    from smpolicy.conflicts.precedence import Effect
    from smpolicy.conflicts.regime import Regime
    from smpolicy.foundations.keywords import Force, Relation
    from smpolicy.render import formats

FORMAT: Final = "smpolicy/policy@1"

_WIDTH: Final = 100
_EMPHASIS: Final = re.compile(r"\*([^*]+)\*")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|#])")
_LAST_LABEL: Final = re.compile(r"\([^()]+\)$")

#: What an addition is called before its words; a norm speaks for itself.
_CALLED: Final[Mapping[str, str]] = {
    "norm": "",
    "guidance": "Guidance: ",
    "claim": "Claim about the instrument itself: ",
    "context": "Context: ",
    "term": "Term: ",
    "note": "Note: ",
    "contact": "Contact: ",
    "interpretation": "Interpretation: ",
}


# ------------------------------------------------------------ in plain text


def policy_text(regime: Regime, *, readback: bool = False) -> str:
    """Write the consolidated text for a terminal, wrapped to 100 columns; with the read-back of what is added."""
    blocks = [
        *_text_head(regime),
        *(_text_entry(entry, regime, readback=readback) for entry in regime.entries),
        *_text_foot(regime),
    ]
    return "\n\n".join(blocks) + "\n"


def _text_head(regime: Regime) -> Iterator[str]:
    yield _wrapped(f"{regime.name} ({regime.structure.id}), as of {day_in_words(regime.as_of)}")
    yield from (_wrapped(notice, "! ", "  ") for notice in _notices(regime))
    if regime.contacts:
        yield "\n".join(["Contacts:", *(_wrapped(each, "  - ", "    ") for each in _contacts(regime))])
    yield "-" * _WIDTH


def _text_foot(regime: Regime) -> Iterator[str]:
    yield "-" * _WIDTH
    yield "\n".join(["Documents:", *(f"  - {each}" for each in _documents(regime))])
    if regime.left_out:
        yield "\n".join(["Without part in this text:", *(f"  - {each.words}" for each in regime.left_out)])
    yield _wrapped(f"Reviewed: {regime.reviewed}.", "", "  ")
    yield f"Digest of this text: {regime.digest}"


def _text_entry(entry: Entry, regime: Regime, *, readback: bool) -> str:
    if entry.kind != "provision":
        return _text_addition(entry, regime, readback=readback)
    mark = "  - " if entry.layout == "bullet" else ""
    words = [_wrapped(part, mark, " " * len(mark)) for part in _printed(entry)]
    yields = [_wrapped(str(each), f"{' ' * len(mark)}! ", f"{' ' * len(mark)}  ") for each in regime.sentences(entry)]
    return "\n\n".join([*words, *yields])


def _text_addition(entry: Entry, regime: Regime, *, readback: bool) -> str:
    margin = " " * (6 if entry.depth > 2 else 4)  # past the words of the provision that it stands under
    inner = f"{margin}  "
    first = regime.headline(entry).words
    words, *more = _addition(entry, f"[{first}] " if first else "")
    lines = [_wrapped(words, f"{margin}+ ", inner), *(_wrapped(each, inner, inner) for each in more)]
    lines += [_wrapped(str(each), inner, inner) for each in regime.sentences(entry)]
    if readback:
        lines += [_wrapped(each, f"{inner}= ", f"{inner}  ") for each in _readback(entry, regime)]
    origin = f"{entry.origin} [{entry.span.path}:{entry.span.line}]"
    return "\n".join([*lines, _wrapped(origin, inner, inner)])


def _wrapped(words: str, first: str = "", then: str = "") -> str:
    return fill(
        _unmarked(words),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,  # a word that is torn apart is not the instrument's word
    )


def _unmarked(words: str) -> str:
    return _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", words))


# ------------------------------------------------------------ in Markdown


def policy_markdown(regime: Regime, *, readback: bool = False) -> str:
    """Write the consolidated text in Markdown; additions are quotations under their provision, with their read-back."""
    blocks = [
        *_markdown_head(regime),
        *(_markdown_entry(entry, regime, readback=readback) for entry in regime.entries),
        *_markdown_foot(regime),
    ]
    return "\n\n".join(blocks) + "\n"


def _markdown_head(regime: Regime) -> Iterator[str]:
    yield f"# {_escaped(regime.name)}, as of {day_in_words(regime.as_of)}"
    yield "\n>\n".join(f"> {_escaped(notice)}" for notice in _notices(regime))
    if regime.contacts:
        yield "## Contacts"
        yield "\n".join(f"- {_escaped(each)}" for each in _contacts(regime))
    yield "## Text"


def _markdown_foot(regime: Regime) -> Iterator[str]:
    yield "## Documents"
    yield "\n".join(f"- {_escaped(each)}" for each in _documents(regime))
    if regime.left_out:
        yield "## Without part in this text"
        yield "\n".join(f"- {_escaped(each.words)}" for each in regime.left_out)
    yield _escaped(f"Reviewed: {regime.reviewed}.")
    yield f"Digest of this text: `{regime.digest}`"


def _markdown_entry(entry: Entry, regime: Regime, *, readback: bool) -> str:
    if entry.kind != "provision":
        return _markdown_addition(entry, regime, readback=readback)
    yields = "".join(f"\n\n> {_escaped(str(each))}" for each in regime.sentences(entry))
    return f"{_markdown_provision(entry)}{yields}"


def _markdown_provision(entry: Entry) -> str:
    heading, *paragraphs = [_LINK.sub(r"\1", part).replace("<", "&lt;") for part in _printed(entry)] or [""]
    if entry.heading or entry.layout == "group":
        level = "####" if entry.layout == "group" else "###"
        return "\n\n".join([f"{level} {heading}", *paragraphs])
    mark = "- " if entry.layout == "bullet" else ""
    return "\n\n".join([f"{mark}{heading}", *(f"{' ' * len(mark)}{each}" for each in paragraphs)])


def _markdown_addition(entry: Entry, regime: Regime, *, readback: bool) -> str:
    first = regime.headline(entry).words
    draft = f"**[{_escaped(first)}]** " if first else ""
    words, *more = (_escaped(each) for each in _addition(entry))
    asides = (_escaped(str(each)) for each in regime.sentences(entry))
    origin = f"{_escaped(entry.origin)} (`{entry.span.path}:{entry.span.line}`)"
    machine = [f"*{_escaped(each)}*" for each in _readback(entry, regime)] if readback else []
    parts = [f"**+** {draft}{words}", *more, *asides, *machine, origin]
    margin = "  " if entry.depth > 2 else ""
    return f"\n{margin}>\n".join(f"{margin}> {part}" for part in parts)


def _escaped(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


# ------------------------------------------------------------ in JSON


def policy_json(regime: Regime, *, readback: bool = True) -> str:
    """Write the consolidated text as one JSON document, in ASCII, so that no output encoding can spoil it."""
    return json.dumps(plain_policy(regime), indent=2) + "\n"


def plain_policy(regime: Regime) -> formats.PolicyText:
    """Return the consolidated text as plain values that JSON can hold."""
    slots = regime.resolution.slots
    eids = {each.id: each.eid for instrument in regime.resolution.instruments for each in instrument.provisions}
    return {
        "format": FORMAT,
        "structure": regime.structure.id,
        "kind": regime.structure.kind,
        "name": regime.name,
        "as_of": regime.as_of.isoformat(),
        "drafts": regime.drafts,
        "in_force": regime.in_force,
        "digest": regime.digest,
        "documents": [plain_document(each) for each in regime.documents],
        "drafts_left_out": list(regime.drafts_left_out),
        "notices": list(regime.notices),
        "contacts": [
            {
                "slot": name,
                "provision": slots[name].provision,
                "words": slots[name].words,
                "contact": plain_contact(whom),
            }
            for name, whom in sorted(regime.contacts.items())
        ],
        "left_out": [{"id": each.id, "why": each.why, "words": each.words} for each in regime.left_out],
        "closed": [
            {"question": closing.question, "reading": closing.reading, "document": each.id}
            for each in regime.interpretations
            for closing in each.closings
            if closing.question in regime.resolution.closings
        ],
        "set_aside": [plain_set_aside(each) for each in regime.set_aside],
        "clashes": [plain_clash(each) for each in regime.clashes],
        "for_review": [plain_for_review(each) for each in regime.for_review],
        "undetermined": [{"norm": each.norm.id, "other": each.other.id} for each in regime.undetermined],
        "effects": dict(regime.effects),
        "entries": [_entry(each, eids, regime) for each in regime.entries],
    }


class _Printed(TypedDict, total=False):
    """How a provision is printed, as far as it is known."""

    eid: str
    layout: str
    number: str
    heading: str


class _Added(TypedDict, total=False):
    """What there is to say of an addition, and what a machine makes of its norm."""

    effect: Effect
    norm: str
    force: Force
    relation: Relation
    readback: str
    draft: bool


def _entry(entry: Entry, eids: Mapping[str, str], regime: Regime) -> formats.Entry:
    printed: _Printed = {}
    if eid := eids.get(entry.id):
        printed["eid"] = eid
    if entry.layout:
        printed["layout"] = entry.layout
    if entry.number:
        printed["number"] = entry.number
    if entry.heading:
        printed["heading"] = entry.heading
    return {
        "kind": entry.kind,
        "id": entry.id,
        "provision": entry.provision,
        "document": entry.document,
        "depth": entry.depth,
        **printed,
        "text": entry.text,
        "citation": entry.citation,
        "origin": entry.origin,
        "source": {"path": entry.span.path, "line": entry.span.line},
        **_added(entry, regime),
    }


def _added(entry: Entry, regime: Regime) -> _Added:
    added: _Added = {}
    if entry.kind != "provision":
        added["effect"] = regime.headline(entry).effect
    if norm := entry.norm:
        added["norm"] = norm.id
        added["force"] = norm.force
        if relation := regime.relations.get(norm.id):
            added["relation"] = relation
        added["readback"] = regime.readback(norm)
    if entry.draft:
        added["draft"] = True
    return added


# ------------------------------------------------------------ common to all


def printed_number(entry: Entry) -> str:
    """Return the number to be printed before a provision: none where its heading or text already bears it.

    Regulations and Code have a number for citations, and print it in words: "Paragraph 1 on ...", "(a) ...".
    """
    number = entry.number.rstrip(".")
    if number and re.search(rf"(?<![\w.]){re.escape(number)}(?![\w.])", entry.heading):
        return ""
    label = _LAST_LABEL.search(number)
    if label and entry.text.lstrip("“\"' ").startswith(label.group()):
        return ""
    return entry.number


def _printed(entry: Entry) -> list[str]:
    """Return a provision as printed: the number with the heading or, without one, with the text."""
    parts = [part for part in (entry.heading, *_paragraphs(entry.text)) if part]
    number = printed_number(entry)
    return [f"{number} {parts[0]}", *parts[1:]] if number and parts else parts or [number]


def _addition(entry: Entry, mark: str = "") -> list[str]:
    """Return the paragraphs of an addition, with what it is called before the first, and what its "should" means."""
    should = [str(entry.norm.should)] if entry.norm and entry.norm.should else []
    return [*(_paragraphs(f"{mark}{_CALLED[entry.kind]}{entry.text}") or [""]), *should]


def _readback(entry: Entry, regime: Regime) -> list[str]:
    """Return what the machine does with an addition, a sentence for each part."""
    return regime.readback(entry.norm).splitlines() if entry.norm is not None else []


def _paragraphs(words: str) -> list[str]:
    return [" ".join(each.split()) for each in re.split(r"\n\s*\n", words) if each.strip()]


def _contacts(regime: Regime) -> Iterator[str]:
    for name, whom in sorted(regime.contacts.items()):
        slot = regime.resolution.slots[name]
        named = contact_in_words(whom) if whom else "left open by the text; nobody is named for this structure"
        yield f'{slot.provision.partition(":")[2]}, "{slot.words}": {named}'


def _notices(regime: Regime) -> Iterator[str]:
    """Yield what readers are told first: of the text, and of each issuance in it as a whole."""
    yield from regime.notices
    for each in regime.resolution.instruments:
        yield from (f"{each.number}: {sentence}" for sentence in regime.noted(each)) if each.structure else ()


def _documents(regime: Regime) -> Iterator[str]:
    for each in regime.documents:
        yield f"{each.id} {each.version}{' (draft)' if each.draft else ''} {each.digest}"


#: Every format, by the word that asks for it.
FORMATS: Final[Mapping[str, Callable[..., str]]] = {
    "text": policy_text,
    "markdown": policy_markdown,
    "json": policy_json,
}
