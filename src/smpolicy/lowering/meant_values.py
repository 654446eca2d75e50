"""What was probably meant by a value that a fact cannot have: misspelt, without its brackets, or with its unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from smpolicy.documents.meant import is_another_word, near, truth_meant, whole_number
from smpolicy.foundations.source import Path
from smpolicy.meaning.domains import Domain

#: Words and signs by which people set a bound, each with the key that sets it.
_BOUNDS: Final[Mapping[str, str]] = {
    "<": "under",
    "less than": "under",
    "fewer than": "under",
    "below": "under",
    "before": "under",
    "within": "under",
    "under": "under",
    "<=": "at_most",
    "=<": "at_most",
    "≤": "at_most",
    "up to": "at_most",
    "at most": "at_most",
    "no more than": "at_most",
    "not more than": "at_most",
    "max": "at_most",
    "maximum": "at_most",
    ">": "over",
    "more than": "over",
    "above": "over",
    "over": "over",
    "after": "over",
    ">=": "at_least",
    "=>": "at_least",
    "≥": "at_least",
    "at least": "at_least",
    "no less than": "at_least",
    "not less than": "at_least",
    "min": "at_least",
    "minimum": "at_least",
}
#: Words that people write for a key by which some members are asked about.
_OF_MEMBERS: Final[Mapping[str, str]] = {
    "contains": "has",
    "includes": "has",
    "include": "has",
    "have": "has",
    "with": "has",
    "shows": "has",
    "not": "lacks",
    "without": "lacks",
    "excludes": "lacks",
    "lack": "lacks",
    "any": "any_of",
    "one_of": "any_of",
    "some_of": "any_of",
}
#: Nobody misspells one of more: to look for what was meant among them would only take time.
_MOST: Final = 30
_LONGEST: Final = 100
_BOUND: Final = re.compile(r"\s*(?P<how>[<>=≤≥]+|[a-z][a-z ]*?[a-z])\s*(?P<number>\d+\s*[^\W\d]*)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a value was meant to be, and what is written where to make it that."""

    #: The whole value.
    value: object
    #: The keys that lead from the value to what is written instead, which is a key itself where that is said.
    path: Path = ()
    key: bool = False
    #: What is written there.
    text: str = ""


def value_meant(domain: Domain, value: object, fits: Callable[[Any], bool]) -> Meant | None:
    """Return what was meant by a value that does not fit, if one small change of it does."""
    return next((each for each in _mended(domain, value) if fits(each.value)), None)


def _mended(domain: Domain, value: object) -> Iterator[Meant]:
    match value:
        case str() if len(value) <= _LONGEST:
            yield from (Meant(value=each, text=in_yaml(each)) for each in _of_text(value, domain))
        case list() if len(value) <= _MOST:
            for n, each in enumerate(value):
                for meant in _mended(domain, each):
                    whole = [*value[:n], meant.value, *value[n + 1 :]]
                    yield Meant(value=whole, path=(n, *meant.path), key=meant.key, text=meant.text)
        case dict() if len(value) <= _MOST:
            yield from _of_keys(value, domain)


def _of_text(said: str, domain: Domain) -> Iterator[object]:
    truth = truth_meant(said)
    if truth is not None:
        yield truth == "true"
    name = _name(said, domain)
    if name is not None:
        yield name
        yield {"has": [name]}
    number = _number(said, domain)
    if number is not None:
        yield number
    found = _BOUND.fullmatch(said.lower())
    if found and found["how"] in _BOUNDS and (number := _number(found["number"], domain)) is not None:
        yield {_BOUNDS[found["how"]]: number}


def _number(said: str, domain: Domain) -> int | None:
    """Return a number in words, or with its unit behind it; one that counts something else is not known."""
    number = whole_number(said)
    counted = "".join(each for each in said if each.isalpha()).lower() if any(map(str.isdigit, said)) else ""
    unit = "".join(filter(str.isalpha, domain.printed().get("unit", ""))).lower()
    return int(number) if number is not None and counted in ("", unit, f"{unit}s") else None


def _of_keys(value: dict[Any, Any], domain: Domain) -> Iterator[Meant]:
    keys = [each.replace("-", "_") for each in domain.relations]
    for key, each in value.items():
        said = str(key).lower().replace("_", " ").replace("-", " ")
        other = _BOUNDS.get(said) or _OF_MEMBERS.get(str(key).lower()) or near(str(key), keys)
        if key not in keys and other and other not in value:
            whole = {other if name == key else name: stated for name, stated in value.items()}
            yield Meant(value=whole, path=(key,), key=True, text=other)
        if isinstance(each, str) and (name := _name(each, domain)) is not None:
            yield Meant(value={**value, key: [name]}, path=(key,), text=in_yaml([name]))
        for meant in _mended(domain, each):
            yield Meant(value={**value, key: meant.value}, path=(key, *meant.path), key=meant.key, text=meant.text)


def _name(said: str, domain: Domain) -> str | None:
    names = domain.names()
    if said in names:
        return said
    meant = near(said, names) or next((name for name in names if domain.label(name).lower() == said.lower()), None)
    return None if meant is None or is_another_word(said, meant) else meant


def in_yaml(value: object) -> str:
    """Write a value as it stands in a document, on one line, so that it means the same between braces too."""
    from smpolicy.documents.meant import as_text
    from smpolicy.documents.scalars import scalar_value

    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(in_yaml, value))}]"
        case dict():
            return f"{{{', '.join(f'{in_yaml(key)}: {in_yaml(each)}' for key, each in value.items())}}}"
        case str():
            plain = re.fullmatch(r"[^\W\d_][\w./-]*", value) and scalar_value(value) == value
            return value if plain else as_text(value)
        case _:
            return str(value)
