"""The beginning of an overlay: a draft that is valid as it stands, with words that say what to write where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from smpolicy.foundations.errors import UsageError
from smpolicy.meaning.norms import Instrument, Structure

#: How the words begin that stand where a drafter is to write; a text that still holds them cannot come into force.
PLACEHOLDER: Final = "[to be written"

_TEXT: Final = """\
# yaml-language-server: $schema=../../../schemas/overlay-1.schema.json
# (The line above lets an editor complete keys and underline mistakes. It says where the schema lies as seen from this
# file; `smpolicy schema overlay --output DIR` writes it into a folder of your own.)
#
# A draft of an issuance under 7.3 of {number}, for: {name}.
# Whatever stands behind a # is a remark for you: it is not part of the document, and you may delete it.
# Run `smpolicy check` on this file as often as you like: it says what is wrong, where, and how to mend it.
# `smpolicy show {structure} --issuance` prints what it says as the text of an issuance.
schema: smpolicy/overlay@1
id: {id}
title: Personal use of social media

# A draft binds nobody. Once the text is signed, `smpolicy adopt` changes these three lines.
status: draft
proposed_for: {structure}
drafted_by: "{placeholder}: the unit or the person who writes this draft]"

layer: 3
under: {under}

# 7.3 asks for the operational and security context: two or three sentences on what is particular about your work.
context: >
  {placeholder}: the operational and security context]

# The text that this draft is written against. `smpolicy pin` writes these values; leave them to it.
base:
  id: {base}
  version: {version}
  digest: "{digest}"
  text_digest: "{text_digest}"

# The first day on which it shall hold. Change it to the day that you mean.
dates: {{effective: {{from: {day}}}}}

# Places that {number} leaves open. To name somebody, delete the # before `slots:` and the first # of the
# line below the place, and nothing else of these lines; then write an office, not a person.
#slots:
{slots}

# Questions of your own that a sentence turns on; a colleague must be able to answer them with yes or no.
# Their names begin with `{structure}.`. Delete those that no sentence uses.
facts:
  {structure}.official_journey: Was it made on an official journey?
  {structure}.journey_ended: Has that journey ended?

# Your sentences, each with a name of its own. A sentence needs only `under:` and `text:`.
#   under:  the provision that it adds to, such as si31:7.2.b5
#   text:   the sentence, word for word as it shall be signed, after `>`
#   act:    what is done or left undone: words copied from the sentence, and the fact they are about
#   when:   the circumstances, in the same way
# The sentence below only shows how it is done. Write your own in its place.
norms:
  example:   # an example: your own sentence is {placeholder}]
    under: si31:7.2.b5
    text: >
      Staff should not post a photo that was made on an official journey before that journey has ended.
    act:
      post: {{activity.interaction: post}}
      a photo: {{content.recording_kind: photo}}
    when:
      made on an official journey: {{{structure}.official_journey: true}}
      before that journey has ended: {{{structure}.journey_ended: false}}
    examples:
      - given:
          activity.interaction: post
          content.recording_kind: photo
          {structure}.official_journey: true
          {structure}.journey_ended: false
        expect: broken
      - {{given: {{{structure}.journey_ended: true}}, expect: outside}}

# Help that asks for nothing. To add some, delete the # before each of these lines, and nothing else of them.
#guidance:
#  - under: si31:7.2.b5
#    text: >
#      A hint for colleagues.
"""


@dataclass(kw_only=True, eq=False)
class NotInvited(UsageError):  # noqa: N818  (named for what is wrong)
    """An overlay was to be begun for something that nothing invites to issue one."""

    structure: str
    reason: str

    def __str__(self) -> str:
        """Name the structure and the reason."""
        return f"no overlay can be begun for `{self.structure}`: {self.reason}"


def beginning(structure: Structure, *, name: str, day: date, base: Instrument) -> str:
    """Return the text of an overlay to begin from: for a structure, under a short name, to hold from a day on.

    Raises `NotInvited` for a part of a structure, and for a structure that the base does not invite.
    """
    if structure.unlisted:
        where = (
            f"a part is named in the overlay of its structure, under `structures:`; begin one for `{structure.parent}`"
        )
        raise NotInvited(structure=structure.id, reason=where)
    invites = base.invites
    if invites is None or structure.kind not in invites.structures:
        reason = f"{base.number} invites nobody"
        if invites is not None:
            reason = f"{invites.provision.partition(':')[2]} invites others: “{invites.words}”"
        raise NotInvited(structure=structure.id, reason=reason)
    return _TEXT.format(
        number=base.number,
        name=structure.name_on(day).name,
        structure=structure.id,
        id=f"{structure.id}/{name}",
        placeholder=PLACEHOLDER,
        under=invites.provision,
        base=base.id,
        version=base.version,
        digest=base.digest,
        text_digest=base.text_digest,
        day=day.isoformat(),
        slots="\n".join(_slots(base)),
    )


def _slots(base: Instrument) -> list[str]:
    """Return a line for each slot that stands open, with the words that open it."""
    lines = []
    for slot in base.slots.values():
        if slot.open:
            lines.append(f'#  # {slot.provision.partition(":")[2]}: "{slot.words}"')
            lines.append(f"#  {slot.id}: {{role: the office, email: its address}}")
    return lines
