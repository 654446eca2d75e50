"""What a program has to say: norms, facts, cells, cubes and a diagram, read from plain data."""

from __future__ import annotations

from _thread import allocate_lock

from smpolicy.deciding.compiled.bearing import Bearing
from smpolicy.deciding.compiled.formulas import Formulas, bits, put_apart, united
from smpolicy.deciding.compiled.groups import (
    ASSUMED,
    LEFT_OPEN,
    CompiledQuestion,
    Effect,
    Leaving,
    TiedFacts,
)
from smpolicy.deciding.compiled.stating import NOT_SURE, CompiledFact, Entry, Unreadable
from smpolicy.deciding.compiled.walk import Cubes, Diagram

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from smpolicy.deciding.semantics import FindingStatus, NormStatus


#: Of how many answers to one fact it is kept what follows.
_MOST_ENTRIES = 4096

#: The levels, as bits.
OUTSIDE, NO_DEPARTURE, DEPARTS, CONTRAVENES = 1, 2, 4, 8
ANY_LEVEL = 15


class CompiledNorm:
    """A norm that facts can decide, by the formulas of its elements."""

    __slots__ = (
        "act",
        "applies",
        "before",
        "bit",
        "borne",
        "breach",
        "counts",
        "excepting",
        "facts",
        "force",
        "gate",
        "id",
        "late",
        "level",
        "own_scope",
        "polarity",
        "raising",
        "role",
        "stands",
        "term",
    )

    def __init__(self, number: int, data: Mapping[str, Any]) -> None:
        """Read what a program says of a norm."""
        self.bit = 1 << number
        self.id: str = data["id"]
        self.force: str = data["force"]
        self.polarity: str | None = data["polarity"]
        self.role: str | None = data.get("role")
        self.own_scope: bool = data.get("own_scope", False)
        self.counts: str = data["counts"]
        self.gate: int | None = data.get("gate")
        #: The formula of each status that it can have, of whom it binds, and of where it applies.
        self.stands: Mapping[NormStatus, int] = data["stands"]
        self.borne: int = data["borne"]
        self.applies: int = data["applies"]
        #: Whether a breach of it counts only where what was left undone can no longer be made good.
        self.late: bool = data.get("late", False)
        #: The facts that it turns on, as bits: all; of its act; that raise it; and in formulas those looked at before
        #: its exception, those that it turns on beside them, and those of where it is broken.
        self.facts, self.act, self.raising, self.before, self.excepting, self.breach = (
            _bits(data["facts"][key]) for key in ("all", "act", "raising", "before", "excepting", "breach")
        )
        #: Where its breach stands among the terms; -1 where it makes no outcome worse.
        self.term = -1
        self.level = 0


class LeftOpen:
    """What is left open of groups of which nothing was stated, all together."""

    __slots__ = ("bits", "effects", "killed", "touched")

    def __init__(self, groups: Iterable[TiedFacts], effects: Sequence[Effect]) -> None:
        """Join what follows of each."""
        self.effects = effects
        self.bits = united(group.bits for group in groups)
        self.touched = united(effect.touched for effect in self.effects)
        self.killed = united(effect.killed for effect in self.effects)


class Basis:
    """What is left to each cell where nothing is stated, and what follows from that."""

    __slots__ = (
        "_free",
        "_killed",
        "answered",
        "assumed",
        "combinations",
        "confined",
        "defaults",
        "left",
        "spoken",
        "unraised",
    )

    def __init__(self, widths: Sequence[int], effects: Iterable[Effect], cubes: Cubes, gates: int) -> None:
        """Begin with all that formulas tell apart, but for gates, which are shut, and take what follows of groups."""
        self.left = [(1 << width) - 1 for width in widths]
        self.left[gates:] = [0b01] * (len(widths) - gates)
        self.spoken = self.answered = self.assumed = 0
        #: The combinations left to each cell, and the open questions that make no difference.
        self.combinations: dict[int, int] = {}
        self.unraised: list[CompiledQuestion] = []
        for effect in effects:
            for cell, values in effect.left:
                self.left[cell] = values
            self.spoken |= effect.spoken
            self.answered |= effect.answered
            self.assumed |= effect.assumed
            self.combinations |= effect.combinations
            self.unraised += effect.unraised
        killed = ((cell, cubes.killed(cell, values)) for cell, values in enumerate(self.left))
        self._killed = {cell: kills for cell, kills in killed if kills}
        #: The cells in which something is killed although nothing was stated, as bits.
        self.confined = _bits(cell for cell in self._killed)
        self._free: dict[int, int] = {}
        self.defaults: Sequence[int] = ()

    def killed_but_for(self, touched: int) -> int:
        """Return the cubes that are killed by what is left to all cells but those that were touched."""
        touched &= self.confined
        killed = self._free.get(touched)
        if killed is None:
            if len(self._free) >= _MOST_ENTRIES:
                self._free.clear()
            killed = united(each for cell, each in self._killed.items() if not touched >> cell & 1)
            self._free[touched] = killed
        return killed


class Model:
    """A policy compiled: it decides by plain data, without documents and without any other module's help."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Read plain data that `deciding.knowledge` wrote."""
        self.data = data
        self.method: str = data["method"]
        self.in_force: bool = data.get("in_force", True)
        self.names: Mapping[str, int] = data["names"]
        self.facts = [CompiledFact(name, number, each) for number, (name, each) in enumerate(data["facts"].items())]
        self.by_name = {fact.name: fact for fact in self.facts}
        self.by_name |= {name: self.facts[number] for name, number in self.names.items()}
        self.entries_of = {name: fact.entries for name, fact in self.by_name.items()}
        self.norms = [CompiledNorm(number, each) for number, each in enumerate(data["norms"])]
        self._norms_by_id = {norm.id: norm for norm in self.norms}
        self.ties = [_bits(each) for each in data["ties"]]
        #: What is said beside an outcome.
        self.asides: list[Any] = data["asides"]
        self.steps: list[Mapping[str, Any]] = data["steps"]
        self.scope_norms: list[Any] = data["scope_norms"]
        self.commencing: Sequence[str] = data.get("commencing", ())
        self._read_formulas(data)
        self._read_groups(data)
        self._read_terms(data)
        self._read_places()
        #: What is left where nothing is stated, for each way of assuming, once it was asked for.
        self.bases: list[Basis | None] = [None, None]
        self._opened: dict[tuple[int, int], LeftOpen] = {}
        self._raised_facts: dict[int, int] = {}
        self._bearing_on: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._cells_of_norm: dict[str, tuple[int, ...]] = {}
        #: Whether formulas hold, and how norms stand, by what is left to the cells they turn on.
        self.known: dict[tuple[int, ...], bool] = {}
        self.known_statuses: dict[tuple[str | int, ...], frozenset[NormStatus]] = {}
        #: Formulas as the search has them.
        self.searchable: dict[int, Any] = {}
        #: For outcomes and breaches that are possible, the norms that an answer rests on.
        self.reasons: dict[tuple[int, int], tuple[tuple[str, FindingStatus], ...]] = {}

    def _read_formulas(self, data: Mapping[str, Any]) -> None:
        values = data["cells"]
        self.cells = len(values)
        widths = [*(max(each) + 1 for each in values), *([2] * data["gates"])]
        self.table = Formulas(widths)
        self.wide: list[list[int]] = data["wide"]
        for node in data["formulas"]:
            self.table.add(tuple(node))
        self.widths = widths
        self.cubes = Cubes(widths, **data.get("cubes") or {"sizes": [(0, 0)] * len(data["terms"])})
        self.diagram = Diagram(**data["diagram"], widths=widths) if "diagram" in data else None
        self.leaving = Leaving(values, self.cubes.killed, self._can_be)

    def _read_groups(self, data: Mapping[str, Any]) -> None:
        self.groups: list[TiedFacts] = []
        waiting = everything = (1 << len(self.facts)) - 1
        tied = overlapping_joined(self.ties)
        while waiting:
            first = waiting & -waiting
            together = next((each for each in tied if each & first), first)
            self.groups.append(TiedFacts([self.facts[number] for number in bits(together & everything)]))
            waiting &= ~together
        for constraints in self.wide:
            spoken_of = united(self.table.spoken_of[each] for each in constraints)
            for each in self.groups:
                # what speaks of no cell never holds: then nothing is possible, whatever is asked
                if not spoken_of or any(spoken_of >> cell & 1 for cell in each.cells):
                    each.wide = (*each.wide, *constraints)
        self.questions: list[CompiledQuestion] = []
        #: Open questions that constraints tie to other unknowns: whether they make a difference is found out each time.
        self.tied_questions: list[CompiledQuestion] = []
        for name, question in data["questions"].items():
            cells = {value: (cell, mask) for value, cell, mask in question["cells"]}
            raised_by = self.by_name.get(question.get("raised_by", ""))
            asked = CompiledQuestion(name, cells, raised_by, question.get("unraised", ""))
            self.questions.append(asked)
            if raised_by is not None and asked.unraised:
                asked_in = _bits(cell for cell, _ in cells.values())
                is_tied = any(self.table.spoken_of[each] & asked_in for group in self.wide for each in group)
                (self.tied_questions if is_tied else raised_by.group.questions).append(asked)
        for norm in self.norms:
            if norm.gate is not None:
                for number in bits(norm.act):
                    concern = norm.counts == "a concern is stated"
                    (self.facts[number].gates if concern else self.facts[number].spoken_gates).append(norm.gate)
            for number in bits(norm.raising):
                self.facts[number].touching |= norm.bit
        self.given = {name: self.by_name[name].stated(value) for name, value in data["given"].items()}
        self._entries = 0
        self._counting = allocate_lock()
        for name in self.given:
            fact = self.by_name[name]
            fact.group.given.append(self._entry(fact, data["given"][name]))

    def _read_terms(self, data: Mapping[str, Any]) -> None:
        self.terms: list[list[int]] = data["terms"]
        self.scope: Mapping[str, Any] = data["scope"]
        self.scope_facts = _bits(self.scope["turns_on"])
        self.scope_spoken = _bits(self.scope["speaks_of"])
        #: The guards of terms of each level, that they hold and that they do not.
        self.may = [0] * 4
        self.may_not = [0] * 4
        for at, (level, number, _) in enumerate(self.terms):
            self.may[level] |= self.cubes.may[at]
            self.may_not[level] |= self.cubes.may_not[at]
            if number >= 0:
                self.norms[number].term = at
                self.norms[number].level = level
        #: The same of the terms of each level and all above it.
        self.may_from = [united(self.may[level:]) for level in range(4)]
        self.may_not_from = [united(self.may_not[level:]) for level in range(4)]
        #: The norms that can make an outcome worse, in the order of the text.
        self.breakable = [norm for norm in self.norms if norm.term >= 0]
        self.raisable = united(norm.bit for norm in self.norms if norm.term >= 0 or norm.role == "step")
        self.standing = united(norm.bit for norm in self.norms if norm.role == "standing")
        self.given_gates = _bits(gate for group in self.groups for entry in group.given for gate in entry.gates)

    def __reduce__(self) -> tuple[Any, ...]:
        """Come out of a pickle as it is read, once for all verdicts in it."""
        return Model, (self.data,)

    def _read_places(self) -> None:
        """Find in which cells each fact is, and behind the facts each open question."""
        unknowns = [fact.values for fact in self.facts]
        unknowns += [[[name, *each] for name, each in question.cells.items()] for question in self.questions]
        self.values_of = unknowns
        self.cells_of = [sorted({value[1] for value in values}) for values in unknowns]
        self.everything = united(1 << number for number, cells in enumerate(self.cells_of) if cells)
        self.all_facts = (1 << len(self.facts)) - 1
        self.is_wide = united(self.table.spoken_of[each] for group in self.wide for each in group)
        if self.diagram is None:
            self.is_wide = (1 << self.cells) - 1
        #: The facts in the order in which it is likely that they matter, and that it is quick to see.
        weights = [sum(norm.breach >> number & 1 for norm in self.breakable) for number in range(len(self.facts))]
        shared = [len(fact.group.facts) > 1 for fact in self.facts]
        self.most_likely = sorted(range(len(self.facts)), key=lambda number: (shared[number], -weights[number]))
        self._bearing_cubes: Bearing | None = None
        self._parts: dict[int, list[tuple[int, list[Any]]]] = {}

    @property
    def bearing_cubes(self) -> Bearing:
        """The cubes that bear on each cell."""
        if self._bearing_cubes is None:
            self._bearing_cubes = Bearing(
                self.cubes, self.widths, self.data["cubes"]["sizes"], self.terms, self.values_of
            )
        return self._bearing_cubes

    def parts_of(self, cell: int) -> list[tuple[int, list[Any]]]:
        """Return for each fact in a cell, by its bit, what it is in each combination."""
        parts = self._parts.get(cell)
        if parts is None:
            parts = []
            for number, values in enumerate(self.values_of):
                here = [value for value in values if value[1] == cell]
                if here:
                    combinations = range(len(self.leaving.values[cell]))
                    told = [tuple(value[2] >> each & 1 for value in here) for each in combinations]
                    parts.append((1 << number, told))
            self._parts[cell] = parts  # once all of it is there: another thread may ask meanwhile
        return parts

    def tied(self, unknown: int) -> list[int]:
        """Return unknowns in groups that constraints tie together where all others are known, as bits."""
        return overlapping_joined(
            [*(1 << number for number in bits(unknown)), *(tie & unknown for tie in self.ties if tie & unknown)]
        )

    def basis(self, how: int) -> Basis:
        """Return what is left where nothing is stated. Raises `Unreadable` where nothing is possible at all."""
        basis = self.bases[how]
        if basis is None:
            effects = [self.leaving.effect(group, (), how) for group in self.groups]
            basis = Basis(self.widths, effects, self.cubes, self.cells)
            if self.diagram is not None:
                basis.defaults = self.diagram.defaults(basis.left)
            self.bases[how] = basis
        return basis

    def _can_be(self, wide: Sequence[int], combinations: Mapping[int, int]) -> bool:
        left = [(1 << width) - 1 for width in self.widths]
        for cell, each in combinations.items():
            left[cell] = self.leaving.in_formulas(cell, each)
        return self.table.can_hold(wide, left)

    def _entry(self, fact: CompiledFact, said: object) -> Entry:
        """Return a statement about a fact. Raises `Unreadable` where it is none."""
        read = fact.stated(said)
        with self._counting:  # by its number it is known what follows of it
            self._entries += 1
            number = self._entries
        return Entry(fact, read, type(said), number)

    def entry(self, name: str, said: object) -> Entry:
        """Return what is kept of a statement. Raises `Unreadable` where it is none."""
        fact = self.by_name.get(name)
        if fact is None:
            raise Unreadable
        key = said
        if not isinstance(said, (str, bool, int)):
            read = fact.read(said)
            key = read
        known = fact.entries.get(key)
        if known is None or (known.kind is not type(said) and key is said):
            known = self._entry(fact, said)
            if len(fact.entries) >= _MOST_ENTRIES:
                fact.entries.clear()
            fact.entries[key] = known
        return known

    def statements(self, facts: Mapping[str, object]) -> tuple[list[Entry], dict[TiedFacts, list[Entry]]]:
        """Return what was stated of facts to which nothing is tied, and by groups what was of the others.

        Raises `Unreadable` where something is no fact, no value of it, or not so here.
        """
        alone: list[Entry] = []
        by_group: dict[TiedFacts, list[Entry]] = {}
        entries_of = self.entries_of
        for name, said in facts.items():
            try:
                entry = entries_of[name][said]
                if entry.kind is not said.__class__:
                    entry = self.entry(name, said)
            except (KeyError, TypeError):
                entry = self.entry(name, said)
            if entry.alone:
                alone.append(entry)
            elif entry.group in by_group:
                by_group[entry.group].append(entry)
            else:
                by_group[entry.group] = [entry]
        if by_group:
            self.agree(by_group)
        if self.names and len({entry.fact for entry in alone}) < len(alone):
            alone = self._once(alone)
        return alone, by_group

    def _once(self, entries: list[Entry]) -> list[Entry]:
        """Return each fact's statement once. Raises `Unreadable` where two names of one were not answered alike."""
        said: dict[CompiledFact, Entry] = {}
        for entry in entries:
            other = said.setdefault(entry.fact, entry)
            if other.said != entry.said or type(other.said) is not type(entry.said):
                raise Unreadable
        return list(said.values())

    def agree(self, by_group: dict[TiedFacts, list[Entry]]) -> None:
        """Let nothing be said twice of one fact, and nothing against what is given. Raises `Unreadable` otherwise."""
        for group, entries in by_group.items():
            if len(entries) > 1:
                entries[:] = self._once(entries)
            if group.given:
                for given in group.given:
                    for entry in [each for each in entries if each.fact is given.fact]:
                        if entry.said != given.said and entry.said != NOT_SURE:
                            raise Unreadable
                        entries.remove(entry)

    def norm(self, name: str) -> CompiledNorm:
        """Return a norm by its id. Raises `UnknownNorm` if there is none that facts can decide."""
        try:
            return self._norms_by_id[name]
        except (KeyError, TypeError):
            from smpolicy.foundations.errors import UnknownNorm

            raise UnknownNorm(norm=name) from None

    def bearing_on(self, formula: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return a formula with the constraints that stayed formulas and bear on it, and the cells they speak of."""
        known = self._bearing_on.get(formula)
        if known is None:
            spoken_of = self.table.spoken_of
            groups = [group for group in self.wide if any(spoken_of[each] & spoken_of[formula] for each in group)]
            formulas = (formula, *(each for group in groups for each in group))
            cells = tuple(bits(united(spoken_of[each] for each in formulas)))
            known = self._bearing_on[formula] = (formulas, cells)
        return known

    def cells_of_norm(self, norm: CompiledNorm) -> tuple[int, ...]:
        """Return the cells on which it turns how a norm stands."""
        known = self._cells_of_norm.get(norm.id)
        if known is None:
            cells = {cell for formula in norm.stands.values() for cell in self.bearing_on(formula)[1]}
            known = self._cells_of_norm[norm.id] = tuple(sorted(cells))
        return known

    def opened(self, facts: int, stated: int) -> LeftOpen:
        """Return what is left open where norms turn on some facts, but for groups of which something was stated."""
        key = (facts & ~self.basis(ASSUMED).answered, stated)
        known = self._opened.get(key)
        if known is None:
            if len(self._opened) >= _MOST_ENTRIES:
                self._opened.clear()
            groups = [group for group in self.groups if group.bits & key[0] and not group.bits & stated]
            effects = [self.leaving.effect(group, (), LEFT_OPEN) for group in groups]
            known = self._opened[key] = LeftOpen(groups, effects)
        return known

    def raised_by(self, spoken: int, gates: int) -> int:
        """Return the norms that are raised by facts that were spoken of, where these gates are open, as bits."""
        raised = 0
        for number in bits(spoken):
            raised |= self.facts[number].touching
        raised &= self.raisable
        if raised & self.standing:
            for norm in self.norms:
                if norm.bit & raised & self.standing and not gates >> (norm.gate or 0) & 1:
                    raised ^= norm.bit
        return raised

    def facts_of(self, norms: int) -> int:
        """Return the facts that norms turn on, as bits."""
        known = self._raised_facts.get(norms)
        if known is None:
            if len(self._raised_facts) >= _MOST_ENTRIES:
                self._raised_facts.clear()
            known = united(self.norms[number].facts for number in bits(norms))
            self._raised_facts[norms] = known
        return known


def overlapping_joined(ties: Iterable[int]) -> list[int]:
    """Join sets of facts that overlap, given as bits."""
    return [joined for joined, _ in put_apart((tied, tied) for tied in ties)]


def _bits(numbers: Iterable[int]) -> int:
    return united(1 << number for number in numbers)
