"""Fuzzing: overlays mutated by the thousand, each checked as its author would check it.

What escapes (a crash, a check that does not come to an end, an error without a place, a format that is none) is written
into `fuzzed/`, with what came of it beside it, and becomes a case of the corpus in `tests/hostile`.
The same seed makes the same files: `--only N` tries the one with that number again.
Run as `make fuzz SEED=1 MINUTES=60`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import smpolicy  # noqa: E402
from hostile.mutations import Mutated, drawn, mutated, shipped  # noqa: E402
from hostile.trying import escapes, so_much_work  # noqa: E402

#: A file that takes more seconds of the processor hangs: the largest shipped one takes less than one.
MOST_SECONDS = 120
#: So many sets of documents are drawn beside the shipped ones.
DRAWN = 60


def main() -> int:
    """Try files until the time is over; say what escaped."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--only", type=int, help="try the file with this number alone, and print it")
    options.add_argument("--into", type=Path, default=ROOT / "fuzzed", help="where what escapes is written")
    said = options.parse_args()
    with TemporaryDirectory(prefix="smpolicy-fuzz-") as folder:
        place = Path(folder)
        seeds = [*shipped(), *drawn(DRAWN, place / "drawn")]
        if said.only is not None:
            made = mutated(seeds, said.seed, said.only)
            sys.stdout.buffer.write(made.content)
            print(f"\n{made.name}\n{tried(made, place) or 'nothing escapes'}")
            return 0
        return run(seeds, said.seed, said.minutes, place, said.into)


def run(seeds: list, seed: int, minutes: float, place: Path, into: Path) -> int:
    """Try file after file."""
    print(f"seed {seed}, {minutes:g} minutes, {len(seeds)} files to begin with", flush=True)
    end, told, number, escaped = time.monotonic() + minutes * 60, time.monotonic(), 0, 0
    by_what: Counter[str] = Counter()
    while time.monotonic() < end:
        number += 1
        made = mutated(seeds, seed, number)
        found = tried(made, place)
        by_what.update(made.name.partition(": ")[2].split(", "))
        if found:
            escaped += 1
            into.mkdir(exist_ok=True)
            (into / f"{seed}-{number}.yaml").write_bytes(made.content)
            (into / f"{seed}-{number}.txt").write_text(f"{made.name}\n{made.policies}\n{found}\n", encoding="utf-8")
            print(f"ESCAPED {number}: {made.name}\n{found}", flush=True)
        if time.monotonic() - told > 60:
            told = time.monotonic()
            print(f"{number} files tried, {escaped} escaped, {os.times().user:.0f} s of the processor", flush=True)
    print("; ".join(f"{what} {count}" for what, count in by_what.most_common()))
    print(f"seed {seed}: {number} files tried in {minutes:g} minutes, {escaped} escaped", flush=True)
    return 1 if escaped else 0


def tried(made: Mutated, place: Path) -> str:
    """Return what a check of a file owes and does not give."""
    path = place / "overlays" / "arcadia" / "file.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.content)
    return "\n".join(escapes(path, made.policies, so_much_work(MOST_SECONDS)))


if __name__ == "__main__":
    smpolicy.load()
    sys.exit(main())
