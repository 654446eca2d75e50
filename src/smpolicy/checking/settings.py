"""Settings of a check that a team keeps beside its documents: a table in `smpolicy.toml` or `pyproject.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from smpolicy.checking.selection import codes_of
from smpolicy.documents.files import printable, read_bytes
from smpolicy.foundations.diagnostics import Severity, quoted
from smpolicy.foundations.errors import UnfitChoice, UnreadableSettings
from smpolicy.foundations.wording import near_name

#: Where settings can stand, and under which tables there; the first one that is found counts.
_FILES: Final[Mapping[str, tuple[str, ...]]] = {"smpolicy.toml": (), "pyproject.toml": ("tool", "smpolicy")}
_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
#: A line that begins with the name of a table, or of a key.
_NAMING_LINE: Final = re.compile(
    r"^[ \t]*(?:(?P<header>\[{1,2})[ \t]*)?(?P<names>[\w.\"'\t -]*[\w\"'])[ \t]*(?(header)\]|=)", re.MULTILINE
)
_COMMENT_OR_TEXT: Final = re.compile(r"#[^\n]*|\"[^\"\n]*\"|'[^'\n]*'")
_WAY_OUT: Final = "`--no-config` checks without it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a team has settled for its checks; nothing where it has not."""

    #: The file that says so; nothing where there is none.
    path: Path | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    baseline: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """The text of a file with settings, in which the place of a fault is looked up."""

    shown: str
    folder: Path
    text: str
    tables: tuple[str, ...]

    def fault(self, reason: str, key: str = "", word: str = "") -> UnreadableSettings:
        """Return what is raised for a key, or for a word behind it."""
        start = self._key(key) if key else None
        if start is not None and word:
            said = (each.start() for each in _COMMENT_OR_TEXT.finditer(self.text, start) if each.group()[1:-1] == word)
            start = next(said, start)
        if start is None:
            return UnreadableSettings(path=self.shown, reason=reason)
        line = self.text.count("\n", 0, start) + 1
        column = start - (self.text.rfind("\n", 0, start) + 1) + 1
        return UnreadableSettings(path=self.shown, line=line, column=column, reason=reason)

    def _key(self, key: str) -> int | None:
        """Return where a key stands, at the beginning of a line or as the name of a table; else where its table is."""
        table: tuple[str, ...] = ()
        own = None
        for line in _NAMING_LINE.finditer(self.text):
            names = tuple(part.strip(" \t\"'") for part in line["names"].split("."))
            table, names = (names, names) if line["header"] else (table, (*table, *names))
            if names[: len(self.tables) + 1] == (*self.tables, key):
                return line.start("names")
            if own is None and names[: len(self.tables)] == self.tables:
                own = line.start("names")
        return own


def settings_for(path: Path) -> Settings:
    """Return the settings that count for a file or folder: the nearest ones upward from it.

    Raises `UnreadableSettings` if they are not as they have to be, and says where.
    """
    place = Path(os.path.abspath(path))
    for folder in (place, *place.parents):
        found = [each for name, tables in _FILES.items() for each in _settings_in(folder / name, tables)]
        if len(found) > 1:
            both = " and ".join(quoted(name) for name in _FILES)
            reason = f"there are settings in {both} of this folder; keep those of one of them"
            raise UnreadableSettings(path=_shown(folder), reason=reason)
        if found:
            return found[0]
    return Settings()


def _settings_in(path: Path, tables: tuple[str, ...]) -> Iterator[Settings]:
    """Yield the settings in a file, if it is there and has any."""
    if not os.path.lexists(path):
        return
    shown = _shown(path)
    content, faults = read_bytes(path, shown, named=True)
    if content is None:
        raise UnreadableSettings(path=shown, reason=f"{faults[0].message}; {_WAY_OUT}")
    if tables and tables[-1].encode() not in content:
        return  # it is about something else, whatever is wrong with it
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        reason = f"the byte {content[error.start]:#04x} is not UTF-8; {_WAY_OUT}"
        raise UnreadableSettings(path=shown, line=line, column=column, reason=reason) from error
    table: Any = _parsed(text, shown)
    for name in tables:
        if not isinstance(table, dict) or name not in table:
            return
        table = table[name]
    written = _Written(shown=shown, folder=path.parent, text=text, tables=tables)
    if not isinstance(table, dict):
        raise written.fault(f"`{'.'.join(tables)}` is a table", tables[-1])
    yield _read(table, written, path)


def _parsed(text: str, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        said = re.fullmatch(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|.*)\)", str(error), re.S)
        what = said["what"] if said else str(error)
        line = int(said["line"]) if said and said["line"] else text.count("\n") + 1
        column = int(said["column"]) if said and said["column"] else 1
        reason = f"this is no TOML: {what[:1].lower()}{what[1:]}; {_WAY_OUT}"
        raise UnreadableSettings(path=shown, line=line, column=column, reason=reason) from error


def _read(table: Mapping[str, Any], written: _Written, path: Path) -> Settings:
    said: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            near = near_name(key, _KEYS)
            listed = ", ".join(map(quoted, _KEYS))
            hint = f"did you mean {quoted(near)}?" if near else f"there are {listed}"
            raise written.fault(f"no setting is called {quoted(key)}; {hint}", key)
        said[key.replace("-", "_")] = _KEYS[key](value, key, written)
    return Settings(path=path, **said)


def _rules(value: object, key: str, written: _Written) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise written.fault(f'`{key}` is a list of rules, like `{key} = ["SMP43", "stale-base"]`', key)
    if not value and key == "select":
        raise written.fault("`select` names no rule; leave it out to be told of all of them", key)
    for each in value:
        try:
            codes_of([each], to_ignore=key == "ignore")
        except UnfitChoice as error:
            raise written.fault(f"`{key}`: {error}", key, each) from error
    return tuple(value)


def _file(value: object, key: str, written: _Written) -> Path:
    if not isinstance(value, str) or not value:
        raise written.fault(f'`{key}` is the name of a file, like `{key} = "smpolicy-baseline.json"`', key)
    return written.folder / value


def _severity(value: object, key: str, written: _Written) -> Severity:
    for each in _SEVERITIES:
        if value == each:
            return each
    listed = ", ".join(f'`"{each}"`' for each in _SEVERITIES)
    raise written.fault(f"`{key}` is one of {listed}", key)


#: Every key, and how its value is read.
_KEYS: Final[Mapping[str, Callable[[object, str, _Written], Any]]] = {
    "select": _rules,
    "ignore": _rules,
    "fail-on": _severity,
    "baseline": _file,
}


def _shown(path: Path) -> str:
    """Return a path as people know it: from where they are, if it stands below."""
    here = Path.cwd()
    return printable(path.relative_to(here) if path.is_relative_to(here) else path)
