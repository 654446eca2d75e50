"""Relation: how an overlay norm stands to the provision it is under, by what breaks the one and the other.

It is computed over all worlds and under every reading, from the norms that are read off that provision or one below it.
Where it stands under a norm of an overlay above, it is compared with that norm.
What is implied there, or handed down from a provision above, is taken as given: no overlay norm need repeat it.
A norm without an act is compared by its words alone, and a permission, which nothing breaks, not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from smpolicy.conflicts.regions import met_another_way
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import Formula, conj, possible
from smpolicy.foundations.keywords import RANK, Relation
from smpolicy.foundations.wording import plain_text, stands_in
from smpolicy.meaning.norms import Line, Norm, Provision, conjunction

#: The closest first.
#: `restates`: the same activities break both, with the same force. `specifies`: whatever breaks the norm breaks the
#: provision already, and no way of its own meets it. `narrows`: whatever breaks the provision breaks the norm too, and
#: more. `adds`: none of these.
_CLOSEST: Final[tuple[Relation, ...]] = ("restates", "specifies", "narrows", "adds")


def relations(program: Program, norms: Collection[Norm], provisions: Mapping[str, Provision]) -> dict[str, Relation]:
    """Return the relation of each overlay norm that can be compared, by the norm's id.

    `norms` are those of the overlays and of the base, and `program` holds all of them.
    """
    clauses = {each.norm.id: each for each in program.clauses}
    handed_down = {line for each in norms if each.governs for line in each.when}
    base = [each for each in program.clauses if each.norm.structure is None]
    relation_of: dict[str, Relation] = {}
    for norm in (each for each in norms if each.structure is not None):
        own = clauses.get(norm.id)
        if own is not None and norm.force != "permitted":
            anchor = clauses.get(next(iter(norm.anchors), ""))
            there = [each for each in base if _stands_there(each.norm.provision, norm.provision)]
            above = [anchor] if anchor is not None else there
            compared = (_compared(program, own, each, _given(program, each, handed_down)) for each in above)
            relation_of[norm.id] = min(compared, key=_CLOSEST.index, default="adds")
        elif not norm.act and _repeats(norm, words_above(norm, norms, provisions)):
            relation_of[norm.id] = "restates"
    return relation_of


def _stands_there(provision: str, under: str) -> bool:
    return provision == under or provision.startswith(f"{under}.")


def words_above(norm: Norm, norms: Iterable[Norm], provisions: Mapping[str, Provision]) -> str:
    """Return the words that an overlay norm stands under: of a norm of an overlay above, or of a provision."""
    anchor = next(iter(norm.anchors), "")
    provision = provisions.get(norm.provision)
    above = next((each.text for each in norms if each.id == anchor), "") if anchor else ""
    return above or (provision.text if provision else "")


def _repeats(norm: Norm, words: str) -> bool:
    return stands_in(plain_text(norm.text).rstrip("."), words)


def _given(program: Program, above: Clause, handed_down: Collection[Line]) -> Formula:
    """Return what goes without saying for an overlay norm too: what is implied there, or handed down from above."""
    unsaid = [line for line in above.norm.when if line.words is None or line in handed_down]
    exceptions = [each for each in above.norm.unless if all(line.words is None for line in each)]
    return conj(
        (
            above.scope.formula,
            *(program.condition(line.condition) for line in unsaid),
            *(program.negated(program.condition(conjunction(each))) for each in exceptions),
        )
    )


def _compared(program: Program, own: Clause, above: Clause, given: Formula) -> Relation:
    breaks, departs = (conj((given, program.stands(each, "broken", leaving_out={"aside"}))) for each in (own, above))
    if not _can_hold(program, conj((breaks, departs))):
        return "adds"
    only_own = _can_hold(program, conj((breaks, program.negated(departs))))
    only_above = _can_hold(program, conj((departs, program.negated(breaks))))
    match only_own, only_above:
        case False, False:
            rank, above_rank = RANK[own.norm.force], RANK[above.norm.force]
            if own.norm.force == above.norm.force:
                return "restates"
            return "narrows" if rank > above_rank else "adds"
        case False, True:
            lowers = _can_hold(program, conj((given, met_another_way(program, above, own))))
            return "adds" if lowers else "specifies"
        case True, False:
            return "narrows"
        case _:
            return "adds"


def _can_hold(program: Program, formula: Formula) -> bool:
    return possible((formula, *program.constraints), program.full, program.full)
