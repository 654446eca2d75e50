"""How long exact deciding takes, and how the search compares with z3 on the same formulas, in the same run.

The question is which outcomes are possible, from nothing stated to a complete activity.
Beside it stand the answer alone, and the text with its reasons and questions; all is time of the processor.
z3 is optional: without it the comparison is left out, and said to be.
Run as `python benchmarks/decide.py [RUNS]`.
"""

import datetime
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import Any

import smpolicy
from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.semantics import OUTCOMES
from smpolicy.deciding.z3_solver import Z3
from smpolicy.policy import Decision

WITH_Z3 = find_spec("z3") is not None

STAFF = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "share",
}
PHOTO = {"activity.discloses": True, "content.recording_kind": "photo", "content.depicts": ["osce_operation"]}
ACTIVITIES: dict[str, tuple[dict[str, Any], Any]] = {
    "nothing stated": ({}, "none"),
    "the person and the channel": (STAFF, "none"),
    "a photograph": ({**STAFF, **PHOTO}, "none"),
    "a photograph, neutral": ({**STAFF, **PHOTO}, "neutral"),
}


def z3_possible(ruling: Ruling) -> frozenset[str]:
    """Ask z3 which outcomes are possible, without a budget, as deciding asks the search."""
    program, solver = ruling.program, Z3(budget=None)
    return frozenset(
        outcome
        for outcome in OUTCOMES
        if solver.find((ruling.outcome(outcome), *program.constraints), ruling.domains, program.full) is not None
    )


def median(work: Callable[[], object], runs: int) -> float:
    """Return the median time that some work takes the processor, in milliseconds."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1e3)
    return statistics.median(times)


def _part(evaluate: Callable[[], Decision], name: str) -> object:
    return getattr(evaluate(), name)


def _words(evaluate: Callable[[], Decision]) -> str:
    return evaluate().text()


def main(runs: int) -> None:
    """Time each activity."""
    policy = smpolicy.load().resolve("moldova", as_of=datetime.date(2026, 1, 1), drafts=True)
    again = type(policy)
    compiling = median(lambda: again(resolution=policy.resolution, lowered=policy.lowered).program, 3)
    print(f"compiling the policy: {compiling:.0f} ms")
    print(f"{'':28} {'possible':>10} {'answer':>10} {'text':>10} {'z3':>10} {'z3 / ours':>10}")
    for name, (facts, assume) in ACTIVITIES.items():
        evaluate = partial(policy.evaluate, facts, assume=assume)
        ours = median(partial(_part, evaluate, "possible"), runs)
        whole = median(partial(_part, evaluate, "answer"), max(1, runs // 3))
        text = median(partial(_words, evaluate), max(1, runs // 3))
        line = f"{name:28} {ours:7.1f} ms {whole:7.1f} ms {text:7.1f} ms"
        if WITH_Z3:
            ruling = policy.evaluate(facts, assume=assume).ruling
            assert z3_possible(ruling) == ruling.possible
            theirs = median(partial(z3_possible, ruling), runs)
            line += f" {theirs:7.1f} ms {theirs / ours:9.1f}x"
        print(line)
    if not WITH_Z3:
        print("z3 is not installed: the comparison is left out")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
