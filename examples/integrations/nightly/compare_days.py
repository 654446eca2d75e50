"""A nightly job: it compares what holds on two days, and tells what changed as annotations of a GitHub workflow.

    python compare_days.py policies 2026-01-01 2026-01-02

The exit code is 1 where an answer changed, so that somebody looks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

import smpolicy


def told(library: smpolicy.Library, before: date, after: date) -> Iterator[str]:
    """Yield an annotation for each answer, each text and each contact that changed for a structure."""
    for name in library.structures:
        first, second = (library.resolve(name, as_of=day) for day in (before, after))
        if first.digest == second.digest and first.in_force == second.in_force:
            continue
        difference = smpolicy.compare(first, second)
        for change in difference.changes:
            rests_on = ", ".join(f"{each.norm.citation}" for each in change.because_after) or "no norm"
            words = f"{change.before} becomes {change.after} for some activity; it rests on {rests_on}"
            yield command("warning", f"{name}: an answer changes", words)
        for text in difference.texts:
            yield command("notice", f"{name}: {text.kind}", text.id)
        for whom in difference.contacts:
            yield command("notice", f"{name}: a contact changes", whom.slot)


def command(level: str, title: str, words: str) -> str:
    """Return a workflow command; nothing that is quoted in it can end it and begin another."""
    title = _escaped(title).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} title={title}::{_escaped(words)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def main(folder: str, before: str, after: str) -> int:
    """Print the annotations."""
    found = list(told(smpolicy.load(folder), date.fromisoformat(before), date.fromisoformat(after)))
    for each in found:
        print(each)
    return int(any(each.startswith("::warning") for each in found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
