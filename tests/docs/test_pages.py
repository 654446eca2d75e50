from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from docs import blocks as run
from smpolicy.documents import forms as documents

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
        if block.kind == "yaml" or block.file is not None:
            run.write(block)
        if block.kind == "diff":
            run.change(block)
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


def test_the_architecture_names_every_module() -> None:
    """Each module and folder of the package has its line in the table of modules, and each line its module."""
    words = (run.ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = words.partition("## Modules")[2].partition("## Contracts")[0]
    cells = re.findall(r"^\| (`.*?`) \|", table, flags=re.M)
    listed = {name.rstrip("/") for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    package = run.ROOT / "src" / "smpolicy"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    alike = {"checks", "render", "site", "testing"}  # what is of one kind, file by file, is said of the folder
    parts = (path.relative_to(package).parts for room in rooms - alike for path in package.glob(f"{room}/*"))
    inside = {".".join(each).removesuffix(".py") for each in parts if each[-1] not in ("__init__.py", "__pycache__")}
    assert listed - {name for name in listed if name.partition(".")[0] in alike and "." in name} == (
        rooms | inside | {path.stem for path in package.glob("*.py")} - {"__init__"}
    )


def test_no_page_speaks_of_what_it_must_not() -> None:
    """No page bears an em dash or a path of somebody's machine."""
    for page in PAGES:
        words = page.read_text(encoding="utf-8")
        assert "\N{EM DASH}" not in words, named(page)
        assert not re.search(r"(?<![\w.])/(?:home|work|root|Users)/", words), named(page)


def test_every_key_of_a_document_is_described() -> None:
    """The page on the documents names each key that a document may have."""
    words = (run.ROOT / "docs" / "reference" / "documents.md").read_text(encoding="utf-8")
    forms = [form for name, form in vars(documents).items() if name.endswith("Form") and is_dataclass(form)]
    keys = {field.name.rstrip("_") for form in forms for field in fields(form)}
    assert keys
    assert {key for key in keys if not re.search(rf"\b{key}\b", words)} == set()
