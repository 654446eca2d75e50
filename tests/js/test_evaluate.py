"""`evaluate.js` says of an activity what Python says: of the shipped policies, and of drawn ones."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from js.engine import FOLDER, Engine, as_json, same, told_by_python
from profiles import draws
from shipped_policies import DAY, library, shipped
from smpolicy import Library, Policy
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.documents.schema import shipped as published
from smpolicy.foundations.errors import NotForPages
from smpolicy.lowering import lower
from smpolicy.meaning.vocabulary import Fact, NotSure
from smpolicy.testing import strategies as drawn

#: How many activities are decided under each shipped policy, and in `make deep`: 20,000 under all of them.
USUAL, DEEP = 500, 1_600
#: Holds page models to their published schema.
PAGE = Draft202012Validator(published("smpolicy/page@1"))


@cache
def engine() -> Engine:
    """Return one engine for all tests."""
    return Engine()


def decides_by(model: Mapping[str, Any]) -> str:
    """Return what tells apart what page models decide by, whatever the names of their structures."""
    return json.dumps({key: part for key, part in model.items() if key not in ("of", "program", "notices")})


def bears(structure: str) -> tuple[object, ...]:
    """Return what bears on a structure: whether anything is in force, what is given, and the norms to compile."""
    policy = shipped(structure)
    return policy.in_force, tuple(policy.given.items()), *(clause.norm.id for clause in policy._plain.clauses)


@cache
def unlike() -> tuple[str, ...]:
    """Return the shipped structures of which no two are decided by the same."""
    return tuple({bears(each): each for each in library().structures}.values())


def answer(fact: Fact, chance: random.Random) -> Any:
    """Draw an answer to a fact: neutral more often than not, so that something is left to decide."""
    if chance.random() < 0.07:
        return "not_sure"
    if fact.neutral is not None and chance.random() < 0.7:
        return as_json(fact.neutral)
    names = fact.domain.names()
    if fact.domain.kind == "set":
        has = [each for each in names if chance.random() < 0.3]
        if chance.random() < 0.3:
            return {"has": has, "lacks": [each for each in names if each not in has and chance.random() < 0.5]}
        return has
    if names:
        return chance.choice(names)
    if fact.domain.kind == "day":
        return (DAY + timedelta(chance.randrange(900))).isoformat()
    return chance.random() < 0.5 if fact.domain.kind == "boolean" else chance.randrange(60)


def activity(policy: Policy, chance: random.Random) -> dict[str, Any]:
    """Draw an activity that is possible more often than not: what breaks a constraint is seldom stated."""
    facts = [fact for fact in policy.vocabulary.facts.values() if fact.kind != "derived"]
    share = chance.choice((0.02, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95))
    asked = [fact for fact in facts if fact.name not in policy.given and chance.random() < share]
    chance.shuffle(asked)
    careful, program = chance.random() < 0.9, policy.program
    left, stated = program.left_by(policy.given), dict[str, Any]()
    for fact in asked:
        said = answer(fact, chance)
        meant = policy.vocabulary.read({fact.name: said})[0][fact.name]
        if not careful or isinstance(meant, NotSure) or program.agrees(left, {fact.name: meant}):
            program.restrict(left, fact.name, meant)
            stated[fact.name] = said
    return stated


def test_structures_that_are_left_out_are_decided_by_the_same() -> None:
    """The laws below look at one of those structures that are decided by the same: there are some of each kind."""
    looked_at = {bears(each): each for each in unlike()}
    for each in library().structures:
        alike = looked_at[bears(each)]
        assert each == alike or decides_by(shipped(each).page_model()) == decides_by(shipped(alike).page_model())
    assert {"moldova", "moldova/tiraspol", "bih/field-offices"} <= set(unlike())
    assert len(unlike()) >= 10


def agree(structure: str, numbers: range, name: str = "evaluate.js") -> None:
    """Decide as many activities by both, and compare all that is said."""
    policy, page = shipped(structure), engine() if name == "evaluate.js" else Engine(name)
    assert page.read(structure, policy.page_model()) == {}
    refused = 0
    for number in numbers:
        facts = activity(policy, random.Random(f"{structure} {number}"))
        how = ("neutral", "none", "neutral")[number % 3]
        (said,), python = page.tell(structure, (facts, how)), told_by_python(policy, facts, how)
        assert same(said, python), (how, facts, {key: (said.get(key), python.get(key)) for key in {*said, *python}
                                                 if said.get(key) != python.get(key)})  # fmt: skip
        refused += "refused" in python
    assert refused <= len(numbers) / 5


@pytest.mark.parametrize("structure", unlike())
def test_it_says_what_python_says(structure: str) -> None:
    """On 500 drawn activities under each shipped policy, all that is said is the same."""
    agree(structure, range(USUAL))


@pytest.mark.deep
@pytest.mark.parametrize("structure", unlike())
def test_it_says_what_python_says_often(structure: str) -> None:
    """On 20,000 activities, under all shipped policies together, all that is said is the same."""
    agree(structure, range(USUAL, USUAL + DEEP))


def test_so_does_its_source() -> None:
    """What is loaded was made of the source beside it, whose digest it bears; and the source says the same."""
    digest = hashlib.sha256(FOLDER.joinpath("source.js").read_bytes()).hexdigest()
    made = FOLDER.joinpath("evaluate.js").read_text(encoding="utf-8")
    assert made.startswith(f"// Of source.js, sha256:{digest}\n"), "make page-evaluator"
    agree("moldova", range(40), "source.js")


@settings(max_examples=draws(80, heavy=True), suppress_health_check=list(HealthCheck))
@given(drawn.corpora(), drawn.stated_facts(), drawn.stated_facts(), st.sampled_from(("arcadia", "illyria")))
def test_it_says_what_python_says_of_drawn_policies(
    corpus: list[Document], facts: dict[str, Any], others: dict[str, Any], structure: str
) -> None:
    """Under drawn policies, with days, numbers, sets, readings, parts and norms set aside, both say the same."""
    documents = Library(corpus=Corpus(documents=tuple(corpus)), lowered=lower(corpus))
    policy = documents.resolve(structure, as_of=DAY, drafts=True)
    if not policy.program.agrees(policy.program.left_by(policy.given), {}):
        event("constraints that leave no world")
        return
    try:
        model = policy.page_model()
    except NotForPages as beyond:
        event(f"not for pages: {beyond.reason}")
        return
    PAGE.validate(json.loads(json.dumps(model)))
    assert engine().read("drawn", model) == {}
    for stated in (facts, others):
        for how in ("none", "neutral"):
            (said,), python = engine().tell("drawn", (stated, how)), told_by_python(policy, stated, how)
            event("refused" if "refused" in python else python["answer"])
            assert same(said, python), (how, stated, {key: (said.get(key), python.get(key))
                                                      for key in {*said, *python}
                                                      if said.get(key) != python.get(key)})  # fmt: skip


# What cannot be


def read(change: Any) -> Any:
    """Let the engine read a model that was changed."""
    model = json.loads(json.dumps(shipped("moldova").page_model()))
    change(model)
    return engine().read("changed", model)


UNKNOWN: Mapping[str, Any] = {
    "format": lambda model: model.update(format="smpolicy/page@2"),
    "kind of fact": lambda model: model["facts"]["insignia.present"].update(kind="colour"),
    "formula": lambda model: model["formulas"].append([-3, 0]),
    "cell": lambda model: model["formulas"].append([4_000, 1]),
    "formula that comes later": lambda model: model["formulas"].append([-1, 9_999, 0]),
    "formula twice": lambda model: model["formulas"].append(model["formulas"][0]),
    "wide cell": lambda model: model["cells"].append(list(range(40))),
    "level": lambda model: model["terms"].append([4, -1, 0]),
    "role": lambda model: model["norms"][0].update(role="ornament"),
    "step": lambda model: model["steps"][0].update(on="Sunday"),
    "test": lambda model: model["facts"]["insignia.present"].update(presupposes=["rhymes", "act.kind", "x"]),
    "neutral": lambda model: model["facts"]["insignia.present"].update(neutral="true"),
    "missing": lambda model: model.pop("cells"),
    "missing norms": lambda model: model.pop("norms"),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_a_model_that_it_does_not_know_is_refused(what: str) -> None:
    """A format, a formula, a kind or a role that it does not know, or a model cut short, is a typed refusal."""
    refused = read(UNKNOWN[what])
    expected = {"format": "unknown-format", "neutral": "outside-domain"}.get(what)
    assert refused.get("refused") in ((expected,) if expected else ("unknown-part", "unreadable-model")), refused


@pytest.mark.parametrize("model", [None, 7, "smpolicy/page@1", [], {}, {"format": "smpolicy/program@1"}])
def test_what_is_no_model_is_refused(model: object) -> None:
    """Whatever is no page model at all is refused likewise."""
    assert engine().read("none", model)["refused"] == "unknown-format"


IMPOSSIBLE: Mapping[str, tuple[dict[str, Any], str]] = {
    "1 is not true": ({"insignia.present": 1}, "outside-domain"),
    "nor is a word": ({"insignia.present": "true"}, "outside-domain"),
    "null": ({"insignia.present": None}, "outside-domain"),
    "no such fact": ({"insignia.colour": True}, "unknown-fact"),
    "a derived fact": ({"person.status": "other"}, "unknown-fact"),
    "what every object has": ({"constructor": True}, "unknown-fact"),
    "no such choice": ({"activity.interaction": "shout"}, "outside-domain"),
    "a choice in a list": ({"activity.interaction": ["share"]}, "outside-domain"),
    "no such member": ({"content.depicts": ["a cat"]}, "outside-domain"),
    "a member had and lacked": ({"content.relates_to": {"has": ["osce"], "lacks": ["osce"]}}, "outside-domain"),
    "a part of another kind": ({"content.relates_to": {"has": ["osce"], "any": []}}, "outside-domain"),
    "members by their letters": ({"content.relates_to": "osce"}, "outside-domain"),
    "against a constraint": (
        {"content.recording_kind": "none", "content.depicts": ["osce_operation"]},
        "breaks-constraint",
    ),
    "against the structure": ({"person.structure.kind": "secretariat"}, "breaks-constraint"),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_impossible_facts_are_refused(what: str) -> None:
    """What is no fact, no value of it, or cannot be is refused as in Python, by a code, and never read as another."""
    facts, code = IMPOSSIBLE[what]
    policy = shipped("moldova")
    engine().read("moldova", policy.page_model())
    ((said),) = engine().tell("moldova", (facts, "none"))
    assert said["refused"] == code
    assert same(said, told_by_python(policy, facts, "none"))


def test_an_unknown_way_of_assuming_is_refused() -> None:
    """There are two ways of assuming."""
    engine().read("moldova", shipped("moldova").page_model())
    assert engine().tell("moldova", ({}, "kindly"))[0]["refused"] == "unknown-assumption"


# Its size, and what it is written in


def test_it_is_small() -> None:
    """Gzipped it takes less than 6 kB."""
    assert len(gzip.compress(FOLDER.joinpath("evaluate.js").read_bytes(), 9)) < 6_000


#: What ECMAScript has only since 2021, and 2022.
NEWER = (r"\?\?=", r"\|\|=", r"&&=", r"\.at\(", r"\.replaceAll\(", r"hasOwn\b", r"\bstatic\b", r"[{;]\s*#\w", r"\d_\d",
         r"\.findLast", r"\.toSorted", r"\.with\(", r"structuredClone", r"\bawait\b")  # fmt: skip


@pytest.mark.parametrize("name", ["evaluate.js", "source.js"])
def test_it_is_es2020_and_needs_nothing(name: str) -> None:
    """It imports nothing, touches neither page nor network, and has nothing that came later than ES2020."""
    source = FOLDER.joinpath(name).read_text(encoding="utf-8")
    assert not [each for each in NEWER if re.search(each, source)]
    outside = r"\b(import|require|fetch|document|window|globalThis|process|eval|Function|localStorage)\b"
    assert not re.search(outside, re.sub(r"(?m)//.*$", "", source))


def words(model: Any) -> Iterator[str]:
    """Yield all texts in a page model."""
    if isinstance(model, str):
        yield model
    elif isinstance(model, Mapping | list | tuple):
        for part in model.values() if isinstance(model, Mapping) else model:
            yield from words(part)


@pytest.mark.parametrize("structure", library().structures)
def test_a_page_model_is_small(structure: str) -> None:
    """Gzipped, that of any shipped structure takes less than 15 kB, with the words of its questions."""
    policy = shipped(structure)
    model = policy.page_model()
    written = json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(written, 9)) < 15_000
    said = set(words(model))
    for decision in (policy.evaluate({}), policy.evaluate({"activity.interaction": "share"}, assume="neutral")):
        assert {each.question for each in decision.questions} <= said
        assert {each.norm.citation for each in decision.because} <= said
