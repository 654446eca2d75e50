"""Regions: where a norm applies, and where an overlay norm meets the norm above it, as formulas of a program.

A region speaks of what is given before anybody acts: what a person chooses in following a norm is quantified away,
variable by variable, among the ways that the constraints leave open.
What prevails over a norm is what regions are there to find out, so they leave it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from itertools import product
from math import prod

from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause, ElementName
from smpolicy.deciding.solver import BUDGET
from smpolicy.deciding.worlds import FALSE, TRUE, And, Formula, Literal, Or, Undecided, conj, disj, possible, variables

#: A formula is not taken apart into more parts than this: those of the base have some hundred.
_LARGEST = 50_000
#: Open questions with more readings together than this are not gone through reading by reading.
_MOST_READINGS = 64
#: What a norm's own words do not say.
_UNSAID: frozenset[ElementName] = frozenset({"aside"})


def applies(program: Program, clause: Clause) -> Formula:
    """Return where a norm applies, whatever is done: in scope, binding the person, and no exception holds."""
    return program.applies(clause, leaving_out=_UNSAID)


def excepted(program: Program, clause: Clause) -> Formula:
    """Return where a norm would apply, were it not for one of its exceptions."""
    return program.stands(clause, "exception", leaving_out=_UNSAID)


def broken(program: Program, clause: Clause) -> Formula:
    """Return where a norm is broken."""
    return program.stands(clause, "broken", leaving_out=_UNSAID)


def bearing(program: Program, clause: Clause) -> Formula:
    """Return what is done where a norm matters to somebody: a permission where it is used, what asks wherever it is."""
    return program.used(clause) if clause.norm.force == "permitted" else TRUE


def met_another_way(program: Program, above: Clause, below: Clause) -> Formula:
    """Return where both of two duties apply, and the lower one is met by what only it knows, the one above broken.

    Whoever is to remove something "or try to" meets that by trying; where they would have met it whatever they tried,
    they meet what is asked for above too, or break it in what the lower norm does not speak of.

    Raises `Undecided` where it would grow beyond all use.
    """
    known = (above.scope, above.borne, above.when, above.exception, above.act)
    unknown = below.act.facts.difference(*(each.facts for each in known))
    if not unknown or not above.norm.polarity == below.norm.polarity == "do":
        return FALSE
    without = for_all(program, below.act.formula, (place for name in unknown for place in program.places[name]))
    met = conj((applies(program, below), program.used(below), program.negated(without)))
    return conj((met, broken(program, above)))


def conflict_region(program: Program, kind: str, above: Clause, below: Clause) -> Formula:
    """Return where the norm above prevails over the overlay norm, if their opposition is of this kind.

    A permission leads there where its use breaks the norm above; one to leave undone, or one beside a duty, only where
    something else than its use would not.
    A norm that asks leads there where every way of following it does.
    What the norm above grants is denied where it is made use of.
    To meet a norm in a way of its own is not enough where that leaves the norm above broken.

    Raises `Undecided` where a region would grow beyond all use.
    """
    breaks = broken(program, above)
    match kind:
        case "permits-disapproved" if above.norm.polarity == "refrain":
            return breaks
        case "raises-threshold":
            return breaks
        case "permits-disapproved" | "exempts":
            no_better = for_any_way(program, disj((program.used(below), breaks)), sorted(below.act.facts))
            return conj((breaks, program.negated(no_better)))
        case "denies-granted":
            return conj((applies(program, above), above.act.formula))
        case "requires-disapproved":
            return _however_followed(program, below, above, breaks)
        case "forbids-required" | "forbids-encouraged":
            applicable = applies(program, above)
            return conj((applicable, _however_followed(program, above, below, conj((applicable, below.act.formula)))))
        case "jointly-impossible":
            return _where_no_way(program, above, below)
        case _:
            return applies(program, above)


def _however_followed(program: Program, followed: Clause, other: Clause, leads: Formula) -> Formula:
    """Return where every way of doing what a norm asks for leads somewhere."""
    not_followed = program.negated(followed.act.formula)
    return for_any_way(program, disj((not_followed, leads)), _choices(program, followed, other))


def _where_no_way(program: Program, above: Clause, below: Clause) -> Formula:
    """Return where the norm above applies and each norm can be followed, but nobody can act against neither of them.

    Whoever can leave undone all that the two speak of acts against neither.
    """
    choices = dict.fromkeys((*ways(program, above, below), *ways(program, below, above)))

    against_one = disj((broken(program, above), broken(program, below)))
    alone = (
        program.negated(for_any_way(program, program.negated(program.used(each)), choices)) for each in (above, below)
    )
    return conj((applies(program, above), for_any_way(program, against_one, choices), *alone))


def ways(program: Program, clause: Clause, other: Clause) -> list[str]:
    """Return the facts that a person chooses in doing an act: a judgement on it is no choice.

    Where all of it is judged, what it shares with the other act is at stake.
    """
    declared = program.vocabulary.facts
    own = sorted(clause.act.facts)
    chosen = [name for name in own if not declared[name].is_judgement]
    return chosen or sorted(clause.act.facts & other.act.facts) or own


def _choices(program: Program, clause: Clause, other: Clause) -> list[str]:
    """Return the facts that a person chooses in doing an act, without those that follow from the others.

    Where the constraints tie one to them, it is no choice of its own: whoever applies an emblem shows it.
    What follows from something else that one does is chosen with that: whoever shows an emblem applied it somehow.
    What the other norm asks about is the last to be left out.
    """
    chosen, act = ways(program, clause, other), clause.act.formula
    following: frozenset[int] = frozenset()
    for name in sorted(chosen, key=lambda each: each in other.act.facts):
        places = following.union(program.places[name])
        tied = [each for each in program.constraints if not variables(each).isdisjoint(places)]
        if len(chosen) == 1 or all(variables(each).isdisjoint(program.places[name]) for each in tied):
            continue
        others = {place for each in chosen for place in program.places[each]}
        conduct = frozenset(place for place in range(len(program.variables)) if program.is_conduct(place)) - others
        tied = _tied(program, places, conduct)
        beside = frozenset().union(places, frozenset().union(*map(variables, tied)) & conduct)
        # what follows goes along: of two that follow from each other one stays a choice
        may, may_not = (_some(program, tied, each, beside) for each in (act, program.negated(act)))
        if not possible((may, may_not, *program.constraints), program.full, program.full, budget=BUDGET):
            chosen, following = [each for each in chosen if each != name], places
    return chosen


def for_any_way(program: Program, formula: Formula, names: Iterable[str]) -> Formula:
    """Return where a formula holds in whatever way, of those there are, a person chooses these facts.

    A way is there if the constraints leave it open beside what is given. All else one does stays as it is or, where the
    constraints do not leave that open beside a choice, as they do: who posts a text and no photo leaves undone all that
    only a photo brings along.

    Raises `Undecided` where it would grow beyond all use.
    """
    chosen = frozenset(place for name in names for place in program.places[name])
    conduct = frozenset(place for place in range(len(program.variables)) if program.is_conduct(place)) - chosen
    tied = _tied(program, chosen, conduct)
    beside = conj(tied)
    where_open = disj((program.negated(beside), formula))
    otherwise = for_all(program, where_open, frozenset().union(*map(variables, tied)) & conduct)
    return for_all(program, conj((where_open, disj((beside, otherwise)))), chosen)


def _tied(program: Program, places: Set[int], free: Set[int]) -> list[Formula]:
    """Return the constraints on some variables, and on those that such constraints tie to them through free ones."""
    tied = [each for each in program.constraints if not variables(each).isdisjoint(places)]
    reached = places | (frozenset().union(*map(variables, tied)) & free)
    return tied if reached == places else _tied(program, reached, free)


def _some(program: Program, tied: Iterable[Formula], formula: Formula, places: Iterable[int]) -> Formula:
    """Return where a formula holds for some values of these variables that constraints leave open."""
    return program.negated(for_all(program, program.negated(conj((*tied, formula))), places))


def for_all(program: Program, formula: Formula, places: Iterable[int]) -> Formula:
    """Return what must hold of all other variables for a formula to hold whatever values these take.

    One variable after another is taken out, those of which least is said first: a set is one for each member, so that
    its subsets are never listed.

    Raises `Undecided` where it would grow beyond all use: what speaks of a variable is written once for each value.
    """
    remaining = set(places)
    while True:
        mentions = Counter(each.variable for each in _literals(formula) if each.variable in remaining)
        if not mentions:
            return formula
        place = min(mentions, key=lambda each: (mentions[each], each))
        formula = _taken_out(formula, place, program.full[place])
        if _size(formula) > _LARGEST:
            raise Undecided(budget=_LARGEST, unit="parts of a condition")


def _taken_out(formula: Formula, place: int, full: int) -> Formula:
    """Take a variable out of a formula: only the part of it that speaks of it is written for each value."""
    if not _speaks_of(formula, place):
        return formula
    match formula:
        case Literal():
            return FALSE
        case And(parts=parts):
            return conj(_taken_out(part, place, full) for part in parts)
        case Or(parts=parts):
            within = [part for part in parts if _speaks_of(part, place)]
            apart = [part for part in parts if not _speaks_of(part, place)]
            if len(within) == 1:
                return disj((*apart, _taken_out(within[0], place, full)))
            values = _least(disj(within), place, full)
            if len(values) * sum(map(_size, within)) > _LARGEST:
                raise Undecided(budget=_LARGEST, unit="parts of a condition")
            cases = (disj(_given(part, place, value) for part in within) for value in values)
            return disj((*apart, conj(dict.fromkeys(cases))))


def _least(formula: Formula, place: int, full: int) -> list[int]:
    """Return the values of a variable that satisfy the fewest of its literals, one for each such choice of literals.

    A formula without negations holds for any other value if it holds for these.
    """
    masks = sorted({each.mask for each in _literals(formula) if each.variable == place})
    satisfied: dict[frozenset[int], int] = {}
    for bit in range(full.bit_length()):
        satisfied.setdefault(frozenset(mask for mask in masks if mask >> bit & 1), 1 << bit)
    return [value for met, value in satisfied.items() if not any(fewer < met for fewer in satisfied)]


def _given(formula: Formula, place: int, value: int) -> Formula:
    """Return what is left of a formula where a variable has a value."""
    if isinstance(formula, Literal):
        if formula.variable != place:
            return formula
        return TRUE if formula.mask & value else FALSE
    parts = (_given(part, place, value) for part in formula.parts)
    return conj(parts) if isinstance(formula, And) else disj(parts)


def _literals(formula: Formula) -> list[Literal]:
    """Return every literal of a formula, as often as it stands there, in no order."""
    found: list[Literal] = []
    within = [formula]
    for part in within:  # it grows as it is gone through
        if isinstance(part, Literal):
            found.append(part)
        else:
            within += part.parts
    return found


def _speaks_of(formula: Formula, place: int) -> bool:
    """Whether a formula speaks of a variable."""
    if isinstance(formula, Literal):
        return formula.variable == place
    return any(_speaks_of(part, place) for part in formula.parts)


def _size(formula: Formula) -> int:
    return 1 if isinstance(formula, Literal) else 1 + sum(map(_size, formula.parts))


def under_every_reading(program: Program, formula: Formula) -> Formula:
    """Return where a formula holds under every reading of the open questions that it turns on.

    Raises `Undecided` where it would grow beyond all use.
    """
    questions = (name for name in program.spoken_of(formula) if name in program.vocabulary.questions)
    return for_all(program, formula, (place for name in questions for place in program.places[name]))


def ways_to_read(program: Program, formula: Formula) -> list[dict[str, str]]:
    """Return every way to read the open questions that a formula turns on; none of them read, if they are many."""
    questions = program.vocabulary.questions
    spoken_of = [questions[name] for name in sorted(program.spoken_of(formula)) if name in questions]
    readings = [[reading for reading, _ in each.readings] for each in spoken_of]
    if prod(map(len, readings)) > _MOST_READINGS:
        return [{}]
    return [{each.id: chosen for each, chosen in zip(spoken_of, way, strict=True)} for way in product(*readings)]
