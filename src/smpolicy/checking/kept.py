"""Kept: what was found on a bundle of files as plain data and back, and by what it depends on.

The key of an entry is the digest of all that can change it: the files that it rests on, and the program and the
libraries that found it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from smpolicy.checking.bundles import Bundle
from smpolicy.checking.given import Card, Given
from smpolicy.conflicts.compared import ComparedNorms
from smpolicy.documents.packaged import schemas_folder
from smpolicy.foundations.corrections import Correction, Edit
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule
from smpolicy.foundations.source import Span

#: The libraries whose words stand in findings, or that decide what a document says.
_LIBRARIES: Final = ("jsonschema", "pydantic", "ruamel.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOn:
    """What was found on a bundle of files: every finding, and what was compared for each overlay, by its id."""

    diagnostics: tuple[Diagnostic, ...] = ()
    compared: Mapping[str, ComparedNorms] = field(default_factory=dict)


def key_of_card(file: Given) -> str:
    """Return by what the card of a file is kept."""
    return _key("card", [file.path, file.digest])


def key_of_bundle(bundle: Bundle) -> str:
    """Return by what is kept what is found on a bundle."""
    return _key(
        "bundle", [[each.path, each.digest, each.path in bundle.about, *_kind(each)] for each in bundle.rests_on]
    )


def key_of_files(files: Iterable[Given]) -> str:
    """Return by what is kept what rests on some files, and on nothing else."""
    return _key("files", [[each.path, each.digest, *_kind(each)] for each in files])


def key_of_asked(key: str, how: object) -> str:
    """Return by what is kept what is asked of such files in a way, which is plain data."""
    return _key("asked", [key, how])


def _kind(file: Given) -> tuple[bool, ...]:
    return file.checked, file.listed, file.replaced


def _key(kind: str, rests_on: object) -> str:
    return sha256(json.dumps([kind, _finders(), rests_on]).encode()).hexdigest()


@cache
def _finders() -> str:
    """Return one digest of this program and all else by which documents are judged."""
    whole = sha256()
    for folder, ending in ((Path(__file__).parents[1], "*.py"), (schemas_folder(), "*.json")):
        for path in sorted(folder.rglob(ending)):
            whole.update(f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    whole.update(f"{sys.version} {sys.hash_info.width} {[version(each) for each in _LIBRARIES]}".encode())
    return whole.hexdigest()


def card_as_kept(card: Card) -> bytes:
    """Return a card as plain data."""
    return _written([card.form, card.id, sorted(card.homes), sorted(card.mentions)])


def kept_card(kept: bytes) -> Card | None:
    """Return a card from plain data; nothing where it is none that this program wrote."""
    try:
        form, own, homes, mentions = json.loads(kept)
        return Card(form=form, id=own, homes=frozenset(homes), mentions=frozenset(mentions))
    except (ValueError, TypeError):
        return None


def found_as_kept(found: FoundOn) -> bytes:
    """Return what was found as plain data."""
    compared = {
        name: [sorted(each.norms), sorted(each.above), each.instruments, sorted(day.isoformat() for day in each.days)]
        for name, each in found.compared.items()
    }
    rules = {each.code: asdict(each.rule) for each in found.diagnostics}
    return _written([[_plain(each) for each in found.diagnostics], compared, rules])


def kept_found(kept: bytes) -> FoundOn | None:
    """Return what was found from plain data; nothing where it is none that this program wrote."""
    try:
        diagnostics, compared, plain = json.loads(kept)
        rules = {code: _rule(each) for code, each in plain.items()}
        return FoundOn(
            diagnostics=tuple(_diagnostic(each, rules) for each in diagnostics),
            compared={name: _compared(each) for name, each in compared.items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _compared(plain: list[Any]) -> ComparedNorms:
    norms, above, instruments, days = plain
    return ComparedNorms(
        norms=frozenset(norms),
        above=frozenset(above),
        instruments=tuple(instruments),
        days=frozenset(map(date.fromisoformat, days)),
    )


def _written(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


#: What of a diagnostic is plain data as it is, with what it is where nothing is said.
_PLAIN: Final = {
    each.name: each.default
    for each in fields(Diagnostic)
    if each.name not in ("rule", "span", "at", "related", "rests_on", "corrections")
}


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    said = {name: value for name, usual in _PLAIN.items() if (value := getattr(diagnostic, name)) != usual}
    return said | {
        "rule": diagnostic.rule.code,
        "span": diagnostic.span and _numbers(diagnostic.span),
        "at": diagnostic.at,
        "related": [[_numbers(each.span), each.message] for each in diagnostic.related],
        "rests_on": diagnostic.rests_on,
        "corrections": [
            [each.label, each.safe, [[_numbers(edit.span), edit.text] for edit in each.edits]]
            for each in diagnostic.corrections
        ],
    }


def _rule(plain: dict[str, Any]) -> Rule:
    """Return a rule as it was kept beside what was found by it: so no check need be imported to show that again."""
    elsewhere = tuple((form, key) for form, key in plain["rests_on_elsewhere"])
    return Rule(**{**plain, "rests_on": tuple(plain["rests_on"]), "rests_on_elsewhere": elsewhere})


def _diagnostic(plain: dict[str, Any], rules: Mapping[str, Rule]) -> Diagnostic:
    said = {name: plain[name] for name in _PLAIN if name in plain}
    return Diagnostic(
        **said,
        rule=rules[plain["rule"]],
        span=plain["span"] and _place(plain["span"]),
        at=tuple(plain["at"]),
        related=tuple(Related(span=_place(each), message=message) for each, message in plain["related"]),
        rests_on=tuple(plain["rests_on"]),
        corrections=tuple(
            Correction(
                label=label, safe=safe, edits=tuple(Edit(span=_place(numbers), text=text) for numbers, text in edits)
            )
            for label, safe, edits in plain["corrections"]
        ),
    )


def _numbers(span: Span) -> list[Any]:
    return [span.path, span.line, span.column, span.end_line, span.end_column]


def _place(numbers: list[Any]) -> Span:
    path, line, column, end_line, end_column = numbers
    return Span(path=path, line=line, column=column, end_line=end_line, end_column=end_column)
