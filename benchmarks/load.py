"""What loading costs, beside `import pydantic`: CPU time of whole processes in turn, so that all meet one machine.

Prints the least of each, less the least of a bare interpreter, and their ratio. Byte code is cached, as it is where
packages are installed.
Run as `python benchmarks/load.py [RUNS]`.
"""

import os
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import smpolicy

RESOLVED = "smpolicy.load().resolve('moldova', as_of=datetime.date(2026, 1, 1), drafts=True)"
COMMANDS = {
    "bare interpreter": "pass",
    "import pydantic": "import pydantic",
    "import smpolicy": "import smpolicy",
    "smpolicy.load()": "import smpolicy; smpolicy.load()",
    "load and resolve": f"import smpolicy, datetime; {RESOLVED}",
    "load a program, and decide": (
        "import smpolicy, sys; smpolicy.load_program(sys.argv[1]).evaluate({'activity.interaction': 'share'}).answer"
    ),
}


def cpu_seconds(statement: str, program: Path, environment: dict[str, str]) -> float:
    """Return what one whole process costs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement, program], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(runs: int) -> None:
    """Run every command in turn, `runs` times over."""
    costs: dict[str, list[float]] = {name: [] for name in COMMANDS}
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        environment["PYTHONPYCACHEPREFIX"] = folder
        program = Path(folder) / "program.json"
        policy = smpolicy.load().resolve("moldova", as_of=date(2026, 1, 1), drafts=True)
        program.write_text(policy.compile().text(), encoding="utf-8")
        for statement in COMMANDS.values():
            cpu_seconds(statement, program, environment)  # writes the byte code
        for _ in range(runs):
            for name, statement in COMMANDS.items():
                costs[name].append(cpu_seconds(statement, program, environment))
    bare = min(costs["bare interpreter"])
    peer = min(costs["import pydantic"]) - bare
    print(f"{'':26} {'CPU':>9} {'net':>9} {'x import pydantic':>18}")
    for name, measured in costs.items():
        least = min(measured)
        print(f"{name:26} {least * 1e3:6.1f} ms {(least - bare) * 1e3:6.1f} ms {(least - bare) / peer:17.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
