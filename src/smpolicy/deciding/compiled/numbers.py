"""What statements leave, each as one number: that of many is found by joining theirs, in one step.

A number has the cells that are touched as its lowest bits, above them the cubes that are killed, and above these a bit
for each statement about facts that constraints tie together, of which more has to be found out.
"""

from __future__ import annotations

from _functools import reduce  # type: ignore[import-not-found]  # `functools` takes longer to import than to decide
from _operator import or_
from _thread import allocate_lock

from smpolicy.deciding.compiled.formulas import bits
from smpolicy.deciding.compiled.groups import NOTHING_ASSUMED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from smpolicy.deciding.compiled.groups import TiedFacts
    from smpolicy.deciding.compiled.model import Model
    from smpolicy.deciding.compiled.stating import Entry

#: Types of which two values that are equal are the same answer.
_PLAIN = frozenset((bool, str))
#: How many statements are kept.
_MOST_KEPT = 20_000


class Numbers:
    """The numbers of statements, where nothing is assumed."""

    __slots__ = ("_adding", "_cubes", "_kept", "_kept_tied", "_model", "_others", "_tied", "_tied_to", "_touched")

    def __init__(self, model: Model) -> None:
        """Begin with no statement."""
        self._model = model
        self._touched = len(model.widths)
        self._cubes = model.cubes.guards.bit_length()
        #: Two threads that add a statement at once must not give both the same bit.
        self._adding = allocate_lock()
        #: The facts whose answers are neither yes or no nor one of a list.
        self._others = {fact.name for fact in model.facts if fact.kind not in ("boolean", "enum")}
        self._kept: dict[Hashable, int] = {}
        #: The statements about facts that are tied, and for each group which of these are about it, as bits.
        self._tied: list[Entry] = []
        self._tied_to = {group: 0 for group in model.groups if len(group.facts) > 1 or group.given}
        self._kept_tied: dict[tuple[TiedFacts, int], tuple[int, int]] = {}

    @property
    def are_many(self) -> bool:
        """Whether so many are kept that one had better begin anew."""
        return len(self._kept) > _MOST_KEPT or len(self._kept_tied) > _MOST_KEPT

    def joined(self, facts: Mapping[str, object]) -> tuple[int, int]:
        """Return the cells that are touched by all that was stated, and the cubes that are killed, as bits.

        Raises `Unreadable` where something is no fact, no value of it, or not so here; and `KeyError` where a fact has
        a name under which nothing is kept: it may have been stated twice.
        """
        plain, number = dict(facts), 0
        for name in self._others & plain.keys():
            number |= self._number(name, plain.pop(name))
        if _PLAIN.issuperset(map(type, plain.values())):
            try:
                number = reduce(or_, map(self._kept.__getitem__, plain.items()), number)
            except KeyError:
                number = reduce(or_, [self._number(name, said) for name, said in plain.items()], number)
        else:
            number = reduce(or_, [self._number(name, said) for name, said in plain.items()], number)
        touched = number & ((1 << self._touched) - 1)
        killed = number >> self._touched & ((1 << self._cubes) - 1)
        tied = number >> self._touched + self._cubes
        if tied:
            for group, statements in self._tied_to.items():
                about_it = tied & statements
                if about_it:
                    pair = self._kept_tied.get((group, about_it)) or self._of_group(group, about_it)
                    touched |= pair[0]
                    killed |= pair[1]
        return touched, killed

    def _number(self, name: str, said: object) -> int:
        key: Hashable = (name, said)
        if said.__class__ not in _PLAIN:  # what is equal is not always the same: a number, and a yes or no
            key = (name, said.__class__, tuple(said) if isinstance(said, list) else said)
        try:
            number = self._kept.get(key)
        except TypeError:  # a part of a set, or what is no answer
            key = (name, said.__class__, self._model.by_name[name].stated(said))
            number = self._kept.get(key)
        if number is None:
            if name != self._model.by_name[name].name:
                raise KeyError(name)
            entry = self._model.entry(name, said)
            with self._adding:
                number = self._kept[key] = self._number_of(entry)
        return number

    def _number_of(self, entry: Entry) -> int:
        if entry.alone:
            effect = entry.effects[NOTHING_ASSUMED] or self._model.leaving.effect_alone(entry, NOTHING_ASSUMED)
            return effect.killed << self._touched | effect.touched
        self._tied_to[entry.group] |= 1 << len(self._tied)
        self._tied.append(entry)
        return 1 << self._touched + self._cubes + len(self._tied) - 1

    def _of_group(self, group: TiedFacts, statements: int) -> tuple[int, int]:
        entries = {group: [self._tied[at] for at in bits(statements)]}
        self._model.agree(entries)
        effect = self._model.leaving.effect(group, entries[group], NOTHING_ASSUMED)
        pair = self._kept_tied[group, statements] = (effect.touched, effect.killed)
        return pair
