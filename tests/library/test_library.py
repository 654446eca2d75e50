"""A policy is resolved from documents without errors; those of another structure make no difference to it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from smpolicy import InvalidDocuments
from smpolicy.authoring.preparing import prepared_text

ARCADIA = Path(__file__).parents[1] / "data" / "corpora" / "arcadia"
DAY = date(2026, 1, 1)
#: A norm whose words do not stand in its text: only a check finds that.
CHECKED = """schema: smpolicy/overlay@1
id: elbonia/x
title: T
status: draft
proposed_for: elbonia
drafted_by: The tests
layer: 3
under: si31:7.3
norms:
  one: {under: si31:7.2.b7, text: Staff shall not post it., act: {publish it: {activity.interaction: post}}}
"""
BROKEN = {
    "not YAML": "norms: [",
    "not a form": "schema: smpolicy/none@1\n",
    "a key missing": CHECKED.replace("title: T\n", ""),
    "not a fact": CHECKED.replace("activity.interaction", "activity.interacton"),
    "words": CHECKED,
    "nobody's": CHECKED.replace("elbonia", "elbona"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the documents of the invented structures."""
    return Path(shutil.copytree(ARCADIA, tmp_path / "documents"))


def refused(folder: Path, structure: str) -> bool:
    """Whether a structure's policy cannot be resolved."""
    library = smpolicy.load(folder)
    try:
        library.resolve(structure, as_of=DAY, drafts=True)
    except InvalidDocuments as error:
        return all(each.severity == "error" for each in error.diagnostics)
    return False


@pytest.mark.parametrize("text", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_of_one_structure(folder: Path, text: str) -> None:
    """A file with an error blocks the structure in whose folder it stands, and no other."""
    (folder / "overlays/elbonia/x.yaml").write_text(text, encoding="utf-8")
    assert (refused(folder, "elbonia"), refused(folder, "arcadia"), refused(folder, "arcadia/east")) == (
        True, False, False,
    )  # fmt: skip


@pytest.mark.parametrize("content", [b"\xff", b"norms: ["])
def test_a_broken_file_of_the_structure_above(folder: Path, content: bytes) -> None:
    """A part of a structure is blocked by what stands in the structure's folder."""
    (folder / "overlays/arcadia/x.yaml").write_bytes(content)
    assert (refused(folder, "arcadia"), refused(folder, "arcadia/east"), refused(folder, "elbonia")) == (
        True, True, False,
    )  # fmt: skip


@pytest.mark.parametrize("place", ["base/x.yaml", "x.yaml", "overlays/x.yaml", "overlays/nobody/x.yaml"])
def test_a_broken_file_anywhere_else(folder: Path, place: str) -> None:
    """A file that is in no structure's folder blocks every structure."""
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text("norms: [", encoding="utf-8")
    assert all(refused(folder, each) for each in ("arcadia", "elbonia", "secretariat"))


def test_without_faults(folder: Path) -> None:
    """Documents without errors block nobody."""
    assert not any(refused(folder, each) for each in ("arcadia", "arcadia/east", "elbonia", "secretariat"))


def test_what_is_packaged_is_checked_when_it_is_prepared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that only a check finds keeps documents from being packaged."""
    base = Path(__file__).parents[2] / "policies" / "base"
    shutil.copytree(base, folder / "base", ignore=shutil.ignore_patterns("structures.yaml"))
    monkeypatch.setattr("smpolicy.authoring.preparing.policies_folder", lambda: folder)
    monkeypatch.setattr("smpolicy.authoring.preparing.shown_as", str)
    assert prepared_text()
    (folder / "overlays/elbonia/x.yaml").write_text(CHECKED, encoding="utf-8")
    with pytest.raises(InvalidDocuments, match="publish it"):
        prepared_text()


def test_a_contact_names_its_line() -> None:
    """Whoever fills a slot is found in the line of the document that says so."""
    library = smpolicy.load(ARCADIA)
    ((_, contact),) = library.lowered.instruments["arcadia/ai-2024-07"].fills.items()
    assert contact.span is not None
    assert library.corpus.sources[contact.span.path].slice(contact.span) == "si31:8.1/focal-point"
