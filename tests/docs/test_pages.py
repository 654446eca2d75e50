from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs import blocks as run

PAGES = run.pages()


def named(page: Path) -> str:
    """Return how a page is called in messages."""
    return page.relative_to(run.ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    words = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.+)$", words, flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> Iterator[str]:
    """Yield what the links of a page name; code is no link."""
    words = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    yield from re.findall(r"\]\(([^)\s]+)\)", words)


@pytest.fixture(autouse=True)
def in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each page beside a copy of what it works on, so that what it writes stays out of the checkout."""
    for folder in ("examples", "policies"):
        shutil.copytree(run.ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SMPOLICY_POLICIES", raising=False)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_example_prints_what_the_page_shows(page: Path) -> None:
    """Each block of Python and each command on a page runs, and prints what stands below it."""
    namespace: dict[str, Any] = {"__name__": "page"}
    for block in run.blocks(page):
        if block.kind == "python":
            printed = run.run_python(block, page, namespace)
            if block.shown is not None or printed:
                assert run.agrees(block.shown or "", printed), f"{named(page)}:{block.line} prints\n{printed}"
        if block.kind == "console":
            for command, shown, printed in run.run_console(block):
                assert run.agrees(shown, printed), f"{named(page)}:{block.line}: {command}\nprints\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_internal_link_leads_somewhere(page: Path) -> None:
    """A link to a file of the project names one that is there; a link to a heading names a heading."""
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{named(page)} links to {link}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{named(page)} links to {link}"


def test_three_dots_stand_for_any_number_of_lines() -> None:
    """What is left out of a page may be many lines or none; what is shown must be there, in its order."""
    assert run.agrees("a\n...\nd", "a\nb\nc\nd\n")
    assert run.agrees("a\n...\nd", "a\nd\n")
    assert run.agrees("a ...", "a ...\n")
    assert not run.agrees("a\n...\nd", "a\nb\n")
    assert not run.agrees("a\nd", "a\nb\nd\n")


def test_a_block_knows_its_line_and_its_output(tmp_path: Path) -> None:
    """A traceback can name the line of a page, and only a text block right behind is the output."""
    page = tmp_path / "page.md"
    page.write_text(
        "# T\n\n```python\nprint(1)\n```\n\n```text\n1\n```\n\nwords\n\n```text\nx\n```\n", encoding="utf-8"
    )
    code, output, other = run.blocks(page)
    assert (code.kind, code.line, code.shown) == ("python", 4, "1\n")
    assert (output.shown, other.shown) == (None, None)
    assert run.agrees(code.shown or "", run.run_python(code, page, {}))
