"""`evaluate-table` decides files and pipes of scenarios as `evaluate` decides each."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import smpolicy
from cli.commandline import run, started
from smpolicy.columns import decide_frame, table_files

DAY = ("--as-of", "2026-01-01")
TABLE = pa.table(
    {
        "case": ["a", "b", "c"],
        "activity.interaction": ["like", "share", None],
        "content.depicts": [["osce_operation"], [], None],
        "insignia.present": [True, None, False],
    }
)


@pytest.fixture(scope="module")
def found(packaged: smpolicy.Library) -> Any:
    """Return what comes of the table."""
    return decide_frame(packaged.resolve("moldova", as_of=date(2026, 1, 1)), TABLE, key="case")


def stream(table: Any) -> bytes:
    """Return a table as it comes through a pipe."""
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def written(folder: Path, name: str, table: Any = TABLE) -> str:
    """Write a table into a file."""
    path = folder / name
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    else:
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
    return str(path)


def as_read(path: Path) -> list[Any]:
    """Return the rows of a file."""
    table = pq.read_table(path) if path.suffix == ".parquet" else pa.ipc.open_file(path).read_all()
    return list(table.to_pylist())


@pytest.mark.parametrize("source", ["in.parquet", "in.arrow", "in.feather"])
@pytest.mark.parametrize("target", ["out.parquet", "new/out.arrow"])
def test_from_file_to_file(found: Any, tmp_path: Path, source: str, target: str) -> None:
    """What is found is that of the rows, in their order; the file is named on stdout, and nothing else is said."""
    command = ("evaluate-table", "moldova", written(tmp_path, source), "--key", "case")
    ran = run(*command, "--output", str(tmp_path / target), *DAY)
    assert (ran.code, ran.out, ran.err) == (0, f"{tmp_path / target}\n", "")
    assert as_read(tmp_path / target) == found.to_pylist()
    assert (tmp_path / target).stat().st_mode == Path(written(tmp_path, "another.arrow")).stat().st_mode


def test_a_row_is_decided_as_evaluate_decides_it(tmp_path: Path) -> None:
    """Also where conduct is assumed to be neutral, and drafts take part."""
    options = (*DAY, "--drafts", "--assume-neutral")
    target = tmp_path / "out.arrow"
    run("evaluate-table", "moldova", written(tmp_path, "in.arrow"), "--key", "case", "--output", str(target), *options)
    for row, facts in zip(as_read(target), TABLE.drop_columns("case").to_pylist(), strict=True):
        stated = json.dumps({name: said for name, said in facts.items() if said is not None})
        decision = json.loads(run("evaluate", "moldova", "-", "--format", "json", *options, stdin=stated).out)
        assert row["answer"] == decision["answer"]
        assert {name for name, holds in row.items() if name.startswith("possible:") and holds} == {
            f"possible:{each}" for each in decision["possible"]
        }


def test_through_pipes(found: Any) -> None:
    """A stream comes in and goes out, in a process of its own; nothing else stands on either."""
    command = [sys.executable, "-m", "smpolicy", "evaluate-table", "moldova", "-", "--key", "case", *DAY]
    ran = subprocess.run(command, input=stream(TABLE), capture_output=True, check=True)
    assert ran.stderr == b""
    assert pa.ipc.open_stream(ran.stdout).read_all().to_pylist() == found.to_pylist()


def test_nobody_reads_to_the_end() -> None:
    """Who reads only the beginning has read enough."""
    rows = 300_000
    many = stream(pa.table({"case": range(rows), "insignia.present": pa.nulls(rows, pa.bool_())}))
    command = [sys.executable, "-m", "smpolicy", "evaluate-table", "moldova", "-", "--key", "case", *DAY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(many)
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_on_a_terminal_it_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each batch, and of how many rows where the file says so; a table itself is never shown there."""
    said: list[str] = []
    monkeypatch.setattr(table_files, "BATCH", 2)
    monkeypatch.setattr("smpolicy.cli.tables.show_progress", lambda: nullcontext(said.append))
    for name, of in (("in.parquet", " of 3"), ("in.arrow", "")):
        run("evaluate-table", "moldova", written(tmp_path, name), "--key", "case", "--output",
            str(tmp_path / f"{name}.out.arrow"), *DAY)  # fmt: skip
        assert said == [f"2{of} rows decided", f"3{of} rows decided"]
        said.clear()


def test_a_table_is_not_shown_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to do instead."""
    monkeypatch.setattr("smpolicy.cli.tables.sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    ran = run("evaluate-table", "moldova", written(tmp_path, "in.arrow"), "--key", "case", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "name a file with --output" in ran.err


@pytest.mark.parametrize("name", ["in.parquet", "in.arrow"])
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is missing, empty, of another kind or cut short; nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    whole = Path(written(tmp_path, name)).read_bytes()
    path = Path(name)
    for content in (None, b"", b"case,insignia.present\n1,true\n", whole[:-20]):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        ran = run("evaluate-table", "moldova", name, "--key", "case", "--output", "out.arrow", *DAY)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"error: cannot read `{name}`: ")
        assert len(ran.err.splitlines()) == 1
        assert {each.name for each in tmp_path.iterdir()} == ({name} if path.exists() else set())


@pytest.mark.parametrize("content", [b"", b"no table", stream(TABLE)[:700]])
def test_a_pipe_that_brings_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    """The message says where it comes from."""
    target = tmp_path / "out.arrow"
    command = ("evaluate-table", "moldova", "-", "--key", "case", "--output", str(target), *DAY)
    ran = started(*command, stdin=content)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: cannot read `<stdin>`: ")
    assert not target.exists()


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        (TABLE, ["--key", "cases"], "column `cases`: there is no such column"),
        (TABLE.append_column("insignia.presnt", [[True] * 3]), ["--key", "case"], "did you mean `insignia.present`?"),
        (
            pa.table({"case": [1, 2], "activity.interaction": ["like", "liek"]}),
            ["--key", "case"],
            "column `activity.interaction`, row 1: `liek` is no answer",
        ),
        (TABLE, [], "Missing option '--key'"),
    ],
)
def test_what_states_no_fact_is_refused_with_its_place(
    tmp_path: Path, table: Any, options: list[str], said: str
) -> None:
    """The column, the row where one is at fault, and what was expected; nothing is written."""
    target = tmp_path / "out.arrow"
    source = written(tmp_path, "in.arrow", table)
    ran = run("evaluate-table", "moldova", source, *options, "--output", str(target), *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["in.arrow"]


def test_no_table_is_written_over(tmp_path: Path) -> None:
    """What stands there is left as it is, a link that leads nowhere too."""
    source = written(tmp_path, "in.arrow")
    before, dangling = tmp_path / "out.arrow", tmp_path / "link.arrow"
    before.write_text("before", encoding="utf-8")
    dangling.symlink_to(tmp_path / "nowhere")
    for target in (before, dangling):
        ran = run("evaluate-table", "moldova", source, "--key", "case", "--output", str(target), *DAY)
        assert ran.code == 2
        assert "is there already" in ran.err
    assert before.read_text(encoding="utf-8") == "before"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """As every command that an extra serves."""
    for name in ("smpolicy.columns", "numpy"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "smpolicy.columns.table_files", None)
    ran = run("evaluate-table", "moldova", "-", "--key", "case", *DAY)
    assert ran.code == 2
    assert "smpolicy[columns]" in ran.err


def test_it_says_what_it_is_not_for() -> None:
    """Whoever looks up how to judge people by it reads that it is never for that."""
    assert "never for judging what people posted" in " ".join(run("evaluate-table", "--help").out.split())
