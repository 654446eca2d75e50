"""Nasty files, each made here by what it is called: a table of what people, editors and attackers do to a document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from smpolicy.foundations.source import MOST_BYTES

#: A document with nothing wrong in it.
GOOD = """schema: smpolicy/overlay@1
id: arcadia/hostile
title: Personal use of social media
status: draft
proposed_for: arcadia
drafted_by: The tests
layer: 3
under: si31:7.3
facts:
  arcadia.shows_patrol: Does it show a patrol?
norms:
  patrol-photos:
    under: si31:7.2.b7
    text: Staff shall not post photos of a patrol.
    act:
      post: {activity.interaction: post}
      photos of a patrol: {arcadia.shows_patrol: true}
"""

#: Characters that hide, deceive or act, and some that do not.
CHARACTERS = (
    "\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1c", "\x7f", "\x85", "\x9b", "\u00a0", "\u00ad",
    "\u034f",     "\u061c", "\u115f", "\u1680", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2028",
    "\u2029",
    "\u202a", "\u202e", "\u2060", "\u2062", "\u2066", "\u2069", "\u206a", "\u2800", "\u3000", "\u3164", "\ufe00",
    "\ufe0f", "\ufeff", "\ufff9", "\uffa0", "\uffff", "\ue000", "\U000e0001", "\U000e0041", "\U000e0101", "\U000f0000",
    "\U0010ffff", "\u0301",
)  # fmt: skip
#: Where a character is put: the words that it is put into, and what comes of them.
PLACES: Mapping[str, tuple[str, str]] = {
    "in prose": ("not post photos of", "not post pho{}tos of"),
    "in a key": ("    text: Staff", "    te{}xt: Staff"),
    "in an id": ("id: arcadia/hostile", "id: arcadia/hos{}tile"),
    "in a comment": ("layer: 3", "layer: 3  # a com{}ment"),
}
#: Codes of double quotes that bring such a character into a text.
ESCAPES = ("\\0", "\\a", "\\e[31m", "\\x9b", "\\u00ad", "\\u200b", "\\u202e", "\\u2066", "\\U000E0041", "\\ud800",
           "\\udb40\\udc41", "\\uFEFF", "\\L", "\\P", "\\N", "\\_", "\\q", "\\U00110000", "\\x", "\\u12")  # fmt: skip
#: What stands in the place of a value.
VALUES = (
    "", "~", "null", "true", "yes", "no", "3.0", "3.5", "03", "08", "024", "0o24", "0x1F", "1_000", "12:30", "1e3",
    "-3", "1e400", ".nan", ".inf", "99999999999999999999", "'3'", "[]", "{}", "[3]", "{a: 3}", "three", "2024-06-20",
    "2024-13-45", "0000-00-00", "2024-06-20T10:00:00Z", "|", ">", "\"3", "'3", "[3", "{3", "3]", "3}", "&a 3", "*a",
    "!!int 3", "!x 3", "!!python/object/apply:os.system ['true']", "<<", "? 3", "- 3", "3: 3", "3 # three", "3 #three",
    "@3", "`3`", "%3", "3,4", "\t3", "\u0663", "\u2460", "3\u00a0",
)  # fmt: skip
#: Which values are tried: `layer`, a number; a day; a status, one of some words; a list.
KEYS: Mapping[str, tuple[str, str]] = {
    "as a layer": ("layer: 3", "layer: {}"),
    "as a status": ("status: draft", "status: {}"),
    "as a first day": ("layer: 3", "layer: 3\ndates: {{effective: {{from: {}}}}}"),
}
_SCHEMA = "schema: smpolicy/overlay@1\n"
#: What is done to single lines: the words that are changed, and into what.
CHANGES: Mapping[str, tuple[str, str]] = {
    "a tab before a key": ("    under:", "\tunder:"),
    "a tab behind a colon": ("layer: 3", "layer:\t3"),
    "tabs in the name of a form": ("schema: smpolicy/overlay@1", 'schema: "smpolicy/\t\t\toverlay@1"'),
    "tabs in a name that is unknown": ("status: draft", 'status: "dra\t\tft"'),
    "one space too few": ("    text: Staff", "   text: Staff"),
    "one space too many": ("    text: Staff", "     text: Staff"),
    "a key at the wrong level": ("    text: Staff", "text: Staff"),
    "no space behind a colon": ("layer: 3", "layer:3"),
    "no colon": ("layer: 3", "layer 3"),
    "an equals sign for a colon": ("layer: 3", "layer = 3"),
    "a full-width colon": ("layer: 3", "layer\uff1a 3"),
    "a colon in prose": ("not post photos", "not: post photos"),
    "a hash in prose": ("not post photos", "not post #photos"),
    "a star in prose": ("text: Staff", "text: *Staff*"),
    "an ampersand before prose": ("text: Staff", "text: &Staff"),
    "an exclamation mark before prose": ("text: Staff", "text: !Staff"),
    "a percent sign in the first column": ("status: draft", "%YAML 1.1\nstatus: draft"),
    "a question mark before a key": ("layer: 3", "? layer\n: 3"),
    "an opened quote": ("text: Staff", "text: \"Staff"),
    "an opened apostrophe": ("text: Staff", "text: 'Staff"),
    "typographic quotes": ("title: Personal use of social media", "title: \u201cPersonal use of social media\u201d"),
    "an opened brace": ("{activity.interaction: post}", "{activity.interaction: post"),
    "an opened bracket": ("{activity.interaction: post}", "{activity.interaction: [post}"),
    "a closed brace too many": ("{activity.interaction: post}", "{activity.interaction: post}}"),
    "a comma that parts nothing": ("{activity.interaction: post}", "{activity.interaction: post, , }"),
    "a comma in unquoted text between braces": ("{activity.interaction: post}", "{activity.interaction: post, share}"),
    "a semicolon for a comma": ("{activity.interaction: post}", "{activity.interaction: post; x: true}"),
    "words behind a fold mark": ("text: Staff", "text: > Staff"),
    "a fold mark with nothing below": ("text: Staff shall not post photos of a patrol.", "text: >"),
    "a dash for a list in a value": ("proposed_for: arcadia", "proposed_for: - arcadia"),
    "a merge key": ("    under:", "    <<: {note: x}\n    under:"),
    "an anchor and an alias": ("status: draft", "status: &s draft\ncontext: *s"),
    "a python object": ("status: draft", "status: !!python/name:os.system"),
    "a second document": ("facts:", "---\nfacts:"),
    "an end mark in the midst": ("facts:", "...\nfacts:"),
    "a key twice": ("layer: 3", "layer: 3\nlayer: 4"),
    "a key twice in braces": ("{activity.interaction: post}", "{a.b: post, a.b: share}"),
    "a key twice but for its composition": ("facts:\n", "terms: {caf\u00e9: a, cafe\u0301: b}\nfacts:\n"),
    "a key twice but for its width": ("facts:\n", "terms: {act: a, \uff41ct: b}\nfacts:\n"),
    "a key twice but for a space": ("facts:\n", "terms: {a b: a, a\u00a0b: b}\nfacts:\n"),
    "a key of another alphabet": ("layer: 3", "l\u0430yer: 3"),
    "an unknown key": ("layer: 3", "layer: 3\nlevel: 3"),
    "a key in capitals": ("layer: 3", "Layer: 3"),
    "a key that is a number": ("layer: 3", "layer: 3\n5.10: x"),
    "a key that is a day": ("layer: 3", "layer: 3\n2024-06-20: x"),
    "a key that is true": ("layer: 3", "layer: 3\ntrue: x"),
    "a key that is nothing": ("layer: 3", "layer: 3\n: x"),
    "a key that is a list": ("layer: 3", "layer: 3\n[a, b]: x"),
    "a key of a thousand letters": ("layer: 3", f"layer: 3\n{'k' * 1000}: x"),
    "a key of a thousand and more letters": ("layer: 3", f"layer: 3\n{'k' * 1100}: x"),
    "the schema of nobody": ("smpolicy/overlay@1", "smpolicy/overlay@9"),
    "the schema of another": ("smpolicy/overlay@1", "smpolicy/instrument@1"),
    "no schema": (_SCHEMA, ""),
    "the schema not first": (f"{_SCHEMA}id: arcadia/hostile\n", "id: arcadia/hostile\nschema: smpolicy/overlay@1\n"),
    "no id": ("id: arcadia/hostile\n", ""),
    "no title": ("title: Personal use of social media\n", ""),
    "an empty title": ("title: Personal use of social media", "title: ''"),
    "a title of a space that is none": ("title: Personal use of social media", "title: \"\\u200b\""),
    "an id with a line break behind it": ("id: arcadia/hostile", "id: |\n  arcadia/hostile"),
    "an id that leads upwards": ("id: arcadia/hostile", "id: arcadia/../../etc"),
    "an id with a drive": ("id: arcadia/hostile", "id: C:\\hostile"),
    "an id of markup": ("id: arcadia/hostile", "id: \"<script>alert(1)</script>\""),
    "a title of markup": ("title: Personal use of social media", "title: \"<img src=x onerror=alert(1)>\""),
    "a title of a workflow command": ("title: Personal use of social media", "title: \"::error::forged\""),
    "a mail address that is none": ("facts:\n", "slots: {si31:8.1/focal-point: {role: desk, email: desk}}\nfacts:\n"),
    "norms as a list": ("  patrol-photos:", "  - patrol-photos:"),
    "norms as a text": ("norms:\n  patrol-photos:", "norms: x\nnote:\n  patrol-photos:"),
    "a norm that is nothing": ("norms:\n", "norms:\n  empty:\n"),
    "an unknown fact": ("activity.interaction: post", "activity.interacton: post"),
    "a condition on nothing": ("{activity.interaction: post}", "{}"),
    "a condition that is true": ("{activity.interaction: post}", "true"),
}  # fmt: skip


#: What takes seconds to be read, and is tried in the deep run alone.
HEAVY = frozenset(("as many values as there may be", "one value more than there may be"))


@cache
def cases() -> Mapping[str, bytes]:
    """Return every nasty file by what it is."""
    return dict(_all())


def _all() -> Iterator[tuple[str, bytes]]:
    yield "nothing wrong", GOOD.encode()
    for char in CHARACTERS:
        called = f"U+{ord(char):04X} {unicodedata.name(char, '').lower()}".strip()
        for place, (words, instead) in PLACES.items():
            yield f"{called} {place}", _with(words, instead.format(char)).encode("utf-8", "surrogatepass")
    for code in ESCAPES:
        yield (
            f"the code {code} in double quotes",
            _with("title: Personal use", f'title: "Personal{code} use"\nnote: x').encode(),
        )
    for key, (words, instead) in KEYS.items():
        for value in VALUES:
            yield f"{_shown(value)} {key}", _with(words, instead.format(value)).encode()
    for name, (words, instead) in CHANGES.items():
        yield name, _with(words, instead).encode()
    yield from _of_bytes()
    yield from _of_sizes()


def _with(words: str, instead: str) -> str:
    assert GOOD.count(words) == 1, words
    return GOOD.replace(words, instead)


def _shown(value: str) -> str:
    return (
        "nothing"
        if not value
        else value.encode("unicode_escape").decode()
        if not value.isascii()
        else value.replace("\t", "a tab and ")
    )


def _of_bytes() -> Iterator[tuple[str, bytes]]:
    good = GOOD.encode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-7", "cp037"):
        yield f"stored as {encoding}", GOOD.encode(encoding)
    for name, put in {
        "Latin-1": "\u00e9".encode("latin-1"), "an overlong slash": b"\xc0\xaf", "half a character": b"\xe2\x82",
        "a surrogate": b"\xed\xa0\x80", "a character beyond the last": b"\xf4\x90\x80\x80",
        "a byte that is never": b"\xff",
        "a thousand zero bytes": b"\0" * 1000,
    }.items():  # fmt: skip
        yield f"{name} among the bytes", good.replace(b"not post", b"not " + put + b" post")
    yield "no byte at all", b""
    yield "nothing but a mark of the order of bytes", b"\xef\xbb\xbf"
    yield "nothing but spaces", b"   \n  \n"
    yield "nothing but a comment", b"# to be written\n"
    yield "nothing but a line", b"---\n"
    yield "nothing but a word", b"draft\n"
    yield "a list", b"- a\n- b\n"
    yield "lines that end as on old systems", good.replace(b"\n", b"\r")
    yield "lines that end as on Windows", good.replace(b"\n", b"\r\n")
    yield "lines that end in both ways", good.replace(b"\n", b"\r\n", 5)
    yield "lines that end in two ways at once", good.replace(b"\n", b"\n\r")
    yield "no line break at the end", good.rstrip()
    yield "cut off in a key", good[:-40]
    yield "a document of Word", b"PK\x03\x04" + bytes(range(256)) * 4
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    yield "a web page", b"<!DOCTYPE html>\n<html><body>404: not found</body></html>\n"
    yield "JSON that is no document", b'{"a": [1, 2, {"b": null}]}'
    yield "a conflict of git", good.replace(b"layer: 3\n", b"<<<<<<< HEAD\nlayer: 3\n=======\nlayer: 2\n>>>>>>> x\n")
    yield "a diff", b"--- a/x.yaml\n+++ b/x.yaml\n@@ -1 +1 @@\n-layer: 2\n+layer: 3\n"


def _of_sizes() -> Iterator[tuple[str, bytes]]:
    yield "brackets 64 deep", _with("facts:\n", f"terms: {{a: {'[' * 62}{']' * 62}}}\nfacts:\n").encode()
    yield "brackets 65 deep", _with("facts:\n", f"terms: {{a: {'[' * 63}{']' * 63}}}\nfacts:\n").encode()
    yield "brackets a hundred thousand deep", b"[" * 100_000
    yield "braces a hundred thousand deep", b"{a: " * 25_000
    yield "dashes ten thousand deep", b"- " * 10_000
    yield "question marks ten thousand deep", b"? " * 10_000
    yield "as many values as there may be", b"[" + b"1," * 99_999 + b"]"
    yield "one value more than there may be", b"[" + b"1," * 100_000 + b"]"
    yield "as many bytes as there may be", b"# " + b"x" * (MOST_BYTES - 2)
    yield "one byte more than there may be", b"# " + b"x" * (MOST_BYTES - 1)
    yield (
        "a line of half a million letters",
        _with("photos of a patrol.", "photos of a patrol. " + "x" * 500_000).encode(),
    )
    yield (
        "ten thousand keys",
        _with("facts:\n", "terms: {" + ", ".join(f"t{n}: x" for n in range(10_000)) + "}\nfacts:\n").encode(),
    )
    yield "a thousand keys twice", ("".join(f"k{n % 1_000}: x\n" for n in range(2_000))).encode()
    yield "aliases that multiply", b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
    yield (
        "a thousand hidden characters",
        _with("photos of a patrol.", "photos of a patrol." + "x\u200b" * 1000).encode(),
    )
