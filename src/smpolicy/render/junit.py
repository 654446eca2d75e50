"""Diagnostics as JUnit XML, which most servers that build and test can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args
from xml.sax.saxutils import escape, quoteattr

from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, Severity
from smpolicy.foundations.source import Source, on_one_line, visible


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    files: int,
    *,
    names: Sequence[str] = (),
    held_back: Sequence[HeldBack] = (),
    fail_on: Severity = "error",
) -> str:
    """Write one suite for each file, with a case for each finding, or one that passes where nothing was found.

    What lets the check fail is a failure; milder findings pass, with what they say; what is held back is skipped.
    In ASCII, so that no output encoding can spoil it; what no XML may hold is replaced.
    """
    held = [each for each in held_back if each.by != "selection"]
    paths = dict.fromkeys([*names, *(each.path for each in diagnostics), *(each.diagnostic.path for each in held)])
    gravest_first = get_args(Severity)
    failing = gravest_first[: gravest_first.index(fail_on) + 1]
    suites: list[str] = []
    for path in paths:
        cases = [_case(each, _told(each, failing)) for each in diagnostics if each.path == path]
        cases += [_case(each.diagnostic, _skipped(each)) for each in held if each.diagnostic.path == path]
        failures = sum(each.path == path and each.severity in failing for each in diagnostics)
        skipped = sum(each.diagnostic.path == path for each in held)
        cases = cases or [f"    <testcase classname={_attribute(path)} name={_attribute('nothing to report')}/>\n"]
        counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'
        suites.append(f"  <testsuite name={_attribute(path)} {counts}>\n{''.join(cases)}  </testsuite>\n")
    document = f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="smpolicy check">\n{"".join(suites)}'
    return f"{document}</testsuites>\n".encode("ascii", "xmlcharrefreplace").decode("ascii")


def _case(each: Diagnostic, inside: Iterator[str]) -> str:
    where = f"{each.span.line}:{each.span.column} " if each.span else ""
    name = _attribute(f"{where}{each.code} {each.name}")
    return f"    <testcase classname={_attribute(each.path)} name={name}>\n{''.join(inside)}    </testcase>\n"


def _told(each: Diagnostic, failing: Sequence[Severity]) -> Iterator[str]:
    whole = f"{each.place}: {each.message}" + (f"\nhelp: {each.help}" if each.help else "")
    if each.severity in failing:
        yield f'      <failure type="{each.severity}" message={_attribute(each.message)}>{_text(whole)}</failure>\n'
    else:
        yield f"      <system-out>{_text(f'{each.severity}: {whole}')}</system-out>\n"


def _skipped(each: HeldBack) -> Iterator[str]:
    yield f"      <skipped message={_attribute(f'{each.diagnostic.message} (held back: {each.reason})')}/>\n"


def _attribute(words: str) -> str:
    return quoteattr(on_one_line(words))


def _text(words: str) -> str:
    return escape(visible(words))
