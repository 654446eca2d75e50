"""A baseline: the warnings and notes that a team knows of, in a file, so that only new ones are told.

Each is known again by its rule, the keys that lead to it and the words underlined, and never by its line.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smpolicy.documents.files import printable, read_bytes
from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, may_be_held_back, quoted
from smpolicy.foundations.errors import UnreadableSettings
from smpolicy.foundations.traits import Traits, traits_of

if TYPE_CHECKING:
    from smpolicy.checking.report import CheckReport
    from smpolicy.render import formats

FORMAT: Final = "smpolicy/baseline@1"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """A finding that a baseline holds, or held."""

    #: Its file, from the folder in which the baseline stands.
    path: str
    traits: Traits


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a team knows of: each finding with how often it is found."""

    path: Path
    known: Counter[KnownFinding]

    def holding(self, report: CheckReport) -> tuple[CheckReport, tuple[KnownFinding, ...]]:
        """Return a report with what is known held back, and what is known and is found no more.

        Of what is known of files that were not checked, nothing is said, unless they are no longer there.
        """
        left = self.known.copy()
        told: list[Diagnostic] = []
        held: list[HeldBack] = []
        reason = f"it is known in {printable(self.path)}"
        for each, known in zip(report.diagnostics, _known(report.diagnostics, report, self.path), strict=True):
            if may_be_held_back(each) and left[known] > 0:
                left[known] -= 1
                held.append(HeldBack(diagnostic=each, by="baseline", reason=reason))
            else:
                told.append(each)
        checked = {_from(self.path, path) for path in report.files}
        for each_held in report.held_back:  # what a comment holds back too is still there
            (known,) = _known([each_held.diagnostic], report, self.path)
            left[known] -= 1
        gone = tuple(
            each
            for each, number in left.items()
            if number > 0 and (each.path in checked or not (self.path.parent / each.path).exists())
        )
        return replace(report, diagnostics=tuple(told), held_back=(*report.held_back, *held)), gone


def plain_baseline(report: CheckReport, path: Path) -> formats.Baseline:
    """Return a baseline at `path` that holds every warning and note of a report that is told, as plain data."""
    holdable = [each for each in report.diagnostics if may_be_held_back(each)]
    names = {each.code: each.name for each in holdable}
    findings: list[formats.KnownFinding] = []
    for known, count in sorted(Counter(_known(holdable, report, path)).items(), key=lambda each: _order(each[0])):
        traits = known.traits
        findings.append(
            {
                "path": known.path,
                "rule": traits.code,
                "name": names[traits.code],
                "keys": list(traits.keys),
                "words": traits.words,
                "about": list(traits.about),
                "count": count,
            }
        )
    return {"format": FORMAT, "findings": findings}


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises `UnreadableSettings` if there is none, and says where and why."""
    shown = printable(path)
    content, faults = read_bytes(path, shown, named=True)
    if content is None:
        raise UnreadableSettings(path=shown, reason=faults[0].message)
    try:
        plain = json.loads(content)
    except json.JSONDecodeError as error:
        reason = f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise UnreadableSettings(path=shown, line=error.lineno, column=error.colno, reason=reason) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableSettings(path=shown, reason="this is no JSON in UTF-8, or too deep") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        said = plain.get("format") if isinstance(plain, dict) else None
        what = f"its format is {quoted(said)}" if isinstance(said, str) else "it names no format"
        raise UnreadableSettings(path=shown, reason=f"this is no baseline ({FORMAT}): {what}")
    if unknown := sorted(plain.keys() - {"format", "findings"}):
        raise UnreadableSettings(path=shown, reason=f"a baseline has no key {quoted(unknown[0])}")
    findings = plain.get("findings")
    if not isinstance(findings, list):
        raise UnreadableSettings(path=shown, reason="`findings` is a list")
    known: Counter[KnownFinding] = Counter()
    for number, each in enumerate(findings, 1):
        try:
            finding, count = _read(each)
        except (AttributeError, KeyError, TypeError) as error:
            keys = "`path`, `rule`, `name`, `keys`, `words`, `about` and `count`"
            reason = f"finding {number} is not as `--write-baseline` writes it, with {keys}"
            raise UnreadableSettings(path=shown, reason=reason) from error
        known[finding] += count
    return Baseline(path=path, known=known)


def _read(plain: Any) -> tuple[KnownFinding, int]:
    """Return a finding and how often it is found. Raises what a record of another shape raises."""
    if plain.keys() != {"path", "rule", "name", "keys", "words", "about", "count"} or type(plain["count"]) is not int:
        raise KeyError(plain)
    texts = [plain[name] for name in ("path", "rule", "name", "words")]
    if not all(isinstance(each, str) for each in (*texts, *plain["keys"], *plain["about"])):
        raise TypeError(plain)
    traits = Traits(code=plain["rule"], keys=tuple(plain["keys"]), words=plain["words"], about=tuple(plain["about"]))
    return KnownFinding(path=plain["path"], traits=traits), plain["count"]


def _known(diagnostics: Iterable[Diagnostic], report: CheckReport, baseline: Path) -> list[KnownFinding]:
    found = list(diagnostics)
    return [
        KnownFinding(path=_from(baseline, each.path), traits=traits)
        for each, traits in zip(found, traits_of(found, report.sources), strict=True)
    ]


def _from(baseline: Path, path: str) -> str:
    """Return the name of a file from the folder of a baseline: it is the same wherever the check is run from."""
    return Path(os.path.relpath(path or ".", baseline.parent)).as_posix()


def _order(known: KnownFinding) -> tuple[object, ...]:
    return known.path, known.traits.keys, known.traits.code, known.traits.words, known.traits.about
