"""Policy tests: scenarios and the examples of norms run, what they cover, and what would slip past them."""

from smpolicy.testing.scenarios.as_plain import plain_tests
from smpolicy.testing.scenarios.running import (
    Differing,
    Failure,
    Tried,
    Wanted,
    differences,
    faults_in_scenarios,
    run,
    run_scenarios,
)

__all__ = [
    "Differing",
    "Failure",
    "Tried",
    "Wanted",
    "differences",
    "faults_in_scenarios",
    "plain_tests",
    "run",
    "run_scenarios",
]
