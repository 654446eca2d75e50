"""`smpolicy/js/evaluate.js` in an engine, and what it and Python say of the same activity, as the same plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from py_mini_racer import MiniRacer

from smpolicy import Policy
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.meaning.vocabulary import NOT_SURE, Part

FOLDER = files("smpolicy") / "js"
#: All that is compared; `because` and `set_aside` as lists.
SAID = [
    "possible", "answer", "settled", "or_worse", "because", "findings", "questions", "not_sure", "readings", "steps",
    "subject_to", "set_aside", "stated", "assumed", "raised", "unraised",
]  # fmt: skip
#: What an engine, or a page, runs beside the module.
TELL = f"""
const programs = {{}};
const refusal = (reason) => reason instanceof Refusal ? {{refused: reason.code, about: reason.about}} : {{
  error: String(reason && reason.stack)}};
const read = (name, model) => {{
  try {{ programs[name] = load(JSON.parse(model)); return "{{}}"; }} catch (reason) {{
    return JSON.stringify(refusal(reason)); }}
}};
const tell = (name, activities) => JSON.stringify(JSON.parse(activities).map(([facts, assume]) => {{
  try {{
    const decision = programs[name].evaluate(facts, {{assume}});
    return Object.fromEntries({json.dumps(SAID)}.map((key) => [key, decision[key]]));
  }} catch (reason) {{ return refusal(reason); }}
}}));
"""


def as_script(name: str = "evaluate.js") -> str:
    """Return the module as a script that gives out what it exports: an engine by itself loads no modules."""
    source = FOLDER.joinpath(name).read_text(encoding="utf-8")
    exported = re.search(r"export ?\{([^}]*)\};?\s*$", source)
    assert exported is not None
    given = re.sub(r"(\w+) as (\w+)", r"\2: \1", exported[1])
    return f'const {{Refusal, load}} = (() => {{"use strict"; {source[: exported.start()]} return {{{given}}}; }})();'


class Engine:
    """A JavaScript engine that has read the evaluator."""

    def __init__(self, name: str = "evaluate.js") -> None:
        self._context = MiniRacer()
        self._context.eval(as_script(name) + TELL)

    def read(self, name: str, model: object) -> Any:
        """Let it read a page model; return `{}`, or what was refused."""
        return json.loads(self._context.call("read", name, json.dumps(model)))

    def tell(self, name: str, *activities: tuple[Mapping[str, Any], str]) -> list[dict[str, Any]]:
        """Let it decide activities, each with how to assume."""
        stated = [({fact: as_json(said) for fact, said in facts.items()}, assume) for facts, assume in activities]
        told: list[dict[str, Any]] = json.loads(self._context.call("tell", name, json.dumps(stated)))
        return told


def as_json(said: Any) -> Any:
    """Return an answer as JSON has it."""
    if isinstance(said, Part):
        return {"has": sorted(said.has), "lacks": sorted(said.lacks)}
    if isinstance(said, set | frozenset):
        return sorted(said)
    if said is NOT_SURE:
        return "not_sure"
    return said.isoformat() if isinstance(said, date) else said


def told_by_python(policy: Policy, facts: Mapping[str, Any], assume: Any) -> dict[str, Any]:
    """Return what a policy says of an activity, as the evaluator says it; of what it refuses, that it does."""
    try:
        decision = policy.evaluate(facts, assume=assume)
    except ImpossibleFacts as refused:
        return {"refused": [problem.kind for problem in refused.problems]}
    ruling = decision.ruling
    order = ["not_in_force", "outside_scope", "no_departure_found", "departs", "contravenes"]
    return {
        "possible": sorted(decision.possible, key=order.index),
        "answer": decision.answer,
        "settled": decision.settled,
        "or_worse": decision.or_worse,
        "because": [{"norm": each.norm.id, "status": each.status} for each in decision.because],
        "findings": {norm: finding.status for norm, finding in decision.findings.items()},
        "questions": [fact.name for fact in decision.questions],
        "not_sure": list(decision.not_sure),
        "readings": [question.id for question in decision.readings],
        "steps": [step.norm.id for step in decision.steps],
        "subject_to": [norm.id for norm in decision.subject_to],
        "set_aside": [
            {"norm": each.norm.id, "prevailing": each.prevailing.id, "part": each.part} for each in decision.set_aside
        ],
        "stated": {fact: as_json(said) for fact, said in decision.stated.items()},
        "assumed": {fact: as_json(said) for fact, said in decision.assumed.items()},
        "raised": [norm.id for norm in policy.norms if norm.id in ruling.raised],
        "unraised": dict(ruling.unraised),
    }


def same(said: Mapping[str, Any], python: Mapping[str, Any]) -> bool:
    """Whether both say the same; what is refused need only be refused by both, for one of the reasons."""
    if "refused" in said and "refused" in python:
        return said["refused"] in {each.replace("derived-fact", "unknown-fact") for each in python["refused"]}
    return said == python
