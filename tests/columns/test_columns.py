"""Tables are decided row by row as `evaluate` decides."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import smpolicy
from deciding.compiling_draws import Drafted, activities, policies
from drawn_rows import exactly, some_row
from profiles import draws
from smpolicy.columns import batches, decide_file, decide_frame, table_files
from smpolicy.deciding.compiled import expressions
from smpolicy.foundations.errors import NoTable, UnreadablePath, UnreadableRows
from smpolicy.policy import Policy

DAY = date(2026, 1, 1)
KINDS = {"boolean": pa.bool_(), "enum": pa.string(), "set": pa.list_(pa.string()), "integer": pa.int16()}


def as_text(said: Any) -> Any:
    """Return a day as it is written."""
    return said.isoformat() if isinstance(said, date) else said


def arrays_of(policy: Policy, rows: list[dict[str, Any]], random_: random.Random) -> dict[str, Any]:
    """Return rows as columns, one way or the other where there are two; rows of parts of sets are written so."""
    columns: dict[str, Any] = {"id": pa.array([f"r{at}" for at in range(len(rows))])}
    for name, fact in policy.vocabulary.facts.items():
        if fact.kind == "derived":
            continue
        said, kind = [row.get(name) for row in rows], fact.domain.printed()["kind"]
        other = random_.random() < 0.5
        if kind == "set" and (other or any(isinstance(each, dict) for each in said)):
            for member in fact.domain.names():
                parts = [as_part(each, fact.domain.names()) for each in said]
                told = [None if each is None else told_of(each, member) for each in parts]
                columns[f"{name}:{member}"] = pa.array(told, pa.bool_())
            for row, whole in zip(rows, said, strict=True):
                if whole is not None:
                    row[name] = as_part(whole, fact.domain.names())
        elif kind == "day" and (other or any(isinstance(each, str) for each in said)):
            columns[name] = pa.array(list(map(as_text, said)), pa.large_string())
        else:
            array = pa.array(said, KINDS.get(kind, pa.date32()))
            columns[name] = array.dictionary_encode() if kind == "enum" and other else array
    return columns


def as_part(said: Any, members: Sequence[str]) -> Any:
    """Return a set as what it has and lacks."""
    if said is None or isinstance(said, dict):
        return said
    return {"has": list(said), "lacks": [member for member in members if member not in said]}


def told_of(part: dict[str, Any], member: str) -> bool | None:
    """Return whether a part of a set has a member, if it tells."""
    return True if member in part.get("has", ()) else False if member in part.get("lacks", ()) else None


def said(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return what columns say of a row, as `exactly` does; a refusal by its words."""
    if row["refusal"] is not None:
        assert {value for name, value in row.items() if name not in ("id", "refusal")} == {None}
        return (row["refusal"],)
    named = {
        what: tuple(name.partition(":")[2] for name, holds in row.items() if name.startswith(f"{what}:") and holds)
        for what in ("possible", "broken", "may_be_broken")
    }
    return row["answer"], frozenset(named["possible"]), named["broken"], named["may_be_broken"]


def held(policy: Policy, rows: list[dict[str, Any]], found: Any, how: Any) -> set[str]:
    """Compare each row with the exact search; return which answers there were."""
    kinds = set()
    for facts, row in zip(rows, found.to_pylist(), strict=True):
        expected = exactly(policy, facts, how)
        assert said(row) == (expected if len(expected) > 1 else (str(expected[0]),))
        kinds.add(row["answer"] or "refused")
    return kinds


@settings(max_examples=draws(60, heavy=True), suppress_health_check=list(HealthCheck))
@given(policies(), st.lists(activities(), min_size=1, max_size=6), st.sampled_from(("none", "neutral")), st.integers())
def test_drawn_tables_are_decided_as_the_exact_search_does(
    drafted: Drafted, rows: list[dict[str, Any]], how: Any, seed: int
) -> None:
    """Row by row the same answer, outcomes, norms broken and norms that may be, and refusals in the same words."""
    policy = drafted.policy()
    facts = policy.vocabulary.facts
    only_text = {name for name in facts if facts[name].domain.printed()["kind"] in ("enum", "day")}
    rows = [
        {name: each for name, each in row.items() if name in facts and (each != "not_sure" or name in only_text)}
        for row in rows
    ]
    columns = arrays_of(policy, rows, random.Random(seed))
    found = decide_frame(policy, pa.table(columns), key="id", assume=how)
    for kind in held(policy, rows, found, how):
        event(f"{kind}, {how}")


@pytest.mark.parametrize("structure", ["moldova", "odihr", "bih"])
@pytest.mark.parametrize("how", ["none", "neutral"])
def test_tables_of_shipped_structures_are_decided_as_the_exact_search_does(
    packaged: smpolicy.Library, structure: str, how: Any
) -> None:
    """Complete rows, rows of which most is unknown, rows against the constraints and against what is given."""
    policy = packaged.resolve(structure, as_of=DAY, drafts=True)
    random_ = random.Random(structure)
    rows = [some_row(policy, random_, known) for known in (0.0, 0.1, 0.5, 1.0) for _ in range(30)]
    for row in rows[::9]:
        row["person.structure.kind"] = random_.choice(("institution", "secretariat", "field_operation", "not_sure"))
    found = decide_frame(policy, pa.table(arrays_of(policy, rows, random_)), key="id", assume=how)
    assert len(held(policy, rows, found, how)) >= 4
    assert found.column("id").to_pylist() == [f"r{at}" for at in range(len(rows))]


def some_table(packaged: smpolicy.Library) -> tuple[Policy, list[dict[str, Any]], Any]:
    """Return a policy, rows, and the table of them."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    random_ = random.Random(9)
    rows = [some_row(policy, random_, random_.random()) for _ in range(150)]
    return policy, rows, pa.table(arrays_of(policy, rows, random.Random(2)))


def test_frames_of_arrow_polars_and_pandas_say_the_same(packaged: smpolicy.Library) -> None:
    """A table, a batch, pieces of a table that begin in the middle of a byte, a Polars frame and a pandas frame."""
    policy, _, table = some_table(packaged)
    expected = decide_frame(policy, table, key="id")
    sliced = pa.concat_tables([table.slice(0, 3), table.slice(3, 70), table.slice(73)])
    parts = [table.slice(3, 77), table.combine_chunks().to_batches()[0].slice(3, 77)]
    assert decide_frame(policy, sliced, key="id").to_pylist() == expected.to_pylist()
    for part in parts:
        assert decide_frame(policy, part, key="id").to_pylist() == expected.slice(3, 77).to_pylist()
    polars = pl.from_arrow(table)
    assert decide_frame(policy, polars, key="id").to_pylist() == expected.to_pylist()
    pandas = table.to_pandas(types_mapper=pd.ArrowDtype)
    assert decide_frame(policy, pandas, key="id").to_pylist() == expected.to_pylist()
    assert len(pl.from_arrow(expected)) == len(expected.to_pandas()) == 150


def test_a_program_decides_a_table_and_gives_no_words_of_constraints(packaged: smpolicy.Library) -> None:
    """A loaded program serves as a policy does."""
    policy, _, table = some_table(packaged)
    names = [name for name in decide_frame(policy, table, key="id").column_names if name != "refusal"]
    by_program = decide_frame(policy.compile(), table, key="id").select(names)
    assert by_program.to_pylist() == decide_frame(policy, table, key="id").select(names).to_pylist()


def test_a_table_without_rows_and_one_without_facts(packaged: smpolicy.Library) -> None:
    """Nothing is decided, by the same columns; or each row knows nothing."""
    policy, _, table = some_table(packaged)
    empty = decide_frame(policy, table.slice(0, 0), key="id")
    assert empty.num_rows == 0
    assert empty.schema == decide_frame(policy, table, key="id").schema
    only_keys = decide_frame(policy, pa.table({"id": [1, 2]}), key="id").to_pylist()
    assert [said(row) for row in only_keys] == [exactly(policy, {}, "none")] * 2
    nothing = {name: pa.nulls(2) for name in ("activity.discloses", "content.depicts", "activity.channel")}
    assert decide_frame(policy, pa.table({"id": [1, 2], **nothing}), key="id").to_pylist() == only_keys


HOSTILE: list[tuple[str, Any, str]] = [
    ("activity.discloses", pa.array([1, 0]), "expected booleans"),
    ("activity.discloses", pa.array([1.0, None]), "expected booleans"),
    ("activity.discloses", pa.array(["true", "false"]), "expected booleans"),
    ("activity.interaction", pa.array([True, None]), "expected text"),
    ("activity.interaction", pa.array(["like", "liek"]), r"row 1: `liek` is no answer; expected one of"),
    ("content.depicts", pa.array(["map", None]), "expected lists of text"),
    ("content.depicts", pa.array([[1], None]), "expected lists of text"),
    ("content.depicts", pa.array([["osce_operation"], ["osce"]]), r"row 1: `osce` is no member; expected any of"),
    ("content.depicts", pa.array([None, ["osce_operation", None]]), "row 1: a member of a set is null"),
    ("content.depicts:osce_operation", pa.array([1, 0]), "expected booleans"),
    ("content.depicts:osce", pa.array([True, False]), r"no fact is called so; did you mean `content\.depicts"),
    ("activity.discloss", pa.array([True, False]), r"did you mean `activity\.discloses`"),
]


@pytest.mark.parametrize(("name", "array", "words"), HOSTILE)
def test_a_column_that_states_no_fact_is_refused(packaged: smpolicy.Library, name: str, array: Any, words: str) -> None:
    """The message names the column, the row where one is at fault, and what was expected."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    with pytest.raises(UnreadableRows, match=words) as raised:
        decide_frame(policy, pa.table({"id": [1, 2], name: array}), key="id")
    assert raised.value.column == name


def numbered(policy: Policy, kind: str) -> str:
    """Return a fact of some kind."""
    return next(name for name, fact in policy.vocabulary.facts.items() if fact.domain.printed()["kind"] == kind)


@pytest.mark.parametrize(
    ("kind", "array", "words"),
    [
        ("integer", pa.array([1.0, None]), "expected whole numbers"),
        ("integer", pa.array([True, None]), "expected whole numbers"),
        ("integer", pa.array([0, -1]), "row 1: it is out of range"),
        ("day", pa.array([datetime(2026, 1, 1), None]), "expected days"),
        ("day", pa.array(["2026-02-28", "2026-02-30"]), "row 1: `2026-02-30` is no answer"),
        ("day", pa.array([0, 10**7], pa.int32()).cast(pa.date32()), "row 1: it is out of range"),
        ("integer", pa.array([0, 2**53], pa.int64()), "row 1: it is out of range"),
    ],
)
def test_numbers_and_days_that_are_none_are_refused(
    packaged: smpolicy.Library, kind: str, array: Any, words: str
) -> None:
    """As `evaluate` refuses them, with column and row."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    with pytest.raises(UnreadableRows, match=words):
        decide_frame(policy, pa.table({"id": [1, 2], numbered(policy, kind): array}), key="id")


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint8(), pa.int64(), pa.uint64()])
def test_numbers_of_any_width_are_read(packaged: smpolicy.Library, kind: Any) -> None:
    """The widest that a column can hold, too, if it can be stated."""
    policy = packaged.resolve("bih", as_of=DAY, drafts=True)
    name = numbered(policy, "integer")
    most = 2 ** min(kind.bit_width - (1 if pa.types.is_signed_integer(kind) else 0), 53) - 1
    numbers = [0, 1, 30, most, None]
    found = decide_frame(policy, pa.table({"id": range(5), name: pa.array(numbers, kind)}), key="id")
    held(policy, [{} if each is None else {name: each} for each in numbers], found, "none")


def test_a_pandas_column_of_values_of_two_types_is_refused_with_its_row(packaged: smpolicy.Library) -> None:
    """`1`, `1.0` and `"true"` beside `True` are found where they stand; nulls of pandas are unknown."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    for odd in (1, 1.0, "true"):
        frame = pd.DataFrame({"id": [1, 2, 3], "activity.discloses": [True, None, odd]})
        with pytest.raises(UnreadableRows, match=r"column `activity\.discloses`, row 2"):
            decide_frame(policy, frame, key="id")
    frame = pd.DataFrame({"id": [1, 2, 3], "activity.discloses": [True, None, np.nan]})
    rows: list[dict[str, Any]] = [{"activity.discloses": True}, {}, {}]
    held(policy, rows, decide_frame(policy, frame, key="id"), "none")


def test_columns_that_cannot_stand_side_by_side_are_refused(packaged: smpolicy.Library) -> None:
    """A key that is missing, null or a fact, two columns of one fact, and two of one name."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    yes = pa.array([True])
    alias, of = next(iter(policy.vocabulary.aliases.items()))
    refused: list[tuple[list[str], list[Any], str, str]] = [
        (["a"], [yes], "id", "there is no such column"),
        (["activity.discloses"], [yes], "activity.discloses", "it is a fact"),
        (["id"], [pa.nulls(1)], "id", "row 0: there is no key"),
        (["id", alias, of], [yes, pa.nulls(1), pa.nulls(1)], "id", "another column states the same fact"),
        (["id", "content.depicts", "content.depicts:osce_operation"], [yes, pa.nulls(1), yes], "id", "another column"),
        (["id", "content.depicts:osce_operation", "content.depicts"], [yes, yes, pa.nulls(1)], "id", "another column"),
        (["id", "activity.discloses", "activity.discloses"], [yes, yes, yes], "id", "two columns of this name"),
    ]
    for names, arrays, key, words in refused:
        with pytest.raises(UnreadableRows, match=words):
            decide_frame(policy, pa.Table.from_arrays(arrays, names=names), key=key)


@pytest.mark.parametrize("frame", [[{"id": 1}], {"id": [1]}, None, "rows.parquet"])
def test_what_is_no_table_is_refused(packaged: smpolicy.Library, frame: object) -> None:
    """The message says what is one."""
    with pytest.raises(NoTable, match="is no table; expected one of Arrow, or a frame of Polars or pandas"):
        decide_frame(packaged.resolve("secretariat", as_of=DAY), frame, key="id")


def test_a_parquet_file_goes_through_in_batches(
    packaged: smpolicy.Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found is that of the whole table, whatever the batches; progress is told after each."""
    policy, _, table = some_table(packaged)
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(table, source, row_group_size=40)
    monkeypatch.setattr(table_files, "BATCH", 32)
    told: list[tuple[int, int]] = []
    done = decide_file(policy, source, target, key="id", progress=lambda *each: told.append(each))
    assert done == 150
    assert told[-1] == (150, 150)
    assert len(told) >= 4
    assert pq.read_table(target).to_pylist() == decide_frame(policy, table, key="id").to_pylist()


def test_a_parquet_file_is_written_whole_or_not_at_all(packaged: smpolicy.Library, tmp_path: Path) -> None:
    """Where a row is refused nothing is left behind, and what stood there stands there still."""
    policy = packaged.resolve("secretariat", as_of=DAY)
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    target.write_text("before", encoding="utf-8")
    pq.write_table(pa.table({"id": [1, 2], "activity.interaction": ["like", "liek"]}), source)
    with pytest.raises(UnreadableRows, match=r"column `activity\.interaction`, row 1"):
        decide_file(policy, source, target, key="id")
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]
    for wrong in (tmp_path / "none.parquet", target):
        with pytest.raises(UnreadablePath):
            decide_file(policy, wrong, tmp_path / "x.parquet", key="id")
    with pytest.raises(UnreadablePath):
        decide_file(policy, source, tmp_path / "none" / "x.parquet", key="id")


@pytest.mark.parametrize("target", ["out.parquet", "out.arrow", "a stream"])
@pytest.mark.parametrize("source", ["in.parquet", "in.arrow", "a stream"])
def test_from_each_kind_of_file_to_each(
    packaged: smpolicy.Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, target: str
) -> None:
    """What is found is that of the whole table, whatever it stands in, by keys that are dictionaries too."""
    policy, _, table = some_table(packaged)
    monkeypatch.setattr(table_files, "BATCH", 32)
    halves = [table.slice(0, 70), table.slice(70)]
    table = pa.concat_tables(
        each.set_column(0, "id", each.column("id").combine_chunks().dictionary_encode()) for each in halves
    )
    read: Any = tmp_path / source
    if source == "in.parquet":
        pq.write_table(table, read, row_group_size=70)
    else:
        sink = io.BytesIO() if source == "a stream" else read
        made = pa.ipc.new_stream if source == "a stream" else pa.ipc.new_file
        with made(sink, table.schema, options=pa.ipc.IpcWriteOptions(unify_dictionaries=True)) as writer:
            writer.write_table(table, max_chunksize=90)
        read = io.BytesIO(sink.getvalue()) if source == "a stream" else read
    written: Any = io.BytesIO() if target == "a stream" else tmp_path / target
    assert decide_file(policy, read, written, key="id") == 150
    found = (
        pa.ipc.open_stream(written.getvalue()).read_all()
        if target == "a stream"
        else pq.read_table(written)
        if target == "out.parquet"
        else pa.ipc.open_file(written).read_all()
    )
    assert found.to_pylist() == decide_frame(policy, table, key="id").to_pylist()
    assert {each for each in map(str, tmp_path.iterdir()) if Path(each).name not in (source, target)} == set()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory was taken")
def test_a_file_may_be_larger_than_memory(packaged: smpolicy.Library, tmp_path: Path) -> None:
    """Of thrice the rows, which take 180 MB as a table with what is found of them, memory takes little more."""
    program = tmp_path / "program.json"
    program.write_text(packaged.resolve("moldova", as_of=DAY).compile().text(), encoding="utf-8")
    code = (
        "import smpolicy, sys\n"
        "from smpolicy.columns import decide_file\n"
        "print(decide_file(smpolicy.load_program(sys.argv[1]), sys.argv[2], sys.argv[2] + '.arrow', key='id'))\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    peaks = []
    for many in (3, 9):
        source = tmp_path / f"{many}.parquet"
        columns = {
            "id": np.arange(many * 2**19),
            "activity.interaction": pa.array(["post", "like", "share", None] * (many * 2**17)),
            "content.depicts:osce_operation": pa.array([True, None] * (many * 2**18)),
            "insignia.present": pa.array([True, False, False, None] * (many * 2**17)),
        }
        pq.write_table(pa.table(columns), source, row_group_size=2**19)
        command = [sys.executable, "-c", code, str(program), str(source)]
        rows, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        assert int(rows) == many * 2**19
        peaks.append(int(peak))
    assert peaks[1] - peaks[0] < 60_000, peaks


def test_without_expressions_each_pattern_is_decided_once(
    packaged: smpolicy.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there would be too many expressions the same is found, and no pattern is decided twice."""
    policy, _, table = some_table(packaged)
    expected = decide_frame(policy, table, key="id").to_pylist()
    monkeypatch.setattr(expressions, "MOST_EXPRESSIONS", 40)
    other = packaged.resolve("secretariat", as_of=DAY)
    decided = list[object]()
    alone = batches.Deciding._alone
    monkeypatch.setattr(
        batches.Deciding,
        "_alone",
        lambda self, facts: decided.append(facts) or alone(self, facts),  # type: ignore[func-returns-value]
    )
    twice = pa.concat_tables([table, table])
    assert decide_frame(other, twice, key="id").to_pylist() == expected * 2
    assert len(decided) <= table.num_rows


def test_two_patterns_that_are_mixed_to_one_number_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What mixes numbers decides nothing: patterns are compared."""
    monkeypatch.setattr(batches, "_MIX", np.uint64(0))
    patterns = np.array([[1, 2], [3, 4], [1, 2], [1, 4]], np.uint64)
    first, inverse = batches.distinct(patterns)
    assert (patterns[first[inverse]] == patterns).all()
    assert len(first) == 3


def test_nothing_but_columns_imports_numpy_or_arrow() -> None:
    """Whoever decides many rows of mappings needs neither."""
    code = (
        "import smpolicy, sys, datetime; p = smpolicy.load().resolve('secretariat', as_of=datetime.date(2026, 1, 1)); "
        "list(p.evaluate_many([{}] * 40)); print(not {'numpy', 'pyarrow', 'pandas', 'polars'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"


def test_what_is_missing_is_named_with_the_extra_that_brings_it() -> None:
    """Whoever has not installed what columns need is told what to install."""
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from smpolicy.foundations.errors import MissingExtra\n"
        "try:\n    import smpolicy.columns\n"
        "except MissingExtra as error:\n    print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "deciding tables needs numpy, which is missing: pip install 'smpolicy[columns]'\n"
