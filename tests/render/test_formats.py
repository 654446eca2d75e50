"""The formats printed for other tools keep to their published schemas, and to the contract."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import smpolicy
from cli.commandline import ARCADIA, BROKEN, DATA, run
from cli.contract import CASES
from interview.persons import drawn_person
from shipped_policies import library, shipped
from smpolicy.checking import plain_baseline
from smpolicy.documents.document import FORMS
from smpolicy.documents.published import file_name
from smpolicy.documents.schema import shipped as published
from smpolicy.policy.interview import Interview
from smpolicy.policy.interview import plain as as_interview
from smpolicy.render import decision as as_decision
from smpolicy.render import difference as as_difference
from smpolicy.render import formats
from smpolicy.render import json as as_json
from smpolicy.render import page_model as as_page
from smpolicy.render import policy as as_policy
from smpolicy.render import program_words as as_words
from smpolicy.render.formats import ANOTHER, FORMATS
from smpolicy.render.rebase import plain_rebase
from smpolicy.testing.scenarios.as_plain import plain_impact, plain_tests

DAY = "2026-01-01"
#: The example of the contract, by the name of its format.
EXAMPLES = {"smpolicy/decision@1": "evaluate.json", "smpolicy/diagnostics@1": "check.json"}


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that names keys."""
    if isinstance(schema, list):
        for each in schema:
            yield from objects(each)
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema
        for each in schema.values():
            yield from objects(each)


def lists(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema in which a list of values stands beside other strings, since it may grow."""
    for each in schema if isinstance(schema, list) else schema.values() if isinstance(schema, dict) else ():
        yield from lists(each)
    if isinstance(schema, dict) and ANOTHER in schema.get("anyOf", []):
        yield schema


def closed(name: str, *, whole: bool = True) -> Draft202012Validator:
    """Return a validator that refuses keys and values that the schema lacks and, if `whole`, wants all there must be.

    That is this version, to which what it prints is held; a reader of later ones keeps to the schema as it is.
    """
    schema = published(name)
    for each in lists(schema):
        each["anyOf"].remove(ANOTHER)
    for each in objects(schema):
        each["additionalProperties"] = False
        each["required"] = each.get("required", []) if whole else []
    return Draft202012Validator(schema)


def agrees(printed: Any) -> None:
    """Hold what was printed against the schema of the format that it names, as published and closed."""
    Draft202012Validator(published(printed["format"])).validate(printed)
    closed(printed["format"]).validate(printed)


@pytest.mark.parametrize("name", CASES)
def test_a_decision_agrees_with_its_schema(name: str) -> None:
    """Every case of the contract gives a decision with the keys of the schema and no other."""
    case = CASES[name]
    policy = smpolicy.load().resolve("secretariat", as_of=date.fromisoformat(str(case.get("as_of", DAY))))
    decision = policy.evaluate(case["facts"], assume=case.get("assume", "neutral")).to_json()
    assert decision["format"] == "smpolicy/decision@1"
    agrees(json.loads(json.dumps(decision)))


@pytest.mark.parametrize("stated", [{"has": ["osce_operation"]}, {"lacks": ["osce_operation"]}, "not_sure"])
def test_a_decision_on_partial_facts_agrees_with_its_schema(stated: Any) -> None:
    """Part of a set, and a fact that nobody is sure of, are printed as the schema says."""
    policy = smpolicy.load().resolve("moldova", as_of=date.fromisoformat(DAY), drafts=True)
    decision = policy.evaluate({"content.depicts": stated}).to_json()
    assert "content.depicts" in decision["stated"]
    assert decision["unsettled_by"]["questions"]
    agrees(json.loads(json.dumps(decision)))


@pytest.mark.parametrize(
    "arguments",
    [["secretariat"], ["moldova", "--drafts"], ["arcadia", "--drafts", "--policies", ARCADIA]],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_policy_agrees_with_its_schema(arguments: list[str]) -> None:
    """What `show` prints has the keys of the schema and no other, with drafts and without."""
    printed = json.loads(run("show", *arguments, "--as-of", DAY, "--format", "json").out)
    assert printed["format"] == "smpolicy/policy@1"
    assert any("draft" in each for each in printed["entries"]) == ("--drafts" in arguments)
    agrees(printed)


@pytest.mark.parametrize(
    "arguments",
    [
        ["secretariat", "odihr"],
        ["arcadia", "--policies", ARCADIA, "--drafts", "--other-as-of", "2023-06-01"],
        ["astana", "ukraine-smm"],
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_difference_agrees_with_its_schema(arguments: list[str]) -> None:
    """What `diff` prints has the keys of the schema and no other, with changes and without."""
    printed = json.loads(run("diff", *arguments, "--as-of", DAY, "--format", "json").out)
    assert printed["format"] == "smpolicy/diff@1"
    agrees(printed)


def test_an_interview_agrees_with_its_schema_at_every_screen() -> None:
    """Whether it asks, shows lists, asks what somebody is not sure of, follows up, or has come to the decision."""
    policy = smpolicy.load().resolve("moldova", as_of=date.fromisoformat(DAY), drafts=True)
    shown = set()
    for seed in range(20):
        person, interview = drawn_person(policy, seed), Interview.begun(policy)
        while (screen := interview.screen) is not None:
            agrees(json.loads(json.dumps(interview.to_json())))
            shown.add(
                (screen.kind, screen.norm is not None, any(each.value is smpolicy.NOT_SURE for each in screen.ticks))
            )
            interview = interview.answered(person.replies(interview, screen))
        agrees(json.loads(json.dumps(interview.to_json())))
    assert shown >= {
        ("questions", False, False),
        ("questions", True, False),
        ("list", False, False),
        ("list", False, True),
    }


@pytest.mark.parametrize("structure", ["secretariat", "moldova", "odihr"])
def test_a_program_and_its_words_agree_with_their_schemas(structure: str) -> None:
    """What is compiled has the keys of the schema and no other, and so have the words for it."""
    agrees(json.loads(shipped(structure).compile().text()))
    agrees(json.loads(json.dumps(shipped(structure).program_words())))


def test_a_page_model_agrees_with_its_schema() -> None:
    """What a page decides by has the keys of the schema and no other, for every shipped structure and an invented one.

    Between them they have every key that there is.
    """
    shown = dict[str, set[str]]()
    arcadia = smpolicy.load(ARCADIA).resolve("arcadia", as_of=date.fromisoformat(DAY), drafts=True)
    for policy in (*map(shipped, library().structures), arcadia):
        model = json.loads(json.dumps(policy.page_model()))
        agrees(model)
        for part, of in (("PageModel", [model]), ("PageFact", model["facts"].values()), ("PageNorm", model["norms"]),
                         ("PageStep", model["steps"]), ("PageQuestion", model["questions"].values())):  # fmt: skip
            shown.setdefault(part, set()).update(key for each in of for key in each)
    assert shown == {part: set(getattr(formats, part).__annotations__) for part in shown}


def test_diagnostics_agree_with_their_schema(tmp_path: Path) -> None:
    """What `check` prints of broken files has the keys of the schema and no other, with places and without."""
    (tmp_path / "x.yaml").write_bytes(b"\xff")
    (tmp_path / "link.yaml").symlink_to("x.yaml")
    found = []
    for path in (f"{BROKEN}/ai-2025-01.yaml", BROKEN, str(tmp_path)):
        printed = json.loads(run("check", path, "--output-format", "json").out)
        assert printed["format"] == "smpolicy/diagnostics@1"
        agrees(printed)
        found += printed["diagnostics"]
    assert {"line" in each for each in found} == {True, False}


def test_each_writer_returns_the_record_of_its_format() -> None:
    """What writes a format says so by its type, so that mypy finds a key that is missing, misnamed or ill-typed."""
    writers = (
        as_decision.plain_decision,
        as_policy.plain_policy,
        as_json.plain_diagnostics,
        plain_baseline,
        as_difference.plain_difference,
        plain_tests,
        plain_impact,
        as_interview.plain_interview,
        as_words.plain_program_words,
        as_page.page_model,
        plain_rebase,
    )
    written = [eval(each.__annotations__["return"], {"formats": formats}) for each in writers]
    # a program is compiled below all that is printed, and held to its schema as it is read
    assert written == [kind for name, kind in FORMATS.items() if name != "smpolicy/program@1"]


@pytest.mark.parametrize("name", FORMATS)
def test_one_import_gives_every_type(name: str) -> None:
    """Each part of a published format is a type of its name in `smpolicy.render.formats`, with the same keys."""
    schema = published(name)
    parts = {FORMATS[name].__name__: schema, **schema["$defs"]}
    assert parts.keys() <= set(formats.__all__)
    for part, inner in parts.items():
        assert getattr(formats, part).__annotations__.keys() == inner["properties"].keys(), part


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_contract_has_no_key_that_the_schema_lacks(name: str) -> None:
    """The examples of the contract fit the schema, but for the keys that were added since."""
    closed(name, whole=False).validate(json.loads((DATA / "contract" / EXAMPLES[name]).read_text("utf-8")))


@pytest.mark.parametrize("name", FORMATS)
def test_keys_may_be_added(name: str) -> None:
    """No published schema refuses a key that it does not name: an older schema accepts newer output."""
    assert all(each.get("additionalProperties", True) is True for each in objects(published(name)))


def places(schema: Any, whole: Any, found: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, bool]]:
    """Yield the place of each value that a list names in something printed, and whether the list may grow."""
    options = [schema]
    for each in options:
        options += [whole["$defs"][each["$ref"].rpartition("/")[2]]] if "$ref" in each else each.get("anyOf", ())
    if isinstance(found, str) and any(found in each.get("enum", [each.get("const")]) for each in options):
        yield path, ANOTHER in options
    for key, inner in found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ():
        for each in options:
            beside = each.get("additionalProperties")
            below = each.get("items") if isinstance(found, list) else each.get("properties", {}).get(key, beside)
            if isinstance(below, dict):
                yield from places(below, whole, inner, (*path, key))


def with_another(printed: Any, path: tuple[str | int, ...]) -> Any:
    """Return what was printed with a value that no list names in one place."""
    changed = at = json.loads(json.dumps(printed))
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = "some-later-value"
    return changed


@pytest.mark.parametrize(
    "command",
    [
        ("evaluate", "moldova", "examples/photo.yaml", "--drafts", "--as-of", DAY, "--format", "json"),
        ("show", "moldova", "--drafts", "--as-of", DAY, "--format", "json"),
        ("diff", "secretariat", "odihr", "--drafts", "--as-of", DAY, "--format", "json"),
        ("check", f"{BROKEN}/ai-2025-01.yaml", "--output-format", "json", "--readback"),
    ],
    ids=lambda command: str(command[0]),
)
def test_an_old_schema_bears_values_that_were_added_where_a_list_may_grow(command: tuple[str, ...]) -> None:
    """Another value is accepted wherever a list may grow, all at once too, and refused wherever one is fixed."""
    printed = json.loads(run(*command).out)
    schema = published(printed["format"])
    reader = Draft202012Validator(schema)
    found = dict(places(schema, schema, printed))
    assert set(found.values()) == {True, False}
    later = printed
    for path, grows in found.items():
        assert reader.is_valid(with_another(printed, path)) == grows, path
        later = with_another(later, path) if grows else later
    assert reader.is_valid(later)


def test_what_grew_is_passed_over_where_a_decision_is_taken_up_again() -> None:
    """What was stated is evaluated again to the same decision, whatever else a later version printed beside it."""
    policy = smpolicy.load().resolve("moldova", as_of=date.fromisoformat(DAY), drafts=True)
    decision = policy.evaluate({"content.depicts": {"has": ["osce_operation"]}, "insignia.present": "not_sure"})
    printed = json.loads(json.dumps(decision.to_json()))
    stated = {name: value for name, value in printed["stated"].items() if name != "person.structure.kind"}
    assert policy.evaluate(stated) == decision
    with pytest.raises(smpolicy.ImpossibleFacts):
        policy.evaluate({**stated, "content.depicts": "some-later-value"})


@pytest.mark.parametrize("name", FORMATS)
def test_every_key_and_part_is_described(name: str) -> None:
    """Each part of a format says what it is, and each key what it holds."""
    for part in objects(published(name)):
        assert part["description"].endswith(".")
        assert all(each["description"].endswith(".") for each in part["properties"].values())


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_line_prints_the_schema(name: str) -> None:
    """`smpolicy schema` prints the schema of a format by its name, in full or in short."""
    short = name.removeprefix("smpolicy/")
    for said in (name, short, short.partition("@")[0], file_name(name)):
        assert json.loads(run("schema", said).out) == published(name)


def test_the_command_line_lists_forms_and_formats() -> None:
    """`smpolicy schema` lists the forms of documents, then the printed formats."""
    assert run("schema").out.splitlines() == [*FORMS, *FORMATS]


def test_a_misspelt_format_is_answered_with_the_names() -> None:
    """An unknown name is refused, and the formats are named beside the forms."""
    ran = run("schema", "decisions")
    assert ran.code == 2
    assert "`smpolicy/decision@1`" in ran.err


def test_importing_the_formats_brings_no_pydantic() -> None:
    """The types are light: pydantic is needed only to make the schemas from them."""
    code = "import sys, smpolicy.render.formats; print('pydantic' in sys.modules, 'jsonschema' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
