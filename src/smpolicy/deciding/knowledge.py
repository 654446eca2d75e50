"""A program, compiled for good: what decisions ask again and again is found out once, and kept as plain data.

The data is what `smpolicy/program@1` says of deciding, with nothing of the text in it but ids.
What it means is defined by `semantics`, and when something counts, is raised or is assumed by `case` and `decision`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, get_args

from smpolicy.deciding.case import counts_once
from smpolicy.deciding.cells import Cells, cells_of
from smpolicy.deciding.compiled.formulas import AND, Formulas
from smpolicy.deciding.compiling import expanded
from smpolicy.deciding.cubes import Covering, Outgrown, laid_out
from smpolicy.deciding.diagram import VIOLATED, Drawing
from smpolicy.deciding.program import Program
from smpolicy.deciding.reasons import stating_scope
from smpolicy.deciding.semantics import COMES_TO, OUTCOMES, Clause, NormStatus
from smpolicy.deciding.worlds import TRUE, Formula
from smpolicy.foundations.logged import logger_of
from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.conditions import facts as facts_of
from smpolicy.meaning.domains import Value, plain_value
from smpolicy.meaning.norms import Norm, conjunction
from smpolicy.meaning.vocabulary import Fact
from smpolicy.resolution.resolved import Resolution

#: How many cubes all norms may have together.
MOST_CUBES_IN_ALL: Final = 40_000

_log: Final = logger_of(__name__)

#: Plain data, as JSON has it.
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class YieldingWhere:
    """Where one norm prevails over another, or over an exception of it."""

    norm: str
    prevailing: str
    part: str
    where: Formula


def compiled_for_good(
    program: Program, resolution: Resolution, given: Mapping[str, Value], asides: Sequence[YieldingWhere] = ()
) -> Plain:
    """Compile a program as plain data; `given` is what the structure itself decides.

    Where a norm's cubes or the diagram would outgrow their limits, only what the exact search needs is kept.
    """
    beside = _Beside(
        asides=tuple(asides),
        steps=tuple(norm for norm in resolution.norms if norm.step is not None),
        scope=tuple(stating_scope(program, resolution)),
    )
    spoken = [*_spoken(program), *beside.formulas(program)]
    try:
        cells = cells_of(program, spoken, narrow=_reads_by_constraint(program))
        return _Compiling(program=program, cells=cells, beside=beside).plain(given, method="compiled")
    except Outgrown as outgrown:
        _log.info("the exact search decides, since there would be %s", outgrown)
        cells = cells_of(program, spoken, narrow=True)
        return _Compiling(program=program, cells=cells, beside=beside).plain(given, method="search")


def _reads_by_constraint(program: Program) -> bool:
    """Whether constraints turn on how an open question is read: such a question is in no cell with others."""
    tied = frozenset().union(*(places for places, _ in program.groups))
    return any(place in tied for name in program.vocabulary.questions for place in program.places.get(name, ()))


def _spoken(program: Program) -> Iterable[Formula]:
    yield program.scope.formula
    for clause in (*program.clauses, *program.interpretive):
        yield from (element.formula for element in clause.elements)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What is said beside an outcome: what is set aside, what is to be done, and by what the text does not apply."""

    asides: tuple[YieldingWhere, ...]
    steps: tuple[Norm, ...]
    scope: tuple[Norm, ...]

    def formulas(self, program: Program) -> Iterable[Formula]:
        """Yield all formulas that it turns on."""
        yield from (aside.where for aside in self.asides)
        yield from (program.condition(conjunction(norm.when)) for norm in (*self.steps, *self.scope))


@dataclass(frozen=True, kw_only=True)
class _Compiling:
    program: Program
    cells: Cells
    beside: _Beside

    @cached_property
    def gates(self) -> Mapping[str, int]:
        """The cell of whether a norm counts that does so only once it is spoken of: no, then yes."""
        gated = [each.norm.id for each in self.program.clauses if counts_once(each.norm) not in ("it applies", "never")]
        return {norm: len(self.cells.cells) + at for at, norm in enumerate(gated)}

    @cached_property
    def table(self) -> Formulas:
        """The formulas over cells."""
        return Formulas([*self.cells.widths(), *(2 for _ in self.gates)])

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each fact that can be stated, and behind them of each open question."""
        vocabulary = self.program.vocabulary
        facts = sorted(fact.name for fact in vocabulary.facts.values() if fact.kind != "derived")
        return {name: at for at, name in enumerate((*facts, *self.questions))}

    @cached_property
    def questions(self) -> list[str]:
        """The open questions on which something turns."""
        return sorted(self.program.vocabulary.questions.keys() & self.program.places.keys())

    def written(self, formula: Formula) -> int:
        """Write a formula over cells."""
        return self.cells.written(formula, self.table)

    @cached_property
    def terms(self) -> list[tuple[int, int, int]]:
        """What makes an outcome: the level, the norm, if it is one, and the formula, where the norm counts."""
        terms = [(OUTCOMES.index("no_departure_found") - 1, -1, self.written(self.program.scope.formula))]
        for at, clause in enumerate(self.program.clauses):
            if counts_once(clause.norm) != "never":
                if clause.norm.own_scope:
                    terms.append((1, -1, self._counting(clause, self.program.reaches(clause))))
                terms.append((_level(clause.norm), at, self._counting(clause, self.program.breaches(clause))))
        return terms

    def _counting(self, clause: Clause, formula: Formula) -> int:
        gate = self.gates.get(clause.norm.id)
        written = self.written(formula)
        return written if gate is None else self.table.join(AND, (self.table.literal(gate, 0b10), written))

    @cached_property
    def wide(self) -> list[list[int]]:
        """The constraints that stayed formulas, by groups that share no cell."""
        return [[self.written(each) for each in group] for group in self.cells.wide]

    def plain(self, given: Mapping[str, Value], *, method: str) -> Plain:
        """Return all of it as plain data. Raises `Outgrown` where it would be too large."""
        vocabulary = self.program.vocabulary
        data: Plain = {
            "method": method,
            "given": {name: plain_value(value) for name, value in given.items()},
            "names": {name: self.numbers[declared] for name, declared in vocabulary.aliases.items()
                      if declared in self.numbers},
            "facts": {name: self._fact(vocabulary.facts[name]) for name in self.numbers if name in vocabulary.facts},
            "derived": [name for name, fact in vocabulary.facts.items() if fact.kind == "derived"],
            "questions": {name: self._question(name) for name in self.questions},
            "ties": [sorted(self._numbered(self.program.spoken_of(each))) for each in self.program.constraints],
            "scope": {
                "formula": self.written(self.program.scope.formula),
                "turns_on": self._numbered(self.program.scope.facts),
                "speaks_of": self._numbered(self.program.facts_of(self.program.scope.formula)),
            },
            "norms": [self._norm(clause) for clause in self.program.clauses],
            "terms": [list(each) for each in self.terms],
            "asides": [self._aside(each) for each in self.beside.asides],
            "steps": [self._step(norm) for norm in self.beside.steps],
            "scope_norms": [[norm.id, self._when(norm)] for norm in self.beside.scope],
            "wide": self.wide,
            "constraints": [
                condition_data(expanded(each.condition, vocabulary)) for each in vocabulary.constraints
            ],
        }  # fmt: skip
        if method == "compiled":
            data["cubes"] = self._cubes()
            data["diagram"] = self._diagram()
        data["cells"] = [list(each) for each in self.cells.values]
        data["gates"] = len(self.gates)
        return _pruned(data, self.table)

    def _fact(self, fact: Fact) -> Plain:
        printed = fact.domain.printed()
        data: Plain = {"kind": printed["kind"], "conduct": fact.kind == "conduct"}
        if fact.domain.names():
            data["names"] = list(fact.domain.names())
        if "unit" in printed:
            data["unit"] = printed["unit"]
        if fact.kind == "conduct" and fact.neutral is not None:
            data["neutral"] = plain_value(fact.neutral)
        if fact.occasion:
            data["occasion"] = True
        if fact.raises:
            data["raises"] = list(map(plain_value, fact.raises))
        if fact.stage:
            data["stage"] = True
        if fact.presupposes is not None:
            data["presupposes"] = condition_data(expanded(fact.presupposes, self.program.vocabulary))
        data["cells"] = self._values(fact.name)
        return data

    def _question(self, name: str) -> Plain:
        question = self.program.vocabulary.questions[name]
        data: Plain = {"cells": self._values(name)}
        if question.raised_by and question.unraised and not question.closed:
            data |= {"raised_by": question.raised_by, "unraised": question.unraised}
        return data

    def _values(self, name: str) -> list[list[Any]]:
        """Return for each value of a fact, or member of a set, the cell that it is of, and the combinations with it.

        Of a member there follow those without it; a stretch of values is given by its first, and the first behind it.
        """
        values: list[list[Any]] = []
        for place in self.program.places.get(name, ()):
            variable, at = self.program.variables[place], self.cells.place_of[place]
            masks = {cell: self.cells.cells[at].mask(place, variable.mask((cell,))) for cell in variable.values}
            if variable.member is not None:
                values.append([variable.member, at, masks[True], masks[False]])
            else:
                values += [[cell_data(cell), at, mask] for cell, mask in masks.items()]
        return values

    def _norm(self, clause: Clause) -> Plain:
        norm, spoken_of = clause.norm, self.program.facts_of
        before = (clause.scope, clause.borne, clause.when, clause.aside, clause.act, clause.counting)
        raising = (clause.act, clause.when, clause.exception, clause.aside)
        data: Plain = {"id": norm.id, "force": norm.force, "polarity": norm.polarity, "counts": counts_once(norm)}
        if norm.role:
            data["role"] = norm.role
        if norm.own_scope:
            data["own_scope"] = True
        if norm.id in self.gates:
            data["gate"] = self.gates[norm.id]
        data["stands"] = {status: self.written(self.program.stands(clause, status)) for status in get_args(NormStatus)}
        data["borne"] = self.written(clause.borne.formula)
        data["applies"] = self.written(self.program.applies(clause))
        if clause.counting.formula is not TRUE:
            data["late"] = True
        data["facts"] = {
            "all": self._numbered(clause.facts),
            "act": self._numbered(clause.act.facts),
            "raising": self._numbered(_union(each.facts for each in raising)),
            "before": self._numbered(_union(spoken_of(each.formula) for each in before)),
            "excepting": self._numbered(spoken_of(clause.exception.formula)),
            "breach": self._numbered(spoken_of(self.program.breaches(clause))),
        }
        return data

    def _aside(self, aside: YieldingWhere) -> list[Any]:
        return [aside.norm, aside.prevailing, aside.part, self.written(aside.where)]

    def _when(self, norm: Norm) -> int:
        return self.written(self.program.condition(conjunction(norm.when)))

    def _step(self, norm: Norm) -> Plain:
        """Return a norm that asks for a step, with its clause, if facts can decide it."""
        clause = next((at for at, each in enumerate(self.program.clauses) if each.norm.id == norm.id), None)
        data: Plain = {"norm": norm.id, "on": norm.step.on if norm.step else "", "polarity": norm.polarity}
        if norm.step is not None and norm.step.slot is not None:
            data["slot"] = norm.step.slot
        if clause is None:
            return {**data, "when": self._when(norm)}
        facts = self.program.vocabulary.facts
        conduct = {name for name in self.program.clauses[clause].when.facts if facts[name].kind == "conduct"}
        named = {name for line in norm.act for name in facts_of(line.condition)}
        return {**data, "clause": clause, "named": self._numbered(named), "conduct": self._numbered(conduct)}

    def _numbered(self, names: Iterable[str]) -> list[int]:
        return sorted(self.numbers[name] for name in names if name in self.numbers)

    # What is found out once

    def _cubes(self) -> Plain:
        covering, in_all = Covering(table=self.table, found={}), 0
        cubes = []
        for _, _, formula in self.terms:
            pair = [covering.cubes(self._possible(each)) for each in (formula, self.table.negated(formula))]
            in_all += sum(map(len, pair))
            if in_all > MOST_CUBES_IN_ALL:
                raise Outgrown("cubes in all", MOST_CUBES_IN_ALL)
            cubes.append(pair)
        return laid_out(cubes)

    def _possible(self, formula: int) -> int:
        """Return a formula together with the constraints that stayed formulas and bear on it."""
        spoken_of = self.table.spoken_of[formula]
        bearing = [group for group in self.wide if any(self.table.spoken_of[each] & spoken_of for each in group)]
        return self.table.join(AND, (formula, *(each for group in bearing for each in group)))

    def _diagram(self) -> Plain:
        readings = {self.cells.place_of[place] for name in self.program.vocabulary.questions
                    for place in self.program.places.get(name, ())}  # fmt: skip
        diagram = Drawing(table=self.table, unstated=readings)
        violated = [(VIOLATED, self.table.negated(each)) for group in self.wide for each in group]
        base, root = diagram.begin([*((level, formula) for level, _, formula in self.terms), *violated])
        return {"base": base, "root": root, "steps": [list(each) for each in diagram.steps]}


def _pruned(data: Plain, table: Formulas) -> Plain:
    """Return data with the formulas that it names, and no other: those from which a diagram was made are left out."""
    norms = data["norms"]
    named = [data["scope"]["formula"], *(each for norm in norms for each in _formulas_of(norm))]
    named += [*(formula for _, _, formula in data["terms"]), *(each for group in data["wide"] for each in group)]
    named += [*(each[-1] for each in (*data["asides"], *data["scope_norms"]))]
    named += [each["when"] for each in data["steps"] if "when" in each]
    kept, waiting = {0, 1}, list(named)
    while waiting:
        formula = waiting.pop()
        if formula not in kept:
            kept.add(formula)
            kind, *parts = table.nodes[formula]
            waiting += parts if kind < 0 else ()
    numbers = {formula: at for at, formula in enumerate(sorted(kept))}
    nodes = ((formula, table.nodes[formula]) for formula in sorted(kept - {0, 1}))
    data["formulas"] = [
        list(node) if node[0] >= 0 else [node[0], *(numbers[part] for part in node[1:])] for _, node in nodes
    ]
    data["scope"]["formula"] = numbers[data["scope"]["formula"]]
    for norm in norms:
        norm["stands"] = {status: numbers[formula] for status, formula in norm["stands"].items()}
        norm |= {name: numbers[norm[name]] for name in ("borne", "applies")}
    for each in (*data["asides"], *data["scope_norms"]):
        each[-1] = numbers[each[-1]]
    for step in data["steps"]:
        if "when" in step:
            step["when"] = numbers[step["when"]]
    data["terms"] = [[level, norm, numbers[formula]] for level, norm, formula in data["terms"]]
    data["wide"] = [[numbers[each] for each in group] for group in data["wide"]]
    return data


def _formulas_of(norm: Plain) -> list[int]:
    return [*norm["stands"].values(), norm["borne"], norm["applies"]]


def _level(norm: Norm) -> int:
    return OUTCOMES.index(COMES_TO[norm.force]) - 1


def _union(sets: Iterable[Set[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def cell_data(cell: object) -> Any:
    """Return a cell of a variable as plain data; a stretch as the numbers at its ends."""
    return list(cell) if isinstance(cell, tuple) else cell


def condition_data(condition: Condition) -> list[Any]:
    """Return a condition on facts that can be stated as plain data."""
    match condition:
        case All(parts=parts):
            return ["all", *map(condition_data, parts)]
        case AnyOf(parts=parts):
            return ["any", *map(condition_data, parts)]
        case Not(part=part):
            return ["not", condition_data(part)]
        case ByReading(question=question, readings=readings):
            return ["by", question, *([name, condition_data(part)] for name, part in readings)]
        case Test():
            return ["test", condition.fact, condition.relation, sorted(map(plain_value, condition.operand), key=str)]
