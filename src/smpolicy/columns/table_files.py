"""Files of tables, which may be larger than memory: read, decided and written batch by batch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from smpolicy.columns.batches import BATCH
from smpolicy.columns.frames import Compiles, deciding
from smpolicy.deciding.compiled.compiled_program import CompiledProgram
from smpolicy.foundations.errors import UnreadablePath

#: What the name of a file ends with that is in Parquet; each other one is in the format of Arrow's files.
_PARQUET: Final = (".parquet", ".pq")
#: A file by its name, or what Arrow's stream format is read from or written to.
File = str | os.PathLike[str] | IO[bytes]


def decide_file(
    policy: Compiles | CompiledProgram,
    source: File,
    target: File,
    *,
    key: str,
    assume: str = "none",
    progress: Callable[[int, int | None], None] | None = None,
) -> int:
    """Decide each row of a file as `decide_frame` does, and write what is found into another; return how many.

    Files are Parquet where their names end with `.parquet` or `.pq`, and Arrow's (`.arrow`, `.feather`) otherwise; a
    binary stream, as of a pipe, is in Arrow's stream format. They go through in batches, and may be larger than memory.
    `progress` is told after each batch how many rows are done, and of how many, where that is known. A file is written
    whole or not at all.

    Raises what `decide_frame` does, and `UnreadablePath` if the file cannot be read, or the other cannot be written.
    """
    with ExitStack() as opened:
        schema, rows, batches = _opened(source, opened)
        by = deciding(policy, schema, key, assume)
        write = _writer(target, by.schema(schema.field(key).type), opened)
        texts = [each.column for each in by.places if each.column and each.fact.kind == "enum"]
        done = 0
        for batch in _read(source, batches(texts)):
            write(by.decided(batch, done))
            done += batch.num_rows
            if progress is not None:
                progress(done, rows)
    return done


def _opened(source: File, opened: ExitStack) -> tuple[Any, int | None, Callable[[list[str]], Iterator[Any]]]:
    """Open a table; return its schema, how many rows it has, if it says so, and what yields them.

    Of the columns that are named, text may come as dictionaries: that is how Parquet has it.

    Raises `UnreadablePath` where it is no table.
    """
    try:
        if not isinstance(source, str | os.PathLike):
            stream = opened.enter_context(pa.ipc.open_stream(source))
            return stream.schema, None, lambda _: iter(stream)
        if not os.fspath(source).endswith(_PARQUET):
            mapped = opened.enter_context(pa.memory_map(os.fspath(source)))
            file = opened.enter_context(pa.ipc.open_file(mapped))
            return file.schema, None, lambda _: map(file.get_batch, range(file.num_record_batches))
        parquet = opened.enter_context(pq.ParquetFile(source))
    except (OSError, pa.ArrowException) as reason:
        raise _unreadable(source, reason) from None

    def batches(texts: list[str]) -> Iterator[Any]:
        with pq.ParquetFile(source, read_dictionary=texts) as reading:
            yield from reading.iter_batches(BATCH)

    return parquet.schema_arrow, parquet.metadata.num_rows, batches


def _read(source: File, batches: Iterator[Any]) -> Iterator[Any]:
    """Yield batches, none larger than what is decided at once. Raises `UnreadablePath` where a file is broken."""
    while True:
        try:
            batch = next(batches, None)
        except (OSError, pa.ArrowException) as reason:
            raise _unreadable(source, reason) from None
        if batch is None:
            return
        for first in range(0, batch.num_rows, BATCH):
            yield batch.slice(first, BATCH)


def _unreadable(source: File, reason: Exception) -> UnreadablePath:
    name = os.fspath(source) if isinstance(source, str | os.PathLike) else getattr(source, "name", "a stream")
    of_the_system = reason.errno if isinstance(reason, OSError) else None
    said = os.strerror(of_the_system) if of_the_system else str(reason) or "there is nothing in it"
    return UnreadablePath(path=str(name), reason=said.splitlines()[0])


def _writer(target: File, schema: Any, opened: ExitStack) -> Callable[[Any], None]:
    """Return what writes a batch. A file is there once what was opened is closed, and not where something is raised."""
    if not isinstance(target, str | os.PathLike):
        return opened.enter_context(pa.ipc.new_stream(target, schema)).write_batch  # type: ignore[no-any-return]
    path = opened.enter_context(_whole(Path(target)))
    new = pq.ParquetWriter if os.fspath(target).endswith(_PARQUET) else pa.ipc.new_file
    return opened.enter_context(new(path, schema)).write_batch  # type: ignore[no-any-return]


@contextmanager
def _whole(target: Path) -> Iterator[str]:
    """Give a file beside another, which takes its place once it is whole."""
    path = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        path.touch(exist_ok=False)  # with the rights of any other file that is made
    except OSError as reason:
        raise UnreadablePath(path=str(target), reason=reason.strerror or str(reason)) from None
    try:
        yield str(path)
    except BaseException:
        path.unlink()
        raise
    path.replace(target)
