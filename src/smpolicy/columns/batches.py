"""A batch of rows, decided: what single norms settle for all of them, and each other pattern once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any, Final, get_args

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from smpolicy.columns.reading import Members, Told, told_by, yes_or_no
from smpolicy.columns.words import Words, all_rows, as_array, no_rows, packed, rows_of, unpacked
from smpolicy.deciding.compiled.expressions import Expressions
from smpolicy.deciding.compiled.left import OUTCOMES
from smpolicy.deciding.compiled.many import given_of, norms_of
from smpolicy.deciding.compiled.model import Model
from smpolicy.deciding.compiled.stating import CompiledFact
from smpolicy.deciding.compiled.verdict import Verdict
from smpolicy.deciding.semantics import Answer, Outcome
from smpolicy.foundations.errors import ImpossibleFacts, UnreadableRows

#: How many rows are decided together.
BATCH: Final = 262_144
#: Between a set and its member, between what is said of norms or outcomes and which: as the name of a column.
BETWEEN: Final = ":"
ANSWERS: Final[tuple[str, ...]] = get_args(Answer)
EVERY_OUTCOME: Final[tuple[str, ...]] = get_args(Outcome)
#: Of how many patterns it is kept what comes of them.
_MOST_KEPT: Final = 200_000
#: An odd number by which numbers are mixed.
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumns:
    """Where in a table a fact stands: in one column, or in one for each of some members."""

    fact: CompiledFact
    column: str | None = None
    members: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What comes of one pattern, or why it is refused."""

    answer: int = 0
    outcomes: frozenset[str] = frozenset()
    broken: tuple[str, ...] = ()
    may_be_broken: tuple[str, ...] = ()
    refusal: str | None = None


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """What decides batches of one table."""

    model: Model
    #: Decides one activity by itself.
    one: Callable[[Mapping[str, object]], Verdict]
    #: What decides rows together; nothing where each pattern has to be decided by itself.
    expressions: Expressions | None
    key: str
    places: tuple[FactColumns, ...]
    _kept: dict[bytes, _Found] = field(default_factory=dict)

    @cached_property
    def norms(self) -> list[str]:
        """The norms that can be broken, by their ids, in the order of the text."""
        return [norm.id for norm in self.model.breakable] if self.model.in_force else []

    def schema(self, key: Any) -> Any:
        """Return the names and types of what is found, by the type of the key."""
        named = [*self._named("possible", EVERY_OUTCOME), *self._named("broken", self.norms)]
        named += self._named("may_be_broken", self.norms)
        fields = [pa.field(name, pa.bool_()) for name in named]
        answer = pa.field("answer", pa.dictionary(pa.int8(), pa.string()))
        plain = key.value_type if pa.types.is_dictionary(key) else key  # dictionaries differ from batch to batch
        return pa.schema([pa.field(self.key, plain), answer, *fields, pa.field("refusal", pa.string())])

    def _named(self, what: str, of: Any) -> Iterator[str]:
        return (f"{what}{BETWEEN}{each}" for each in of)

    def decided(self, batch: Any, first: int) -> Any:
        """Decide a batch, from this row of the table on. Raises `UnreadableRows` where something states no fact."""
        told = {place.fact: self._told(place, batch, first) for place in self.places}
        result = _Result(self, told, batch.num_rows)
        key = batch.column(self.key)
        if key.null_count:
            at = int(np.flatnonzero(key.is_null().to_numpy(zero_copy_only=False))[0])
            raise UnreadableRows(column=self.key, row=first + at, reason="there is no key")
        keys = key.dictionary_decode() if pa.types.is_dictionary(key.type) else key
        return pa.RecordBatch.from_arrays([keys, *result.arrays()], schema=self.schema(key.type))

    def _told(self, place: FactColumns, batch: Any, first: int) -> Told:
        if place.column is not None:
            return told_by(place.fact, place.column, batch.column(place.column), first)
        columns = {
            member: yes_or_no(place.fact, name, batch.column(name)) for member, name in sorted(place.members.items())
        }
        return Members(place.fact, columns, batch.num_rows)

    def found(self, pattern: bytes, facts: Callable[[], Mapping[str, object]]) -> _Found:
        """Return what comes of a pattern; it is decided once."""
        found = self._kept.get(pattern)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[pattern] = self._alone(facts())
        return found

    def _alone(self, facts: Mapping[str, object]) -> _Found:
        try:
            verdict = self.one(facts)
        except ImpossibleFacts as refusal:
            return _Found(refusal=str(refusal))
        broken, may_be_broken = norms_of(verdict) if self.model.in_force else ((), ())
        return _Found(
            answer=ANSWERS.index(verdict.answer),
            outcomes=verdict.possible,
            broken=broken,
            may_be_broken=may_be_broken,
        )


class _Result:
    """What comes of the rows of one batch."""

    def __init__(self, deciding: Deciding, told: Mapping[CompiledFact, Told], count: int) -> None:
        """Decide together what can be, and each other pattern by itself."""
        self._deciding, self._told, self._count = deciding, told, count
        none = no_rows(count)
        self._answers = np.zeros(count, np.int8)
        self._outcomes = dict.fromkeys(EVERY_OUTCOME, none)
        self._broken = dict.fromkeys(deciding.norms, none)
        self._may_be_broken = dict.fromkeys(deciding.norms, none)
        self._refusals: dict[int, str] = {}
        if deciding.expressions is None:
            self._one_by_one(np.arange(count), with_norms=True)
        else:
            self._together(deciding.expressions)

    def _together(self, expressions: Expressions) -> None:
        model, count = self._deciding.model, self._count
        full = all_rows(count)
        leaves = []
        for leaf in expressions.leaves:
            given = given_of(leaf.fact)
            told = self._told.get(leaf.fact) if given is None else None
            leaves.append(told.holds(leaf) if told is not None else full if leaf.holds(given) else ~full)
        found = expressions.columns(leaves, full)
        settled = [found[each] for each in expressions.settled]
        possible = found[expressions.worlds]
        for fact, each in self._told.items():
            given = given_of(fact)
            if given is not None:
                possible = possible & ~each.other_than(given)
        for level, rows in enumerate(settled):
            outcome = OUTCOMES[level] if model.in_force else "not_in_force"
            self._outcomes[outcome] = self._outcomes[outcome] | rows
            self._answers += unpacked(rows, count).astype(np.int8) * np.int8(ANSWERS.index(outcome))
        if model.in_force:
            for norm in model.breakable:
                self._may_be_broken[norm.id] = found[expressions.may[norm.term]]
                self._broken[norm.id] = ~found[expressions.may_not[norm.term]]
        self._one_by_one(rows_of(~(reduce(or_, settled) & possible), count), with_norms=False)

    def _one_by_one(self, rows: npt.NDArray[np.intp], *, with_norms: bool) -> None:
        """Decide each pattern of some rows once; which norms are broken is found too, where nothing else tells it."""
        if not len(rows):
            return
        patterns = self._patterns(rows)
        first, inverse = distinct(patterns)
        keys = [patterns[at].tobytes() for at in first]
        found = [
            self._deciding.found(pattern, lambda row=row: self._facts(row))  # type: ignore[misc]
            for pattern, row in zip(keys, rows[first].tolist(), strict=True)
        ]
        self._answers[rows] = np.array([each.answer for each in found], np.int8)[inverse]
        for outcome, before in self._outcomes.items():
            self._outcomes[outcome] = self._with(before, rows, [outcome in each.outcomes for each in found], inverse)
        if with_norms:
            for norm, before in self._broken.items():
                self._broken[norm] = self._with(before, rows, [norm in each.broken for each in found], inverse)
            for norm, before in self._may_be_broken.items():
                held = [norm in each.may_be_broken for each in found]
                self._may_be_broken[norm] = self._with(before, rows, held, inverse)
        for at, each in enumerate(found):
            if each.refusal is not None:
                self._refusals.update(dict.fromkeys(rows[inverse == at].tolist(), each.refusal))

    def _patterns(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.uint64]:
        """Return for each row some numbers, that differ where what is stated does."""
        parts = [each.told_apart(rows) for each in self._told.values()]
        bits = [each for part in parts for each in part[0]] or [np.zeros(len(rows), np.uint8)]
        whole = [np.packbits(np.stack(bits), axis=0), *(each[None] for part in parts for each in part[1])]
        together = np.concatenate(whole)
        padded = np.zeros((-(-len(together) // 8) * 8, len(rows)), np.uint8)
        padded[: len(together)] = together
        return np.ascontiguousarray(padded.T).view(np.uint64)

    def _facts(self, row: int) -> Mapping[str, object]:
        stated = ((fact.name, each.stated(row)) for fact, each in self._told.items())
        return {name: said for name, said in stated if said is not None}

    def _with(
        self, before: Words, rows: npt.NDArray[np.intp], held: list[bool], inverse: npt.NDArray[np.intp]
    ) -> Words:
        bits = unpacked(before, self._count)
        bits[rows] = np.array(held, np.uint8)[inverse]
        return packed(bits)

    def arrays(self) -> Iterator[Any]:
        """Yield the columns of what is found, behind the key."""
        count = self._count
        refused = no_rows(count)
        if self._refusals:
            holds = np.zeros(count, bool)
            holds[list(self._refusals)] = True
            refused = packed(holds)
        known = ~refused if self._refusals else None
        mask = unpacked(refused, count).astype(bool) if self._refusals else None
        yield pa.DictionaryArray.from_arrays(pa.array(self._answers, pa.int8(), mask=mask), pa.array(ANSWERS))
        for columns in (self._outcomes, self._broken, self._may_be_broken):
            for words in columns.values():
                yield as_array(words, count, known)
        if not self._refusals:
            yield pa.nulls(count, pa.string())
        else:
            yield pa.array([self._refusals.get(row) for row in range(count)], pa.string())


def distinct(patterns: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the first row of each pattern, and for each row which of the patterns it has."""
    mixed = np.zeros(len(patterns), np.uint64)
    for column in patterns.T:
        mixed = (mixed ^ column) * _MIX
        mixed ^= mixed >> np.uint64(29)
    _, first, inverse = np.unique(mixed, return_index=True, return_inverse=True)
    if (patterns[first[inverse]] != patterns).any():  # two patterns were mixed to one number
        _, first, inverse = np.unique(patterns, axis=0, return_index=True, return_inverse=True)
    return first, inverse.reshape(-1)
