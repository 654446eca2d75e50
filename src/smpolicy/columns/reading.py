"""What a column states of a fact, row by row: as bits for each question that is asked of the fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from smpolicy.columns.words import Words, all_rows, known_rows, no_rows, of_buffer, packed, rows_of, unpacked
from smpolicy.deciding.compiled.expressions import A_CONCERN, CAN_BE, STATED, Leaf
from smpolicy.deciding.compiled.stating import MOST, NOT_SURE, CompiledFact
from smpolicy.foundations.diagnostics import quoted
from smpolicy.foundations.errors import UnreadableRows

if TYPE_CHECKING:
    from smpolicy.deciding.compiled.stating import Said

#: The ordinal of the day from which Arrow counts.
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY_IN_MS: Final = 86_400_000


#: For some rows arrays of 0 and 1, and of bytes.
Differing: TypeAlias = tuple[list[npt.NDArray[np.uint8]], list[npt.NDArray[np.uint8]]]


class Told(Protocol):
    """What the rows of one batch say of one fact."""

    def holds(self, leaf: Leaf) -> Words:
        """Return the rows in which the answer to a question about the fact is yes."""

    def other_than(self, given: Said) -> Words:
        """Return the rows that state something else than what the structure itself decides."""

    def told_apart(self, rows: npt.NDArray[np.intp]) -> Differing:
        """Return for some rows what differs where what is stated does: bits, and bytes."""

    def stated(self, row: int) -> object | None:
        """Return what a row states, as `evaluate` takes it; nothing where it states nothing."""


class YesOrNo:
    """Of a fact that is true or false."""

    def __init__(self, fact: CompiledFact, array: Any) -> None:
        """Take a column of booleans."""
        self._fact, self._count = fact, len(array)
        self._known = known_rows(array)
        self._yes = _truths(array) & self._known

    def holds(self, leaf: Leaf) -> Words:
        """Answer a question about the fact."""
        if leaf.asks == STATED:
            return self._known
        yes, no = leaf.holds(True), leaf.holds(False)
        found = no_rows(self._count) if leaf.asks == A_CONCERN else ~self._known
        if yes:
            found = found | self._yes
        return found | (self._known & ~self._yes) if no else found

    def other_than(self, given: Said) -> Words:
        """Find what is not as it is given."""
        return self._known & (~self._yes if given else self._yes)

    def told_apart(self, rows: npt.NDArray[np.intp]) -> Differing:
        """Tell rows apart."""
        return [unpacked(each, self._count)[rows] for each in (self._known, self._yes)], []

    def stated(self, row: int) -> object | None:
        """Return what a row states."""
        return bool(_at(self._yes, row)) if _at(self._known, row) else None


class OneOf:
    """Of a fact with one of several answers, by a number for each of them."""

    def __init__(
        self, fact: CompiledFact, codes: npt.NDArray[Any], answers: Sequence[Said | None], known: Words, array: Any
    ) -> None:
        """Take for each row the number of its answer, the answers, and the rows in which anything is stated."""
        self._fact, self._codes, self._answers, self._array = fact, codes, answers, array
        self._hot: dict[int, Words] = {}
        self._known = reduce(and_, (~self._of(at) for at, each in enumerate(answers) if each is None), known)

    def _of(self, code: int) -> Words:
        words = self._hot.get(code)
        if words is None:
            words = self._hot[code] = packed(self._codes == code)
        return words

    def _any(self, wanted: Callable[[Said], bool]) -> Words:
        codes = (at for at, each in enumerate(self._answers) if each is not None and wanted(each))
        return self._known & reduce(or_, map(self._of, codes), no_rows(len(self._codes)))

    def holds(self, leaf: Leaf) -> Words:
        """Answer a question about the fact."""
        if leaf.asks == STATED:
            return self._known
        found = self._any(leaf.holds)
        return found | ~self._known if leaf.asks == CAN_BE else found

    def other_than(self, given: Said) -> Words:
        """Find what is not as it is given."""
        return self._any(lambda said: said not in (given, NOT_SURE))

    def told_apart(self, rows: npt.NDArray[np.intp]) -> Differing:
        """Tell rows apart."""
        known = unpacked(self._known, len(self._codes))[rows]
        order = {name: at for at, name in enumerate((NOT_SURE, *sorted(self._fact.names)), start=1)}
        if self._fact.kind == "enum":
            numbers = np.array([order.get(str(each), 0) for each in self._answers] or [0], np.uint64)
            values = np.where(known, numbers[np.where(known, self._codes[rows], 0)], np.uint64(0))
            return [known], [(values >> np.uint64(shift)).astype(np.uint8) for shift in (0, 8)]
        values = self._ordinals()[rows].astype(np.uint64)
        values = np.where(known, values, np.uint64(0))
        return [known], list(np.ascontiguousarray(values).view(np.uint8).reshape(len(rows), 8).T)

    def _ordinals(self) -> Any:
        """Return for each row a number that tells its value: of a day that stands as text, its place in time."""
        if pa.types.is_dictionary(self._array.type):
            days = [0 if not isinstance(each, date) else each.toordinal() for each in self._answers] or [0]
            places: npt.NDArray[Any] = np.array(days)
            return np.take(places, np.minimum(self._codes, len(places) - 1))
        return _numbers(self._array)

    def stated(self, row: int) -> object | None:
        """Return what a row states."""
        return self._array[row].as_py() if _at(self._known, row) else None


class WholeSets:
    """Of a set that is stated as a whole, as a list."""

    def __init__(self, fact: CompiledFact, array: Any, known: Words, has: Mapping[str, Words]) -> None:
        """Take the rows in which a list stands, and those that have each member."""
        self._fact, self._array, self._known, self._has = fact, array, known, has

    def holds(self, leaf: Leaf) -> Words:
        """Answer a question about the fact."""
        if leaf.asks == CAN_BE:
            has = self._has[str(leaf.member)]
            return (has if True in leaf.values else ~has) | ~self._known
        if leaf.asks == STATED:
            return self._known
        fact = self._fact
        if fact.occasion:
            return no_rows(len(self._array))
        if fact.conduct:
            return self._other_than(fact.neutral)
        raising = [~self._other_than(each) for each in fact.raises]
        return self._known & reduce(or_, raising, no_rows(len(self._array)))

    def _other_than(self, members: object) -> Words:
        """Return the rows that state another set."""
        if not isinstance(members, frozenset):
            return self._known
        differing = (~has if member in members else has for member, has in self._has.items())
        return self._known & reduce(or_, differing, no_rows(len(self._array)))

    def other_than(self, given: Said) -> Words:
        """Find what is not as it is given."""
        return self._other_than(given)

    def told_apart(self, rows: npt.NDArray[np.intp]) -> Differing:
        """Tell rows apart."""
        count = len(self._array)
        return [unpacked(each, count)[rows] for each in (self._known, *self._has.values())], []

    def stated(self, row: int) -> object | None:
        """Return what a row states."""
        return self._array[row].as_py() if _at(self._known, row) else None


class Members:
    """Of a set of which each member has a column of its own: what is null stays open."""

    def __init__(self, fact: CompiledFact, columns: Mapping[str, YesOrNo], count: int) -> None:
        """Take the columns that there are."""
        self._fact, self._columns, self._count = fact, columns, count

    def holds(self, leaf: Leaf) -> Words:
        """Answer a question about the fact."""
        if leaf.asks == CAN_BE:
            column = self._columns.get(str(leaf.member))
            return (
                all_rows(self._count) if column is None else column.holds(Leaf(CAN_BE, self._fact, None, leaf.values))
            )
        fact = self._fact
        if leaf.asks == STATED or (fact.conduct and not fact.occasion and not isinstance(fact.neutral, frozenset)):
            return reduce(or_, (each.holds(Leaf(STATED, fact)) for each in self._columns.values()))
        if fact.occasion or not isinstance(fact.neutral, frozenset) or not fact.conduct:
            return no_rows(self._count)
        differing = (each.other_than(member in fact.neutral) for member, each in self._columns.items())
        return reduce(or_, differing)

    def other_than(self, given: Said) -> Words:
        """Find what is not as it is given."""
        # a part of a set is never the whole that is given
        return self.holds(Leaf(STATED, self._fact)) if given is not None else no_rows(self._count)

    def told_apart(self, rows: npt.NDArray[np.intp]) -> Differing:
        """Tell rows apart."""
        return [bits for each in self._columns.values() for bits in each.told_apart(rows)[0]], []

    def stated(self, row: int) -> object | None:
        """Return what a row states."""
        said = {member: each.stated(row) for member, each in self._columns.items()}
        parts = {key: [member for member, each in said.items() if each is yes] for key, yes in _PARTS}
        return parts if any(parts.values()) else None


_PARTS: Final = (("has", True), ("lacks", False))


def told_by(fact: CompiledFact, name: str, array: Any, first: int) -> Told:
    """Read the column of a fact. Raises `UnreadableRows` where it cannot state that, whose first row is `first`."""
    if fact.kind == "boolean":
        return yes_or_no(fact, name, array)
    if fact.kind == "set":
        return _sets(fact, name, array, first)
    if isinstance(array, pa.NullArray):
        return OneOf(fact, np.zeros(len(array), np.uint8), (), no_rows(len(array)), array)
    if fact.kind == "enum" or _is_text(array.type):
        return _words(fact, name, array, first)
    return _stretches(fact, name, array, first)


def yes_or_no(fact: CompiledFact, name: str, array: Any) -> YesOrNo:
    """Read a column of booleans. Raises `UnreadableRows` where it has another type."""
    if not (pa.types.is_boolean(array.type) or pa.types.is_null(array.type)):
        raise _another_type(name, "booleans", array)
    return YesOrNo(fact, array)


def _is_text(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _encoded(array: Any) -> Any:
    """Return text as numbers of the texts that there are."""
    if pa.types.is_dictionary(array.type):
        return array
    return (array.cast(pa.large_string()) if pa.types.is_string_view(array.type) else array).dictionary_encode()


def _words(fact: CompiledFact, name: str, array: Any, first: int) -> OneOf:
    if not _is_text(array.type):
        raise _another_type(name, "text" if fact.kind == "enum" else "days", array)
    array = _encoded(array)
    texts = array.dictionary.to_pylist()
    codes = _numbers(array.indices)
    known = known_rows(array.indices)
    answers = [None if text is None else fact.read(text) for text in texts]
    for code, (text, answer) in enumerate(zip(texts, answers, strict=True)):
        if text is not None and answer is None:
            _refuse_any(packed(codes == code) & known, name, len(array), first, f"{quoted(text)} is no answer", fact)
    return OneOf(fact, codes, answers, known, array)


def _stretches(fact: CompiledFact, name: str, array: Any, first: int) -> OneOf:
    """Read numbers or days by the stretches in which they make no difference."""
    numbers = pa.types.is_integer(array.type) if fact.kind == "integer" else pa.types.is_date(array.type)
    if not numbers:
        raise _another_type(name, "whole numbers" if fact.kind == "integer" else "days", array)
    values, known = _numbers(array), known_rows(array)
    least, most = (0, MOST) if fact.kind == "integer" else (1, date.max.toordinal())
    _refuse_any(packed((values < least) | (values > most)) & known, name, len(array), first, "it is out of range", fact)
    edges = _edges(fact, least)
    values = values if values.dtype == np.uint64 else values.astype(np.int64)
    codes = np.searchsorted(np.array(edges, values.dtype), values, side="right") - 1
    codes = np.clip(codes, 0, None).astype(np.uint8 if len(edges) < 256 else np.uint32)
    answers: list[Said | None] = [date.fromordinal(each) if fact.kind == "day" else each for each in edges]
    return OneOf(fact, codes, answers, known, array)


def _edges(fact: CompiledFact, least: int) -> list[int]:
    """Return where stretches begin in which all answers are alike to whatever is asked."""
    edges = {least}
    for value, _, _ in fact.values:
        edges.update(each for each in value if each is not None)
    given = next((each.said for each in fact.group.given if each.fact is fact), None)
    for said in (fact.neutral, given, *fact.raises):
        if isinstance(said, (int, date)):
            at = said.toordinal() if isinstance(said, date) else said
            edges |= {at, at + 1}
    return sorted(edges)


def _numbers(array: Any) -> npt.NDArray[Any]:
    """Return the values of an array of numbers or days, whatever stands where it is null; days by their ordinals."""
    if pa.types.is_date32(array.type):
        return _plain(array, np.dtype(np.int32)).astype(np.int64) + _EPOCH
    if pa.types.is_date64(array.type):
        return _plain(array, np.dtype(np.int64)) // _DAY_IN_MS + _EPOCH
    return _plain(array, np.dtype(array.type.to_pandas_dtype()))


def _plain(array: Any, kind: np.dtype[Any]) -> npt.NDArray[Any]:
    buffer = array.buffers()[1]
    if buffer is None:
        return np.zeros(len(array), kind)
    return np.frombuffer(buffer, kind, count=array.offset + len(array))[array.offset :]


def _sets(fact: CompiledFact, name: str, array: Any, first: int) -> WholeSets:
    count = len(array)
    if isinstance(array, pa.NullArray):
        return WholeSets(fact, array, no_rows(count), {each: no_rows(count) for each in sorted(fact.names)})
    lists = pa.types.is_list(array.type) or pa.types.is_large_list(array.type)
    if not lists or not (_is_text(array.type.value_type) or pa.types.is_null(array.type.value_type)):
        raise _another_type(name, "lists of text, or a column of booleans for each member", array)
    rows = pc.list_parent_indices(array).to_numpy(zero_copy_only=False)
    members = pc.list_flatten(array)
    if pa.types.is_null(members.type):
        members = members.cast(pa.string())
    members = _encoded(members)
    codes, known = _numbers(members.indices), unpacked(known_rows(members.indices), len(members))
    if not known.all():
        at = int(rows[np.flatnonzero(known == 0)[0]])
        raise UnreadableRows(column=name, row=first + at, reason="a member of a set is null")
    has = {each: no_rows(count) for each in sorted(fact.names)}
    for code, text in enumerate(members.dictionary.to_pylist()):
        here = np.zeros(count, bool)
        here[rows[codes == code]] = True
        if text not in fact.names:
            _refuse_any(packed(here), name, count, first, f"{quoted(text)} is no member", fact)
        else:
            has[text] = packed(here)
    return WholeSets(fact, array, known_rows(array), has)


def _truths(array: Any) -> Words:
    if isinstance(array, pa.NullArray):
        return no_rows(len(array))
    return of_buffer(array.buffers()[1], array.offset, len(array))


def _at(words: Words, row: int) -> int:
    return int(words[row >> 6]) >> (row & 63) & 1


def _another_type(name: str, expected: str, array: Any) -> UnreadableRows:
    return UnreadableRows(column=name, reason=f"expected {expected}, or null; it has the type `{array.type}`")


def _refuse_any(words: Words, name: str, count: int, first: int, what: str, fact: CompiledFact) -> None:
    rows = rows_of(words, count)
    if len(rows):
        raise UnreadableRows(column=name, row=first + int(rows[0]), reason=f"{what}; expected {expected_of(fact)}")


def expected_of(fact: CompiledFact) -> str:
    """Return in words what can be stated of a fact."""
    kinds = {"boolean": "true or false", "integer": "a whole number from 0", "day": "a day"}
    listed = ", ".join(f"`{each}`" for each in sorted(fact.names))
    return kinds.get(fact.kind) or f"{'any of' if fact.kind == 'set' else 'one of'} {listed}"
