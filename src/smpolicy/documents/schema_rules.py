"""The rules that a document breaks by its form."""

from typing import Final

from smpolicy.foundations.diagnostics import Rule

UNKNOWN_SCHEMA: Final = Rule(
    code="SMP201",
    name="unknown-schema",
    severity="error",
    summary="The first key, `schema`, tells which kind of document a file is. It is missing, or names no kind there "
    "is, so nothing else in the file could be checked.",
    mend="Begin an overlay with `schema: smpolicy/overlay@1`.",
    wrong="title: Personal use",
    right="schema: smpolicy/overlay@1\ntitle: Personal use",
)

UNKNOWN_KEY: Final = Rule(
    code="SMP202",
    name="unknown-key",
    severity="error",
    summary="A key that has no meaning at this place. Whatever stands under it would have no effect, and nobody would "
    "notice.",
    mend="Correct its spelling, move it to where it belongs, or remove it. The message lists the keys that can stand "
    "there.",
    wrong="titel: Personal use",
    right="title: Personal use",
)

MISSING_KEY: Final = Rule(
    code="SMP203",
    name="missing-key",
    severity="error",
    summary="Something that every document of this kind must say is not said.",
    mend="Add the key that the message names.",
    wrong="neutral-names:\n  text: Staff should use neutral place names.",
    right="neutral-names:\n  under: rules:3\n  text: Staff should use neutral place names.",
)

WRONG_TYPE: Final = Rule(
    code="SMP204",
    name="wrong-type",
    severity="error",
    summary="A value is of another sort than is expected here: text where a number or a list should stand, or nothing "
    "at all.",
    mend="Write a value of the sort that the message names.",
    wrong="layer: three",
    right="layer: 3",
)

UNKNOWN_WORD: Final = Rule(
    code="SMP205",
    name="unknown-word",
    severity="error",
    summary="Only certain words can stand here, and this is none of them.",
    mend="Use one of the words that the message lists.",
    wrong="status: inforce",
    right="status: in-force",
)

MALFORMED: Final = Rule(
    code="SMP206",
    name="malformed",
    severity="error",
    summary="A name is not written as it must be to become part of an address: small letters, digits and hyphens.",
    mend="Write it as the message shows.",
    wrong="id: Arcadia/AI 2024",
    right="id: arcadia/ai-2024",
)

IMPOSSIBLE_DATE: Final = Rule(
    code="SMP207",
    name="impossible-date",
    severity="error",
    summary="A day is not written as year, month and day, or does not exist.",
    mend="Write it like `2026-03-31`.",
    wrong="dates: {issued: 2026-02-30}",
    right="dates: {issued: 2026-02-28}",
)

LOOK_ALIKE_KEY: Final = Rule(
    code="SMP208",
    name="look-alike-key",
    severity="error",
    summary="Two keys in one place look the same and are not: an accent is written as one character in the one and as "
    "two in the other, or a letter is a wide one. Nobody who reads the document could tell which is meant.",
    mend="Write both in the same characters and remove one of the two, or give one another name.",
    wrong="caf\u00e9: a place\ncafe\u0301: another",
    right="caf\u00e9: a place\nbar: another",
)

LOOK_ALIKE_NUMBER: Final = Rule(
    code="SMP209",
    name="look-alike-number",
    severity="error",
    summary="A number is not what it seems to be: one with a 0 in front is another number to some programs, and `0o` "
    "and `0x` begin numbers to another base than ten.",
    mend="Write it without what stands in front. If it is no quantity but a name, put it in quotes.",
    wrong="arcadia.hours: {under: 024}",
    right="arcadia.hours: {under: 24}",
)
