"""Where a policy outgrows what is compiled for good, and what that costs: random norms over random facts.

Norms that people write bear on a few facts each, and share them by subject. These share them at random, which is the
worst that can be written: where the diagram would have more steps than it may, the exact search decides.
Times are of the processor.
Run as `python benchmarks/outgrown.py [SEED]`.
"""

import datetime
import random
import sys
import tempfile
import time
from pathlib import Path

from invented import Size, write_corpus

import smpolicy

#: How many norms there are, over how many facts, and how many facts each turns on beside its exception.
SIZES = ((20, 60, 2), (40, 40, 2), (60, 60, 1), (60, 60, 2), (60, 200, 2), (200, 200, 2))
NAME = "mission-001"


def overlay(head: str, norms: int, facts: int, each: int, drawn: random.Random) -> str:
    """Return an overlay of norms on facts that are drawn at random."""
    names = [f"{NAME}.f{number}" for number in range(facts)]
    written = [f"{head}facts:\n"]
    written += [f"  {name}: {{question: Is this so?, kind: conduct}}\n" for name in names]
    written.append("norms:\n")
    for number in range(norms):
        force = drawn.choice(("shall", "should"))
        *act, exception = drawn.sample(names, each + 1)
        tests = ", ".join(f"{{{name}: {drawn.choice(('true', 'false'))}}}" for name in act)
        written.append(
            f"  norm-{number}:\n"
            f"    under: si31:7.2\n"
            f"    text: Staff {force} not do thing {number}, unless asked.\n"
            f"    act: {{do thing {number}: {{all: [{tests}]}}}}\n"
            f"    unless: {{asked: {{{exception}: true}}}}\n"
        )
    return "".join(written)


def timed(work: object, facts: list[dict[str, bool]], assume: str) -> float:
    """Return how long a decision with its reasons takes in the mean, in milliseconds."""
    begun = time.process_time()
    for each in facts:
        decision = work.evaluate(each, assume=assume)  # type: ignore[attr-defined]
        assert decision.answer
        assert decision.because is not None
    return (time.process_time() - begun) / len(facts) * 1e3


def main(seed: int) -> None:
    """Compile each size, and decide by it."""
    print(f"{'norms':>6} {'facts':>6} {'each':>5} {'compiling':>11} {'method':>9} {'steps':>6} {'a decision':>11}")
    for norms, facts, each in SIZES:
        drawn = random.Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            (path,) = write_corpus(Path(folder), Size(overlays=1, norms=1))
            head = path.read_text(encoding="utf-8").partition("facts:")[0]
            path.write_text(overlay(head, norms, facts, each, drawn), encoding="utf-8")
            policy = smpolicy.load(folder).resolve(NAME, as_of=datetime.date(2029, 6, 1), drafts=True)
        assert sum(norm.structure is not None for norm in policy.norms) == norms
        assert policy.program.clauses
        begun = time.process_time()
        program = policy.compile()
        compiling = time.process_time() - begun
        names = [f"{NAME}.f{number}" for number in range(facts)]
        stated = [{name: drawn.random() < 0.3 for name in names if drawn.random() < 0.8} for _ in range(20)]
        steps = len(program.document.get("diagram", {}).get("steps", ()))
        took = timed(program, stated, "neutral")
        print(
            f"{norms:6} {facts:6} {each:5} {compiling:9.2f} s {program.method:>9} {steps:6} {took:8.2f} ms", flush=True
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
