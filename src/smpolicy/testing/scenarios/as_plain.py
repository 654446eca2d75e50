"""What came of scenarios and examples as plain data: `smpolicy/tests@1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Span
from smpolicy.testing.scenarios.running import Differing, Tried

if TYPE_CHECKING:
    from smpolicy.render import formats

_FORMAT: Final = "smpolicy/tests@1"


def plain_tests(tried: Sequence[Tried], faults: Sequence[Diagnostic]) -> formats.PolicyTests:
    """Return what came of a run, in the format `smpolicy/tests@1`."""
    passed = sum(each.passed for each in tried)
    return {
        "format": _FORMAT,
        "tests": [_tried(each) for each in tried],
        "faults": [
            {"place": _place(each.span, each.path), "rule": each.code, "message": each.message} for each in faults
        ],
        "summary": {"passed": passed, "failed": len(tried) - passed, "faulty": len(faults)},
    }


def _tried(tried: Tried) -> formats.TriedTest:
    return {
        "kind": tried.kind,
        "name": tried.name,
        "place": _place(tried.span),
        "about": tried.about,
        "result": "passed" if tried.passed else "failed",
        "expected": tried.expected,
        "got": tried.got,
        "problems": list(tried.problems),
        "to_state": list(tried.to_state),
        "differing": _differing(tried.differing) if tried.differing is not None else None,
    }


def _differing(differing: Differing) -> formats.DifferingNorm:
    return {
        "norm": differing.norm.id,
        "citation": differing.norm.citation,
        "status": differing.status,
        "words": differing.words,
        "place": _place(differing.span),
    }


def _place(span: Span | None, path: str = "") -> formats.Place:
    return {"path": span.path, "line": span.line} if span is not None else {"path": path, "line": 1}
