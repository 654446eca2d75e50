"""smpolicy beside other engines, on the same norms: measure, and write `docs/performance.md`.

The norms of one shipped policy are written in each engine's language from the program that decides by them.
Answers are compared before anything is timed; whoever answers otherwise stops the run.
What is not installed is left out, and said to be: `pip install '.[peers]'`, or `make peers`.
Run as `python benchmarks/peers [--rounds N] [--activities N] [--structure ID] [--only-print]`.
"""

import argparse
import os
import platform
import sys
from collections import Counter
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from activities import subject
from report import RESULT, write_page
from rows import compiling, peers_that_are_here, rows_of
from timing import Measured, Row, measured


def processor() -> str:
    """Return what the machine calls its processor, where it says so."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def plain(each: Measured) -> dict[str, Any]:
    """Return what is kept of a row."""
    return {
        "who": each.row.who,
        "median": round(each.median, 3),
        "p10": round(each.p10, 3),
        "blocks": len(each.blocks),
        "same": None if each.same is None else each.same * each.row.per_call,
        "of": len(each.row.items) * each.row.per_call,
    }


def told(rows: list[Row], rounds: int) -> list[Measured]:
    """Measure rows, and print them."""
    found = measured(rows, rounds)
    for each in found:
        same = "" if each.same is None else f"   the same: {each.same} of {len(each.row.items)}"
        print(f"{each.row.group:18} {each.median:14,.2f} us {each.p10:14,.2f} us   {each.row.who}{same}", flush=True)
    return found


def main() -> None:
    """Measure everything, print it, and write it down."""
    parser = argparse.ArgumentParser(prog="benchmarks/peers")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--activities", type=int, default=100)
    parser.add_argument("--structure", default="moldova")
    parser.add_argument("--only-print", action="store_true", help="leave the page as it is")
    asked = parser.parse_args()
    peers, left_out = peers_that_are_here()
    if left_out:
        print(f"left out, since they are not installed: {', '.join(left_out)}")
    measured_of = subject(asked.structure, asked.activities)
    found = told(list(rows_of(measured_of, peers)), asked.rounds)
    compiled: dict[str, int] = {}
    for size, norms, rows in compiling(peers, measured_of.policy):
        compiled[f"compile-{size}"] = norms
        found += told(rows, max(3, asked.rounds // 5))
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in found:
        groups.setdefault(each.row.group, []).append(plain(each))
    result = {
        "day": date.today().isoformat(),
        "rounds": asked.rounds,
        "machine": {
            "processor": processor(),
            "cores": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
            "python": platform.python_version(),
        },
        "versions": {"smpolicy": version("smpolicy"), **{each.package: each.version for each in peers}},
        "left_out": left_out,
        "subject": {
            "structure": asked.structure,
            "norms": len(measured_of.program.clauses),
            "unknowns": len(measured_of.program.variables),
            "constraints": len(measured_of.program.constraints),
            "activities": asked.activities,
            "answers": dict(Counter(each.outcome for each in measured_of.activities).most_common()),
        },
        "compiled": compiled,
        "groups": groups,
    }
    if not asked.only_print:
        write_page(result)
        print(f"written: {RESULT.parent}", file=sys.stderr)


if __name__ == "__main__":
    main()
