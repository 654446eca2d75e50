"""Review: what of an overlay a person must look at, because no machine can weigh it.

A ban of a whole use stands against a declaration without determinate content (`bans`); consequences and a shift of
responsibility are told by words alone. Nothing of it is ever set aside by machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from smpolicy.conflicts.bans import Ban, bans
from smpolicy.conflicts.headline import cited
from smpolicy.conflicts.in_words import words_to_review
from smpolicy.conflicts.precedence import ForReview, Undetermined
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import Undecided
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import Instrument, Limit, Norm


def to_review(
    prover: Prover, governing: Instrument, norms: Iterable[Norm], clauses: Iterable[Clause]
) -> Iterator[ForReview | Undetermined]:
    """Yield what of the overlay norms a person must look at, in the order of the text."""
    local = [each for each in norms if each.structure is not None]
    names = {each.id for each in local}
    if governing.limits is not None:
        yield from _bans(prover, governing, governing.limits, [each for each in clauses if each.norm.id in names])
    for norm in local:
        for kind, phrase in words_to_review(norm):
            why = f"{KINDS[kind].review}: “{phrase}”"
            yield ForReview(norm=norm, other=None, kind=kind, why=why, witness={})


def _bans(
    prover: Prover, governing: Instrument, limit: Limit, clauses: Sequence[Clause]
) -> Iterator[ForReview | Undetermined]:
    """Yield each norm that has a part in a ban of a whole use, in the order of the text."""
    try:
        found = list(bans(prover, limit, clauses))
    except Undecided:
        declaring = next((each for each in governing.norms if each.provision == limit.provision), None)
        yield from (Undetermined(norm=each.norm, other=declaring) for each in clauses if declaring is not None)
        return
    for norm in (each.norm for each in clauses):
        parts = {
            "prior-restraint" if ban.permits else "blanket-ban": ban for ban in reversed(found) if norm in ban.norms
        }
        for kind, ban in sorted(parts.items()):
            yield ForReview(
                norm=norm,
                other=None,
                kind=kind,
                why=f"{_covers(ban, norm)}, and {limit.provision.partition(':')[2]} says “{limit.words}”",
                witness=ban.witnesses[norm.id],
            )


def _covers(ban: Ban, norm: Norm) -> str:
    """Say what a norm covers, with which others, of whom, and how much that is."""
    others = [each for each in ban.norms if each is not norm]
    together = f"together with {cited(others)} " if others else ""
    waits = f"where no permit is given (“{'” and “'.join(ban.permits)}”) " if ban.permits else ""
    share = (f"{ban.share[0]} of {ban.share[1]} uses",) if ban.share else ()
    of = "; ".join((*ban.whom, *share))
    return f"{waits}{together}it covers {' and '.join(ban.uses)}{f' ({of})' if of else ''}"
