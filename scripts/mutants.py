"""Mutate one module of the heart again and again, and run the tests beside it each time: who survives is told.

    python scripts/mutants.py deciding.worlds --sample 40

`tests/mutants.toml` says which tests stand beside which module, and which survivors are equivalent, and why.
It fails where a mutant survives that is not listed there, and where one is listed that no longer is any.
The tree is copied first, so that the files that are worked on are never changed.
"""

from __future__ import annotations

import argparse
import ast
import random
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from cosmic_ray.config import serialize_config
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult

ROOT = Path(__file__).parents[1]
LISTED = ROOT / "tests/mutants.toml"
#: What of the tree the tests need.
COPIED = (
    "src", "tests", "policies", "schemas", "examples", "docs", "conformance", "scripts", "pyproject.toml", "README.md"
)  # fmt: skip
#: A mutant that takes longer than so many times the tests themselves, and seconds, runs for ever.
SLOWER, AT_LEAST = 6, 30


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A line of a module and what became of it."""

    line: str
    becomes: str


def main() -> int:
    """Run the mutants of some modules."""
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description="Mutate modules and run the tests beside them.")
    parser.add_argument("modules", nargs="*", help="all, if none is named")
    parser.add_argument("--sample", type=int, help="run so many mutants of each module, drawn evenly from all")
    parser.add_argument("--seed", type=int, default=0, help="which are drawn")
    asked = parser.parse_args()
    return max(run(name, listed, asked.sample, asked.seed) for name in asked.modules or listed["beside"])


def run(name: str, listed: dict, sample: int | None, seed: int) -> int:
    """Run the mutants of one module; return 1 where one survives that is not listed, or is listed and is none."""
    tree = ROOT / "build" / "mutants" / name
    copy(tree)
    module = Path("src/smpolicy") / f"{name.replace('.', '/')}.py"
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-n0",
        "-p",
        "no:cacheprovider",
        "--hypothesis-profile=mutants",
    ]
    tests += listed["beside"][name]
    once = timed(tests, tree)
    config = {
        "module-path": str(module),
        "timeout": max(AT_LEAST, SLOWER * once),
        "excluded-modules": [],
        "test-command": shlex.join(["env", "PYTHONPATH=src", *tests]),
        "distributor": {"name": "local"},
    }
    (tree / "mutants.toml").write_text(serialize_config(config), encoding="utf-8")
    cosmic_ray(tree, "init", "mutants.toml", "session.sqlite")
    with use_db(tree / "session.sqlite", WorkDB.Mode.open) as session:
        worth, every = choose(session, tree / module, sample, seed)
    cosmic_ray(tree, "exec", "mutants.toml", "session.sqlite")
    with use_db(tree / "session.sqlite", WorkDB.Mode.open) as session:
        ran = [result for _, result in session.results if result.worker_outcome != WorkerOutcome.SKIPPED]
    survived = [changed(result.diff) for result in ran if result.test_outcome == TestOutcome.SURVIVED]
    equivalent = [each for each in listed.get("equivalent", ()) if each["module"] == name]
    known = {Mutant(line=each["line"], becomes=becomes) for each in equivalent for becomes in each["becomes"]}
    alive = [each for each in survived if each not in known]
    lines = {line.strip() for line in (ROOT / module).read_text(encoding="utf-8").splitlines()}
    gone = [each["line"] for each in equivalent if each["line"] not in lines]
    killed, excused = len(ran) - len(survived), len(survived) - len(alive)
    print(f"{name}: {len(ran)} of {worth} mutants run, {every - worth} others tell nothing more")
    print(f"{name}: {killed} killed, {excused} listed as equivalent, {len(alive)} alive")
    for each in alive:
        print(f"  - {each.line}\n  + {each.becomes}")
    for line in gone:
        print(f"  listed in {LISTED.relative_to(ROOT)}, and no line any more: {line}")
    return int(bool(alive or gone))


def copy(tree: Path) -> None:
    """Copy what the tests need."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tree / name)


def timed(tests: list[str], tree: Path) -> int:
    """Run the tests on the module as it is, and return how many seconds they took; they must pass."""
    began = monotonic()
    command = ["env", "PYTHONPATH=src", *tests]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"the tests fail without any mutant:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return round(monotonic() - began)


def cosmic_ray(tree: Path, *words: str) -> None:
    """Run the tool in the copied tree."""
    subprocess.run([str(Path(sys.executable).with_name("cosmic-ray")), *words], cwd=tree, check=True)


def choose(session: WorkDB, module: Path, sample: int | None, seed: int) -> tuple[int, int]:
    """Skip what need not run; return how many mutants are worth running, and how many there are.

    Nothing looks at annotations while a program runs, that values are frozen is a rule of the whole house, and of the
    operators that one can become the nearest are telling enough.
    """
    items = list(session.work_items)
    annotations = list(annotated(ast.parse(module.read_text(encoding="utf-8"))))
    worth = [each for each in items if telling(each.mutations[0], annotations)]
    drawn = worth if sample is None else random.Random(seed).sample(worth, min(sample, len(worth)))
    kept = {each.job_id for each in drawn}
    session.set_multiple_results(
        [each.job_id for each in items if each.job_id not in kept],
        WorkResult(worker_outcome=WorkerOutcome.SKIPPED),
    )
    return len(worth), len(items)


def annotated(tree: ast.Module) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield from where to where each annotation stands, each alias of types, and how each dataclass is declared."""
    for node in ast.walk(tree):
        found = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        found += [
            keyword.value for each in getattr(node, "decorator_list", ()) for keyword in getattr(each, "keywords", ())
        ]
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).endswith("TypeAlias"):
            found.append(node.value)
        for each in found:
            if isinstance(each, ast.expr):
                yield (each.lineno, each.col_offset), (each.end_lineno or 0, each.end_col_offset or 0)


#: The operators that one becomes: its nearest neighbours, which the others only repeat.
NEAREST = {
    "BinaryOperator": {
        "Add": ("Sub",), "Sub": ("Add",), "Mul": ("Add",), "BitOr": ("BitAnd", "BitXor"), "BitAnd": ("BitOr",),
        "BitXor": ("BitOr",), "LShift": ("RShift",), "RShift": ("LShift",), "Div": ("Mul",), "FloorDiv": ("Mul",),
        "Mod": ("FloorDiv",),
    },
    "ComparisonOperator": {
        "Eq": ("NotEq",), "NotEq": ("Eq",), "Lt": ("LtE", "GtE"), "LtE": ("Lt", "Gt"), "Gt": ("GtE", "LtE"),
        "GtE": ("Gt", "Lt"), "Is": ("IsNot",), "IsNot": ("Is",),
    },
}  # fmt: skip


def telling(mutation: MutationSpec, annotations: list[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Whether a mutant may behave otherwise, and is no mere repetition of another."""
    start, end = tuple(mutation.start_pos), tuple(mutation.end_pos)
    if any(first <= start and end <= last for first, last in annotations):
        return False
    _, _, name = mutation.operator_name.partition("/Replace")
    for kind, nearest in NEAREST.items():
        if name.startswith(kind):
            _, old, new = name.split("_")
            return new in nearest.get(old, (new,))
    return True


def changed(diff: str) -> Mutant:
    """Return the lines that differ, as one."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    old, new = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return Mutant(line=old, becomes=new)


if __name__ == "__main__":
    sys.exit(main())
