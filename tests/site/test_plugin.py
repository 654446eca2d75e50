"""The plugin in a user's own mkdocs project, with any theme, in strict mode."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from smpolicy.site.plugin import SmpolicyPlugin

from .conftest import DRAFT, REGISTRY, write
from .reading import read


def project(root: Path, options: dict[str, Any] | None = None, **config: Any) -> Path:
    """Make a user's project with a page of its own."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "handbook.md").write_text(
        "# Handbook\n\nSee [the bullet](si31.md#si31-7.2.b5).\n", encoding="utf-8"
    )
    plugins = [{"smpolicy": {"as_of": "2026-01-01", **(options or {})}}]
    whole = {"site_name": "Handbook", "plugins": plugins, **config}
    (root / "mkdocs.yml").write_text(json.dumps(whole), encoding="utf-8")
    return root


def build(root: Path) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "smpolicy"])
@pytest.mark.parametrize("directories", [True, False])
def test_a_strict_build_with_any_theme(theme: str, directories: bool, invented: Path, tmp_path: Path) -> None:
    """Every theme shows the same pages, and strict mode finds nothing to say, anchors included."""
    options = {"policies": str(invented), "drafts": True}
    validation = {"anchors": "warn", "nav": {"omitted_files": "warn"}}
    root = project(tmp_path, options, theme=theme, use_directory_urls=directories, validation=validation)
    before = {path: path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()}
    done = build(root)
    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()} == before
    page = root / "site" / ("structures/utopia/index.html" if directories else "structures/utopia.html")
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ config }} {% raw %}" in text
    assert "<script>alert" not in text
    assert "smpolicy/content.css" in text
    north = root / "site" / ("structures/utopia/north/index.html" if directories else "structures/utopia/north.html")
    assert "<script>alert" not in north.read_text(encoding="utf-8")


def test_a_day_may_be_written_as_yaml_writes_it(tmp_path: Path) -> None:
    """`as_of: 2021-06-01` without quotes is a date in YAML, and a day to us."""
    (tmp_path / "docs").mkdir()
    config = "site_name: x\ntheme: smpolicy\nplugins:\n  - smpolicy:\n      as_of: 2021-06-01\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = build(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Nur-Sultan" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_without_options_the_packaged_documents_of_today(tmp_path: Path) -> None:
    """`plugins: [smpolicy]` is enough."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [smpolicy]\n", encoding="utf-8")
    days = [date.today()]
    done = build(tmp_path)
    days.append(date.today())  # it may be past midnight by now
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert any(day.isoformat() in page for day in days)


def test_a_home_of_ones_own_stays_the_home(tmp_path: Path) -> None:
    """Where the project has an `index.md`, the choice of structure moves to `structures/`."""
    root = project(tmp_path, theme="smpolicy", site_url="https://example.org/handbook/")
    (root / "docs" / "index.md").write_text("# Welcome\n", encoding="utf-8")
    done = build(root)
    assert done.returncode == 0, done.stderr
    assert "Welcome" in (root / "site" / "index.html").read_text(encoding="utf-8")
    choice = (root / "site" / "structures" / "index.html").read_text(encoding="utf-8")
    assert "Choose your structure" in choice
    assert 'href="moldova/"' in choice
    assert (root / "site" / "sitemap.xml").is_file()
    assert (root / "site" / "404.html").is_file()


def test_a_navigation_of_ones_own_is_kept(tmp_path: Path) -> None:
    """Pages that it does not name are built all the same, and mkdocs does not complain of them."""
    nav = ["handbook.md", {"Policy": [{"The Instruction": "si31.md"}]}]
    root = project(tmp_path, nav=nav, theme="smpolicy", validation={"nav": {"omitted_files": "warn"}})
    done = build(root)
    assert done.returncode == 0, done.stderr
    text = (root / "site" / "si31" / "index.html").read_text(encoding="utf-8")
    assert "The Instruction" in text
    assert (root / "site" / "structures" / "moldova" / "index.html").is_file()


def test_a_page_that_both_have_is_refused(tmp_path: Path) -> None:
    """Nobody's page silently replaces another's."""
    root = project(tmp_path)
    (root / "docs" / "si31.md").write_text("# Mine\n", encoding="utf-8")
    done = build(root)
    assert done.returncode == 1
    assert "docs_dir has `si31.md`" in done.stderr


def test_errors_in_documents_stop_the_build(tmp_path: Path) -> None:
    """The message says which document, which line, and what is wrong."""
    broken = DRAFT.replace("si31:7.2.b7", "si31:7.2.b12")
    write(tmp_path / "mine", structures=REGISTRY, broken=broken)
    done = build(project(tmp_path, {"policies": "mine"}))
    assert done.returncode == 1
    assert "the documents have errors, and no page was made" in done.stderr
    assert "broken.yaml" in done.stderr
    assert "`si31:7.2.b12`" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_day_that_is_none_stops_the_build(tmp_path: Path) -> None:
    """The message shows how a day is written."""
    done = build(project(tmp_path, {"as_of": "1 May"}))
    assert done.returncode == 1
    assert "`as_of: 1 May` is no day; write it as 2026-01-01" in done.stderr


def test_a_removed_page_is_named() -> None:
    """A plugin that removes one of our pages is told so, rather than leaving a dead link."""
    plugin = SmpolicyPlugin()
    plugin._sources = {"index": "index.md"}
    plugin._book = None  # type: ignore[assignment]
    with pytest.raises(PluginError, match="removed from the site"):
        plugin._links(Files([]), SimpleNamespace())("index")  # type: ignore[arg-type]


def test_serving_watches_the_documents(tmp_path: Path) -> None:
    """A change of a document is a reason to build again."""
    watched: list[str] = []
    server = SimpleNamespace(watch=watched.append)
    plugin = SmpolicyPlugin()
    plugin.load_config({"policies": str(tmp_path)})
    plugin.on_serve(server, config=None, builder=lambda: None)  # type: ignore[arg-type]
    assert watched == [str(tmp_path)]


def test_the_table_of_contents_is_the_themes(invented: Path, tmp_path: Path) -> None:
    """A theme finds the provisions where it looks for headings."""
    root = project(tmp_path, {"policies": str(invented)}, theme="mkdocs")
    assert build(root).returncode == 0
    found = read((root / "site" / "si31" / "index.html").read_text(encoding="utf-8"))
    assert found.addresses.count("#si31-7.2") == 2
