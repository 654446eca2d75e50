"""How long proving inconsistency takes (section 5), and how time and memory grow with overlays and norms.

A question is whether one overlay norm is inconsistent with one norm of the base.
The corpora are invented (`invented.py`), in a temporary folder, and stand on the packaged base.
Each size is measured in a process of its own, so that its memory is its own: the most that the process has held at
once (`ru_maxrss`) after loading, after both checks, and when the policy of every overlay is kept beside the library.
`conflicts` is `Policy.assessments` of every overlay, each on its own first day; `compiling` is what comes before it:
to resolve what holds there and to compile it.
`check` is `smpolicy.check` of the whole folder, and `again` the same in the same process after one file was changed.

Run as `python benchmarks/prove.py [--full]`; `--full` takes the large sizes too.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, Final, TypeAlias, TypeVar

from invented import Size, write_corpus

import smpolicy
from smpolicy.deciding.program import Program
from smpolicy.deciding.solver import EXACT
from smpolicy.deciding.worlds import Formula, Literal
from smpolicy.deciding.z3_solver import Z3, Question
from smpolicy.library import Library
from smpolicy.lowering import Lowered
from smpolicy.meaning.norms import Instrument
from smpolicy.policy import Policy

#: Returns a world in which all parts hold, within some domains, or nothing.
Find: TypeAlias = Callable[[Iterable[Formula], Sequence[int], Sequence[int]], object]

Made = TypeVar("Made")

SIZES: Final = ((1, 10), (1, 50), (1, 100), (10, 10), (10, 50), (50, 10))
LARGE: Final = ((10, 100), (50, 50), (50, 100), (200, 10), (200, 50), (200, 100))
#: How often the same questions are asked in turn where ways of answering them are compared.
RUNS: Final = 3


def policies(library: Library) -> Iterator[Policy]:
    """Yield what holds with each overlay, on the day on which it begins."""
    for overlay in _overlays(library.lowered):
        assert overlay.structure is not None
        assert overlay.effective.start is not None
        yield library.resolve(overlay.structure, as_of=overlay.effective.start, drafts=True)


def _overlays(lowered: Lowered) -> list[Instrument]:
    """Return the invented overlays; the packaged ones have no part in this."""
    return [each for each in lowered.instruments.values() if (each.structure or "").startswith("mission-")]


def pairs(policy: Policy) -> int:
    """Return how many questions a policy asks: its overlay norms that facts decide, times those of the base."""
    local = sum(clause.norm.structure is not None for clause in policy._plain.clauses)
    return local * (len(policy._plain.clauses) - local)


@dataclass(frozen=True)
class Recording:
    """The exact search, which keeps every question that it is asked."""

    name: ClassVar[str] = "recording"
    asked: list[tuple[tuple[Formula, ...], list[int]]] = field(default_factory=list)

    def find(self, parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> list[int] | None:
        """Keep the question, and answer it."""
        question = tuple(parts)
        self.asked.append((question, list(domains)))
        return EXACT.find(question, domains, full)


def z3_kept(program: Program) -> Find:
    """Return z3 at its best here: one context for all questions, the constraints said once, and each question popped.

    What it answers then depends on what was asked before, so the library does not use it so.
    """
    import z3

    solver = z3.Solver(ctx=z3.Context())
    constraints = {id(each) for each in program.constraints}
    kept = Question(program.full)
    for place in range(len(program.full)):
        kept.term(Literal(place, 1))  # names it, and says nothing
    for each in program.constraints:
        kept.add(each)
    solver.from_string(kept.text())

    def find(parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> object:
        question = Question(full)
        for place, mask in enumerate(domains):
            question.add(Literal(place, mask))
        for part in parts:
            if id(part) not in constraints:
                question.add(part)
        solver.push()
        solver.from_string(question.asserted())
        found = question.world(solver.model()) if solver.check() == z3.sat else None
        solver.pop()
        return found

    return find


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return how many seconds some work takes, and what it makes."""
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


def held() -> float:
    """Return the most memory that this process has held at once, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measured(size: Size) -> dict[str, float]:
    """Measure one size; everything is done once, in the order in which a caller would."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = write_corpus(folder, size)
        found: dict[str, float] = {}
        found["load"], library = timed(lambda: smpolicy.load(folder))
        found["loaded"] = held()
        found["check"], _ = timed(lambda: smpolicy.check(policies=folder))
        written[0].write_text(written[0].read_text(encoding="utf-8") + "note: Changed.\n", encoding="utf-8")
        found["again"], _ = timed(lambda: smpolicy.check(policies=folder))
        found["checked"] = held()
        found["compile"], made = timed(lambda: [each for each in policies(library) if each._plain])
        found["asked"] = sum(map(pairs, made))
        found["facts"] = max(len({each.name for each in policy._plain.variables}) for policy in made)
        found["conflicts"], conflicts = timed(lambda: [found for each in made for found in each.assessments])
        found["found"] = len(conflicts)
        found["policies"] = held()
        return found


def grow(sizes: Sequence[tuple[int, int]]) -> None:
    """Print how long each size takes."""
    print(
        f"{'overlays x norms':>16} {'facts':>6} {'questions':>10} {'found':>6} {'loading':>9} {'compiling':>10} "
        f"{'conflicts':>10} {'per question':>13} {'check':>9} {'again':>9} {'again/check':>12} {'MB in turn':>16}"
    )
    for overlays, norms in sizes:
        command = [sys.executable, __file__, "--one", str(overlays), str(norms)]
        one = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(
            f"{overlays:>10} x {norms:<3} {one['facts']:6.0f} {one['asked']:10.0f} {one['found']:6.0f} "
            f"{one['load']:7.2f} s {one['compile']:8.2f} s {one['conflicts']:8.2f} s "
            f"{one['conflicts'] / one['asked'] * 1e6:10.0f} us {one['check']:7.2f} s {one['again']:7.2f} s "
            f"{one['again'] / one['check']:12.2f} "
            f"{one['loaded']:6.0f} {one['checked']:4.0f} {one['policies']:4.0f}",
            flush=True,
        )


def compare() -> None:
    """Print how long the solvers take over the same questions, in turn, and whether they agree."""
    with tempfile.TemporaryDirectory() as name:
        write_corpus(Path(name), Size(overlays=1, norms=50))
        (policy,) = policies(smpolicy.load(name))
    program, recording = policy._plain, Recording()
    policy.assessed(recording)
    asked = recording.asked
    named: dict[str, Find] = {"exact": EXACT.find}
    if find_spec("z3") is not None:
        named |= {"z3, one context": z3_kept(program), "z3, as used": Z3().find}
    best = dict.fromkeys(named, float("inf"))
    answers: dict[str, list[bool]] = {}
    for _ in range(RUNS):
        for solver, ask in named.items():
            begun = time.perf_counter()
            answers[solver] = [ask(parts, domains, program.full) is not None for parts, domains in asked]
            best[solver] = min(best[solver], time.perf_counter() - begun)
    first, *others = named
    assert all(answers[each] == answers[first] for each in others)
    print(f"\n{len(asked)} questions that an overlay of 50 norms asks, {sum(answers[first])} of them with a world:")
    for solver, seconds in best.items():
        print(f"{solver:>16} {seconds * 1e3:9.1f} ms {seconds / len(asked) * 1e6:8.0f} us each", end="")
        print(f" {seconds / best[first]:8.1f}x" if solver != first else "")
    if not others:
        print("z3 is not installed: nothing is compared")


def main(arguments: Sequence[str]) -> None:
    """Measure one size for the process above, or all."""
    match arguments:
        case ["--one", overlays, norms]:
            print(json.dumps(measured(Size(overlays=int(overlays), norms=int(norms)))))
        case [] | ["--full"]:
            grow((*SIZES, *LARGE) if arguments else SIZES)
            compare()
        case _:
            print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
