"""A fact tells whoever is bound by a norm, in the documents of any organization."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from checks.faults import underlined
from smpolicy import InvalidDocuments
from smpolicy.diagnostics import Diagnostic

DAY = date(2026, 1, 1)
STATUS = """  person.status:
    question: Who are you?
    values: {osce_official: an employee, non_osce_staff: a contractor, other: neither}
    kind: circumstance
    answered_by: registry
"""
SECRET = "  post.secret: {question: Is it secret?, kind: conduct, neutral: false, answered_by: user}\n"
RULES = """schema: smpolicy/instrument@1
id: rules
title: Rules
number: The Rules
short: Rules
issuer: {body: Board}
status: in-force
layer: 1
version: "1"
dates: {effective: {from: 2020-01-01}}
SCOPE
provisions:
  - {id: "1", kind: section, number: "1.", eid: sec_1, text: Nobody shall post what is secret.}
norms:
  "1": {under: "1", text: Nobody shall post what is secret, act: {what is secret: {post.secret: true}}}
"""
REGISTRY = """schema: smpolicy/structures@1
id: structures
title: Agencies
structures:
  - {id: north, kind: institution, names: [{name: North Agency}]}
"""
OVERLAY = """schema: smpolicy/overlay@1
id: north/code
title: Code
status: in-force
issuer: {structure: north, signed_by: head}
layer: 2
under: rules:1
dates: {effective: {from: 2020-01-01}}
source: {title: Code}
norms:
  may: {under: "rules:1", text: Staff may post what is secret., act: {post what is secret: {post.secret: true}}}
"""


def agency(folder: Path, facts: str = STATUS + SECRET, **files: str) -> Path:
    """Write the documents of another organization: its facts, its rules, its registry, and an overlay."""
    written = {
        "base/facts.yaml": f"schema: smpolicy/vocabulary@1\nid: facts\ntitle: Facts\nfacts:\n{facts}",
        "base/rules.yaml": RULES.replace("SCOPE\n", ""),
        "base/structures.yaml": REGISTRY,
        "overlays/north/code.yaml": OVERLAY,
        **{f"{name.replace('__', '/')}.yaml": text for name, text in files.items()},
    }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def errors(folder: Path) -> list[Diagnostic]:
    """Return the errors that a check finds; whatever they are, deciding refuses by the same."""
    found = [each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
    if any(each.name != "inconsistent" for each in found):
        with pytest.raises(InvalidDocuments) as refused:
            smpolicy.load(folder).resolve("north", as_of=DAY)
        assert [each.message for each in refused.value.diagnostics] == [each.message for each in found]
    return found


def told(folder: Path) -> list[tuple[str, str, str]]:
    """Return each error by its rule, the file that it stands in, and the words that it underlines."""
    return [(each.name, Path(each.path).name, underlined(Path(each.path), each)) for each in errors(folder)]


def test_persons_of_another_organization(tmp_path: Path) -> None:
    """Who is bound is called by the names that norms know, with labels of one's own: nothing is wrong, and it binds."""
    folder = agency(tmp_path, overlays__north__code="# nothing\n")
    (folder / "overlays/north/code.yaml").unlink()
    assert errors(folder) == []
    policy = smpolicy.load(folder).resolve("north", as_of=DAY)
    answers = {
        who: policy.evaluate({"person.status": who, "post.secret": True}).answer
        for who in ("osce_official", "non_osce_staff", "other")
    }
    assert answers == {
        "osce_official": "contravenes", "non_osce_staff": "contravenes", "other": "no_departure_found"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "underlined_values"),
    [
        ("{employee: an employee, contractor: a contractor}", ["employee", "contractor"]),
        ("{osce_official: an employee, contractor: a contractor, other: neither}", ["contractor"]),
        ("{osce_official: an employee, non_osce_staff: a contractor, volunteer: a volunteer}", ["volunteer"]),
    ],
)
def test_a_status_that_no_norm_can_bind(tmp_path: Path, values: str, underlined_values: list[str]) -> None:
    """Each value that no norm can bind is underlined, and nothing is said of the norms that it would switch off."""
    known = "{osce_official: an employee, non_osce_staff: a contractor, other: neither}"
    found = told(agency(tmp_path, STATUS.replace(known, values) + SECRET))
    assert found == [("unknown-bearer", "facts.yaml", value) for value in underlined_values]


def test_a_slip_in_a_status_is_told(tmp_path: Path) -> None:
    """Where a value is nearly one that norms know, that one is offered."""
    (found,) = errors(agency(tmp_path, STATUS.replace("osce_official", "osce_oficial") + SECRET))
    assert (found.message, found.help) == ("no norm can bind who is `osce_oficial`", "did you mean `osce_official`?")


def test_a_bearer_without_a_value(tmp_path: Path) -> None:
    """A norm that binds somebody who is no value of the fact is underlined, by its key where it names nobody."""
    facts = STATUS.replace("non_osce_staff: a contractor, ", "") + SECRET
    (found,) = errors(agency(tmp_path / "a", facts))
    assert underlined(Path(found.path), found) == '"1"'
    assert found.message == "this binds `non_osce_staff`, which is no value of `person.status`"
    assert found.help == (
        "declare `non_osce_staff` among its values, or name in `bearer:` who is bound: without it, `osce_official` "
        "and `non_osce_staff` are"
    )
    named = RULES.replace("SCOPE\n", "").replace("act:", "bearer: [osce_official], act:")
    overlay = OVERLAY.replace("act:", "bearer: [non_osce_staff], act:")
    assert told(agency(tmp_path / "b", facts, base__rules=named, overlays__north__code=overlay)) == [
        ("unknown-bearer", "code.yaml", "non_osce_staff")
    ]


def test_a_missing_status_is_reported_once(tmp_path: Path) -> None:
    """Where nothing tells a person's status, the first norm that turns on it says so, and nothing follows from it."""
    assert told(agency(tmp_path / "a", SECRET)) == [("unknown-bearer", "rules.yaml", '"1"')]
    empty = agency(tmp_path / "b", "  {}\n")
    assert ("unknown-bearer", "rules.yaml", '"1"') in told(empty)
    nobody = RULES.replace("SCOPE\n", "").replace("act:", "bearer: [organization], act:")
    assert told(agency(tmp_path / "c", SECRET, base__rules=nobody)) == [("unknown-bearer", "code.yaml", "may")]


@pytest.mark.parametrize(
    "facts",
    [
        STATUS.replace("question:", "qestion:") + SECRET,
        STATUS.replace("osce_official: an employee", "osce_official: 3") + SECRET,
        STATUS.replace("circumstance", "circumstances") + SECRET,
    ],
)
def test_a_mistake_in_the_status_is_reported_alone(tmp_path: Path, facts: str) -> None:
    """What is written wrongly in the fact is all that is said: a status that was not understood is not missing."""
    (found,) = errors(agency(tmp_path, facts))
    assert (Path(found.path).name, found.code[:4]) == ("facts.yaml", "SMP2")


def test_a_vocabulary_that_cannot_be_read_lacks_nothing(tmp_path: Path) -> None:
    """Of a file that is no YAML, only that is said, and not that it does not tell who is bound."""
    assert "unknown-bearer" not in {name for name, _, _ in told(agency(tmp_path, "  person.status: [\n"))}


@pytest.mark.parametrize(
    "domain",
    ["", "    members: {osce_official: an employee}\n", "    unit: year\n"],
)
def test_a_status_of_another_kind(tmp_path: Path, domain: str) -> None:
    """A status is one of a list: neither yes or no, nor several at once, nor a number tells who is bound."""
    facts = f"  person.status:\n    question: Who are you?\n{domain}    kind: circumstance\n" + SECRET
    assert told(agency(tmp_path, facts)) == [("unknown-bearer", "facts.yaml", "person.status")]


def test_a_status_that_follows_from_nothing(tmp_path: Path) -> None:
    """A derived status says from which facts each bearer follows; a slip in a value is reported there and once."""
    category = (
        "  person.category: {question: What are you?, values: {staff: staff, guest: a guest}, kind: circumstance}\n"
    )
    derived = category + STATUS.replace("question: Who are you?", "meaning: standing").replace(
        "    kind: circumstance\n    answered_by: registry\n",
        "    derived:\n      osce_official: {person.category: staff}\n",
    )
    both = "      non_osce_staff: {person.category: guest}\n"
    (missing,) = errors(agency(tmp_path / "a", derived + SECRET))
    assert missing.message == "nothing says who is `non_osce_staff`, and norms bind them"
    (slip,) = errors(agency(tmp_path / "b", derived + both.replace("staff:", "staf:") + SECRET))
    assert (slip.name, slip.help) == ("unknown-value", "did you mean `non_osce_staff`?")
    nobody = STATUS.replace("    kind: circumstance\n    answered_by: registry\n", "    derived: by-norm\n")
    assert told(agency(tmp_path / "c", nobody + SECRET)) == [("unknown-bearer", "facts.yaml", "by-norm")] * 2


def test_a_status_that_follows_from_itself(tmp_path: Path) -> None:
    """A fact that would follow from itself, also through another, is told where it is declared, and follows nowhere."""
    itself = "    derived: {osce_official: {person.status: osce_official}, non_osce_staff: {post.secret: true}}\n"
    stated = "    kind: circumstance\n    answered_by: registry\n"
    (found,) = errors(agency(tmp_path / "a", STATUS.replace(stated, itself) + SECRET))
    assert (found.name, found.message) == ("not-a-condition", "`person.status` would follow from itself")
    other = "  person.staff: {meaning: staff, derived: {'true': {person.status: osce_official}}}\n"
    through = itself.replace("person.status: osce_official", "person.staff: true")
    found_both = errors(agency(tmp_path / "b", STATUS.replace(stated, through) + other + SECRET))
    assert [each.message for each in found_both] == [
        "`person.status` would follow from itself",
        "`person.staff` would follow from itself",
    ]


def test_a_status_of_an_overlay(tmp_path: Path) -> None:
    """An overlay declares no facts for everybody: its norms and those of the base still lack it."""
    facts = "facts:\n  person.status: {question: Who are you?, values: {osce_official: an employee}}\n"
    found = told(agency(tmp_path, SECRET, overlays__north__code=OVERLAY.replace("norms:\n", f"{facts}norms:\n")))
    assert ("foreign-prefix", "code.yaml", "person.status") in found
    assert ("unknown-bearer", "rules.yaml", '"1"') in found


def test_staff_and_mission_members(tmp_path: Path) -> None:
    """Who is a staff or mission member is told by a yes/no fact, which a norm that binds them cannot do without."""
    rules = RULES.replace("SCOPE\n", "").replace("act:", "bearer: [osce_official, staff_mission_member], act:")
    member = "  person.is_staff_mission_member: {question: Are you?, kind: circumstance"
    cases: Mapping[str, str] = {
        "": "staff_mission_member",
        f"{member}, values: {{yes_: indeed}}}}\n": "person.is_staff_mission_member",
        f"{member.replace('kind: circumstance', 'derived: by-norm')}}}\n": "by-norm",
    }
    for number, (facts, words) in enumerate(cases.items()):
        (found,) = told(agency(tmp_path / str(number), STATUS + facts + SECRET, base__rules=rules))
        assert (found[0], found[2]) == ("unknown-bearer", words)
    known = agency(tmp_path / "known", STATUS + f"{member}}}\n" + SECRET, base__rules=rules)
    assert [each.name for each in errors(known) if each.name != "inconsistent"] == []


def test_a_bearer_that_nobody_knows(tmp_path: Path) -> None:
    """A bearer that is no known name is no word that can stand there."""
    rules = RULES.replace("SCOPE\n", "").replace("act:", "bearer: [employee], act:")
    (found,) = errors(agency(tmp_path, base__rules=rules))
    assert (found.name, underlined(Path(found.path), found)) == ("unknown-word", "employee")


@pytest.mark.parametrize("values", ["values: {secretariat: a}, ", "members: {institution: a}, ", "unit: year, ", ""])
def test_a_kind_of_structure_that_its_fact_lacks(tmp_path: Path, values: str) -> None:
    """A policy states of what kind its structure is, so the fact on that has every kind in the registry."""
    kind = f"  person.structure.kind: {{question: Where?, {values}kind: circumstance}}\n"
    assert told(agency(tmp_path, STATUS + kind + SECRET)) == [("unknown-value", "structures.yaml", "institution")]


def test_persons_keep_others_out(tmp_path: Path) -> None:
    """An instrument speaks to nobody but the persons whom it covers, whatever else its scope says."""
    agencies = "  person.agency: {question: Which?, values: {north: North, abroad: abroad}, kind: circumstance}\n"
    at_work = "  post.at_work: {question: At work?, kind: circumstance}\n"
    for number, holds in enumerate(("", "holds: {post.at_work: false}, ")):
        rules = RULES.replace("SCOPE", f"scope: {{{holds}persons: {{person.agency: north}}}}")
        folder = agency(tmp_path / str(number), STATUS + agencies + at_work + SECRET, base__rules=rules)
        (folder / "overlays/north/code.yaml").unlink()
        policy = smpolicy.load(folder).resolve("north", as_of=DAY)
        secret = {"person.status": "osce_official", "post.secret": True, "post.at_work": False}
        assert policy.evaluate({**secret, "person.agency": "north"}).answer == "contravenes"
        abroad = policy.evaluate({**secret, "person.agency": "abroad"})
        assert (abroad.answer, abroad.findings["rules:1"].status) == ("outside_scope", "not_examined")
        assert "person.agency" in {fact.name for fact in policy.evaluate(secret).questions}


def test_persons_that_no_fact_tells_are_said_once(tmp_path: Path) -> None:
    """A fact that is missing where an instrument says whom it covers is all that is said, of its overlays too."""
    rules = RULES.replace("SCOPE", "scope: {persons: {person.agency: north}}")
    found = smpolicy.check(agency(tmp_path, base__rules=rules), policies=tmp_path).diagnostics
    assert [each.name for each in found] == ["unknown-fact"]


def test_duties_ask_of_no_event_that_nobody_declared(tmp_path: Path) -> None:
    """What is asked of somebody to whom nothing happens is found where events are declared otherwise, or not at all."""
    category = "  person.category: {question: What are you?, values: {staff: staff}, kind: circumstance}\n"
    event = "  person.event: {question: What happens?, values: {joining: joining}, kind: circumstance}\n"
    derived = "  person.event: {meaning: joining, derived: {'true': {post.secret: true}}}\n"
    for number, facts in enumerate(("", event, derived)):
        folder = agency(tmp_path / str(number), STATUS + category + facts + SECRET)
        (duty,) = smpolicy.load(folder).resolve("north", as_of=DAY).duties(category="staff")
        assert (duty.norm.id, duty.status) == ("rules:1", "depends")
    with pytest.raises(smpolicy.ImpossibleFacts, match=r"no fact is called `person\.category`"):
        smpolicy.load(agency(tmp_path / "none")).resolve("north", as_of=DAY).duties(category="staff")


def test_a_vocabulary_in_the_folder_of_one_structure_bears_on_all(tmp_path: Path) -> None:
    """Facts serve every structure, in whatever folder they stand; so does what is wrong with them."""
    other = REGISTRY + "  - {id: south, kind: institution, names: [{name: South Agency}]}\n"
    folder = agency(tmp_path, base__structures=other)
    text = (folder / "base/facts.yaml").read_text(encoding="utf-8").replace("question: Who", "qestion: Who")
    (folder / "overlays/north/facts.yaml").write_text(text, encoding="utf-8")
    (folder / "base/facts.yaml").unlink()
    with pytest.raises(InvalidDocuments):
        smpolicy.load(folder).resolve("south", as_of=DAY)
