"""What is generated and checked in is current, and serves editors and type checkers."""

from __future__ import annotations

import json
import re
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from smpolicy import NOT_SURE
from smpolicy.authoring.generated import argument, base_vocabulary, generated_files
from smpolicy.authoring.preparing import prepared_text, write_prepared
from smpolicy.documents.corpus import read_folder
from smpolicy.documents.packaged import PREPARED, policies_folder, prepared_documents, shown_as
from smpolicy.documents.schema import shipped
from smpolicy.lowering import lower
from smpolicy.si31 import Facts

ROOT = Path(__file__).parents[2]


def test_generated_files_are_current() -> None:
    """`make generate` would change nothing."""
    written = generated_files()
    assert len(written) > 10
    assert [name for name, text in written.items() if (ROOT / name).read_text(encoding="utf-8") != text] == []


def test_the_prepared_documents_are_the_documents() -> None:
    """What is prepared at build time has the same content, digests and places as the files themselves."""
    write_prepared()
    assert PREPARED.read_text(encoding="utf-8") == prepared_text()
    prepared = prepared_documents()
    assert prepared is not None
    read = read_folder(policies_folder(), shown=shown_as).documents
    assert sorted(prepared, key=lambda each: each.path) == sorted(read, key=lambda each: each.path)
    places = {each.path: dict(each.places) for each in read}
    assert {each.path: dict(each.places) for each in prepared} == places
    assert {each.path: each.forces for each in prepared if each.forces} == lower(read).forces
    assert lower(prepared) == lower(read)


def test_a_changed_document_makes_the_prepared_form_void(monkeypatch: pytest.MonkeyPatch) -> None:
    """The prepared form names the digests it was made from, and is passed over where one has changed."""
    write_prepared()
    for names in (("documents", 0, "digest"), ("read_by", "modal_words.py")):
        assert stale(monkeypatch, *names) is None


def test_what_was_kept_is_void_where_force_is_read_otherwise() -> None:
    """The prepared form names every file by which force is read, so that none is changed unnoticed."""
    write_prepared()
    named = json.loads(PREPARED.read_text(encoding="utf-8"))["read_by"]
    assert "modality.py" in named
    for name in named:
        source = (ROOT / "src/smpolicy/meaning" / name).read_text(encoding="utf-8")
        imported = re.findall(r"^from smpolicy\.meaning(?:\.(\w+)| import (\w+))", source, re.MULTILINE)
        assert {f"{of or itself}.py" for of, itself in imported} <= named.keys(), name


def stale(monkeypatch: pytest.MonkeyPatch, *names: str | int) -> object:
    """Return what is prepared where one of the digests in the prepared form is another."""
    changed = json.loads(PREPARED.read_text(encoding="utf-8"))
    *above, last = names
    reduce(lambda part, name: part[name], above, changed)[last] = "sha256:0"
    monkeypatch.setattr(
        Path,
        "read_bytes",
        lambda path, real=Path.read_bytes: json.dumps(changed).encode() if path == PREPARED else real(path),
    )
    return prepared_documents()


def overlay_schema() -> dict[str, Any]:
    """Return the overlay schema as shipped."""
    return shipped("smpolicy/overlay@1")


def test_every_schema_is_a_schema() -> None:
    """Each file in schemas/ is a valid JSON Schema of the 2020-12 draft."""
    for path in sorted((ROOT / "schemas").glob("*.json")):
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_an_editor_can_complete_keys_enums_and_facts() -> None:
    """Keys carry descriptions, statuses are listed, and each fact of the base offers its values and its question."""
    schema = overlay_schema()
    assert schema["properties"]["status"]["enum"] == ["draft", "in-force", "superseded", "withdrawn"]
    assert all("description" in each for name, each in schema["properties"].items() if name != "schema")
    condition = schema["$defs"]["Condition"]["properties"]
    assert condition["activity.interaction"]["anyOf"][0]["enum"][:2] == ["none", "post"]
    assert condition["activity.interaction"]["description"].endswith("?")
    assert set(base_vocabulary().facts) <= set(condition)


def test_shipped_documents_are_valid_under_the_shipped_schemas() -> None:
    """Another tool that validates with the schema files alone accepts every shipped document."""
    from smpolicy.documents import nodes, syntax
    from smpolicy.foundations.source import Source

    for path in sorted((ROOT / "policies").rglob("*.yaml")):
        node, _ = syntax.read(Source(path=str(path), text=path.read_text(encoding="utf-8")))
        assert node is not None
        content: Any = nodes.plain(node)
        Draft202012Validator(shipped(content["schema"])).validate(content)


@pytest.mark.parametrize(
    ("norm", "valid"),
    [
        ({"activity.interaction": ["post", "share"]}, True),
        ({"activity.interaction": "posted"}, False),
        ({"any": [{"content.political": "yes"}]}, False),
        ({"arcadia.local": {"under": 3}}, True),
    ],
)
def test_the_schema_knows_the_values_of_facts(norm: dict[str, Any], valid: bool) -> None:
    """A wrong value of a known fact is marked in the editor; local facts are left to `check`."""
    content = {
        "schema": "smpolicy/overlay@1", "id": "arcadia/x", "title": "t", "status": "draft",
        "layer": 3, "under": "si31:7.3",
        "norms": {"a": {"under": "si31:7.2", "text": "Staff should not post.", "act": {"post": norm}}},
    }  # fmt: skip
    assert Draft202012Validator(overlay_schema()).is_valid(content) is valid


def test_typed_names_are_one_to_one() -> None:
    """No two facts share a typed name, and each dotted name comes back from its typed one."""
    names = [fact.name for fact in base_vocabulary().facts.values() if fact.kind != "derived"]
    assert len({argument(name) for name in names}) == len(names)
    facts = Facts(interaction="share", insignia_present=NOT_SURE, content_depicts=["osce_operation"])
    assert dict(facts) == {
        "activity.interaction": "share",
        "insignia.present": NOT_SURE,
        "content.depicts": ["osce_operation"],
    }
    assert len(facts) == 3
    assert "share" in repr(facts)
