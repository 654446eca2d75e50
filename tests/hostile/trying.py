"""One file tried: it is checked as its author would, and whatever the program owes to anybody is looked for.

Whatever a file holds, a check ends in findings: it does not crash, and not hang. Every error has a place; each output
format is what it says that it is, and holds nothing that a terminal would act on.
"""

from __future__ import annotations

import json
import signal
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any
from xml.etree import ElementTree

from jsonschema import Draft202012Validator

import smpolicy
from smpolicy import CheckReport
from smpolicy.checks.rules import RULES
from smpolicy.documents import file_rules
from smpolicy.foundations.diagnostics import Diagnostic, Rule, Severity
from smpolicy.render.table import REPORTS

#: The rules about a file as a whole, which have no place in it.
OF_FILES = {each for each in vars(file_rules).values() if isinstance(each, Rule)}
#: The largest file that is tried calls some millions of functions; beyond this, one hangs.
MOST_CALLS = 100_000_000


class TooMuchWork(BaseException):
    """A check that does not come to an end."""


def escapes(path: Path, policies: Path | None, limit: Callable[[], Any]) -> list[str]:
    """Return what a check of a file owes to anybody and does not give: nothing, as it should be."""
    try:
        with limit():
            report = smpolicy.check(path, policies=policies)
            return [*unplaced(report), *misprinted(report)]
    except TooMuchWork:
        return [f"does not come to an end:\n{traceback.format_exc()}"]
    except Exception:
        return [traceback.format_exc()]


def unplaced(report: CheckReport) -> Iterator[str]:
    """Say of each finding that has no place, or one that is none, what it is."""
    for each in report.diagnostics:
        said = f"{each.code} {each.name}: {each.message}"
        if not each.path:
            yield f"names no file: {said}"
        elif each.span is None and each.rule not in OF_FILES:
            yield f"has no place: {said}"
        for span in filter(None, (each.span, *(related.span for related in each.related))):
            source = report.sources.get(span.path)
            if source is None:
                continue
            ends = [(span.line, span.column), (span.end_line, span.end_column)]
            if ends != sorted(ends) or not all(
                1 <= line <= source.line_count and 1 <= column <= len(source.line(line)) + 2 for line, column in ends
            ):
                yield f"has a place that is none, {span}: {said}"
        if not each.message or "\n" in each.message:
            yield f"is not said in one line: {said}"


def misprinted(report: CheckReport) -> Iterator[str]:
    """Say of each output format that is not what it says that it is, why."""
    for form in REPORTS:
        try:
            text = printed(report, form)
        except Exception:
            yield f"{form} is not printed:\n{traceback.format_exc()}"
            continue
        acting = {each for each in text if unicodedata.category(each) in ("Cc", "Cf")} - {"\n"}
        if acting - {"\u200c", "\u200d"}:  # the joiners of scripts that join
            yield f"{form} holds what a terminal acts on: {acting}"
        yield from (f"{form}: {each}" for each in _FORMS.get(form, _nothing)(text, report.diagnostics))


def printed(report: CheckReport, form: str) -> str:
    """Return a report in a format, as the command line prints it."""
    more: dict[str, Any] = {}
    if form == "sarif":
        more["rules"] = RULES
    if form in ("full", "json"):
        more["compared"] = report.compared
    text: str = import_module(f"smpolicy.render.{form}").render(
        report.diagnostics, report.sources, len(report.files), **more
    )
    text.encode("utf-8")
    return text


def _nothing(_text: str, _found: tuple[Diagnostic, ...]) -> Iterator[str]:
    yield from ()


@cache
def _printed_schema() -> Draft202012Validator:
    return Draft202012Validator(smpolicy.schema("diagnostics"))


def _json(text: str, found: tuple[Diagnostic, ...]) -> Iterator[str]:
    whole = json.loads(text)
    yield from (each.message for each in _printed_schema().iter_errors(whole))
    if len(whole["diagnostics"]) != len(found):
        yield "not every finding is there"


def _sarif(text: str, found: tuple[Diagnostic, ...]) -> Iterator[str]:
    (run,) = json.loads(text)["runs"]
    if len(run["results"]) != len(found):
        yield "not every finding is there"
    for each in run["results"]:
        if run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] != each["ruleId"]:
            yield f"{each['ruleId']} is another rule"


def _concise(text: str, found: tuple[Diagnostic, ...]) -> Iterator[str]:
    lines = text.splitlines()
    if len(lines) - len(found) not in (0, 1, 2):  # a summary may follow
        yield f"{len(lines)} lines for {len(found)} findings"


def _github(text: str, found: tuple[Diagnostic, ...]) -> Iterator[str]:
    lines = [each for each in text.splitlines() if each.startswith(("::error ", "::warning ", "::notice "))]
    if len(lines) < len(found):
        yield f"{len(lines)} commands for {len(found)} findings"


def _xml(text: str, _found: tuple[Diagnostic, ...]) -> Iterator[str]:
    ElementTree.fromstring(text)
    yield from ()


def _any_json(text: str, _found: tuple[Diagnostic, ...]) -> Iterator[str]:
    json.loads(text)
    yield from ()


_FORMS: dict[str, Callable[[str, tuple[Diagnostic, ...]], Iterator[str]]] = {
    "json": _json,
    "sarif": _sarif,
    "concise": _concise,
    "github": _github,
    "junit": _xml,
    "gitlab": _any_json,
}


@contextmanager
def so_many_calls() -> Iterator[None]:
    """Let no more functions be called than the largest file needs: the same on every machine."""
    called = 0

    def count(_frame: FrameType, event: str, _said: object) -> None:
        nonlocal called
        if event == "call":
            called += 1
            if called > MOST_CALLS:
                raise TooMuchWork

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


def so_much_work(seconds: float) -> Callable[[], Any]:
    """Let no more seconds of the processor be used than the largest file needs; what others use does not count."""

    @contextmanager
    def limit() -> Iterator[None]:
        def end(_number: int, _frame: FrameType | None) -> None:
            raise TooMuchWork

        signal.signal(signal.SIGVTALRM, end)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    return limit


def errors(report: CheckReport, severity: Severity = "error") -> list[Diagnostic]:
    """Return the findings of a severity."""
    return [each for each in report.diagnostics if each.severity == severity]
