"""Place is not meaning: drawn documents in blocks, on one line and as JSON have the same findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from profiles import draws
from smpolicy import CheckReport, check
from smpolicy.documents.document import Document
from smpolicy.documents.nodes import plain
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import Source
from smpolicy.testing import strategies as drawn
from smpolicy.testing.printing import flow, written

#: How the content of a file is printed.
WAYS: Final[Mapping[str, Callable[[Any], str]]] = {
    "in blocks": written,
    "on one line": lambda content: f"{flow(content)}\n",
    "as JSON": lambda content: f"{json.dumps(content)}\n",
}


def content(text: str) -> Any:
    """Return the content of a file."""
    node, found = read(Source(path="x.yaml", text=text))
    assert node is not None
    assert found == []
    return plain(node)


def whole(folder: Path) -> CheckReport:
    """Check a whole corpus."""
    return check(policies=folder)


def found(
    folder: Path, texts: Mapping[str, str], way: str, policies: Callable[[Path], CheckReport]
) -> list[tuple[str | None, ...]]:
    """Write files beside the invented base in one of the ways, and return what is found in which, but not where."""
    for path, text in texts.items():
        file = folder / way / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(WAYS[way](content(text)), encoding="utf-8")
    diagnostics = policies(folder / way).diagnostics
    return sorted((each.path.rpartition(way)[2], each.name, each.severity, each.message) for each in diagnostics)


@pytest.mark.hypothesis
@pytest.mark.parametrize("way", ["on one line", "as JSON"])
def test_a_drawn_corpus_has_the_same_findings_however_it_is_printed(
    tmp_path_factory: pytest.TempPathFactory, way: str
) -> None:
    """Whatever was drawn: issuances, drafts and parts over time, or an overlay whose norms meet those above."""
    same(tmp_path_factory, way, drawn.corpora() | drawn.tied())


@st.composite
def misspelt(draw: st.DrawFn) -> drawn.Documents:
    """Draw documents of which one norm of the overlay names a fact that nobody declared."""
    *base, overlay = draw(drawn.tied())
    text = overlay.text if isinstance(overlay, drawn.Drawn) else ""
    names = [name for name in ("act.posted", "time.crisis", "person.status", "act.shows") if f"{name}:" in text]
    name = draw(st.sampled_from(names or ["act.heard"]))
    made = content(text.replace(f"{name}:", f"{name}s:", 1))
    return drawn.Documents([*base, drawn.document(made, overlay.path)])


@pytest.mark.hypothesis
@pytest.mark.parametrize("way", ["on one line", "as JSON"])
def test_a_fault_hides_no_more_than_it_hides_in_blocks(tmp_path_factory: pytest.TempPathFactory, way: str) -> None:
    """What a misspelt fact keeps from being found is the same however the documents are printed."""
    same(tmp_path_factory, way, misspelt())


def same(folders: pytest.TempPathFactory, way: str, corpora: st.SearchStrategy[drawn.Documents]) -> None:
    """Hold what is found in drawn documents that are printed in a way to what is found in blocks."""

    @settings(max_examples=draws(15, heavy=True), phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(corpora)
    def law(documents: list[Document]) -> None:
        folder = folders.mktemp("printed")
        texts = {each.path: each.text for each in documents if isinstance(each, drawn.Drawn)}
        one, other = (found(folder, texts, each, whole) for each in (way, "in blocks"))
        assert one == other

    law()
