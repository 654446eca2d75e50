"""What was probably meant by a value that does not fit where it stands, as it should be written there."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

#: Words by which people say what documents say with another one; only where the other one can stand.
_SYNONYMS: Final[Mapping[str, str]] = {
    "must": "mandatory",
    "shall": "mandatory",
    "obligatory": "mandatory",
    "required": "mandatory",
    "may": "permitted",
    "allowed": "permitted",
    "recommended": "should",
    "asked": "requested",
    "violated": "broken",
    "breached": "broken",
    "contravened": "broken",
    "followed": "met",
    "complied": "met",
    "satisfied": "met",
    "excepted": "exception",
    "exempt": "exception",
    "inapplicable": "outside",
    "valid": "in-force",
    "active": "in-force",
    "adopted": "in-force",
    "proposed": "draft",
    "repealed": "superseded",
    "replaced": "superseded",
    "not": "refrain",
}
#: Keys that people write for another one; only where the other one can stand.
_KEYS: Final[Mapping[str, str]] = {
    "except": "unless",
    "exception": "unless",
    "exceptions": "unless",
    "if": "when",
    "condition": "when",
    "conditions": "when",
    "action": "act",
    "actions": "act",
    "name": "title",
    "heading": "title",
    "description": "note",
    "comment": "note",
    "remark": "note",
    "author": "drafted_by",
    "written_by": "drafted_by",
    "for": "proposed_for",
    "structure": "proposed_for",
    "provision": "under",
    "anchor": "under",
    "sentence": "text",
    "wording": "text",
    "words": "text",
    "who": "bearer",
    "binds": "bearer",
    "start": "from",
    "begin": "from",
    "since": "from",
    "end": "until",
    "to": "until",
    "mail": "email",
    "result": "expect",
    "expected": "expect",
    "facts": "given",
    "ask": "question",
    "label": "question",
    "replaces": "supersedes",
}
_NUMBERS: Final = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
#: The keys by which things are named, in the order in which a name alone is taken for one of them.
_NAMING: Final = ("structure", "name", "title")
_TRUE: Final = ("true", "yes", "y", "on")
_FALSE: Final = ("false", "no", "n", "off")
#: Words that turn round what they stand beside.
_NEGATIONS: Final = frozenset(("not", "no", "non", "never", "without", "nobody", "nothing"))
#: Words that are no text where they stand alone, without quotes.
_NO_TEXT: Final = ("true", "false", "null")
_MONTHS: Final = tuple(name.lower() for name in calendar.month_name)


def near(said: str, words: Iterable[str]) -> str | None:
    """Return the one of some words that was probably meant: written otherwise, misspelt, or said by another word."""
    known = list(words)
    alike = [each for each in known if _plain(each) == _plain(said)]
    if alike:
        return alike[0]
    synonym = _SYNONYMS.get(said.lower())
    if synonym in known:
        return synonym
    return next((each for each in get_close_matches(said, known) if not _opposites(said, each)), None)


def _opposites(one: str, other: str) -> bool:
    """Whether of two words that are alike one says that the other is not so."""
    words = [set(re.findall(r"[a-z]+", each.lower())) & _NEGATIONS for each in (one, other)]
    plain = sorted((_plain(one), _plain(other)), key=len)
    return words[0] != words[1] or any(plain[1] == f"{each}{plain[0]}" for each in ("un", "in", "non", "not", "no"))


def is_another_word(said: str, meant: str) -> bool:
    """Whether somebody used another word, and did not misspell the one that was meant: that nobody can be sure of."""
    return _SYNONYMS.get(said.lower()) == meant


def near_key(said: str, keys: Iterable[str]) -> str | None:
    """Return the key that was probably meant: misspelt, or called by another word."""
    known = list(keys)
    alike = [each for each in known if _plain(each) == _plain(said)]
    if alike:
        return alike[0]
    close = get_close_matches(said.lower(), known, n=1, cutoff=0.75)
    synonym = _KEYS.get(said.lower())
    if synonym in known and not close:
        return synonym
    return next(iter(close or get_close_matches(said, known, n=1, cutoff=0.6)), None)


def meant_by(instance: object, written: str, asked: Mapping[str, Any]) -> str | None:
    """Return a value as it should be written where something of another sort is asked for, if that is plain.

    `written` is what stands there now.
    """
    kinds = asked.get("type", ())
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        found = _of_kind(kind, instance, written, asked)
        if found is not None:
            return found
    return None


def _of_kind(kind: str, instance: object, written: str, asked: Mapping[str, Any]) -> str | None:
    single = isinstance(instance, str | int | float) and not isinstance(instance, bool)
    match kind:
        case "array" if single and written and "\n" not in written:
            items = asked.get("items", {})
            entry = _as_keys(written, items) if "properties" in items else written
            return f"[{entry}]" if entry else None
        case "object" if isinstance(instance, str) and written and "\n" not in written:
            return _as_keys(written, asked)
        case "object" if isinstance(instance, list) and asked.get("additionalProperties", {}) and instance:
            own = asked["additionalProperties"]
            if isinstance(own, dict) and own.get("type") == "string" and all(map(_is_word, instance)):
                return f"{{{', '.join(f'{each}: {each}' for each in instance)}}}"
        case "integer" if isinstance(instance, str):
            return whole_number(instance)
        case "boolean" if isinstance(instance, str):
            return truth_meant(instance)
        case "string" if single or isinstance(instance, bool):
            return f'"{written}"'
        case "string" if isinstance(instance, list) and len(instance) == 1 and isinstance(instance[0], str):
            return as_text(instance[0])
    return None


def _is_word(said: object) -> bool:
    return isinstance(said, str) and bool(re.fullmatch(r"[^\W\d]\w*", said)) and said.lower() not in _NO_TEXT


def _as_keys(written: str, asked: Mapping[str, Any]) -> str | None:
    """Write text as the value of the one key that a form cannot do without, or of the one that names a thing."""
    required = asked.get("required", [])
    keys = required if len(required) == 1 else [] if required else [*_NAMING]
    key = next((each for each in keys if each in asked.get("properties", {})), None)
    plain = not re.search(r"[,\[\]{}]|: | #", written)
    return f"{{{key}: {written}}}" if key and plain else None


def whole_number(said: str) -> str | None:
    """Return the whole number that was meant: in digits, in words, or with what it counts behind it."""
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?P<mark>[_ ])\d{3}(?:(?P=mark)\d{3})*", said)
    if grouped:
        return str(int(said.replace(grouped["mark"], "")))
    found = re.fullmatch(r"\s*(\d+)\s*([^\W\d]*)\s*", said)
    if found:
        return str(int(found[1]))
    if said.lower() in _ROMAN:
        return str(_ROMAN.index(said.lower()) + 1)
    return str(_NUMBERS.index(said.lower())) if said.lower() in _NUMBERS else None


def read_elsewhere(written: str) -> str | None:
    """Return what YAML 1.1, which many programs still read, takes for something else than the text that it is here."""
    words = written.lower()
    if words in _TRUE[1:] + _FALSE[1:]:
        return truth_meant(words)
    if re.fullmatch(r"[-+]?[1-9]\d{0,9}(?::[0-5]?\d){1,4}", written):
        number = 0
        for part in written.lstrip("+-").split(":"):
            number = 60 * number + int(part)
        return f"{'-' if written[0] == '-' else ''}{number}"
    if re.fullmatch(r"[-+]?[1-9]\d{0,9}(?:_+\d+){1,9}_*", written):
        return str(int(re.sub("_", "", written)))
    return None


def truth_meant(said: str) -> str | None:
    """Return `true` or `false` where a word says that."""
    words = said.strip().lower()
    return "true" if words in _TRUE else "false" if words in _FALSE else None


def as_text(words: str) -> str:
    """Write words so that they are text and nothing else, wherever they stand."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def as_key(words: str) -> str:
    """Write words as a key: as they are, where they mean nothing else by that."""
    return (
        words
        if re.fullmatch(r"[^\W\d_][\w ’'/()-]*(?<! )", words) and _plain(words) not in _NO_TEXT
        else as_text(words)
    )


def as_name(said: str) -> str | None:
    """Return a name in small letters, digits and hyphens, part by part."""
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
    parts = [re.sub("[^a-z0-9]+", "-", each).strip("-") for each in plain.split("/")]
    return "/".join(parts) if all(parts) else None


def day_meant(said: str) -> str | None:
    """Return the day that was meant, as year, month and day; nothing where it could be another one."""
    words = said.strip().lower().replace(",", " ")
    for pattern in (
        r"(?P<y>\d{4})[-./ ](?P<m>\d{1,2})[-./ ](?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.\s*(?P<y>\d{4})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?P<n>[a-z]+)\.?[\s-]+(?P<y>\d{4})",
        r"(?P<n>[a-z]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<y>\d{4})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
    ):
        found = re.fullmatch(pattern, words)
        if found:
            return _day(found.groupdict())
    return None


def _day(found: Mapping[str, str]) -> str | None:
    year = int(found["y"])
    month = int(found["m"]) if "m" in found else _month(found["n"])
    if not month or not 1 <= month <= 12 or not 1 <= int(found["d"]) <= 31 or year < 1:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(found["d"]), last)).isoformat()


def _month(name: str) -> int | None:
    return next((n for n, month in enumerate(_MONTHS) if n and len(name) > 2 and month.startswith(name)), None)


def _plain(word: str) -> str:
    return re.sub("[-_\\s]", "", word).lower()
