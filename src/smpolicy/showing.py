"""A smallest activity that shows a conflict: run through the evaluator before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from smpolicy.conditions import Value
from smpolicy.decision import Ruling
from smpolicy.policy import Policy
from smpolicy.precedence import Clash, SetAside


def smallest_activity(policy: Policy, conflict: SetAside | Clash) -> Mapping[str, Value] | None:
    """Return as few facts as show a conflict, with all other conduct neutral; `None` if the evaluator does not show it.

    It shows where, under some reading of what is open, the overlay norm is surely set aside and to make use of it
    surely departs from the norm that prevails; or where both surely bind.
    A fact goes if the conflict still shows without it.
    """
    facts = {name: value for name, value in conflict.witness.items() if name in policy.vocabulary.facts}
    if not _shows(policy, facts, conflict):
        return None
    for name in sorted(facts, key=lambda name: (name.startswith("person."), name)):
        fewer = {other: value for other, value in facts.items() if other != name}
        if _shows(policy, fewer, conflict):
            facts = fewer
    return facts


def _shows(policy: Policy, facts: Mapping[str, Value], conflict: SetAside | Clash) -> bool:
    stated = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in facts.items()}
    return any(_sure(ruling, conflict) for ruling in _read(policy.evaluate(stated, assume="neutral").ruling, conflict))


def _read(ruling: Ruling, conflict: SetAside | Clash) -> Iterator[Ruling]:
    """Yield a ruling under each reading of the open questions that the norm turns on."""
    program = ruling.program
    rule = next(each for each in program.rules if each.norm.id == conflict.norm.id)
    spoken_of = set().union(*(program.spoken_of(each) for each in (rule.aside, rule.when, rule.exception, rule.act)))
    questions = [each for name, each in program.vocabulary.questions.items() if name in spoken_of - {*ruling.unraised}]
    for chosen in product(*([reading for reading, _ in each.readings] for each in questions)):
        readings = {each.id: reading for each, reading in zip(questions, chosen, strict=True)}
        yield replace(ruling, unraised={**ruling.unraised, **readings})


def _sure(ruling: Ruling, conflict: SetAside | Clash) -> bool:
    if isinstance(conflict, SetAside):
        aside = ruling.finding(conflict.norm.id).possible == {"set_aside"}
        used = conflict.kind == "forbids-required" or conflict.prevailing.structure is not None
        return aside and (used or ruling.finding(conflict.prevailing.id).possible == {"broken"})
    both = (ruling.finding(norm.id).possible for norm in (conflict.norm, conflict.other))
    return all(possible <= {"met", "broken"} for possible in both)
