"""Documents declare whoever is bound by a norm, and which facts tell who is one, in any organization."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from checks.faults import underlined
from smpolicy import InvalidDocuments
from smpolicy.foundations.diagnostics import Diagnostic

DAY = date(2026, 1, 1)
ROLE = """  person.role:
    question: Who are you?
    values: {employee: an employee, volunteer: a volunteer, guest: a guest}
    kind: circumstance
    answered_by: registry
"""
PERSONS = """persons:
  employee: {label: employee, plural: employees, told_by: {person.role: employee}}
  volunteer: {label: volunteer, plural: volunteers, told_by: {person.role: volunteer}}
  agency: {label: the agency itself}
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
  - {id: north, kind: house, names: [{name: North Agency}]}
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
  may: {under: "rules:1", text: Employees may post what is secret., act: {post what is secret: {post.secret: true}}}
"""


def agency(folder: Path, facts: str = ROLE + SECRET, *, persons: str = PERSONS, **files: str) -> Path:
    """Write the documents of another organization: its facts, its rules, its registry, and an overlay."""
    written = {
        "base/facts.yaml": f"schema: smpolicy/vocabulary@1\nid: facts\ntitle: Facts\n{persons}facts:\n{facts}",
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
    """Who is bound is declared in an organization's own words: nothing is wrong, and each of them is bound."""
    folder = agency(tmp_path)
    (folder / "overlays/north/code.yaml").unlink()
    assert errors(folder) == []
    policy = smpolicy.load(folder).resolve("north", as_of=DAY)
    answers = {
        who: policy.evaluate({"person.role": who, "post.secret": True}).answer
        for who in ("employee", "volunteer", "guest")
    }
    assert answers == {"employee": "contravenes", "volunteer": "contravenes", "guest": "no_departure_found"}


def test_whom_a_norm_binds_by_default(tmp_path: Path) -> None:
    """A norm that does not say whom it binds binds all who are told by facts, but those who say that they are not."""
    persons = PERSONS.replace(
        "told_by: {person.role: volunteer}", "told_by: {person.role: volunteer}, by_default: false"
    )
    folder = agency(tmp_path, persons=persons)
    (folder / "overlays/north/code.yaml").unlink()
    policy = smpolicy.load(folder).resolve("north", as_of=DAY)
    secret = {"post.secret": True}
    assert policy.evaluate({"person.role": "employee", **secret}).answer == "contravenes"
    assert policy.evaluate({"person.role": "volunteer", **secret}).answer == "no_departure_found"
    (norm,) = policy.norms
    assert policy.readback(norm).startswith("A ban.\nBinds: employees.\n")


def test_a_bearer_whom_nobody_declares(tmp_path: Path) -> None:
    """A name that no vocabulary declares is underlined, with the nearest one, those declared, and how to add one."""
    rules = RULES.replace("SCOPE\n", "").replace("act:", "bearer: [employee, voluntere], act:")
    (found,) = errors(agency(tmp_path, base__rules=rules))
    assert (found.name, underlined(Path(found.path), found)) == ("unknown-bearer", "voluntere")
    assert found.message == "this binds `voluntere`, and no vocabulary declares who that is"
    assert found.help == (
        "did you mean `volunteer`? declared are `employee`, `volunteer`, `agency`; "
        "declare another under `persons:` of a vocabulary"
    )


def test_a_corpus_that_declares_nobody(tmp_path: Path) -> None:
    """Where nobody is declared, the first norm says so, and what it says to add makes the documents whole."""
    found = told(agency(tmp_path / "a", persons=""))
    assert found == [("unknown-bearer", "rules.yaml", '"1"')]
    named = RULES.replace("SCOPE\n", "").replace("act:", "bearer: [employee], act:")
    bare = agency(tmp_path / "b", persons="", base__rules=named)
    (bare / "overlays/north/code.yaml").unlink()
    (fault,) = errors(bare)
    assert fault.help is not None
    declared = fault.help.partition("`persons: ")[2].rstrip("`")
    told_by = declared.replace("some.fact: its value", "person.role: employee")
    folder = agency(tmp_path / "c", persons=f"persons: {told_by}\n", base__rules=named)
    (folder / "overlays/north/code.yaml").unlink()
    assert errors(folder) == []


def test_nobody_by_default(tmp_path: Path) -> None:
    """Where nobody is bound by default, a norm without `bearer:` is underlined by its key, with whom it could name."""
    persons = "persons:\n  agency: {label: the agency itself}\n"
    (found, *more) = errors(agency(tmp_path, persons=persons))
    assert (underlined(Path(found.path), found), more) == ('"1"', [])
    assert found.message == "this does not say whom it binds, and nobody is bound by default"
    assert found.help == ("name in `bearer:` whom it binds (`agency`), or remove `by_default: false` from one of them")
    nobody = RULES.replace("SCOPE\n", "").replace("act:", "bearer: [agency], act:")
    overlay = OVERLAY.replace("act:", "bearer: [agency], act:")
    assert errors(agency(tmp_path / "whole", persons=persons, base__rules=nobody, overlays__north__code=overlay)) == []


@pytest.mark.parametrize(
    ("told_by", "rule", "words"),
    [
        ("{person.rôle: employee}", "unknown-fact", "person.rôle"),
        ("{person.role: employe}", "unknown-value", "employe"),
        ("{}", "not-a-condition", "{}"),
        ("person.role", "wrong-type", "person.role"),
    ],
)
def test_a_condition_that_tells_nobody(tmp_path: Path, told_by: str, rule: str, words: str) -> None:
    """A mistake in what tells who somebody is is reported where it stands, and alone."""
    persons = PERSONS.replace("{person.role: employee}", told_by)
    assert told(agency(tmp_path, persons=persons)) == [(rule, "facts.yaml", words)]


def test_a_person_declared_otherwise_elsewhere(tmp_path: Path) -> None:
    """Two vocabularies may declare a person in the same words, and not in others."""
    again = "schema: smpolicy/vocabulary@1\nid: more\ntitle: More\n{}facts: {{}}\n"
    overlay = OVERLAY.replace("may post", "shall not post")
    same = agency(tmp_path / "a", base__more=again.format(PERSONS), overlays__north__code=overlay)
    assert errors(same) == []
    other = again.format(PERSONS.replace("plural: employees", "plural: workers"))
    found = told(agency(tmp_path / "b", base__more=other, overlays__north__code=overlay))
    assert found == [("duplicate-id", "more.yaml", "employee")]


def test_an_overlay_declares_nobody(tmp_path: Path) -> None:
    """Whom norms bind is declared for every structure: an overlay that tries is told where."""
    (found,) = errors(agency(tmp_path, overlays__north__code=OVERLAY.replace("norms:\n", f"{PERSONS}norms:\n")))
    assert (found.name, underlined(Path(found.path), found)) == ("unknown-key", "persons")
    assert (
        found.help
        == "whom norms can bind is declared for every structure, under `persons:` of a vocabulary; name them here"
    )


@pytest.mark.parametrize(
    "facts",
    [
        ROLE.replace("question:", "qestion:") + SECRET,
        ROLE.replace("employee: an employee", "employee: 3") + SECRET,
        ROLE.replace("circumstance", "circumstances") + SECRET,
    ],
)
def test_a_mistake_in_the_fact_is_reported_alone(tmp_path: Path, facts: str) -> None:
    """What is written wrongly in the fact is all that is said: one that was not understood is not missing."""
    (found,) = errors(agency(tmp_path, facts))
    assert (Path(found.path).name, found.code[:4]) == ("facts.yaml", "SMP2")


def test_a_mistake_in_a_person_is_reported_alone(tmp_path: Path) -> None:
    """What is written wrongly in a declaration is all that is said, and not that whom norms bind is undeclared."""
    (found,) = errors(agency(tmp_path, persons=PERSONS.replace("plural: employees", "plurl: employees")))
    assert (found.name, underlined(Path(found.path), found)) == ("unknown-key", "plurl")


def test_a_vocabulary_that_cannot_be_read_lacks_nothing(tmp_path: Path) -> None:
    """Of a file that is no YAML, only that is said, and not that it does not tell who is bound."""
    assert "unknown-bearer" not in {name for name, _, _ in told(agency(tmp_path, "  person.role: [\n"))}


def test_a_person_told_by_what_follows_from_nothing(tmp_path: Path) -> None:
    """A derived fact that never comes out as a person needs it tells nobody; a slip in a value is reported once."""
    standing = "  person.standing:\n    meaning: standing\n    values: {staff: staff, guest: a guest}\n    derived:\n"
    staff = "      staff: {any: [{person.role: employee}, {person.role: volunteer}]}\n"
    guests = "  guest: {label: guest, told_by: {all: [{person.standing: guest}, {post.secret: false}]}}\n"
    either = "  either: {label: either, told_by: {any: [{person.standing: guest}, {person.standing: staff}]}}\n"
    not_staff = "  stranger: {label: stranger, told_by: {not: {person.standing: staff}}}\n"
    facts = ROLE + standing + staff + SECRET
    (missing,) = errors(agency(tmp_path / "a", facts, persons=PERSONS + guests + either + not_staff))
    assert missing.message == "nothing says who is `guest`"
    assert underlined(Path(missing.path), missing).startswith("{all:")
    slip = facts.replace("      staff:", "      staf:")
    (found,) = errors(agency(tmp_path / "b", slip, persons=PERSONS + guests))
    assert (found.name, found.help) == ("unknown-value", "did you mean `staff`?")
    member = "  person.member: {meaning: member, derived: by-norm}\n"
    yes = "  member: {label: member, told_by: {person.member: true}}\n"
    yes += "  rest: {label: rest, told_by: {person.member: false}}\n"
    assert told(agency(tmp_path / "c", ROLE + member + SECRET, persons=PERSONS + yes)) == [
        ("unknown-bearer", "facts.yaml", "{person.member: true}")
    ]


def test_a_fact_that_follows_from_itself(tmp_path: Path) -> None:
    """A fact that would follow from itself, also through another, is told where it is declared, and follows nowhere."""
    itself = "    derived: {employee: {person.role: employee}, volunteer: {post.secret: true}}\n"
    stated = "    kind: circumstance\n    answered_by: registry\n"
    (found,) = errors(agency(tmp_path / "a", ROLE.replace(stated, itself) + SECRET))
    assert (found.name, found.message) == ("not-a-condition", "`person.role` would follow from itself")
    other = "  person.staff: {meaning: staff, derived: {'true': {person.role: employee}}}\n"
    through = itself.replace("person.role: employee", "person.staff: true")
    found_both = errors(agency(tmp_path / "b", ROLE.replace(stated, through) + other + SECRET))
    assert [each.message for each in found_both] == [
        "`person.role` would follow from itself",
        "`person.staff` would follow from itself",
    ]


@pytest.mark.parametrize("values", ["values: {branch: a}, ", "members: {house: a}, ", "unit: year, ", ""])
def test_a_kind_of_structure_that_its_fact_lacks(tmp_path: Path, values: str) -> None:
    """A policy states of what kind its structure is, so a fact that the structure answers has every kind."""
    kind = f"  person.place: {{question: Where?, {values}kind: circumstance, answered_by: structure}}\n"
    found = told(agency(tmp_path, ROLE + kind + SECRET))
    assert found == [("unknown-value", "structures.yaml", "house")]


def test_persons_keep_others_out(tmp_path: Path) -> None:
    """An instrument speaks to nobody but the persons whom it covers, whatever else its scope says."""
    agencies = "  person.agency: {question: Which?, values: {north: North, abroad: abroad}, kind: circumstance}\n"
    at_work = "  post.at_work: {question: At work?, kind: circumstance}\n"
    for number, holds in enumerate(("", "holds: {post.at_work: false}, ")):
        rules = RULES.replace("SCOPE", f"scope: {{{holds}persons: {{person.agency: north}}}}")
        folder = agency(tmp_path / str(number), ROLE + agencies + at_work + SECRET, base__rules=rules)
        (folder / "overlays/north/code.yaml").unlink()
        policy = smpolicy.load(folder).resolve("north", as_of=DAY)
        secret = {"person.role": "employee", "post.secret": True, "post.at_work": False}
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
        folder = agency(tmp_path / str(number), ROLE + category + facts + SECRET)
        (duty,) = smpolicy.load(folder).resolve("north", as_of=DAY).duties(category="staff")
        assert (duty.norm.id, duty.status) == ("rules:1", "depends")
    with pytest.raises(smpolicy.ImpossibleFacts, match=r"no fact is called `person\.category`"):
        smpolicy.load(agency(tmp_path / "none")).resolve("north", as_of=DAY).duties(category="staff")


def test_a_vocabulary_in_the_folder_of_one_structure_bears_on_all(tmp_path: Path) -> None:
    """Facts serve every structure, in whatever folder they stand; so does what is wrong with them."""
    other = REGISTRY + "  - {id: south, kind: house, names: [{name: South Agency}]}\n"
    folder = agency(tmp_path, base__structures=other)
    text = (folder / "base/facts.yaml").read_text(encoding="utf-8").replace("question: Who", "qestion: Who")
    (folder / "overlays/north/facts.yaml").write_text(text, encoding="utf-8")
    (folder / "base/facts.yaml").unlink()
    with pytest.raises(InvalidDocuments):
        smpolicy.load(folder).resolve("south", as_of=DAY)
