"""What a program decides, in words of other engines: flat inputs, shared scopes, and one rule for each norm.

Every engine is given the same: no questions of interpretation, numbers and days as stretches that are cut beforehand,
and whether a standing norm or a step was spoken of as one more input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from smpolicy.deciding.case import counts, counts_once
from smpolicy.deciding.compiling import Variable
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import FALSE, And, Formula, Literal, conj, disj
from smpolicy.meaning.vocabulary import Stated

Cell: TypeAlias = bool | str | int

#: The id of the rule that says that the text applies at all; no norm has it.
IN_SCOPE = "in scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One input of an engine, and what it can be."""

    key: str
    cells: tuple[Cell, ...]

    def left(self, literal: Literal) -> list[Cell]:
        """Return what a literal leaves of it."""
        return [cell for bit, cell in enumerate(self.cells) if literal.mask >> bit & 1]

    def truth(self, literal: Literal) -> bool | None:
        """Return whether it is yes or no by a literal, if it is either; the number of a stretch is neither."""
        left = self.left(literal)
        return left[0] if len(left) == 1 and isinstance(left[0], bool) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where a norm is broken and counts: within a scope that others share, if it has one, the rest of it."""

    id: str
    scope: str | None
    rest: Formula


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All that an engine is given."""

    program: Program
    #: The inputs, by the numbers of the variables in formulas.
    unknowns: tuple[Unknown, ...]
    scopes: Mapping[str, Formula]
    rules: tuple[Rule, ...]
    #: The norms that count only once they are spoken of, each with the key of its input.
    once: tuple[tuple[Clause, str], ...]

    @cached_property
    def whole(self) -> dict[str, Formula]:
        """Each rule with its scope written out, for engines without names for conditions."""
        return {each.id: conj((*((self.scopes[each.scope],) if each.scope else ()), each.rest)) for each in self.rules}

    def flat(self, stated: Mapping[str, Stated]) -> dict[str, Cell]:
        """Return the inputs that are known."""
        known: dict[str, Cell] = {}
        for unknown, mask in zip(self.unknowns, self.program.left_by(stated), strict=False):
            if mask & (mask - 1) == 0:
                known[unknown.key] = unknown.cells[mask.bit_length() - 1]
        vocabulary = self.program.vocabulary
        return known | {key: counts(clause, stated, vocabulary) for clause, key in self.once}


def rules_of(program: Program) -> Rules:
    """Make the rules of a program without open questions."""
    counted = [clause for clause in program.clauses if counts_once(clause.norm) != "never"]
    once = tuple(
        (each, f"spoken_of_{_key(each.norm.id)}") for each in counted if counts_once(each.norm) != "it applies"
    )
    places = {clause.norm.id: len(program.variables) + number for number, (clause, _) in enumerate(once)}
    unknowns = (*map(_unknown, program.variables), *(Unknown(key=key, cells=(False, True)) for _, key in once))
    if len({each.key for each in unknowns}) < len(unknowns):
        raise ValueError("two inputs have the same key")
    names: dict[Formula, str] = {}
    for clause in counted:
        names.setdefault(clause.scope.formula, f"scope{len(names)}")

    def spoken_of(clause: Clause) -> tuple[Formula, ...]:
        return (Literal(places[clause.norm.id], 0b10),) if clause.norm.id in places else ()

    rules = [
        Rule(
            id=clause.norm.id,
            scope=names[clause.scope.formula],
            rest=conj(
                (
                    *spoken_of(clause),
                    program.stands(clause, "broken", leaving_out={"scope"}),
                    clause.counting.formula,
                )
            ),
        )
        for clause in counted
    ]
    reached = (conj((*spoken_of(each), program.reaches(each))) for each in counted if each.norm.own_scope)
    applies = Rule(id=IN_SCOPE, scope=None, rest=disj((program.scope.formula, *reached)))
    return Rules(
        program=program,
        unknowns=unknowns,
        scopes={name: formula for formula, name in names.items()},
        rules=(applies, *(each for each in rules if each.rest is not FALSE)),  # what never counts is no rule
        once=once,
    )


def _unknown(variable: Variable) -> Unknown:
    words = variable.name if variable.member is None else f"{variable.name}__{variable.member}"
    # A stretch of numbers or days is told by its number.
    cells = (each if isinstance(each, bool | str) else number for number, each in enumerate(variable.values))
    return Unknown(key=_key(words), cells=tuple(cells))


def _key(words: str) -> str:
    return re.sub(r"\W", "_", words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How an engine writes conditions on inputs."""

    both: str
    either: str
    negated: Callable[[str], str]
    #: That a yes/no input holds, by its key.
    holds: Callable[[str], str]
    #: That an input is one of some values.
    among: Callable[[str, Iterable[Cell]], str]

    def written(self, formula: Formula, unknowns: tuple[Unknown, ...]) -> str:
        """Write a formula that is neither always nor never so."""
        if isinstance(formula, Literal):
            return self._literal(formula, unknowns[formula.variable])
        if not formula.parts:
            raise ValueError("a constant has no words here")
        join = self.both if isinstance(formula, And) else self.either
        return "(" + join.join(self.written(part, unknowns) for part in formula.parts) + ")"

    def _literal(self, literal: Literal, unknown: Unknown) -> str:
        truth, left = unknown.truth(literal), unknown.left(literal)
        if truth is not None:
            return self.holds(unknown.key) if truth else self.negated(self.holds(unknown.key))
        others = [cell for cell in unknown.cells if cell not in left]
        if len(left) <= len(others):
            return self.among(unknown.key, left)
        return self.negated(self.among(unknown.key, others))
