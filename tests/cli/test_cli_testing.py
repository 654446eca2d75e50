"""`test` runs scenarios and the examples of norms, and says what comes out otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli.commandline import ARCADIA, HERE, HOBBY, Ran, run
from render.test_formats import agrees
from smpolicy.render.policy_tests import junit_of_tests as as_junit

HARBOUR = str(HERE.parents[1] / "examples" / "harbour")

#: Scenarios about the port of the examples: one that comes out, one that does not, one that states too little.
SCENARIOS = """schema: smpolicy/scenarios@1
scenarios:
  - name: A picture of a seal
    structure: north
    as_of: 2026-01-01
    assume: neutral
    facts: {person.role: employee, post.done: publish, post.picture_shows: [seal]}
    expect: contravenes
    because: [rules:security]
  - name: A placard long after the unloading
    structure: east
    as_of: 2026-01-01
    assume: neutral
    facts:
      person.role: contractor
      post.done: publish
      post.picture_shows: []
      east.shows_placard: true
      east.hours_since_unloading: 100
    expect: contravenes
    because: [east/order-2025#placards]
  - name: Somebody publishes something
    structure: east
    as_of: 2026-01-01
    facts: {post.done: publish}
    expect: departs
    because: []
"""


def written(folder: Path, text: str, name: str = "scenarios.yaml") -> str:
    """Write a file, and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def tried(*arguments: str) -> Ran:
    """Run policy tests about the port."""
    return run("test", *arguments, "--policies", HARBOUR)


def test_all_of_a_folder() -> None:
    """Without a path the scenarios and examples of the folder are run, and the exit code is 0 where all come out."""
    ran = tried()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "14 scenarios, 4 examples: 18 passed, 0 failed\n"


def test_expected_stands_beside_got(tmp_path: Path) -> None:
    """What fails is told with its place, the first norm that differs with its line, and the fact that is missing."""
    path = written(tmp_path, SCENARIOS)
    ran = tried(path)
    assert ran.code == 1
    told = ran.out.split("\n\n")
    assert told[0].splitlines() == [
        f"FAILED  {path}:10  A placard long after the unloading",
        "  expected:  contravenes",
        "  got:       no_departure_found",
        "  - `east/order-2025#placards` is not cited",
        "  first norm that differs: east/order-2025#placards stands as `outside`: "
        "“within 48 hours after the unloading”",
        f"    --> {HARBOUR}/overlays/east/order-2025.yaml:37",
    ]
    assert "  expected:  departs\n  got:       undetermined\n" in told[1]
    assert told[1].endswith("  state also: `person.role`")
    assert told[2] == "3 scenarios, 0 examples: 1 passed, 2 failed\n"
    assert "passed  " in tried(path, "-v").out


def test_an_example_that_comes_out_otherwise(tmp_path: Path) -> None:
    """The examples of an overlay are run too, each by the line of its norm that does not hold."""
    text = """schema: smpolicy/overlay@1
id: arcadia/other
title: Draft
status: draft
proposed_for: arcadia
drafted_by: The tests
layer: 3
under: si31:7.3
norms:
  likes:
    under: si31:7.2.b2
    text: Staff should not like posts of others.
    act:
      like posts: {activity.interaction: like}
    examples:
      - {given: {activity.interaction: post}, expect: broken}
      - {given: {}, expect: met}
"""
    ran = run("test", written(tmp_path, text, "other.yaml"), "--policies", ARCADIA)
    assert ran.code == 1
    assert "  expected:  broken\n  got:       met\n" in ran.out
    assert "first norm that differs: arcadia/other#likes stands as `met`: “like posts”" in ran.out
    assert "state also: `activity.interaction`" in ran.out


def test_an_example_beside_scenarios(tmp_path: Path) -> None:
    """Where an example does not come out, it is told, and no scenario or mutant says anything until it does."""
    example = "    examples: [{given: {post.done: publish}, expect: met}]\n"
    paths = (written(tmp_path, DRAFT + example, "quiet.yaml"), written(tmp_path, OF_A_DRAFT))
    ran = tried(*paths, "--drafts", "--mutants", "--coverage")
    assert ran.code == 1
    assert "north/quiet#quiet, example 1\n  expected:  met\n  got:       broken\n" in ran.out
    assert (
        "  expected:  contravenes\n  got:       not asked\n"
        "  - an example of a norm does not come out, so nothing can be said of what holds: mend that first\n"
    ) in ran.out
    assert "mutants:" not in ran.out
    assert "error: no mutant is tried while an example of a norm does not come out" in ran.err
    agrees(json.loads(tried(*paths, "--drafts", "--format", "json").out))
    other = written(tmp_path, DRAFT.replace("post.done: publish", "post.dun: publish") + example, "quiet.yaml")
    assert tried(other, paths[1], "--drafts").code == 2


def test_which_are_run(tmp_path: Path) -> None:
    """`-k` runs those in whose name, structure or file all words stand; where none does, that is said."""
    path = written(tmp_path, SCENARIOS)
    assert tried(path, "-k", "SEAL picture").out == "1 scenario, 0 examples: 1 passed, 0 failed\n"
    ran = tried(path, "-k", "walrus")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: none of 3 scenarios and examples has `walrus` in its name, structure or file\n"


def test_another_day(tmp_path: Path) -> None:
    """`--as-of` asks every scenario as of another day."""
    ran = tried(written(tmp_path, SCENARIOS), "-k", "seal", "--as-of", "2020-01-01")
    assert "got:       not_in_force" in ran.out


def test_nothing_to_run(tmp_path: Path) -> None:
    """An empty run fails, and says what was looked for and where."""
    folder = tmp_path / "empty"
    folder.mkdir()
    ran = run("test", str(folder))
    assert (ran.code, ran.out) == (2, "")
    assert "there is no document in" in ran.err
    path = written(tmp_path, "schema: smpolicy/scenarios@1\nscenarios: []\n")
    ran = run("test", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"error: there is nothing to run in `{path}`: 1 document was read, and none has `scenarios:` "
        "(`schema: smpolicy/scenarios@1`) or a norm with `examples:`\n"
    )
    assert run("test", str(tmp_path / "nowhere")).code == 2


def test_several_bases_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two bases would count at once, it is said where each stands, and how each is tested by itself."""
    monkeypatch.chdir(HERE.parents[1])
    ran = run("test", "examples")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == (
        "error: several bases would count at once: that of `rules` in `examples/harbour` and the packaged one "
        "(`si31`); test each by itself: `smpolicy test examples/harbour --policies examples/harbour`; name what "
        "stands on the packaged one without `examples/harbour`"
    )
    assert run("test", "examples/harbour", "--policies", "examples/harbour").code == 0
    assert run("test", "examples/arcadia", "examples/conditions").code == 0


#: A draft for the port, and a scenario that comes out only where drafts count.
DRAFT = """schema: smpolicy/overlay@1
id: north/quiet
title: Quiet
status: draft
proposed_for: north
drafted_by: The tests
layer: 2
under: rules:5.1
dates: {effective: {from: 2026-01-01}}
norms:
  quiet:
    under: rules:3.3
    text: Employees shall not publish anything.
    act:
      publish: {post.done: publish}
"""
OF_A_DRAFT = """schema: smpolicy/scenarios@1
scenarios:
  - name: Employees publish nothing
    structure: north
    as_of: 2026-03-01
    assume: neutral
    facts: {person.role: employee, post.done: publish, post.picture_shows: []}
    expect: contravenes
    because: [north/quiet#quiet]
"""


def test_drafts_take_part_where_that_is_asked(tmp_path: Path) -> None:
    """`--drafts` lets drafts take part in every scenario; without it a scenario says for itself whether they do."""
    paths = (written(tmp_path, DRAFT, "quiet.yaml"), written(tmp_path, OF_A_DRAFT))
    ran = tried(*paths)
    assert (ran.code, ran.out.splitlines()[1:3]) == (1, ["  expected:  contravenes", "  got:       no_departure_found"])
    assert tried(*paths, "--drafts").out == "1 scenario, 0 examples: 1 passed, 0 failed\n"
    says_so = OF_A_DRAFT.replace("    assume:", "    drafts: true\n    assume:")
    ran = tried(paths[0], written(tmp_path, says_so, "says.yaml"))
    assert ran.out == "1 scenario, 0 examples: 1 passed, 0 failed\n"


def test_facts_beside_scenarios(tmp_path: Path) -> None:
    """A file that states facts is no scenario and no fault: it is left alone, and that is said."""
    written(tmp_path, SCENARIOS)
    facts = written(tmp_path, HOBBY, "facts.yaml")
    under = written(tmp_path, "facts: {activity.interaction: post}\n", "under.yaml")
    ran = tried(str(tmp_path), "-k", "seal")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        f"notice: `{path}` states facts and has no `schema:`: no scenario is looked for in it"
        for path in (facts, under)
    ]
    written(tmp_path, "id: arcadia/draft\ntitle: An overlay without a schema\n", "overlay.yaml")
    ran = tried(str(tmp_path), "-k", "seal")
    assert ran.code == 2
    assert "SMP201" in ran.err


def test_scenarios_with_faults(tmp_path: Path) -> None:
    """A scenario that names what there is not is told at its place, and the others are run all the same."""
    path = written(tmp_path, SCENARIOS.replace("structure: north", "structure: nort"))
    ran = tried(path)
    assert ran.code == 1
    assert f"error[SMP450] faulty-scenario: the registry has no structure `nort`\n --> {path}:4:16" in ran.err
    assert ran.out.endswith("2 scenarios, 0 examples: 0 passed, 2 failed, 1 faulty\n")
    ran = tried(written(tmp_path, "schema: smpolicy/scenarios@1\nscenarios: [\n"))
    assert (ran.code, ran.out) == (2, "")
    assert "so nothing can be said of what holds" in ran.err


def test_facts_that_cannot_be(tmp_path: Path) -> None:
    """A scenario whose facts cannot hold together fails, and says why."""
    text = SCENARIOS.replace("person.role: employee,", "person.role: employee, person.role_other: x,")
    assert tried(written(tmp_path, text)).code == 1
    scenario = """schema: smpolicy/scenarios@1
scenarios:
  - name: Impossible
    structure: moldova
    as_of: 2026-01-01
    facts: {person.structure.kind: institution}
    expect: undetermined
    because: []
"""
    ran = run("test", written(tmp_path, scenario))
    assert ran.code == 1
    assert "  got:       impossible\n  - `person.structure.kind` is `field_operation` here" in ran.out


def test_as_json(tmp_path: Path) -> None:
    """What is printed for other tools keeps to its schema."""
    ran = tried(written(tmp_path, SCENARIOS.replace("structure: north", "structure: nort")), "--format", "json")
    printed = json.loads(ran.out)
    agrees(printed)
    assert printed["summary"] == {"passed": 0, "failed": 2, "faulty": 1}
    assert printed["tests"][0]["differing"]["words"] == "within 48 hours after the unloading"


def test_as_junit(tmp_path: Path) -> None:
    """JUnit XML holds a suite for each file, a case for each test, its failure and what cannot be run."""
    out = tmp_path / "junit.xml"
    path = written(tmp_path, SCENARIOS.replace("structure: north", "structure: nort"))
    assert tried(path, "--junit", str(out)).code == 1
    root = ElementTree.parse(out).getroot()
    assert {name: root.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "3", "failures": "2", "errors": "1"
    }  # fmt: skip
    (suite,) = root
    assert suite.get("name") == path
    assert [each.tag for case in suite for each in case] == ["failure", "failure", "error"]


@pytest.mark.parametrize("name", ["<b>&\"'", "]]>", "a\x1b[31mb", "line\nbreak\t", "\ud800\ufffe\x00", "\u202eevil"])
def test_hostile_names_in_junit(name: str) -> None:
    """Whatever somebody calls a test, the XML can be read, and holds nothing that acts on a terminal."""
    place = {"path": name, "line": 1}
    told = {"name": name, "about": name, "expected": name, "got": name, "problems": [name], "to_state": [name]}
    differing = {"norm": name, "citation": name, "status": name, "words": name, "place": place}
    test = {"kind": "scenario", "place": place, "result": "failed", **told, "differing": differing}
    plain = {
        "format": "smpolicy/tests@1",
        "tests": [test],
        "faults": [{"place": place, "rule": name, "message": name}],
        "summary": {"passed": 0, "failed": 1, "faulty": 1},
    }
    xml = as_junit(plain)  # type: ignore[arg-type]
    ElementTree.fromstring(xml.encode("utf-8"))
    assert not set(xml) & set("\x1b\u202e\x00")
