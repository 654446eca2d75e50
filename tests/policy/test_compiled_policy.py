"""A policy decides by its program from the third decision on: the same, to the last word, and of shipped structures."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import FACTS, base, load, overlay, write
from corpora import norm as norm_of
from deciding.test_compiled import both_say_the_same, limits
from profiles import draws
from shipped_policies import shipped
from smpolicy import ImpossibleFacts, Library, Policy
from smpolicy.policy.for_good import program_of

DAY = date(2026, 1, 1)
SHIPPED = ("moldova", "odihr", "bih")


def drawn_activity(policy: Policy, rnd: random.Random) -> dict[str, Any]:
    """Draw what somebody states under a policy: little or much, often neutral, now and then not sure or in part."""
    share, facts = rnd.choice((0.02, 0.05, 0.1, 0.3, 0.6, 0.95)), dict[str, Any]()
    for name, fact in policy.vocabulary.facts.items():
        if fact.kind == "derived" or name in policy.given or rnd.random() >= share:
            continue
        if rnd.random() < 0.1:
            facts[name] = "not_sure"
        elif fact.neutral is not None and rnd.random() < 0.7:
            facts[name] = sorted(fact.neutral) if isinstance(fact.neutral, frozenset) else fact.neutral
        else:
            facts[name] = _value(fact.domain.kind, fact.domain.names(), rnd)
    return facts if rnd.random() < 0.1 else _possible(policy, facts, rnd)


def _value(kind: str, names: tuple[str, ...], rnd: random.Random) -> Any:
    match kind:
        case "boolean":
            return rnd.random() < 0.5
        case "enum":
            return rnd.choice(names)
        case "integer":
            return rnd.randrange(60)
        case "day":
            return date(2026, 1, 1) + timedelta(rnd.randrange(900))
    members = [name for name in names if rnd.random() < 0.3]
    if rnd.random() < 0.7:
        return members
    return {"has": members[:2], "lacks": [name for name in names if name not in members and rnd.random() < 0.6]}


def _possible(policy: Policy, facts: Mapping[str, Any], rnd: random.Random) -> dict[str, Any]:
    """Leave out what cannot hold together with what was drawn before it."""
    program, kept = policy.program, dict[str, Any]()
    domains = program.left_by(policy.given)
    for name, said in rnd.sample(sorted(facts.items(), key=lambda each: each[0]), len(facts)):
        stated: Any = policy.vocabulary.read({name: said})[0][name]
        if said == "not_sure" or program.agrees(domains, {name: stated}):
            program.restrict(domains, name, stated)
            kept[name] = said
    return kept


@pytest.mark.parametrize("structure", SHIPPED)
def test_shipped_structures_are_decided_the_same(structure: str) -> None:
    """On drawn activities, drafts included, a program says all that the search says, by both ways of assuming."""
    policy = shipped(structure)
    program, rnd, reached = policy.compile(), random.Random(structure), Counter[str]()
    activities = [drawn_activity(policy, rnd) for _ in range(draws(8, heavy=True))]
    both_say_the_same(policy, program, [(each, how) for each in activities for how in ("none", "neutral")], reached)
    assert reached["open"] > 5
    assert reached["asks"] > 5
    assert reached["raised"] > 1


def test_where_no_diagram_fits_a_shipped_structure_is_decided_the_same(packaged: Library) -> None:
    """With the limits made small the exact search over cells decides, as slowly as before."""
    policy = packaged.resolve("moldova", as_of=DAY, drafts=True)
    with limits(MOST_NODES=10):
        program = program_of(policy)
    assert program.method == "search"
    rnd = random.Random(7)
    decisions = [(drawn_activity(policy, rnd), how) for how in ("none", "neutral")]
    both_say_the_same(policy, program, decisions, Counter())


def test_decisions_before_and_after_compiling_are_equal(packaged: Library) -> None:
    """The first two decisions are found by search, the third and all others by the program; nobody can tell."""
    facts = {"activity.interaction": "share", "content.political": "not_sure", "person.category": "intern"}
    policy = packaged.resolve("bih", as_of=DAY, drafts=True)
    first, second, third, fourth = (policy.evaluate(facts, assume="neutral") for _ in range(4))
    assert [isinstance(each.source, smpolicy.Verdict) for each in (first, second, third, fourth)] == [
        False,
        False,
        True,
        True,
    ]
    assert first == second == third == fourth
    assert len({hash(each) for each in (first, second, third, fourth)}) == 1
    assert first.to_json() == third.to_json()
    assert first.text(full=True) == third.text(full=True)
    replies = {"content.political": True}
    assert first.given(replies).to_json() == third.given(replies).to_json()


NOT_TRUE: tuple[object, ...] = (1, 1.0, "true", "True", 0, "false", None, [], b"true")


@pytest.mark.parametrize("said", NOT_TRUE, ids=repr)
def test_what_is_no_boolean_is_refused_although_python_holds_it_to_be_equal(tmp_path: Path, said: object) -> None:
    """`1`, `1.0` and `"true"` are not `true`: before a program is compiled and after it, once `True` was stated too."""
    policy = load(base(tmp_path)).resolve("arcadia", as_of=DAY)
    program = policy.compile()
    for stated in (True, said, False, said):
        if stated is said:
            for decide in (policy.evaluate, policy.ruling, program.evaluate):
                with pytest.raises(ImpossibleFacts, match=r"act\.done"):
                    decide({"act.done": said})
        else:
            policy.evaluate({"act.done": stated})


@pytest.mark.parametrize("said", [True, 1.5, "1", -1, 2**53, 2**70, None], ids=repr)
def test_what_is_no_number_is_refused_where_a_number_is_needed(tmp_path: Path, said: object) -> None:
    """`True` is not `1`; and no number is larger than JSON is certain of."""
    policy = load(base(tmp_path)).resolve("arcadia", as_of=DAY)
    program = policy.compile()
    program.evaluate({"time.hours": 1})
    for evaluate in (program.evaluate, policy.ruling):
        with pytest.raises(ImpossibleFacts, match=r"time\.hours"):
            evaluate({"time.hours": said})


@pytest.mark.parametrize("said", [0.0, 1.0, 2**53 - 1, float(2**53 - 1)], ids=repr)
def test_a_number_is_whole_however_it_is_written(tmp_path: Path, said: float) -> None:
    """`1.0` is 1, as JSON has it, whatever was stated before."""
    policy = load(base(tmp_path)).resolve("arcadia", as_of=DAY)
    program = policy.compile()
    for each in (said, int(said), said):
        assert program.evaluate({"time.hours": each}).possible == policy.ruling({"time.hours": int(said)}).possible
    assert type(policy.ruling({"time.hours": said}).stated["time.hours"]) is int


MANY = [f"m{number}" for number in range(57)]


def test_a_constraint_on_fifty_seven_members_compiles_and_decides(tmp_path: Path) -> None:
    """A set has two values for each member: what ties all of them is too wide for a cell, and stays a formula."""
    members = ", ".join(f"{name}: a {name}" for name in MANY)
    every = ", ".join(MANY)
    nothing, something = f"{{act.many: {{lacks: [{every}]}}}}", f"{{act.many: {{any_of: [{every}]}}}}"
    wide = f"""constraints:
  - {{why: who did nothing shows nothing, if: {{act.done: false}}, then: {nothing}}}
  - {{why: it is shown by something, if: {{act.done: true}}, then: {something}}}
"""
    fact = f"  act.many: {{question: Which of these?, members: {{{members}}}, kind: conduct}}\n"
    folder = write(base(tmp_path), {"base/facts.yaml": FACTS.replace("facts:\n", f"facts:\n{fact}", 1) + wide})
    local = norm_of("many", "Nobody should show these.", "{act.many: {any_of: [m3, m5]}}")
    write(folder, {"overlays/arcadia/a.yaml": overlay("arcadia/a", local)})
    policy = load(folder).resolve("arcadia", as_of=DAY)
    program = policy.compile()
    assert program.method == "compiled"
    assert program.document["wide"]
    decisions: list[Any] = [
        ({}, "none"),
        ({}, "neutral"),
        ({"act.many": ["m3"]}, "none"),
        ({"act.many": ["m4"]}, "neutral"),
        ({"act.many": {"lacks": MANY[:56]}, "act.done": True}, "none"),
        ({"act.many": {"lacks": MANY}, "act.done": True}, "none"),
        ({"act.many": ["m3"], "act.done": False}, "none"),
        ({"act.done": False}, "neutral"),
    ]
    reached = Counter[str]()
    both_say_the_same(policy, program, decisions, reached)
    assert reached["refused"] == 2


def loaded_after(statement: str) -> list[str]:
    """Return all modules that a fresh interpreter loads for a statement."""
    code = f"import sys; before = set(sys.modules)\n{statement}\nprint(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.split()


DECIDE = """
import datetime, smpolicy
policy = smpolicy.load().resolve('secretariat', as_of=datetime.date(2026, 1, 1))
for _ in range({times}): policy.evaluate({{'activity.interaction': 'like'}}, assume='neutral').answer
"""
#: So many modules of the project were visited for one decision before there were programs.
_VISITED_ONCE = 97


def test_whoever_decides_once_imports_nothing_of_compiling() -> None:
    """The first decisions visit no more modules than before there were programs; from the third on, those of one."""
    once, often = ([each for each in loaded_after(DECIDE.format(times=n)) if "smpolicy" in each] for n in (1, 3))
    compiling = {f"smpolicy.deciding.{name}" for name in ("cells", "cubes", "diagram", "knowledge")}
    assert not [each for each in once if each in compiling or ".compiled" in each]
    assert len(once) <= _VISITED_ONCE
    assert compiling < set(often)


def test_whoever_loads_a_program_imports_nothing_else(packaged: Library, tmp_path: Path) -> None:
    """It decides by the standard library alone, and by little of that: this is what takes the time."""
    program = packaged.resolve("moldova", as_of=DAY, drafts=True).compile()
    file = tmp_path / "program.json"
    file.write_text(program.text(), encoding="utf-8")
    loaded = loaded_after(
        f"import smpolicy; p = smpolicy.load_program({str(file)!r}); "
        "v = p.evaluate({'activity.interaction': 'share'}, assume='neutral'); v.answer, v.because, v.questions, v.steps"
    )
    own = {each for each in loaded if each.startswith("smpolicy")}
    assert {each for each in own if not each.startswith("smpolicy.deciding.compiled")} == {
        "smpolicy",
        "smpolicy.deciding",
    }
    others = {each.partition(".")[0] for each in loaded} - {"smpolicy"}
    assert others <= LIGHT


#: What of the standard library a program may be read with.
LIGHT = frozenset(sys.stdlib_module_names)


def test_a_verdict_is_a_value() -> None:
    """It is equal to one on the same statements, comes out of a pickle, can be a key, and is named in one line."""
    program = shipped("moldova").compile()
    facts = {"activity.interaction": "share", "person.category": "not_sure"}
    verdict, again = program.evaluate(facts), program.evaluate(facts)
    kept = pickle.loads(pickle.dumps(verdict))
    assert verdict == again == kept
    assert len({verdict, again, kept}) == 1
    assert verdict != program.evaluate(facts, assume="neutral")
    assert (kept.answer, kept.questions) == (verdict.answer, verdict.questions)
    assert repr(verdict) == "<Verdict outside_scope or no_departure_found or departs or contravenes>"
