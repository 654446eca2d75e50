"""Policy tests: scenarios and the examples of norms run, what they cover, and what would slip past them."""

from smpolicy.testing.scenarios.as_plain import plain_coverage, plain_impact, plain_mutants, plain_tests
from smpolicy.testing.scenarios.draft_impact import impact
from smpolicy.testing.scenarios.mutants import try_mutants
from smpolicy.testing.scenarios.norm_coverage import coverage
from smpolicy.testing.scenarios.running import (
    NOT_ASKED,
    Differing,
    Failure,
    Tried,
    Wanted,
    differences,
    faults_in_scenarios,
    passed_scenarios,
    run,
    run_scenarios,
)

__all__ = [
    "NOT_ASKED",
    "Differing",
    "Failure",
    "Tried",
    "Wanted",
    "coverage",
    "differences",
    "faults_in_scenarios",
    "impact",
    "passed_scenarios",
    "plain_coverage",
    "plain_impact",
    "plain_mutants",
    "plain_tests",
    "run",
    "run_scenarios",
    "try_mutants",
]
