"""Tables: what they have to look like, and how one goes through in batches."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import pyarrow as pa

from smpolicy.columns.batches import BATCH, BETWEEN, Deciding, FactColumns
from smpolicy.deciding.compiled.compiled_program import CompiledProgram, assumed_neutral
from smpolicy.deciding.compiled.model import Model
from smpolicy.deciding.compiled.stating import CompiledFact
from smpolicy.deciding.compiled.verdict import Verdict
from smpolicy.foundations.errors import NoTable, UnreadableRows
from smpolicy.foundations.wording import near_name


class Compiles(Protocol):
    """A policy, of which a program can be made."""

    def evaluate(self, facts: Mapping[str, object], *, assume: Any) -> object:
        """Decide one activity by itself."""

    def compile(self) -> CompiledProgram:
        """Return it as a program."""


def decide_frame(policy: Compiles | CompiledProgram, frame: object, *, key: str, assume: str = "none") -> Any:
    """Decide each row of a table as `evaluate` does, and return a `pyarrow.Table` with a row for each, in their order.

    `frame` is an Arrow table or record batch, or a frame of Polars or pandas. It has a column `key` that tells rows
    apart, and columns that are called as facts are: booleans, text, whole numbers, days, and of a set lists of text, or
    for each member, as `content.depicts:osce_operation`, a column of booleans. What is null is unknown.

    The result has the key, `answer`, `possible:` each outcome, `broken:` and `may_be_broken:` each norm, and `refusal`,
    which is null but where the facts of a row cannot hold together; all else is null there.

    Raises `NoTable` if it is none, and `UnreadableRows`, with column and row, if something in it states no fact.
    """
    batches, schema = _batches(frame)
    by = deciding(policy, schema, key, assume)
    found = []
    first = 0
    for batch in batches:
        found.append(by.decided(batch, first))
        first += batch.num_rows
    return pa.Table.from_batches(found, by.schema(schema.field(key).type))


def deciding(policy: Compiles | CompiledProgram, schema: Any, key: str, assume: str) -> Deciding:
    """Return what decides the rows of tables with these columns.

    Raises `UnreadableRows` where a column is no fact, or two are of one fact.
    """
    program = policy if isinstance(policy, CompiledProgram) else policy.compile()
    model = program.model
    neutral = assumed_neutral(assume)

    def one(facts: Mapping[str, object]) -> Verdict:
        verdict = program.attempt(facts, neutral=neutral)
        if verdict is None:
            policy.evaluate(facts, assume=assume)  # which says what is wrong with them
            raise AssertionError("what a program refuses, an evaluation refuses too")
        return verdict

    return Deciding(
        model=model,
        one=one,
        expressions=None if neutral else program.many.expressions,
        key=key,
        places=tuple(_places(model, schema.names, key)),
    )


def _places(model: Model, columns: Sequence[str], key: str) -> Iterator[FactColumns]:
    """Yield where each fact stands. Raises `UnreadableRows` where a column is no fact, or two are of one fact."""
    if key in model.by_name:
        raise UnreadableRows(column=key, reason="it is a fact; the key is what only tells rows apart")
    if key not in columns:
        raise UnreadableRows(column=key, reason="there is no such column, and it was to tell rows apart")
    whole: dict[CompiledFact, str] = {}
    members: dict[CompiledFact, dict[str, str]] = {}
    seen = set[str]()
    for name in columns:
        if name in seen:
            raise UnreadableRows(column=name, reason="there are two columns of this name")
        seen.add(name)
        if name == key:
            continue
        stem, _, member = name.rpartition(BETWEEN)
        fact = model.by_name.get(name)
        of = model.by_name.get(stem)
        if fact is not None:
            if fact in whole or fact in members:
                raise _stated_twice(name)
            whole[fact] = name
        elif of is not None and member in of.names and of.kind == "set":
            if of in whole or member in members.get(of, ()):
                raise _stated_twice(name)
            members.setdefault(of, {})[member] = name
        else:
            raise UnreadableRows(column=name, reason=f"no fact is called so{_near(name, model)}")
    for each, column in whole.items():
        yield FactColumns(fact=each, column=column)
    for each, named in members.items():
        yield FactColumns(fact=each, members=named)


def _stated_twice(name: str) -> UnreadableRows:
    return UnreadableRows(column=name, reason="another column states the same fact already")


def _near(name: str, model: Model) -> str:
    sets: Mapping[str, CompiledFact] = {each: fact for each, fact in model.by_name.items() if fact.kind == "set"}
    known = [*model.by_name, *(f"{each}{BETWEEN}{member}" for each, fact in sets.items() for member in fact.names)]
    near = near_name(name, known)
    return f"; did you mean `{near}`?" if near else ""


# Frames


def _batches(frame: Any) -> tuple[Iterator[Any], Any]:
    """Return the batches of a table, and its schema. Raises `NoTable` if it is none."""
    pandas = sys.modules.get("pandas")
    try:
        if pandas is not None and isinstance(frame, pandas.DataFrame):
            frame = _of_pandas(frame)
        elif isinstance(frame, pa.RecordBatch):
            frame = pa.Table.from_batches([frame])
        elif hasattr(frame, "__arrow_c_stream__"):
            frame = pa.table(frame)
        elif hasattr(frame, "__dataframe__"):
            from pyarrow import interchange

            frame = interchange.from_dataframe(frame)
    except pa.ArrowException as reason:
        raise NoTable(kind=type(frame).__name__, reason=str(reason).splitlines()[0]) from None
    if not isinstance(frame, pa.Table):
        raise NoTable(kind=type(frame).__name__)
    # dictionaries of one column can differ from chunk to chunk: a batch has one
    return iter(frame.to_batches(max_chunksize=BATCH)), frame.schema


def _of_pandas(frame: Any) -> Any:
    """Return a frame of pandas as an Arrow table. Raises `UnreadableRows` where a column holds values of two types."""
    arrays = []
    for place, name in enumerate(frame.columns):
        values = frame.iloc[:, place]
        try:
            array = pa.array(values, from_pandas=True)
        except (pa.ArrowException, OverflowError, ValueError, TypeError) as reason:
            raise UnreadableRows(column=str(name), row=_odd_row(values), reason=str(reason).splitlines()[0]) from None
        arrays.append(array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array)
    return pa.table(arrays, names=list(map(str, frame.columns)))


def _odd_row(values: Any) -> int:
    """Return the first row in which a value has another type than the first one that is not null."""
    kinds = [(row, type(each)) for row, each in enumerate(values) if each is not None and each == each]
    return next((row for row, kind in kinds if kind is not kinds[0][1]), kinds[0][0] if kinds else 0)
