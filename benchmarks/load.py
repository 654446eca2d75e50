"""How long loading takes, beside `import pydantic`: whole processes, in turn, so that both meet the same machine.

Prints the median of each, less the median of a bare interpreter, and their ratio.
Run as `python benchmarks/load.py [RUNS]`.
"""

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "bare interpreter": "pass",
    "import pydantic": "import pydantic",
    "import smpolicy": "import smpolicy",
    "smpolicy.load()": "import smpolicy; smpolicy.load()",
    "load and resolve": (
        "import smpolicy, datetime; smpolicy.load().resolve('moldova', as_of=datetime.date(2026, 1, 1), drafts=True)"
    ),
}


def seconds(statement: str) -> float:
    """Time one whole process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - begun


def main(runs: int) -> None:
    """Time every command in turn, `runs` times over."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for statement in COMMANDS.values():
        seconds(statement)  # warm the file cache
    for _ in range(runs):
        for name, statement in COMMANDS.items():
            times[name].append(seconds(statement))
    bare = statistics.median(times["bare interpreter"])
    peer = statistics.median(times["import pydantic"]) - bare
    print(f"{'':20} {'median':>9} {'net':>9} {'x import pydantic':>18}")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:20} {median * 1e3:7.1f} ms {(median - bare) * 1e3:6.1f} ms {(median - bare) / peer:17.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
