"""What a machine can mend unasked in files that were checked: tried first, and written only where it is better so."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from smpolicy.authoring.rewriting import write_texts
from smpolicy.foundations.corrections import Correction, corrected
from smpolicy.foundations.diagnostics import Diagnostic, quoted
from smpolicy.foundations.errors import UsageError
from smpolicy.foundations.source import Source, on_one_line


class Report(Protocol):
    """What a check found: what is told of which files, and their texts."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...  # noqa: D102

    @property
    def files(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def sources(self) -> Mapping[str, Source]: ...  # noqa: D102


#: Checks the files again, with these texts in the place of what is on disk.
Check: TypeAlias = Callable[[Mapping[str, bytes]], Report]

#: What one correction brings to light another one mends; this often, and then it is for people.
_MOST_ROUNDS: Final = 10


@dataclass(kw_only=True, eq=False)
class FileChanged(UsageError):  # noqa: N818  (named for what is wrong)
    """Somebody changed a file between its check and its mending."""

    path: str

    def __str__(self) -> str:
        """Name it, and say what to do."""
        return f"{quoted(self.path)} was changed while it was checked; nothing was written, check again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A file as it stood, as it would stand, and the corrections that lie between."""

    before: Source
    after: Source
    made: tuple[Correction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfixed:
    """A file that has something to be mended, and stays as it is."""

    path: str
    #: Why, in words behind the name of the file.
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """What can be mended unasked in the files that were checked, and what stays as it is."""

    files: tuple[Fixed, ...]
    unfixed: tuple[Unfixed, ...]
    #: What was found before anything was mended.
    before: Report

    def write(self) -> None:
        """Write every file anew: all of them, or none where the system refuses one.

        Raises `FileChanged` if one is not as it was checked, and `OSError` where the system refuses.
        """
        for each in self.files:
            if Path(each.before.path).read_bytes() != each.before.text.encode():
                raise FileChanged(path=each.before.path)
        write_texts((Path(each.before.path), each.before.text, each.after.text) for each in self.files)


def fixes_of(check: Check) -> Fixes:
    """Return what can be mended unasked: the safe corrections of what is told, as long as each makes a file better.

    Nothing is written. A file whose text would not be better than it is, as a check of it says, keeps its text.
    """
    first = report = check({})
    unfixed: dict[str, str] = {}
    texts: dict[str, Source] = {}
    made: dict[str, tuple[Correction, ...]] = {}
    for _ in range(_MOST_ROUNDS):
        wanted = dict(_corrected(report, texts, unfixed))
        if not wanted:
            break
        for together in ([wanted], [{path: each} for path, each in wanted.items()]):
            taken = False
            for some in together:
                tried = {**texts, **{path: source for path, (source, _) in some.items()}}
                after = check({path: each.text.encode() for path, each in tried.items()})
                if _rank(after) < _rank(report):
                    report, texts, taken = after, tried, True
                    made |= {path: (*made.get(path, ()), *here) for path, (_, here) in some.items()}
                elif len(some) == 1:
                    (path,) = some
                    unfixed[path] = "what a machine can write there would make it no better"
            if taken or len(wanted) == 1:
                break
    fixed = [
        Fixed(before=first.sources[path], after=texts[path], made=made[path]) for path in first.files if path in made
    ]
    left = [Unfixed(path=path, reason=reason) for path, reason in unfixed.items() if path not in made]
    return Fixes(files=tuple(fixed), unfixed=tuple(left), before=first)


def _corrected(
    report: Report, texts: Mapping[str, Source], unfixed: dict[str, str]
) -> Iterator[tuple[str, tuple[Source, tuple[Correction, ...]]]]:
    """Yield each file that has a safe correction, with its text once it is made; note why others keep theirs."""
    corrections: dict[str, list[Correction]] = {}
    for each in report.diagnostics:
        for first in each.corrections[:1]:
            if first.safe:
                corrections.setdefault(first.edits[0].span.path, []).append(first)
    seen: dict[str, str] = {}
    for path in report.files:
        if path not in corrections or path in unfixed:
            continue
        same = seen.setdefault(os.path.realpath(path), path)
        if same != path:
            continue  # one file under two names is mended under the first
        reason = _not_to_be_written(path, report.sources[path] if path not in texts else None)
        if reason:
            unfixed[path] = reason
            continue
        source = texts.get(path, report.sources[path])
        mended, made = corrected(replace(source, path=path), corrections[path])
        if mended.text != source.text:
            yield path, (mended, made)


def _not_to_be_written(path: str, source: Source | None) -> str:
    """Say why a file stays as it is whatever could be mended in it; "" where it can be written anew."""
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            return f"it is a symbolic link; name the file that it leads to, {quoted(os.path.realpath(path))}"
        if status.st_nlink > 1:
            return f"it is one file under {status.st_nlink} names (hard links), which would be parted; mend it by hand"
        if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
            return "it is read-only"
        if source is not None and Path(path).read_bytes() != source.text.encode():
            return "it was changed while it was checked; check again"
    except OSError as error:
        return f"it cannot be written: {(error.strerror or str(error)).lower()}"
    return ""


def _rank(report: Report) -> tuple[int, ...]:
    """Return how bad things are: what keeps a file from being read counts before all that is only found once it is.

    To mend a fault of form brings to light what stood behind it, and that is no reason to leave it.
    """
    errors = [each.code for each in report.diagnostics if each.severity == "error"]
    form = sum(code.startswith("SMP1") for code in errors)
    keys = sum(code.startswith("SMP2") for code in errors)
    return form, keys, len(errors) - form - keys, len(report.diagnostics) - len(errors)


def unified_diff(fixed: Iterable[Fixed]) -> str:
    """Return what is mended as one diff, as `patch` reads it."""
    from difflib import unified_diff as lines_of

    lines: list[str] = []
    for each in fixed:
        name = on_one_line(each.before.path)
        old, new = _lines(each.before.text), _lines(each.after.text)
        for line in lines_of(old, new, fromfile=name, tofile=name):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    parts = [f"{line}\n" for line in text.split("\n")]
    return [*parts[:-1], parts[-1][:-1]] if text and not text.endswith("\n") else parts[:-1]
