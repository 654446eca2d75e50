"""Place is not meaning: a document on one line, as JSON, has the findings that it has as it was written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

import smpolicy
from checks.faults import ARCADIA, FAULTS, TESTS, checked, fixtures
from smpolicy.documents import nodes, syntax
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source

KINDS = TESTS / "data" / "kinds"
OVERLAYS = TESTS.parent / "policies" / "overlays"
#: What is wrong with how a value is written, and with nothing else: in JSON a number cannot be written so.
OF_SPELLING = {"SMP209-look-alike-number"}


def on_one_line(path: Path) -> str:
    """Return a document as JSON on one line."""
    node, faults = syntax.read(Source(path=str(path), text=path.read_text(encoding="utf-8")))
    assert node is not None, faults
    return json.dumps(nodes.plain(node), ensure_ascii=False)


def written(folder: Path, root: Path, files: Iterable[Path]) -> None:
    """Write documents of a folder anew, each on one line, at the same places below another folder."""
    for path in files:
        place = folder / path.relative_to(root)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(on_one_line(path), encoding="utf-8")


def findings(found: Iterable[Diagnostic], root: Path) -> list[tuple[object, ...]]:
    """Return all that is found but for the places, which are others."""
    return sorted(
        (
            *(Path(each.path).relative_to(root).as_posix(), each.code, each.severity, str(each.norm), str(each.kind)),
            *(str(each.provision), each.message, each.help, str(each.witness), str(each.survives), str(each.grade)),
            *(str(each.basis), each.rests_on, str(each.reviewed), [related.message for related in each.related]),
        )
        for each in found
    )  # fmt: skip


@cache
def as_written(root: Path, policies: Path | None) -> list[tuple[object, ...]]:
    """Return what is found on the documents of a folder as they stand there."""
    return findings(smpolicy.check(root, policies=policies).diagnostics, root)


@pytest.mark.parametrize("name", [each for each in fixtures() if each not in OF_SPELLING])
def test_a_fault(tmp_path: Path, name: str) -> None:
    """What is wrong with a document is wrong with it on one line too, and nothing follows from that there."""
    path = fixtures()[name]
    written(tmp_path, FAULTS, [path])
    found = checked(tmp_path / path.relative_to(FAULTS)).diagnostics
    assert findings(found, tmp_path) == findings(checked(path).diagnostics, FAULTS)


@pytest.mark.parametrize("root", [KINDS, OVERLAYS], ids=["kinds", "packaged"])
def test_what_is_found_beside_the_instruments_above(tmp_path: Path, root: Path) -> None:
    """How norms stand beside the instruments above and each other hangs on no line."""
    policies = ARCADIA if root == KINDS else None
    folder = tmp_path / root.name
    written(folder, root, root.rglob("*.yaml"))
    found = smpolicy.check(folder, policies=policies).diagnostics
    assert findings(found, folder) == as_written(root, policies)


def test_a_fault_in_one_norm_spoils_no_other(tmp_path: Path) -> None:
    """A norm is left alone for a fault of its own, and for no fault of a norm that stands on the same line."""
    written(tmp_path, KINDS, KINDS.glob("*.yaml"))
    fault = {"under": "si31:7.2.b7", "text": "Staff shall not post.", "act": {"post": {"activity.interacton": "post"}}}
    for path in tmp_path.iterdir():
        document = json.loads(path.read_text(encoding="utf-8"))
        document["norms"] = {"faulty": fault, **document.get("norms", {})}
        path.write_text(json.dumps(document), encoding="utf-8")
    found = smpolicy.check(tmp_path, policies=ARCADIA).diagnostics
    (others, faulty) = ([each for each in found if (each.name == "unknown-fact") is told] for told in (False, True))
    assert len(faulty) == len(list(tmp_path.iterdir()))
    assert findings(others, tmp_path) == as_written(KINDS, ARCADIA)
