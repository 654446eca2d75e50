"""The built site: the same bytes each time, nothing from elsewhere, every link inside it leads somewhere."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from smpolicy.foundations.errors import InvalidDocuments, UnreadablePath, UsageError
from smpolicy.site.build import MARKER, build_site, serve_site

from .conftest import DAY, DRAFT, REGISTRY, write
from .reading import read


@pytest.fixture(scope="module")
def built(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of the invented documents, drafts shown."""
    out = tmp_path_factory.mktemp("built") / "site"
    build_site(out, policies=invented, drafts=True, as_of=DAY)
    return out


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_documents_give_the_same_bytes(built: Path, invented: Path, tmp_path: Path) -> None:
    """No day of the build, no folder of it, and no chance is in what is built."""
    again = tmp_path / "elsewhere" / "site"
    build_site(again, policies=invented, drafts=True, as_of=DAY)
    assert files(again) == files(built)


def test_nothing_comes_from_elsewhere(built: Path) -> None:
    """No file asks for anything of another host, and none holds an address of one."""
    for name, content in files(built).items():
        text = content.decode()
        assert not re.search(r"(?:https?:)?//[a-z0-9]", text.replace("policies/", ""), re.I) or name.endswith(
            (".css", ".js")
        ), name
        assert "@import" not in text
        assert not re.search(r"url\(|fetch\(|XMLHttpRequest|sendBeacon|https?:", text), name


def test_links_are_relative_and_lead_somewhere(built: Path) -> None:
    """From every page each link leads to a file that was built, and each anchor exists there: it works from a disk."""
    pages = {path: read(path.read_text(encoding="utf-8")) for path in built.rglob("*.html")}
    for path, found in pages.items():
        assert len(found.anchors) == len(set(found.anchors)), path
        for address in found.addresses:
            parts = urlsplit(address)
            if parts.scheme in ("mailto", "data"):
                continue
            assert not parts.scheme
            assert not address.startswith("/")
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, address)
            assert not parts.fragment or unquote(parts.fragment) in pages[target].anchors, (path, address)


def test_pages_have_landmarks_and_a_language(built: Path) -> None:
    """A page says its language, has one main part and one first heading, and lets one skip the menus."""
    for path in built.rglob("*.html"):
        text, found = path.read_text(encoding="utf-8"), read(path.read_text(encoding="utf-8"))
        assert '<html lang="en">' in text
        assert found.tags.count("main") == 1
        assert found.tags.count("h1") == 1
        assert found.tags.index("a") < found.tags.index("nav")
        assert 'href="#main"' in text


def test_headings_leave_out_no_level(built: Path) -> None:
    """Headings go down one level at a time, as people who listen to a page rely on."""
    for path in built.rglob("*.html"):
        levels = [int(tag[1]) for tag in read(path.read_text(encoding="utf-8")).tags if re.fullmatch("h[1-6]", tag)]
        assert all(below - above <= 1 for above, below in pairwise(levels)), path


def test_only_ours_is_built(built: Path) -> None:
    """There is no sitemap, search index or error page, which would need an address or a server."""
    names = set(files(built))
    assert {"index.html", "si31.html", "structures/arcadia.html", "structures/arcadia/east.html"} <= names
    assert {name.rpartition(".")[2] for name in names - {MARKER, "compare.csv"}} == {"html", "css", "js"}


def test_a_folder_of_ours_is_filled_again(built: Path, tmp_path: Path) -> None:
    """What was built before gives way, pages that are no more among it."""
    out = tmp_path / "site"
    build_site(out, as_of=DAY)
    (out / "structures" / "atlantis.html").write_text("no more")
    (out / "old").mkdir()
    told: list[str] = []
    build_site(out, as_of=DAY, progress=told.append)
    assert "structures/atlantis.html" not in files(out)
    assert not (out / "old").exists()


def test_a_strange_folder_is_left_alone(tmp_path: Path) -> None:
    """What another hand has put there is never removed."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="is not empty"):
        build_site(tmp_path, as_of=DAY)
    with pytest.raises(UsageError, match="is no folder"):
        build_site(tmp_path / "thesis.txt", as_of=DAY)
    assert files(tmp_path) == {"thesis.txt": b"years of work"}


def test_progress_names_each_document(invented: Path, tmp_path: Path) -> None:
    """Whoever waits is told what is being read."""
    told: list[str] = []
    build_site(tmp_path / "site", policies=invented, as_of=DAY, progress=told.append)
    assert any(each.endswith("draft.yaml") for each in told)


def test_faults_are_raised_before_anything_is_written(tmp_path: Path) -> None:
    """Neither a broken document nor a missing folder leaves a site behind."""
    broken = write(tmp_path / "policies", structures=REGISTRY, broken=DRAFT.replace("7.2.b7", "7.2.b12"))
    with pytest.raises(InvalidDocuments):
        build_site(tmp_path / "site", policies=broken, as_of=DAY)
    with pytest.raises(UnreadablePath):
        build_site(tmp_path / "site", policies=tmp_path / "none", as_of=DAY)
    assert not (tmp_path / "site").exists()


def test_serving_builds_the_same_site(invented: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is mkdocs' own; it is given our project, which is gone afterwards."""
    given: dict[str, object] = {}

    def serve(config_file: str, *, dev_addr: str) -> None:
        given.update(config=Path(config_file).read_text(encoding="utf-8"), at=dev_addr, file=config_file)

    monkeypatch.setattr("mkdocs.commands.serve.serve", serve)
    serve_site(policies=invented, drafts=True, as_of=DAY)
    assert str(invented) in str(given["config"])
    assert given["at"] == "127.0.0.1:8000"
    assert not Path(str(given["file"])).exists()
