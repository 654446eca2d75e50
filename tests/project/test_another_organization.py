"""Another organization's documents, in its own words for persons and for kinds of structure, work from end to end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from checks.faults import underlined
from corpora import write
from smpolicy.meaning import conditions
from smpolicy.site.book import open_book
from smpolicy.site.names import HOME
from smpolicy.site.pages import navigation, page

DAY = date(2026, 1, 1)
FACTS = """schema: smpolicy/vocabulary@1
id: facts
title: Facts of the society
persons:
  employee: {label: employee, plural: employees, told_by: {person.role: employee}}
  volunteer: {label: volunteer, plural: volunteers, told_by: {person.role: [volunteer, trainee]}}
  board: {label: the board of the society}
facts:
  person.role:
    question: What are you in the society?
    values: {employee: an employee, volunteer: a volunteer, trainee: a trainee, guest: a guest}
  person.place:
    question: Where do you work?
    values: {branch: in a branch, house: in a house of the society}
    answered_by: structure
  post.secret: {question: Is it secret?, kind: conduct, neutral: false}
  post.children: {question: Does it show children?, kind: conduct, neutral: false}
"""
RULES = """schema: smpolicy/instrument@1
id: rules
title: Rules on posting
number: The Rules
short: Rules
issuer: {body: The board}
status: in-force
layer: 1
version: "1"
dates: {effective: {from: 2020-01-01}}
scope: {persons: {any: [{person.role: [employee, volunteer, trainee]}]}}
precedence:
  under: "1"
  words: Nobody shall post what is secret
  over: {layer: 2, promulgated_in: [branch]}
  effect: prevails
invites: {under: "2", words: Branches may say more, structures: [branch]}
provisions:
  - {id: "1", kind: section, number: "1.", eid: sec_1, text: Nobody shall post what is secret.}
  - {id: "2", kind: section, number: "2.", eid: sec_2, text: Branches may say more.}
norms:
  secret: {under: "1", text: Nobody shall post what is secret, act: {what is secret: {post.secret: true}}}
  more: {under: "2", text: Branches may say more, bearer: [board]}
"""
REGISTRY = """schema: smpolicy/structures@1
id: structures
title: Where the society works
kinds:
  house: {label: house, plural: The houses}
  branch: {label: branch, plural: The branches}
structures:
  - {id: north, kind: branch, names: [{name: Northern Branch}]}
  - {id: mill, kind: house, names: [{name: The Old Mill}]}
"""
OVERLAY = """schema: smpolicy/overlay@1
id: north/children
title: Children
status: in-force
issuer: {structure: north, signed_by: The head of the branch}
layer: 2
under: rules:2
dates: {issued: 2024-12-01, effective: {from: 2025-01-01}}
source: {title: Branch Note 1}
norms:
  children:
    under: rules:1
    text: Volunteers should not post what shows children.
    bearer: [volunteer]
    act: {post what shows children: {post.children: true}}
"""


def society(folder: Path, **files: str) -> Path:
    """Write the documents of the society."""
    written = {
        "base/facts.yaml": FACTS,
        "base/rules.yaml": RULES,
        "base/structures.yaml": REGISTRY,
        "overlays/north/children.yaml": OVERLAY,
    }
    return write(folder, written | {f"base/{name}.yaml": text for name, text in files.items()})


def test_it_works_from_end_to_end(tmp_path: Path) -> None:
    """It is checked without a finding, read back in its own plurals, decided by its own persons, and has its pages."""
    folder = society(tmp_path)
    report = smpolicy.check(folder, policies=folder)
    assert report.diagnostics == ()
    (read,) = report.readbacks()
    assert read.text.startswith("A ban.\nBinds: volunteers.\n")
    library = smpolicy.load(folder)
    policy = library.resolve("north", as_of=DAY)
    read_back = {norm.id: policy.readback(norm) for norm in policy.norms}
    assert ": employees and volunteers." in read_back["rules:secret"].splitlines()[1]
    assert "Binds: the board of the society.\n" in read_back["rules:more"]
    children = {"post.children": True, "post.secret": False}
    assert {
        who: policy.evaluate({"person.role": who, **children}).answer
        for who in ("employee", "volunteer", "trainee", "guest")
    } == {
        "employee": "no_departure_found", "volunteer": "departs", "trainee": "departs", "guest": "outside_scope"
    }  # fmt: skip
    assert policy.evaluate({"person.role": "employee", "post.secret": True}).answer == "contravenes"
    assert policy.evaluate({}).stated == {"person.place": "branch"}
    book = open_book(library, as_of=DAY)
    (structures,) = navigation(book).groups
    assert [(group.title, group.pages) for group in structures.groups] == [
        ("The houses", ("structures/mill",)), ("The branches", ("structures/north",))
    ]  # fmt: skip
    home = str(page(book, HOME, lambda name: name).body)
    assert home.index(">The houses<") < home.index(">The branches<")


def test_any_name_is_a_kind_where_none_is_listed(tmp_path: Path) -> None:
    """Without `kinds:` nothing is said of any, and pages show each by its name, in words."""
    start, end = REGISTRY.index("kinds:"), REGISTRY.index("structures:\n")
    registry = REGISTRY[:start] + REGISTRY[end:].replace("kind: house", "kind: guest_house")
    facts = FACTS.replace("house: in a house", "guest_house: in a house")
    folder = society(tmp_path, structures=registry, facts=facts)
    assert smpolicy.check(folder, policies=folder).diagnostics == ()
    (structures,) = navigation(open_book(smpolicy.load(folder), as_of=DAY)).groups
    assert [group.title for group in structures.groups] == ["Branch", "Guest house"]


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("structures", "kind: branch, names", "kind: brnch, names"),
        ("rules", "promulgated_in: [branch]", "promulgated_in: [brnch]"),
        ("rules", "structures: [branch]", "structures: [brnch]"),
    ],
)
def test_a_kind_that_no_registry_lists(tmp_path: Path, file: str, right: str, wrong: str) -> None:
    """Where kinds are listed, another one is underlined wherever it stands, with the nearest, the list and the mend."""
    text = {"structures": REGISTRY, "rules": RULES}[file]
    assert right in text
    folder = society(tmp_path, **{file: text.replace(right, wrong)})
    errors = [each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
    assert [(each.name, Path(each.path).stem, underlined(Path(each.path), each)) for each in errors] == [
        ("unknown-value", file, "brnch")
    ]
    assert errors[0].help == (
        "did you mean `branch`? the kinds are `house`, `branch`; "
        "declare another under `kinds:` of a registry, with its `label:`"
    )


def test_a_mistake_in_a_kind_is_reported_alone(tmp_path: Path) -> None:
    """What is written wrongly under `kinds:` is all that is said, and not that structures are of no kind."""
    folder = society(tmp_path, structures=REGISTRY.replace("plural: The branches", "plurl: The branches"))
    assert [each.name for each in smpolicy.check(folder, policies=folder).diagnostics] == ["unknown-key"]


def test_a_kind_declared_otherwise_elsewhere(tmp_path: Path) -> None:
    """Two registries may list a kind in the same words, and not in others."""
    more = "schema: smpolicy/structures@1\nid: more\ntitle: More\nkinds: {branch: {label: branch, plural: P}}\n"
    more += "structures: [{id: south, kind: branch, names: [{name: Southern Branch}]}]\n"
    for number, (plural, expected) in enumerate((("The branches", []), ("Other branches", ["duplicate-id"]))):
        folder = society(tmp_path / str(number), more=more.replace("P}", f"{plural}}}"))
        errors = [each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
        assert [each.name for each in errors] == expected


def test_an_overlay_has_no_fact_that_its_structure_answers(tmp_path: Path) -> None:
    """A local fact is one of a single structure: it is asked, and the kind answers only facts of every structure."""
    facts = "facts:\n  north.place: {question: Where?, values: {branch: a branch}, answered_by: structure}\n"
    folder = society(tmp_path)
    write(folder, {"overlays/north/children.yaml": OVERLAY.replace("norms:\n", f"{facts}norms:\n")})
    (found,) = [each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
    assert (found.name, underlined(Path(found.path), found)) == ("base-only-key", "answered_by")


LOUD = OVERLAY.replace("norms:\n", "facts: {north.loud: Is it loud?}\nnorms:\n")
LOCAL = {
    "a person": FACTS.replace("told_by: {person.role: employee}", "told_by: {north.loud: true}"),
    "a constraint": FACTS + "constraints: [{why: so, if: {north.loud: true}, then: {post.secret: true}}]\n",
    "a derived fact": FACTS + "  post.loud: {meaning: loud, derived: {'true': {north.loud: true}}}\n",
    "a name": FACTS.replace("neutral: false}", "neutral: false, named_by: {north.loud: true}}", 1),
    "a norm": RULES.replace("{post.secret: true}", "{north.loud: true}"),
    "a scope": RULES.replace("scope: {", "scope: {holds: {north.loud: true}, "),
}


@pytest.mark.parametrize("what", LOCAL)
def test_what_holds_for_all_turns_on_no_local_fact(tmp_path: Path, what: str) -> None:
    """People of other structures are never asked a local question: a document for all that turns on it is told so."""
    folder = society(tmp_path, **{"rules" if LOCAL[what].startswith(RULES[:30]) else "facts": LOCAL[what]})
    write(folder, {"overlays/north/children.yaml": LOUD})
    errors = [each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
    assert [(each.name, underlined(Path(each.path), each)) for each in errors] == [("foreign-fact", "north.loud")]


def test_a_local_fact_that_follows_from_that_of_another(tmp_path: Path) -> None:
    """What an overlay derives from another structure's fact could be found out for nobody, and is told so."""
    other = LOUD.replace("north", "mill").replace(
        "{mill.loud: Is it loud?}", "{mill.loud: {derived: {'true': {LOCAL}}}}"
    )
    for local, expected in (("north.loud: true", ["foreign-fact"]), ("post.secret: true", [])):
        files = {"overlays/north/children.yaml": LOUD, "overlays/mill/x.yaml": other.replace("LOCAL", local)}
        folder = write(society(tmp_path / local[:4]), files)
        found = [each.name for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
        assert [name for name in found if name != "issuer-not-invited"] == expected


@pytest.mark.parametrize("named", ["post", "person"])
def test_a_structure_may_bear_the_name_that_facts_begin_with(tmp_path: Path, named: str) -> None:
    """Whose a fact is follows from the document that declares it, and not from how its name begins."""
    folder = society(tmp_path, structures=REGISTRY.replace("id: mill", f"id: {named}"))
    assert smpolicy.check(folder, policies=folder).diagnostics == ()
    policy = smpolicy.load(folder).resolve("north", as_of=DAY)
    assert policy.evaluate({"person.role": "employee", "post.secret": True}).answer == "contravenes"


@pytest.mark.parametrize(
    ("raised", "rule"),
    [
        ("raised_by: post.unknown, unraised: a", "unknown-fact"),
        ("raised_by: north.loud, unraised: a", "unknown-fact"),
        ("unraised: a", "unknown-fact"),
        ("raised_by: post.secret", "unknown-reading"),
        ("raised_by: post.secret, unraised: c", "unknown-reading"),
        ("raised_by: post.secret, unraised: a", None),
    ],
)
def test_what_raises_a_question_is_a_fact_for_all(tmp_path: Path, raised: str, rule: str | None) -> None:
    """The fact that raises a question is declared for everybody, and the reading without effect is one of its own."""
    question = f"{{number: Q1, question: What?, readings: {{a: A, b: B}}, {raised}}}"
    folder = society(tmp_path, rules=f"{RULES}open_questions:\n  q1: {question}\n")
    write(folder, {"overlays/north/children.yaml": LOUD})
    errors = [each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
    assert [(each.name, underlined(Path(each.path), each)) for each in errors] == ([(rule, question)] if rule else [])
    if rule is None:
        policy = smpolicy.load(folder).resolve("north", as_of=DAY)
        assert policy.evaluate({}, assume="neutral").text()


def test_a_registry_lists_no_part_without_the_whole(tmp_path: Path) -> None:
    """A part has a structure that it is a part of, and that one is listed too."""
    folder = society(tmp_path, structures=REGISTRY.replace("id: mill", "id: mill/east"))
    errors = [each for each in smpolicy.check(folder, policies=folder).diagnostics if each.severity == "error"]
    (found,) = [each for each in errors if each.path.endswith("structures.yaml")]
    assert (found.name, underlined(Path(found.path), found)) == ("unknown-value", "mill/east")
    assert found.help is not None
    assert "list `mill` too" in found.help


# ------------------------------------------------------------ the house names nobody


def declared_names() -> Iterator[str]:
    """Yield what the packaged documents call persons, what tells them apart, and the kinds of structure."""
    lowered = smpolicy.load().lowered
    facts = lowered.vocabulary.facts
    persons = [each for each in lowered.vocabulary.persons.values() if each.told_by is not None]
    yield from (each.name for each in persons)
    waiting = [test.fact for each in persons if each.told_by for test in conditions.tests(each.told_by)]
    while waiting:
        fact = facts[waiting.pop()]
        waiting += [test.fact for _, case in fact.cases for test in conditions.tests(case)]
        yield from (fact.domain.names() if fact.kind != "derived" else ())
    for document in smpolicy.load().corpus.documents:
        if document.form.schema_ == "smpolicy/structures@1":
            yield from document.form.kinds


def test_no_module_names_a_person_or_a_kind() -> None:
    """What the OSCE calls its people and its structures stands in its documents, and in no module.

    The typed facts are made of those documents; the strategies draw documents that declare their own; and words by
    which a sentence is read (`modal_words`) are English, and never in quotes by themselves.
    """
    names = set(declared_names())
    assert {"osce_official", "intern", "staff_mission_member", "field_operation", "secretariat"} <= names
    quoted = re.compile("|".join(f"[\"'`]{name}[\"'`]" for name in sorted(names)))
    anywhere = re.compile("|".join(rf"\b{name}\b" for name in sorted(names) if "_" in name))
    source = Path(smpolicy.__file__).parent
    modules = {path.relative_to(source).as_posix(): path for path in source.rglob("*.py")}
    for name in ("si31.py", "testing/strategies.py"):
        del modules[name]
    found = {
        f"{name}: {match.group()}"
        for name, path in modules.items()
        for pattern in (quoted, anywhere)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()
