"""Many activities at once: what single norms settle is decided for a block of rows together, a bit for each row.

A row that is open, or that has to be refused, is decided by itself, as any other activity is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, repeat
from threading import Lock
from typing import TYPE_CHECKING, Final

from smpolicy.deciding.compiled.expressions import Expressions, Leaf, TooMany
from smpolicy.deciding.compiled.left import NOT_IN_FORCE, OUTCOMES
from smpolicy.deciding.compiled.stating import NOT_SURE
from smpolicy.foundations.errors import ImpossibleFacts, NoRows, UnreadableRows, refuse_no_mapping
from smpolicy.foundations.in_brief import in_brief, in_short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smpolicy.deciding.compiled.model import Model
    from smpolicy.deciding.compiled.stating import CompiledFact, Said
    from smpolicy.deciding.compiled.verdict import Verdict
    from smpolicy.deciding.semantics import Answer, Outcome

#: How many rows are decided together, and from how many on that is worth its while.
BLOCK: Final = 1024
_FEW: Final = 16
#: Of how many ways in which norms can be broken together it is kept which norms those are.
_MOST_KEPT: Final = 65_536
#: Of how many answers to one fact it is kept what they say, and how many may differ in that.
_MOST_WAYS: Final = 4096
_MOST_ANSWERS: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDecision:
    """What is decided of one row of many: what an evaluation of it by itself says, or why it is refused."""

    #: What tells the row from the others: what it has under the name that was given, or else its number from 0.
    key: object
    #: Nothing where the row is refused.
    answer: Answer | None = None
    possible: frozenset[Outcome] = frozenset()
    #: The norms, by their ids, that are broken in every world that is left; and those that are in some, all the former
    #: among them.
    broken: tuple[str, ...] = ()
    may_be_broken: tuple[str, ...] = ()
    refusal: ImpossibleFacts | None = None

    __repr__ = in_brief


class _Missing:
    """What stands where a row states nothing; as a list, it has but itself."""

    def __iter__(self) -> Iterator[_Missing]:
        return iter((self,))


_MISSING: Final = _Missing()
#: Types of which no two values are equal but those of one type.
_PLAIN: Final = frozenset((bool, str))
#: What each answer is a number of: nothing was stated; or what was has to be looked at by itself.
_NOTHING, _ASIDE = 0, 1


class _Answers:
    """The answers to one fact that were met so far, by numbers, and what each says to the leaves of the fact."""

    __slots__ = ("_fact", "_given", "_kept", "_leaves", "_lock", "_numbers", "_tables", "_told", "_ways")

    def __init__(self, fact: CompiledFact, leaves: Sequence[Leaf]) -> None:
        """Begin with what was not stated, and with what has to be looked at by itself."""
        self._fact, self._leaves, self._lock = fact, leaves, Lock()
        self._given = given_of(fact)
        #: The numbers of answers that were met, by their types: `1` is not `True`, though Python says so.
        self._numbers: dict[type | None, dict[object, int]] = {}
        self._ways: dict[tuple[bool, ...], int] = {}
        #: For each leaf a character for each number.
        self._told: list[str] = []
        #: The same as tables of 256 characters, where they were made since the last answer was met.
        self._tables: list[bytes] = []
        #: How many answers are kept.
        self._kept = 0
        self._forget()

    def _forget(self) -> None:
        self._told = ["11" if leaf.holds(self._given) else "00" for leaf in self._leaves]
        self._tables = []
        self._ways = {}
        self._kept = 0
        plain: dict[object, int] = {_MISSING: _NOTHING}
        self._numbers = {bool: plain, str: plain, list: {(_MISSING,): _NOTHING}}
        self._numbers |= {kind: dict(plain) for kind in (int, date, frozenset)}

    def columns(self, said: Sequence[object]) -> tuple[list[int], int]:
        """Return for each leaf the rows in which it holds, and the rows that have to be looked at by themselves.

        The first row is the highest bit.
        """
        with self._lock:
            numbers = self._numbered(said)
            if len(self._tables) < len(self._told):
                self._tables = [told[:256].encode().ljust(256, b"0") for told in self._told]
            try:
                known = numbers if isinstance(numbers, bytes) else bytes(numbers)
            except ValueError:  # more ways than a byte has
                columns = [int("".join(map(told.__getitem__, numbers)), 2) for told in self._told]
            else:
                columns = [int(known.translate(table), 2) for table in self._tables]
            aside = int("".join(["01"[each == _ASIDE] for each in numbers]), 2) if _ASIDE in numbers else 0
            return columns, aside

    def _numbered(self, said: Sequence[object]) -> bytes | list[int]:
        if self._kept > _MOST_ANSWERS or len(self._ways) > _MOST_WAYS:
            self._forget()
        kinds = set(map(type, said))
        kinds.discard(_Missing)
        kind = str if kinds <= _PLAIN else kinds.pop() if len(kinds) == 1 else None
        if kind in self._numbers:
            try:
                return bytes(map(self._numbers[kind].__getitem__, map(tuple, said) if kind is list else said))  # type: ignore[arg-type]
            except (KeyError, TypeError, ValueError):
                pass  # something was never met, or lists hold lists, or there are more ways than a byte has
        return list(map(self._number, said))

    def _number(self, said: object) -> int:
        if said is _MISSING:
            return _NOTHING
        numbers = self._numbers.get(type(said))
        if numbers is None:
            return self._way_of(self._fact.read(said))
        key = tuple(said) if isinstance(said, list) else said
        try:
            number = numbers.get(key)
        except TypeError:
            return _ASIDE
        if number is None:
            number = numbers[key] = self._way_of(self._fact.read(said))
            self._kept += 1
        return number

    def _way_of(self, said: Said | None) -> int:
        if said is None or (self._given is not None and said not in (NOT_SURE, self._given)):
            return _ASIDE
        if self._given is not None:
            return _NOTHING
        way = tuple(leaf.holds(said) for leaf in self._leaves)
        number = self._ways.get(way)
        if number is None:
            number = self._ways[way] = _ASIDE + 1 + len(self._ways)
            self._tables = []
            self._told = [told + "01"[each] for told, each in zip(self._told, way, strict=True)]
        return number


class Many:
    """What a program decides of many activities at once."""

    __slots__ = ("_answers", "_known", "_model", "_unstated", "_wanted", "expressions")

    def __init__(self, model: Model) -> None:
        """Write down what is asked of every block."""
        self._model = model
        #: What decides rows together; nothing where there would be too many.
        try:
            self.expressions: Expressions | None = Expressions(model)
        except TooMany:
            self.expressions = None
            return
        leaves: dict[CompiledFact, list[int]] = {fact: [] for fact in model.facts}
        for number, leaf in enumerate(self.expressions.leaves):
            leaves[leaf.fact].append(number)
        #: For each fact the numbers of its leaves, and what answers say to them.
        self._answers = {
            fact: (each, _Answers(fact, [self.expressions.leaves[number] for number in each]))
            for fact, each in leaves.items()
        }
        #: What each leaf is where nothing was stated of its fact.
        self._unstated = [leaf.holds(given_of(leaf.fact)) for leaf in self.expressions.leaves]
        terms = [norm.term for norm in model.breakable]
        of = self.expressions
        #: The expressions that are looked at: of levels, of worlds, and of each norm that it may be broken, or may not.
        self._wanted = [*of.settled, of.worlds, *(of.may[at] for at in terms), *(of.may_not[at] for at in terms)]
        self._known: dict[str, tuple[Answer, frozenset[Outcome], tuple[str, ...], tuple[str, ...]] | None] = {}

    def decided(
        self,
        rows: Iterable[Mapping[str, object]],
        one: Callable[[Mapping[str, object]], Verdict],
        *,
        key: str | None,
        together: bool,
    ) -> Iterator[RowDecision]:
        """Decide rows in their order; `one` decides one by itself, and does so for each unless `together`.

        Raises `NoRows` if there are none, and `UnreadableRows` if `key` is no name, that of a fact, or not in a row.
        """
        if key is not None and not isinstance(key, str):
            raise UnreadableRows(column=in_short(key), reason="this is no name; what tells rows apart has one")
        if key is not None and key in self._model.by_name:
            raise UnreadableRows(column=key, reason="it is a fact; the key is what only tells rows apart")
        try:
            waiting, first = iter(rows), 0
        except TypeError:
            raise NoRows(kind=type(rows).__name__) from None
        while block := list(islice(waiting, BLOCK)):
            keys = self._keys(block, key, first)
            if together and _are_mappings(block) and self.expressions is not None and len(block) >= _FEW:
                yield from self._block(block, keys, one, key)
            else:
                for name, row in zip(keys, block, strict=True):
                    yield _by_itself(self._model, one, name, row, key)
            first += len(block)

    def _keys(self, block: Sequence[Mapping[str, object]], key: str | None, first: int) -> Sequence[object]:
        if key is None:
            return range(first, first + len(block))
        try:
            return [row[key] for row in block]
        except (KeyError, TypeError, IndexError):
            missing = next(at for at, row in enumerate(block) if not _are_mappings((row,)) or key not in row)
            raise UnreadableRows(column=key, row=first + missing, reason="there is no key") from None

    def _block(
        self,
        block: Sequence[Mapping[str, object]],
        keys: Sequence[object],
        one: Callable[[Mapping[str, object]], Verdict],
        key: str | None,
    ) -> Iterator[RowDecision]:
        found, aside = self._columns(block, key)
        count = len(block)
        written = [f"{each:0{count}b}" for each in (*map(found.__getitem__, self._wanted), aside)]
        known = self._known
        for name, row, told in zip(keys, block, map("".join, zip(*written, strict=True)), strict=True):
            try:
                decided = known[told]
            except KeyError:
                decided = self._told(told)
                if len(known) >= _MOST_KEPT:
                    known.clear()
                known[told] = decided
            if decided is None:
                yield _by_itself(self._model, one, name, row, key)
            else:
                answer, possible, broken, may_be_broken = decided
                yield RowDecision(
                    key=name, answer=answer, possible=possible, broken=broken, may_be_broken=may_be_broken
                )

    def _columns(self, block: Sequence[Mapping[str, object]], key: str | None) -> tuple[list[int], int]:
        """Return in which rows each expression holds, and which rows have to be looked at by themselves."""
        expressions = self.expressions
        assert expressions is not None
        by_fact: dict[CompiledFact, Sequence[object]] = {}
        full = (1 << len(block)) - 1
        columns = [full if each else 0 for each in self._unstated]
        aside = 0
        for name, said in _turned(block).items():
            if name == key:
                continue
            fact = self._model.by_name.get(name)
            stated = "".join(["01"[each is not _MISSING] for each in said]) if fact is None or fact in by_fact else ""
            if fact is None:
                aside |= int(stated, 2)
                continue
            if stated:  # under two names
                before = by_fact[fact]
                both = (new is not _MISSING and old is not _MISSING for new, old in zip(said, before, strict=True))
                aside |= int("".join(["01"[each] for each in both]), 2)
                said = [new if old is _MISSING else old for new, old in zip(said, before, strict=True)]
            by_fact[fact] = said
        for fact, said in by_fact.items():
            leaves, answers = self._answers[fact]
            told, odd = answers.columns(said)
            for number, column in zip(leaves, told, strict=True):
                columns[number] = column
            aside |= odd
        return expressions.columns(columns, full), aside

    def _told(self, told: str) -> tuple[Answer, frozenset[Outcome], tuple[str, ...], tuple[str, ...]] | None:
        """Return what is told of a row by all that is looked at; nothing where it has to be looked at by itself."""
        settled, worlds, aside = told[:4], told[4], told[-1]
        if aside == "1" or worlds == "0" or "1" not in settled:
            return None
        if not self._model.in_force:
            return "not_in_force", NOT_IN_FORCE, (), ()
        norms = self._model.breakable
        may, may_not = told[5 : 5 + len(norms)], told[5 + len(norms) : -1]
        outcome = OUTCOMES[settled.index("1")]
        return (
            outcome,
            frozenset((outcome,)),
            tuple(norm.id for norm, each in zip(norms, may_not, strict=True) if each == "0"),
            tuple(norm.id for norm, each in zip(norms, may, strict=True) if each == "1"),
        )


def _are_mappings(rows: Iterable[object]) -> bool:
    return all(issubclass(kind, Mapping) for kind in set(map(type, rows)))


def given_of(fact: CompiledFact) -> Said | None:
    """Return what the structure itself decides of a fact, if it does."""
    return next((each.said for each in fact.group.given if each.fact is fact), None)


def _turned(block: Sequence[Mapping[str, object]]) -> dict[str, Sequence[object]]:
    """Return rows as columns, with a mark where a row states nothing."""
    orders = dict.fromkeys(map(tuple, block))
    names = tuple(dict.fromkeys(chain.from_iterable(orders)))
    if len(orders) == 1:
        return dict(zip(names, zip(*[row.values() for row in block], strict=True), strict=True))
    said = [map(row.get, names, repeat(_MISSING)) for row in block]
    return dict(zip(names, zip(*said, strict=True), strict=True))


def _by_itself(
    model: Model,
    one: Callable[[Mapping[str, object]], Verdict],
    name: object,
    row: Mapping[str, object],
    key: str | None,
) -> RowDecision:
    """Decide one row by itself."""
    try:
        refuse_no_mapping(row)
        verdict = one({fact: said for fact, said in row.items() if fact != key})
    except ImpossibleFacts as refusal:
        return RowDecision(key=name, refusal=refusal)
    broken, may_be_broken = norms_of(verdict) if model.in_force else ((), ())
    return RowDecision(
        key=name, answer=verdict.answer, possible=verdict.possible, broken=broken, may_be_broken=may_be_broken
    )


def norms_of(verdict: Verdict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the norms, by their ids, that are surely broken, and those that may be."""
    may_be_broken = verdict.may_be_broken
    broken = tuple(norm.id for norm in may_be_broken if verdict.is_surely_broken(norm))
    return broken, tuple(norm.id for norm in may_be_broken)
