"""Whether a world exists: an exact search over finite domains, and nothing else.

A formula is in negation normal form over literals "this variable takes one of these values".
The values are bits of a mask, so that a negated literal is the complementary mask.
`find` propagates what is forced, tries the preferred value of all that is left, and otherwise splits:
into parts that share no variable, then over the alternatives of the narrowest disjunction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias


class Literal(NamedTuple):
    """A variable takes one of the values in a mask."""

    variable: int
    mask: int


class And(NamedTuple):
    """Every part holds."""

    parts: tuple[Formula, ...]


class Or(NamedTuple):
    """Some part holds."""

    parts: tuple[Formula, ...]


Formula: TypeAlias = Literal | And | Or

# The two constants are compared by identity: `conj` and `disj` are the only makers of a formula without parts.
TRUE: Formula = And(())
FALSE: Formula = Or(())


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
    if isinstance(formula, Literal):
        return frozenset((formula.variable,))
    return frozenset().union(*map(variables, formula.parts))


def renamed(formula: Formula, names: dict[int, int]) -> Formula:
    """Return the formula with some variables replaced by others."""
    if isinstance(formula, Literal):
        return Literal(names.get(formula.variable, formula.variable), formula.mask)
    parts = (renamed(part, names) for part in formula.parts)
    return conj(parts) if isinstance(formula, And) else disj(parts)


def find(parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> list[int] | None:
    """Return one world in which all parts hold, as a mask with one bit per variable, or `None` if there is none.

    `domains` are the values still open to each variable.
    The lowest bit of a domain is its preferred value, so neutral conduct is tried before any other.
    """
    open_values = list(domains)
    found = _find(list(parts), open_values, full)
    return None if found is None else [mask & -mask for mask in found]


def possible(parts: Iterable[Formula], domains: Sequence[int], full: Sequence[int]) -> bool:
    """Tell whether some world satisfies all parts."""
    return _find(list(parts), list(domains), full) is not None


def _find(parts: list[Formula], domains: list[int], full: Sequence[int]) -> list[int] | None:
    residue = _propagate(parts, domains)
    if residue is None:
        return None
    if not residue:
        return domains
    touched = [variables(part) for part in residue]
    preferred = list(domains)
    for variable in frozenset().union(*touched):
        preferred[variable] &= -preferred[variable]
    for island in _islands(residue, touched):
        found = _branch(island, domains, preferred, full)
        if found is None:
            return None
        domains = found
    return domains


def _branch(
    parts: list[Formula], domains: list[int], preferred: Sequence[int], full: Sequence[int]
) -> list[int] | None:
    """Try each alternative of the narrowest open disjunction, those that preferred values satisfy first."""
    unmet = [part for part in parts if _simplified(part, preferred) is not TRUE]
    if not unmet:
        settled = frozenset().union(*map(variables, parts))
        return [preferred[n] if n in settled else mask for n, mask in enumerate(domains)]
    choice = min(unmet, key=lambda part: len(part.parts) if isinstance(part, Or) else 0)
    alternatives = sorted(
        choice.parts if isinstance(choice, Or) else (choice,),
        key=lambda alternative: _simplified(alternative, preferred) is not TRUE,
    )
    rest = [part for part in parts if part is not choice]
    excluded: list[Formula] = []
    for alternative in alternatives:
        found = _find([alternative, *excluded, *rest], list(domains), full)
        if found is not None:
            return found
        excluded.append(negation(alternative, full))
    return None


def _propagate(parts: list[Formula], domains: list[int]) -> list[Formula] | None:
    """Narrow `domains` by what is forced; return what remains to be decided, or `None` on a contradiction."""
    pending = parts
    while True:
        narrowed = False
        residue: list[Formula] = []
        stack = pending[::-1]
        while stack:
            part = _simplified(stack.pop(), domains)
            if isinstance(part, Literal):
                domains[part.variable] &= part.mask
                narrowed = True
            elif isinstance(part, And):
                stack.extend(reversed(part.parts))
            elif part is FALSE:
                return None
            else:
                residue.append(part)
        if not narrowed:
            return residue
        pending = residue


def _simplified(formula: Formula, domains: Sequence[int]) -> Formula:
    """Return what is left of a formula where variables are confined to `domains`."""
    if isinstance(formula, Literal):
        met = domains[formula.variable] & formula.mask
        if met == domains[formula.variable]:
            return TRUE
        return formula if met else FALSE
    left = (_simplified(part, domains) for part in formula.parts)
    return conj(left) if isinstance(formula, And) else disj(left)


def _islands(parts: list[Formula], touched: list[frozenset[int]]) -> list[list[Formula]]:
    """Group formulas so that no two groups share a variable."""
    groups: list[tuple[set[int], list[Formula]]] = []
    for part, names in zip(parts, touched, strict=True):
        joined: tuple[set[int], list[Formula]] = (set(names), [part])
        apart = []
        for group in groups:
            if group[0].isdisjoint(names):
                apart.append(group)
            else:
                joined[0].update(group[0])
                joined[1].extend(group[1])
        groups = [*apart, joined]
    return [formulas for _, formulas in groups]
