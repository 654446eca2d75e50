"""Duties: what a policy asks of a person whatever they may do online, in whole sentences, first what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Literal

from smpolicy.conflicts.regime import Regime
from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.reasons import StepToTake, step_to_take
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import Formula
from smpolicy.foundations.in_brief import in_brief
from smpolicy.foundations.keywords import RANK
from smpolicy.foundations.wording import plain_text
from smpolicy.meaning.norms import Norm, Provision
from smpolicy.meaning.vocabulary import Vocabulary
from smpolicy.policy.sentences import whole_sentence


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that a policy asks of a person: the words, who says them, and whether they apply as far as is known.

    `status` is `applies` where the norm's conditions surely hold, and `depends` where they turn on what was not stated.
    """

    norm: Norm
    #: The sentence of the text, with the words above it from which it goes on.
    words: str
    citation: str
    #: The heading of the text under which it stands.
    heading: str
    force: str
    status: Literal["applies", "depends"]
    #: On what it depends: words of the text where it has them, else the reason or the question that leaves it open.
    depends_on: tuple[str, ...]
    standing: bool
    draft: bool
    #: What is to be done, and whom to turn to; not what would mend something that nobody has done.
    step: StepToTake | None

    __repr__ = in_brief


def duties(regime: Regime, ruling: Ruling) -> tuple[Duty, ...]:
    """Return what a regime asks of somebody of whom no more is known than a ruling knows; nothing if not in force.

    First stands what applies and names something to do, then what is mandatory, what should be done or is expected,
    and what is encouraged or requested; last what one always remains subject to.
    Each of these is in the order of the text, so that what stands under one heading stands together.
    """
    if not regime.in_force:
        return ()
    provisions = {each.id: each for instrument in regime.resolution.instruments for each in instrument.provisions}
    asking = [norm for norm in regime.norms if _asks(norm)]
    program = ruling.program
    clauses = {clause.norm.id: clause for clause in (*program.clauses, *program.interpretive)}
    reaching = (norm for norm in asking if ruling.can_hold(program.applies(clauses[norm.id], leaving_out={"scope"})))
    told = [_duty(norm, clauses[norm.id], regime, ruling, provisions, asking) for norm in reaching]
    places = {entry.id: place for place, entry in enumerate(regime.entries)}

    def order(duty: Duty) -> tuple[int, int, int]:
        norm = duty.norm
        heading = _headed(norm.provision, provisions)
        own = places.get(norm.id if norm.structure else norm.provision, len(places))
        return _rank(duty), places.get(heading.id, len(places)) if heading else len(places), own

    return tuple(sorted(told, key=order))


def _asks(norm: Norm) -> bool:
    asks = norm.force not in ("none", "permitted") and not norm.defines and not norm.governs
    return asks and norm.borne_by_persons


def _rank(duty: Duty) -> int:
    """Return how late a duty is told: first what is to be done now, then by force, last what always stands."""
    strongest = max(RANK.values())
    if duty.standing:
        return strongest + 1
    return 0 if duty.step and duty.status == "applies" else strongest - RANK[duty.norm.force] + 1


def _duty(
    norm: Norm,
    clause: Clause,
    regime: Regime,
    ruling: Ruling,
    provisions: Mapping[str, Provision],
    beside: Iterable[Norm],
) -> Duty:
    depends_on = tuple(dict.fromkeys(_open(norm, clause, regime, ruling)))
    heading = _headed(norm.provision, provisions)
    return Duty(
        norm=norm,
        words=whole_sentence(norm, provisions, beside),
        citation=norm.citation,
        heading=_heading(heading) if heading else "",
        force=norm.force,
        status="depends" if depends_on else "applies",
        depends_on=depends_on,
        standing=norm.role == "standing",
        draft=norm.draft,
        step=None if norm.step is None or norm.step.on == "broken" else step_to_take(norm, regime.resolution),
    )


def _open(norm: Norm, clause: Clause, regime: Regime, ruling: Ruling) -> Iterator[str]:
    """Yield on what it turns whether a norm applies: whom it binds, when, and whether another prevails over it."""
    program = ruling.program

    def surely(formula: Formula) -> bool:
        return not ruling.can_hold(program.negated(formula))

    if not surely(clause.borne.formula):
        yield from _unknown(program.spoken_of(clause.borne.formula) - ruling.stated.keys(), program.vocabulary)
    for line in norm.when:
        if not surely(program.condition(line.condition)):
            yield line.words or line.because
    if ruling.can_hold(clause.aside.formula):
        for each in regime.set_aside:
            if each.norm.id == norm.id and each.part == "norm" and ruling.may_hold(each.condition):
                yield f"whether {each.prevailing.citation} prevails over it"
    if norm.step is not None and norm.step.on == "unsure":
        yield "whether you are unsure"


def _unknown(names: Set[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what is asked where facts, and open questions, are not known."""
    for name in sorted(names):
        fact = vocabulary.facts.get(name)
        yield fact.question if fact else vocabulary.questions[name].question


def _headed(provision: str | None, provisions: Mapping[str, Provision]) -> Provision | None:
    """Return the nearest provision with a heading, from one upwards."""
    place = provisions.get(provision or "")
    if place is None or place.heading or place.kind == "group":
        return place
    return _headed(place.parent, provisions)


def _heading(provision: Provision) -> str:
    return plain_text(provision.heading or provision.text).rstrip(" :")
