"""What came of scenarios and examples as plain data: `smpolicy/tests@1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Span
from smpolicy.testing.scenarios.draft_impact import Impact, ScenarioAnswer
from smpolicy.testing.scenarios.mutants import TriedMutant
from smpolicy.testing.scenarios.norm_coverage import NormCoverage, NotShown
from smpolicy.testing.scenarios.running import Differing, Tried

if TYPE_CHECKING:
    from smpolicy.documents.forms import ScenarioForm
    from smpolicy.render import formats

_FORMAT: Final = "smpolicy/tests@1"
_IMPACT: Final = "smpolicy/impact@1"


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


def plain_coverage(norms: Sequence[NormCoverage]) -> formats.PolicyCoverage:
    """Return what tests show of norms as plain data."""
    shown, to_show = sum(each.shown for each in norms), sum(each.to_show for each in norms)
    return {
        "shown": shown,
        "to_show": to_show,
        "percent": percent(shown, to_show),
        "norms": [_covered(each) for each in norms],
    }


def percent(part: int, whole: int) -> float:
    """Return how much of a whole a part is, in hundredths, cut to one decimal: 100 is all of it and nothing less."""
    return part * 1000 // whole / 10 if whole else 100.0


def _covered(norm: NormCoverage) -> formats.CoveredNorm:
    return {
        "norm": norm.norm.id,
        "place": _place(norm.norm.span),
        "shown": norm.shown,
        "to_show": norm.to_show,
        "not_shown": [_not_shown(each) for each in norm.not_shown],
    }


def _not_shown(each: NotShown) -> formats.NotShown:
    what = each.what
    facts = dict(each.facts) if each.facts is not None else None
    return {"aspect": what.aspect, "words": what.words, "place": _place(what.span), "facts": facts}  # type: ignore[typeddict-item]


def plain_mutants(tried: Sequence[TriedMutant]) -> formats.PolicyMutants:
    """Return what became of mutants as plain data."""
    fates = [each.fate for each in tried]
    return {
        "caught": fates.count("caught"),
        "equivalent": fates.count("equivalent"),
        "slipped": fates.count("slipped"),
        "mutants": [
            {
                "kind": each.mutant.kind,
                "norm": each.mutant.norm.id,
                "place": _place(each.mutant.span),
                "change": each.mutant.words,
                "fate": each.fate,
                "by": each.by,
                "scenario": _scenario(each.scenario) if each.scenario is not None else None,
            }
            for each in tried
        ],
    }


def _scenario(form: ScenarioForm) -> dict[str, object]:
    """Return a scenario as documents state it, ready to be pasted."""
    return {
        "name": form.name,
        "structure": form.structure,
        "as_of": form.as_of.isoformat(),
        **({"drafts": True} if form.drafts else {}),
        "assume": form.assume,
        "facts": dict(form.facts),
        "expect": form.expect,
        **({"or_worse": True} if form.or_worse else {}),
        "because": list(form.because),
        "statuses": dict(form.statuses),
    }


def plain_impact(draft: str, asked: Sequence[Impact]) -> formats.DraftImpact:
    """Return which scenarios a draft changes, in the format `smpolicy/impact@1`."""
    return {
        "format": _IMPACT,
        "draft": draft,
        "scenarios": [
            {
                "name": each.scenario.form.name,
                "place": _place(each.scenario.span),
                "structure": each.scenario.form.structure,
                "as_of": each.as_of.isoformat(),
                "otherwise": each.otherwise,
                "before": _answered(each.before),
                "after": _answered(each.after),
            }
            for each in asked
        ],
        "asked": len(asked),
        "answered_otherwise": sum(each.otherwise for each in asked),
    }


def _answered(side: ScenarioAnswer) -> formats.ImpactAnswer:
    return {"answer": side.answer, "because": list(side.because)}
