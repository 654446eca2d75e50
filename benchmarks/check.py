"""How long `smpolicy check` takes over many overlays: with nothing kept, with all of it, and after one edit.

Whole processes of the command line, all that they start included; of those that are repeated, the fastest.
Prints the seconds of processor time and those that passed.
Run as `python benchmarks/check.py [OVERLAYS]`.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from invented import Size, write_corpus

#: So often is measured what takes little.
TIMES = 5


def measured(folder: Path, cache: Path, *options: str) -> tuple[float, float]:
    """Return the processor time of one check of a folder, and the time that passed."""
    command = [sys.executable, "-m", "smpolicy", "check", "--policies", str(folder), *options]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env={**os.environ, "SMPOLICY_CACHE": str(cache)}, stdout=subprocess.DEVNULL, check=False)
    passed, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, passed


def show(what: str, times: list[tuple[float, float]]) -> None:
    """Print the fastest of several measurements."""
    spent, passed = min(times)
    print(f"{what:52} {spent:8.2f} s of processor time {passed:8.2f} s passed", flush=True)


def edited(overlay: Path, number: int) -> None:
    """Change the last norm of an overlay, in another way each time."""
    head, mark, norm = overlay.read_text(encoding="utf-8").rpartition("\n  norm-")
    key, rest = norm.split("\n", 1)
    written = rest.split("\n", 1)[1] if rest.startswith("    note:") else rest
    overlay.write_text(f"{head}{mark}{key}\n    note: Edited {number} times\n{written}", encoding="utf-8")


def answered(overlay: Path, folder: Path, cache: Path) -> list[tuple[float, float]]:
    """Return what it takes one process, which an editor holds, to answer for each of several edits of an overlay."""
    from smpolicy.checking.editors import Desk

    desk, times = Desk(policies=folder, cache=cache), []
    for number in range(TIMES + 1):
        edited(overlay, TIMES + number)
        desk.hold(str(overlay), overlay.read_text(encoding="utf-8"))
        spent, begun = time.process_time(), time.perf_counter()
        desk.findings()
        times.append((time.process_time() - spent, time.perf_counter() - begun))
    return times[1:]


def main(overlays: int) -> None:
    """Measure a corpus of many overlays, then one of a single large one."""
    with TemporaryDirectory() as place:
        many, one, cache = Path(place, "many"), Path(place, "one"), Path(place, "cache")
        many.mkdir()
        one.mkdir()
        files = write_corpus(many, Size(overlays=overlays, norms=8))
        (large,) = write_corpus(one, Size(overlays=1, norms=50))
        show(f"{overlays} overlays of 8 norms, nothing kept", [measured(many, cache)])
        show("  again, all of it kept", [measured(many, cache) for _ in range(TIMES)])
        times = []
        for number in range(TIMES):
            edited(files[number], number)
            times.append(measured(many, cache))
        show("  one norm of one of them edited", times)
        show("  the same in an editor", answered(files[0], many, cache))
        show("one overlay of 50 norms, nothing kept", [measured(one, cache)])
        show("  again, all of it kept", [measured(one, cache) for _ in range(TIMES)])
        times = []
        for number in range(TIMES):
            edited(large, number)
            times.append(measured(one, cache))
        show("  one norm edited", times)
        show("  the same in an editor", answered(large, one, cache))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
