"""The base compiled once: an overlay extends it, and means the same as if all were compiled together."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, event, given, settings

import oracle
import smpolicy
from corpora import base, norm, overlay, write
from profiles import draws
from smpolicy.deciding import base as base_module
from smpolicy.deciding.base import beside_base
from smpolicy.deciding.program import Program, compile_program
from smpolicy.deciding.worlds import Formula, possible
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.library import Library
from smpolicy.lowering import lower
from smpolicy.meaning.conditions import holds
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
LAW = settings(max_examples=draws(30, heavy=True), suppress_health_check=list(HealthCheck))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note each program that is compiled, and whether it extends a base; nothing is known before."""
    noted: list[bool] = []

    def compile_and_note(**given: object) -> Program:
        noted.append(given.get("base") is not None)
        return compile_program(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(base_module, "_COMPILED", type(base_module._COMPILED)())
    monkeypatch.setattr(base_module, "compile_program", compile_and_note)
    return noted


def test_a_library_compiles_its_base_once(compiled: list[bool]) -> None:
    """Six structures, each with a draft of its own, stand on one base: one program, and six that extend it."""
    library = smpolicy.load()
    drafted = [name for name, each in library.structures.items() if library.resolve(name, as_of=DAY).drafts_left_out]
    for name in drafted:
        assert library.resolve(name, as_of=DAY, drafts=True).program.clauses
    assert compiled.count(False) == 1
    assert compiled.count(True) == len(drafted) > 3


def test_a_base_that_is_loaded_again_is_not_compiled_again(compiled: list[bool]) -> None:
    """What the same documents are compiled to is the same."""
    for _ in range(2):
        assert smpolicy.load().resolve("secretariat", as_of=DAY).program.clauses
    assert compiled.count(False) == 1


def test_a_decision_on_a_base_that_was_loaded_before_says_the_same(compiled: list[bool]) -> None:
    """Reasons, mends, steps and all else: a norm is known by its id, whichever load it came with."""
    logo = {
        "person.category": "staff_mission_member", "activity.channel": "social_networking",
        "activity.linked_to_functions": False, "activity.interaction": "post", "account.is_personal": True,
        "account.branded_with_osce_vi_or_ip": True, "branding.origin": ["user_applied"],
        "branding.authorization": "not_sought",
    }  # fmt: skip
    first, again = (
        smpolicy.load().resolve("secretariat", as_of=DAY).evaluate(logo, assume="neutral").to_json() for _ in range(2)
    )
    assert compiled.count(False) == 1
    assert [step["norm"] for step in first["steps"]] == ["si31:7.1.b3"]
    assert again == first


def test_another_day_on_which_something_else_holds_is_another_base(tmp_path: Path, compiled: list[bool]) -> None:
    """Of a base that changed, nothing is taken from what was compiled before."""
    local = norm("tell", "Staff shall tell.", "{act.told: true}")
    write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local)})
    first = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    facts = {"act.done": True, "act.shows": ["photo"], "act.told": True, "person.category": "staff"}
    assert first.evaluate(facts).answer == "departs"
    rules = tmp_path / "base/rules.yaml"
    rules.write_text(rules.read_text().replace("Nobody should post", "Nobody shall post"))
    assert smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY).evaluate(facts).answer == "contravenes"
    assert compiled.count(False) == 2


def test_one_base_is_compiled_once_whatever_stands_on_it(tmp_path: Path, compiled: list[bool]) -> None:
    """What a base is compiled to hangs on no overlay, nor on where overlays apply."""
    for word in ("early", "late"):
        local = norm("tell", f"Staff shall tell {word}.", "{act.told: true}")
        write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local, id=f"arcadia/{word}")})
        program = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY).program
        assert [each.norm.id for each in program.clauses] == ["rules:photos", "rules:tell", f"arcadia/{word}#tell"]
    assert compiled == [False, True, True]


def test_the_base_that_was_used_longest_ago_is_the_first_to_go(
    tmp_path: Path, compiled: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three bases two are kept, and one that was used again is not the one that goes."""
    monkeypatch.setattr(base_module, "_MOST_COMPILED", 2)
    write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1")})
    rules = tmp_path / "base/rules.yaml"
    written = rules.read_text()
    anew = []
    for word in ("Nobody", "Anybody", "Nobody", "Somebody", "Nobody", "Anybody"):
        rules.write_text(written.replace("Nobody should post", f"{word} should post"))
        before = compiled.count(False)
        assert smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY).program.clauses
        anew.append(compiled.count(False) > before)
    assert anew == [True, True, False, True, False, True]


TOWER = "facts:\n  {0}.tower: {{question: Is there a tower?}}\n"


def on_one_base(folder: Path) -> Library:
    """Write two structures on one base, each with a fact of its own."""
    base(folder)
    for name in ("arcadia", "elbonia"):
        local = norm("tell", "Staff shall tell.", f"{{act.told: true, {name}.tower: true}}")
        text = overlay(f"{name}/ai-1", local).replace("norms:\n", f"{TOWER.format(name)}norms:\n")
        write(folder, {f"overlays/{name}/ai-1.yaml": text})
    return smpolicy.load(folder)


def test_of_the_facts_of_another_structure_nothing_is_known(tmp_path: Path) -> None:
    """What holds for a structure knows the facts of the base and its own."""
    library = on_one_base(tmp_path)
    for name in ("arcadia", "elbonia"):
        known = library.resolve(name, as_of=DAY).program.vocabulary.facts
        assert known.keys() & {"act.told", "arcadia.tower", "elbonia.tower"} == {"act.told", f"{name}.tower"}


def test_an_instrument_is_compiled_beside_the_whole_base(tmp_path: Path) -> None:
    """Its norms stand beside those of the base, each once, with the facts that it declares, and no others' norms."""
    lowered = on_one_base(tmp_path).lowered
    above = ["rules:photos", "rules:tell"]
    for name, own in (("rules", []), ("arcadia/ai-1", ["arcadia/ai-1#tell"]), ("elbonia/ai-1", ["elbonia/ai-1#tell"])):
        program = beside_base(lowered.instruments[name], lowered)
        assert program is not None
        assert [each.norm.id for each in program.clauses] == [*above, *own]
    missing = replace(
        lowered, instruments={name: each for name, each in lowered.instruments.items() if name != "rules"}
    )
    assert beside_base(lowered.instruments["arcadia/ai-1"], missing) is None


def test_an_overlay_that_cuts_a_number_elsewhere_is_compiled_anew(tmp_path: Path) -> None:
    """A number is cut where any norm names it: an overlay's threshold within the base's stretch is one too."""
    write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": ""})
    rules = tmp_path / "base/rules.yaml"
    words = "Nobody should post photos of colleagues"
    early = f'  early: {{under: "1", text: {words}, act: {{{words}: {{time.hours: {{under: 24}}}}}}}}\n'
    rules.write_text(rules.read_text().replace("norms:\n", f"norms:\n{early}", 1))
    local = norm("late", "Staff shall not post early.", "{time.hours: {under: 12}}")
    write(tmp_path, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local)})
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    given_facts = {"act.done": True, "act.shows": [], "act.told": True, "person.category": "staff"}
    answers = [policy.evaluate({**given_facts, "time.hours": hours}).answer for hours in (11, 12, 23, 24)]
    assert answers == ["contravenes", "departs", "departs", "no_departure_found"]


def holds_in(program: Program, formula: Formula, world: dict[str, object]) -> bool:
    """Whether a formula holds where facts and readings have these values."""
    domains = list(program.full)
    for name, value in world.items():
        program.restrict(domains, name, value)  # type: ignore[arg-type]
    return possible((formula,), domains, program.full)


@LAW
@given(drawn.corpora())
def test_what_extends_a_base_means_what_its_conditions_say(documents: list[Document]) -> None:
    """In each world every element of every norm holds as a formula exactly where it does as a condition."""
    library = Library(corpus=Corpus(documents=tuple(documents)), lowered=lower(documents))
    policy = library.resolve("arcadia", as_of=DAY)
    program = policy.program
    local = [clause for clause in program.clauses if clause.norm.structure]
    assume(local)
    event(f"{len(local)} local norms")
    for world in itertools.islice(oracle.meaning(policy).worlds({}), 60):
        for clause in (*local, *program.clauses[:1]):
            for element in clause.elements:
                assert holds_in(program, element.formula, dict(world)) is holds(element.condition, world)
