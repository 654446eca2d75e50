"""Make the conformance cases: programs, and activities with all that has to be said of them.

What is said comes from the exact search under the policy, and not from the program that is to be held to it.
`make generate` writes them; a test keeps them current, and holds the library's own evaluator to them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import smpolicy
from smpolicy import Decision, ImpossibleFacts, Policy
from smpolicy.meaning.vocabulary import NOT_SURE

FOLDER: Final = Path(__file__).parents[1] / "conformance"
_DAY: Final = date(2026, 1, 1)
#: How many activities are drawn for each policy.
_DRAWN: Final = {"small": 40, "secretariat": 11}


def conformance_files() -> dict[str, str]:
    """Return every generated file, by its path in the project."""
    policies = {
        "small": smpolicy.load(FOLDER / "policies").resolve("arcadia", as_of=_DAY),
        "secretariat": smpolicy.load().resolve("secretariat", as_of=_DAY),
    }
    files = {}
    for name, policy in policies.items():
        program = policy.compile()
        rnd = random.Random(name)
        activities = [{}, *(_activity(policy, rnd) for _ in range(_DRAWN[name])), *_refused(policy)]
        cases = [case(policy, facts, how) for facts in activities for how in ("none", "neutral")]
        lines = ",\n".join(json.dumps(each, sort_keys=True) for each in cases)
        files[f"conformance/{name}.program.json"] = program.text()
        files[f"conformance/{name}.cases.json"] = f'{{"program": "{program.digest}", "cases": [\n{lines}\n]}}\n'
    return files


def case(policy: Policy, facts: Mapping[str, Any], how: Any) -> dict[str, Any]:
    """Return an activity, how one assumes, and what has to be said of it; or of which facts what is refused."""
    stated = {"facts": dict(facts), "assume": how}
    try:
        decision = Decision(policy=policy, assume=how, source=policy.ruling(facts, assume=how))
    except ImpossibleFacts as refused:
        return {**stated, "refused": [[each.kind, sorted(each.facts)] for each in refused.problems]}
    return {**stated, "says": _said(decision)}


def _said(decision: Decision) -> dict[str, Any]:
    ruling = decision.ruling
    return {
        "possible": sorted(decision.possible),
        "answer": decision.answer,
        "or_worse": decision.or_worse,
        "because": [[each.norm.id, each.status] for each in decision.because],
        "findings": {norm: each.status for norm, each in decision.findings.items()},
        "questions": [fact.name for fact in decision.questions],
        "not_sure": list(decision.not_sure),
        "readings": [question.id for question in decision.readings],
        "assumed": {name: plain(value) for name, value in ruling.assumed.items()},
        "raised": sorted(ruling.raised),
        "unraised": dict(ruling.unraised),
        "steps": [step.norm.id for step in decision.steps],
        "subject_to": [norm.id for norm in decision.subject_to],
        "set_aside": [[each.norm.id, each.prevailing.id, each.part] for each in decision.set_aside],
    }


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def _activity(policy: Policy, rnd: random.Random) -> dict[str, Any]:
    """Draw what somebody states: little or much, now and then not sure, and nothing that cannot hold together."""
    program, share, facts = policy.program, rnd.choice((0.03, 0.1, 0.4, 0.9)), dict[str, Any]()
    domains = program.left_by(policy.given)
    for name, fact in sorted(policy.vocabulary.facts.items()):
        if fact.kind == "derived" or name in policy.given or rnd.random() >= share:
            continue
        said = "not_sure" if rnd.random() < 0.1 else _value(fact, rnd)
        answer: Any = policy.vocabulary.read({name: said})[0][name]
        if answer is NOT_SURE or program.agrees(domains, {name: answer}):
            program.restrict(domains, name, answer)
            facts[name] = said
    return facts


def _value(fact: Any, rnd: random.Random) -> Any:
    names = fact.domain.names()
    match fact.domain.kind:
        case "boolean":
            return rnd.random() < 0.5
        case "enum":
            return rnd.choice(names)
        case "integer":
            return rnd.randrange(60)
        case "day":
            return date.fromordinal(739000 + rnd.randrange(1500)).isoformat()
    members = [name for name in names if rnd.random() < 0.3]
    others = [name for name in names if name not in members]
    return members if rnd.random() < 0.7 else {"has": members[:2], "lacks": others[:2]}


def _refused(policy: Policy) -> Iterator[dict[str, Any]]:
    """Yield what is no fact, no value of one, and less than `true` although it equals it somewhere.

    Of numbers also the last that can be stated, and one that is whole however it is written.
    """
    yield {"no.such_fact": True}
    names = {fact.domain.kind: name for name, fact in sorted(policy.vocabulary.facts.items()) if fact.kind != "derived"}
    for said in (1, 0, "true", None, 1.0, []):
        yield {names["boolean"]: said}
    for said in (True, -1, 1.5, "1", 2**53, 2**53 - 1, 3.0):
        yield {names["integer"]: said}
    for said in (["no such member"], "photo", {"has": ["no such member"]}, {"more": []}, True):
        yield {names["set"]: said}
    if "day" in names:
        for said in ("2026-02-30", "20260101", 20260101, "2026-1-1"):
            yield {names["day"]: said}
