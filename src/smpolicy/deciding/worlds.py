"""Whether a world exists: an exact search over finite domains, and nothing else.

A formula is in negation normal form over literals "this variable takes one of these values".
The values are bits of a mask, so that a negated literal is the complementary mask.
`find` propagates what is forced, tries the preferred value of all that is left, and otherwise splits:
into parts that share no variable, then over the alternatives of the narrowest disjunction.
What a search may cost is stated as a number of alternatives tried, and not as a time: the same question then has the
same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from typing import Literal as OneOf
from typing import NamedTuple, TypeAlias, TypeVar

from smpolicy.foundations.errors import SmpolicyError


class Literal(NamedTuple):
    """A variable takes one of the values in a mask."""

    variable: int
    mask: int


class And(NamedTuple):
    """Every part holds."""

    parts: tuple[Formula, ...]
    #: What tells it from an `Or` of the same parts: both are tuples.
    join: OneOf["and"] = "and"


class Or(NamedTuple):
    """Some part holds."""

    parts: tuple[Formula, ...]
    join: OneOf["or"] = "or"


Formula: TypeAlias = Literal | And | Or
_Part = TypeVar("_Part", bound=Formula)

# The two constants are compared by identity: `conj` and `disj` are the only makers of a formula without parts.
TRUE: Formula = And(())
FALSE: Formula = Or(())


@dataclass(kw_only=True, eq=False)
class Undecided(SmpolicyError):  # noqa: N818  (named for the answer that it is)
    """Whether a world exists was not found out within the budget: the third answer, beside a world and none.

    It is raised and not returned, so that whoever forgets it can never take it for "there is none".
    """

    #: How much work was allowed.
    budget: int
    #: What the work is counted in, in the plural.
    unit: str

    def __str__(self) -> str:
        """Say how much was tried."""
        return f"whether this can be is undecided after {self.budget} {self.unit}"


def conj(parts: Iterable[Formula]) -> Formula:
    """Join formulas by "and", flattened."""
    flat: list[Formula] = []
    for part in parts:
        if part is FALSE:
            return FALSE
        flat.extend(part.parts if isinstance(part, And) else (part,))
    if not flat:
        return TRUE
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disj(parts: Iterable[Formula]) -> Formula:
    """Join formulas by "or", flattened."""
    flat: list[Formula] = []
    for part in parts:
        if part is TRUE:
            return TRUE
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    if not flat:
        return FALSE
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negation(formula: Formula, full: Sequence[int]) -> Formula:
    """Negate a formula; `full` holds the mask of all values of each variable."""
    match formula:
        case Literal(variable=variable, mask=mask):
            return Literal(variable, full[variable] & ~mask)
        case And(parts=parts):
            return disj(negation(part, full) for part in parts)
        case Or(parts=parts):
            return conj(negation(part, full) for part in parts)


def variables(formula: Formula) -> frozenset[int]:
    """Return the variables that a formula speaks of."""
    spoken_of: set[int] = set()
    within = [formula]
    for part in within:  # it grows as it is gone through
        if isinstance(part, Literal):
            spoken_of.add(part.variable)
        else:
            within += part.parts
    return frozenset(spoken_of)


def renamed(formula: Formula, names: dict[int, int]) -> Formula:
    """Return the formula with some variables replaced by others."""
    if isinstance(formula, Literal):
        return Literal(names.get(formula.variable, formula.variable), formula.mask)
    parts = (renamed(part, names) for part in formula.parts)
    return conj(parts) if isinstance(formula, And) else disj(parts)


def find(
    parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int], *, budget: int | None = None
) -> list[int] | None:
    """Return one world in which all parts hold, as a mask with one bit per variable, or `None` if there is none.

    `domains` are the values still open to each variable; where one is empty there is no world.
    The lowest bit of a domain is its preferred value, so neutral conduct is tried before any other.

    `budget` is how many alternatives of disjunctions may be tried, one after another or one within another.
    What follows without trying any costs nothing; without a budget the search never gives up.
    Raises `Undecided` when the budget is spent and the search is not over.
    """
    if 0 in domains:
        return None
    world = _find(list(parts), list(domains), full, _tries(budget))
    return None if world is None else [mask & -mask for mask in world]


def possible(
    parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int], *, budget: int | None = None
) -> bool:
    """Tell whether some world satisfies all parts, within a budget as `find` has it."""
    return find(parts, domains, full, budget=budget) is not None


def _tries(budget: int | None) -> Iterator[None]:
    """Yield once for each alternative that may be tried, then give up."""
    if budget is None:
        yield from repeat(None)
    else:
        yield from repeat(None, budget)
        raise Undecided(budget=budget, unit="alternatives tried")


def _find(parts: list[Formula], domains: list[int], full: Sequence[int], tries: Iterator[None]) -> list[int] | None:
    residue = _propagate(parts, domains)
    if residue is None:
        return None
    if not residue:
        return domains
    preferred = list(domains)
    for variable in variables(And(tuple(residue))):
        preferred[variable] &= -preferred[variable]
    if all(holds(part, preferred) for part in residue):  # so does each island of them
        return preferred
    touched = [variables(part) for part in residue]
    for spoken_of, island in islands(residue, touched):
        settled = _branch(island, spoken_of, domains, preferred, full, tries)
        if settled is None:
            return None
        domains = settled
    return domains


def _branch(
    parts: list[Or],
    spoken_of: Set[int],
    domains: list[int],
    preferred: Sequence[int],
    full: Sequence[int],
    tries: Iterator[None],
) -> list[int] | None:
    """Try each alternative of the narrowest of the disjunctions that preferred values do not satisfy."""
    unmet = [part for part in parts if not holds(part, preferred)]
    if not unmet:
        settled = list(domains)
        for variable in spoken_of:
            settled[variable] = preferred[variable]
        return settled
    choice = min(unmet, key=lambda part: len(part.parts))
    place = next(place for place, part in enumerate(parts) if part is choice)
    rest = [*parts[:place], *parts[place + 1 :]]  # the search goes by what formulas say, not by which object says it
    excluded: list[Formula] = []
    for alternative in choice.parts:
        next(tries)
        world = _find([alternative, *excluded, *rest], list(domains), full, tries)
        if world is not None:
            return world
        excluded.append(negation(alternative, full))
    return None


def narrowed(parts: Sequence[Formula], domains: Sequence[int]) -> tuple[list[int], Sequence[Formula]]:
    """Return domains narrowed by what parts force that hold in some world, and what of the parts remains.

    Raises `ValueError` if they are seen to hold in none.
    """
    confined = list(domains)
    residue = None if 0 in confined else _propagate(list(parts), confined)
    if residue is None:
        raise ValueError("no world is left")
    return confined, residue


def _propagate(parts: Sequence[Formula], domains: list[int]) -> list[Or] | None:
    """Narrow `domains` by what is forced; return what remains to be decided, or `None` on a contradiction."""
    pending = parts
    while True:
        progress = False
        residue: list[Or] = []
        stack: list[Formula] = [*reversed(pending)]
        while stack:
            part = simplified(stack.pop(), domains)
            if isinstance(part, Literal):
                domains[part.variable] &= part.mask
                progress = True
            elif isinstance(part, And):
                stack.extend(reversed(part.parts))
            elif part is FALSE:
                return None
            else:
                residue.append(part)
        if not progress:
            return residue
        pending = residue


def simplified(formula: Formula, domains: Sequence[int]) -> Formula:
    """Return what is left of a formula where variables are confined to `domains`: itself, if nothing changes.

    A formula that is kept costs no new one, and most are: this halves the time of a search.
    """
    if isinstance(formula, Literal):
        left = domains[formula.variable]
        met = left & formula.mask
        return TRUE if met == left else formula if met else FALSE
    decisive = FALSE if isinstance(formula, And) else TRUE
    parts: list[Formula] = []
    changed = False
    for part in formula.parts:
        if isinstance(part, Literal):  # as above, without a call: most parts are literals
            variable, mask = part
            left = domains[variable]
            met = left & mask
            simpler = TRUE if met == left else part if met else FALSE
        else:
            simpler = simplified(part, domains)
        if simpler is decisive:
            return simpler
        changed = changed or simpler is not part
        parts.append(simpler)
    if not changed:
        return formula
    return conj(parts) if isinstance(formula, And) else disj(parts)


def holds(formula: Formula, world: Sequence[int]) -> bool:
    """Decide a formula in a world of one bit for each variable that it speaks of."""
    if isinstance(formula, Literal):
        return world[formula.variable] & formula.mask != 0
    decisive = isinstance(formula, Or)
    for part in formula.parts:  # written out, since a generator for each formula takes half as long again
        if holds(part, world) is decisive:
            return decisive
    return not decisive


def islands(parts: Iterable[_Part], touched: Iterable[frozenset[int]]) -> list[tuple[set[int], list[_Part]]]:
    """Group formulas, given with the variables of each, so that no two groups share a variable; with each, its own."""
    groups: list[tuple[set[int], list[_Part]]] = []
    for part, names in zip(parts, touched, strict=True):
        joined: tuple[set[int], list[_Part]] = (set(names), [part])
        apart = []
        for group in groups:
            if group[0].isdisjoint(names):
                apart.append(group)
            else:
                joined[0].update(group[0])
                joined[1].extend(group[1])
        groups = [*apart, joined]
    return groups
