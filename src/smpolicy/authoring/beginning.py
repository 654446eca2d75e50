"""The beginning of an overlay: a draft that is valid as it stands, with words that say what to write where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import fill
from typing import Final

from smpolicy.documents.scalars import scalar_value
from smpolicy.foundations.errors import UsageError
from smpolicy.meaning.anchors import passages_of
from smpolicy.meaning.naming import Words
from smpolicy.meaning.norms import Instrument, Invitation, Structure

#: How the words begin that stand where a drafter is to write; a text that still holds them cannot come into force.
PLACEHOLDER: Final = "[to be written"

_HEAD: Final = """\
# yaml-language-server: $schema=../../../schemas/overlay-1.schema.json
# (The line above lets an editor complete keys and underline mistakes. It says where the schema lies as seen from this
# file; `smpolicy schema overlay --output DIR` writes it into a folder of your own.)
#
# A draft of {a_local_text} under {invited} of {number}, for: {name}.
# Whatever stands behind a # is a remark for you: it is not part of the document, and you may delete it.
# Run `smpolicy check` on this file as often as you like: it says what is wrong, where, and how to mend it.
# `smpolicy show {structure} --issuance` prints what it says as the text of {a_local_text}.
schema: smpolicy/overlay@1
id: {id}
title: {title}

# A draft binds nobody. Once the text is signed, `smpolicy adopt` changes these three lines.
status: draft
proposed_for: {structure}
drafted_by: "{placeholder}: the unit or the person who writes this draft]"

layer: {layer}
under: {under}

# {asks_for}
context: >
  {placeholder}: {context}]

# The text that this draft is written against, and the words of each place of it that you name below.
# `smpolicy pin` writes these values; leave them to it.
base:
  id: {base}
  version: {version}
  digest: "{digest}"
  text_digest: "{text_digest}"
  anchors:
{anchors}

# The first day on which it shall hold. Change it to the day that you mean.
dates: {{effective: {{from: {day}}}}}
{slots}"""

_EXAMPLE: Final = """
# Questions of your own that a sentence turns on; a colleague must be able to answer them with yes or no.
# Their names begin with `{home}.`. Delete those that no sentence uses.
facts:
  {facts}

# Your sentences, each with a name of its own. A sentence needs only `under:` and `text:`.
#   under:  the provision that it adds to, such as {example}
#   text:   the sentence, word for word as it shall be signed, after `>`
#   act:    what is done or left undone: words copied from the sentence, and the fact they are about
#   when:   the circumstances, in the same way
# The sentence below only shows how it is done. Write your own in its place.
norms:
  example:   # an example: your own sentence is {placeholder}]
    under: {example}
    text: >
      {sentence}
    act:
      {act}
    when:
      {when}
    examples:
      - given:
          {given}
        expect: broken
      - {{given: {{{home}.journey_ended: true}}, expect: outside}}

# Help that asks for nothing. To add some, delete the # before each of these lines, and nothing else of them.
#guidance:
#  - under: {example}
#    text: >
#      A hint for colleagues.
"""

#: The local fact that the sentence turns on where the base names nothing that people could do.
_SHARES_IT: Final[Mapping[str, object]] = {
    "question": "Does it share what was learned on an official journey?", "kind": "conduct", "neutral": False,
    "tick": {"words": "what was learned on an official journey"},
}  # fmt: skip

#: Text that needs no quotes.
_PLAIN: Final = re.compile(r"\w[\w./-]*(?::[\w./-]+)*(?: \w[\w./-]*)*\??")

_SLOTS: Final = """
# Places that {number} leaves open. To name somebody, delete the # before `slots:` and the first # of the
# line below the place, and nothing else of these lines; then write an office, not a person.
#slots:
{slots}
"""


@dataclass(kw_only=True, eq=False)
class NotInvited(UsageError):  # noqa: N818  (named for what is wrong)
    """An overlay was to be begun for something that nothing invites to issue one."""

    structure: str
    reason: str

    def __str__(self) -> str:
        """Name the structure and the reason."""
        return f"no overlay can be begun for `{self.structure}`: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An overlay that can be begun: for whom, under which name, from which day on, and under what it stands."""

    structure: Structure
    name: str
    day: date
    base: Instrument
    above: Instrument
    invites: Invitation

    @property
    def home(self) -> str:
        """The structure whose name its facts bear."""
        return self.structure.id.partition("/")[0]

    def head(self, title: str = "", cited: Iterable[str] = ()) -> str:
        """Return how its file begins, up to its days and slots; without a title it bears that of all of its like.

        Its pin holds the words of what is `cited` in it.
        """
        return _head(self, title or self.base.words.title, cited)

    def text(self) -> str:
        """Return the whole of a text to begin from, with a sentence that shows how one is written."""
        sentence = _sentence(self.home, self.above, self.invites, self.base.words)
        example = _EXAMPLE.format(home=self.home, placeholder=PLACEHOLDER, **sentence)
        return self.head(cited=(sentence["example"],)) + example


def begin(
    structure: Structure, *, name: str, day: date, base: Instrument, overlays: Iterable[Instrument] = ()
) -> Begun:
    """Return what an overlay begins from: for a structure, under a short name, to hold from a day on.

    It stands under what invites such a structure: the nearest of the overlays of the whole, or the base.
    Raises `NotInvited` for a part that no registry lists, and for a structure that nothing invites.
    """
    if structure.unlisted:
        where = (
            f"a part is named in the overlay of its structure, under `structures:`; begin one for `{structure.parent}`"
        )
        raise NotInvited(structure=structure.id, reason=where)
    higher = sorted((each for each in overlays if each.structure != structure.id), key=lambda each: -len(each.beneath))
    inviting = ((each, each.invites) for each in (*higher, base) if each.invites is not None)
    above, invites = next(((each, how) for each, how in inviting if structure.kind in how.structures), (base, None))
    if invites is None:
        reason = f"{base.number} invites nobody"
        if base.invites is not None:
            reason = f"{base.invites.provision.partition(':')[2]} invites others: “{base.invites.words}”"
        raise NotInvited(structure=structure.id, reason=reason)
    return Begun(structure=structure, name=name, day=day, base=base, above=above, invites=invites)


def _head(begun: Begun, title: str, cited: Iterable[str]) -> str:
    structure, base, above, invites = begun.structure, begun.base, begun.above, begun.invites
    begins = invites.begins
    asked = "two or three sentences on what is particular about your work"
    clause = above.precedence
    invited = invites.provision.partition(":" if above is base else "#")[2]
    asks_for = (
        f"{invited} asks for {begins.asks_for}: {asked}." if begins and begins.asks_for else f"{asked.capitalize()}."
    )
    return _HEAD.format(
        a_local_text=base.words.a_local_text,
        invited=invited,
        number=above.number,
        name=structure.name_on(begun.day).name,
        structure=structure.id,
        id=f"{structure.id}/{begun.name}",
        title=scalar(title),
        placeholder=PLACEHOLDER,
        layer=max(above.layer, clause.layer) if clause else above.layer,
        under=scalar(invites.provision),
        asks_for=asks_for,
        context=begins.asks_for if begins and begins.asks_for else "what is particular about your work",
        base=scalar(above.id),
        version=scalar(above.version),
        digest=above.digest,
        text_digest=above.text_digest,
        anchors=_anchors((invites.provision, *cited), (base, above)),
        day=begun.day.isoformat(),
        slots="".join(_slots(base)),
    )


def _anchors(anchors: Iterable[str], instruments: Iterable[Instrument]) -> str:
    """Write the digests of the words at what the beginning cites, a line each."""
    passages = passages_of(instruments)
    digests = {each: passages[each].digest for each in anchors if each in passages}
    return "\n".join(f'    {scalar(each)}: "{digest}"' for each, digest in digests.items())


def _sentence(structure: str, above: Instrument, invites: Invitation, words: Words) -> dict[str, str]:
    """Return a sentence that shows how one is written, with what it turns on; its words are those of the base.

    Where the text above names nothing that people could do, it turns on a local fact, so that it is valid anywhere.
    """
    ended = {f"{structure}.journey_ended": "Has that journey ended?"}
    when = {"before that journey has ended": {f"{structure}.journey_ended": False}}
    if invites.begins is None:
        act: dict[str, Mapping[str, object]] = {
            "share what was learned on an official journey": {f"{structure}.shares_it": True}
        }
        journey, facts = "", {f"{structure}.shares_it": _SHARES_IT, **ended}
    else:
        act = dict(invites.begins.act)
        journey = " that was made on an official journey"
        facts = {f"{structure}.official_journey": "Was it made on an official journey?", **ended}
        when = {"made on an official journey": {f"{structure}.official_journey": True}, **when}
    people = words.persons
    who = f"{people[:1].upper()}{people[1:]} should not" if people else "Nobody should"
    given = {fact: value for stated in (*act.values(), *when.values()) for fact, value in stated.items()}
    decided = (each.id if above.structure else each.provision for each in above.norms if each.decides)
    return {
        "example": scalar(invites.begins.provision if invites.begins else next(decided, invites.provision)),
        "sentence": fill(
            f"{who} {' '.join(act)}{journey} before that journey has ended.", 110, subsequent_indent=" " * 6
        ),
        "facts": _lines(facts, 2),
        "act": _lines(act, 6),
        "when": _lines(when, 6),
        "given": _lines(given, 10),
    }


def _lines(values: Mapping[str, object], indent: int) -> str:
    """Write a key with its value on each line."""
    return f"\n{' ' * indent}".join(f"{scalar(key)}: {_value(value)}" for key, value in values.items())


def _value(value: object) -> str:
    """Write a value on one line, as YAML."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {_value(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case bool():
            return str(value).lower()
        case str():
            return scalar(value)
        case _:
            return str(value)


def scalar(words: str) -> str:
    """Write text so that it is read as that very text."""
    plain = _PLAIN.fullmatch(words) and scalar_value(words) == words
    return words if plain else json.dumps(words, ensure_ascii=False)


def _slots(base: Instrument) -> Iterator[str]:
    """Yield what is said of the slots that stand open, if any do: a line for each, with the words that open it."""
    lines = []
    for slot in base.slots.values():
        if slot.open:
            lines.append(f'#  # {slot.provision.partition(":")[2]}: "{slot.words}"')
            lines.append(f"#  {slot.id}: {{role: the office, email: its address}}")
    if lines:
        yield _SLOTS.format(number=base.number, slots="\n".join(lines))
