"""How many rows a second are decided in columns, beside how fast this machine moves memory.

Rows are activities drawn for one shipped policy and repeated: complete; with every tenth fact unknown; and with every
tenth unknown and no two rows alike, where all that single norms leave open has to be decided row by row. The policy is
taken without open questions of interpretation, as for the other engines, and as it is.
Answers of the drawn activities are compared with the exact ones before anything is timed.
Only time of one processor counts. Run as `python benchmarks/columns.py [--rows N] [--structure ID]`.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import smpolicy
from smpolicy.columns import decide_frame
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.policy import Policy

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from drawn_rows import some_row

STAFF: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
    "activity.interaction": "share",
}
DRAWN = 4_000
ROUNDS = 3


def least(work: Callable[[], object]) -> float:
    """Return the least time of the processor that some work takes, in seconds."""
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def bandwidth() -> float:
    """Return how many bytes a second are read and written, where an array larger than any cache is copied."""
    source = np.ones(1 << 28, np.uint8)
    target = np.empty_like(source)
    return 2 * source.nbytes / least(lambda: np.copyto(target, source))


def table(policy: Policy, rows: Sequence[dict[str, Any]]) -> Any:
    """Return activities as an Arrow table: booleans, texts by number, days, and a column for each member of a set."""
    columns: dict[str, Any] = {"id": pa.array(range(len(rows)), pa.int64())}
    kinds = {"boolean": pa.bool_(), "enum": pa.string(), "integer": pa.int32(), "day": pa.date32()}
    for name, fact in policy.vocabulary.facts.items():
        if fact.kind == "derived" or name in policy.given:
            continue
        said = [row.get(name) for row in rows]
        kind = fact.domain.printed()["kind"]
        if kind == "set":
            for member in fact.domain.names():
                columns[f"{name}:{member}"] = pa.array([None if each is None else member in each for each in said])
        else:
            array = pa.array(said, kinds[kind])
            columns[name] = array.dictionary_encode() if kind == "enum" else array
    return pa.table(columns)


def possible(policy: Policy, row: dict[str, Any]) -> bool:
    """Whether an activity can be."""
    try:
        policy.evaluate(row)
    except ImpossibleFacts:
        return False
    return True


def drawn(policy: Policy, random_: random.Random, unknown: float) -> list[dict[str, Any]]:
    """Draw activities of a member of staff who shares something, that are possible."""
    rows: list[dict[str, Any]] = []
    while len(rows) < DRAWN:
        row = some_row(policy, random_, 1.0, harmless=0.95, **STAFF)
        if possible(policy, row):
            rows.append({name: said for name, said in row.items() if name in STAFF or random_.random() >= unknown})
    return rows


def repeated(one: Any, rows: int) -> Any:
    """Return a table again and again, in one piece."""
    whole = pa.concat_tables([one] * -(-rows // one.num_rows)).unify_dictionaries().combine_chunks()
    return whole.slice(0, rows)


def shuffled(one: Any, rows: int) -> Any:
    """Return so many rows that repeat no pattern but by chance: each fact is unknown where a coin says so."""
    coins = np.random.default_rng(7)
    whole = repeated(one, rows)
    names = [name for name in whole.column_names if name != "id" and name not in STAFF]
    for name in names:
        column = whole.column(name)
        nulls = pa.nulls(rows, column.type)
        whole = whole.set_column(
            whole.schema.get_field_index(name),
            name,
            pc.if_else(pa.array(coins.random(rows) < 0.1), nulls, column),
        )
    return whole


def compared(policy: Policy, rows: Sequence[dict[str, Any]], found: Any) -> None:
    """Stop where a column says something else than an evaluation of the row."""
    answers = found.column("answer").to_pylist()
    for row, answer in list(zip(rows, answers, strict=False))[:400]:
        assert answer == policy.evaluate(row).answer, row


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="benchmarks/columns.py")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--structure", default="moldova")
    options = parser.parse_args()
    opened = smpolicy.load().resolve(options.structure, as_of=date(2026, 1, 1), drafts=True)
    questions = opened.lowered.vocabulary.questions
    closings = {name: each.unraised or each.readings[0][0] for name, each in questions.items() if each.readings}
    closed = Policy(resolution=replace(opened.resolution, closings=closings), lowered=opened.lowered)
    pa.set_cpu_count(1)
    print(f"memory: {bandwidth() / 1e9:.1f} GB/s read and written")
    for what, policy in (("no open questions", closed), ("as it is", opened)):
        policy.compile()
        for words, unknown in (("complete", 0.0), ("a tenth unknown", 0.1)):
            rows = drawn(policy, random.Random(1), unknown)
            one = table(policy, rows)
            compared(policy, rows, decide_frame(policy, one, key="id"))
            whole = repeated(one, options.rows)
            told(f"{what}, {words}, {DRAWN} patterns", policy, whole)
        few = shuffled(one, options.rows // 200)
        told(f"{what}, a tenth unknown, no two rows alike", policy, few)


def told(words: str, policy: Policy, whole: Any) -> None:
    """Measure one table, and print it."""
    seconds = least(lambda: decide_frame(policy, whole, key="id"))
    found = decide_frame(policy, whole, key="id")
    unsettled = found.column("answer").to_pylist()
    settled = sum(each in ("outside_scope", "no_departure_found", "departs", "contravenes") for each in unsettled)
    rows, size = whole.num_rows, (whole.nbytes + found.nbytes) / whole.num_rows
    print(
        f"{words}: {rows / seconds / 1e6:.2f} million rows a second, {seconds / rows * 1e9:.0f} ns a row, "
        f"{size:.0f} bytes read and written ({rows * size / seconds / 1e9:.2f} GB/s); "
        f"{settled / rows:.0%} have one outcome"
    )


if __name__ == "__main__":
    main()
