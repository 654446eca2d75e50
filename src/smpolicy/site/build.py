"""Building and serving a whole site of its own, as the command line does.

mkdocs wants a project: it gets one in a temporary folder, with an empty `docs_dir`, and none of that is left behind.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from smpolicy.foundations.undisturbed import undisturbed
from smpolicy.library import load
from smpolicy.site.book import Book, NoSite, open_book

#: Marks a folder that we have filled, and may therefore empty.
MARKER: Final = ".smpolicy-site"
_MARKED: Final = "Made by `smpolicy site build`, which empties this folder before it fills it again.\n"


def build_site(
    out: Path,
    *,
    policies: str | Path | None = None,
    drafts: bool = False,
    as_of: date,
    progress: Callable[[str], None] | None = None,
) -> None:
    """Build a site of static files into `out`; it needs no server, and asks nothing of the network.

    The same documents, day and choice of drafts give the same bytes.
    `progress` is told each document as it is read.

    Raises `InvalidDocuments` if a document has errors, `UnreadablePath` if there is no such folder of documents, and
    `NoSite` if `out` holds what another hand has put there: a folder is emptied only if we filled it.
    """
    _refuse_strange(out)
    book = open_book(load(policies, progress=progress), as_of=as_of, drafts=drafts)
    with _project(policies=policies, book=book) as config_file:
        built = config_file.parent / "site"
        _mkdocs_build(config_file, built)
        _replace(out, built)


def serve_site(
    *,
    policies: str | Path | None = None,
    drafts: bool = False,
    as_of: date,
    address: str = "127.0.0.1:8000",
) -> None:
    """Serve the site on this machine, and build it again whenever a document changes.

    Raises as `build_site` does.
    """
    from mkdocs.commands.serve import serve

    book = open_book(load(policies), as_of=as_of, drafts=drafts)
    with _project(policies=policies, book=book) as config_file:
        serve(config_file=str(config_file), dev_addr=address)


@contextmanager
def _project(*, policies: str | Path | None, book: Book) -> Iterator[Path]:
    """Make a mkdocs project that lasts as long as it is used, and yield its configuration file."""
    with tempfile.TemporaryDirectory(prefix="smpolicy-site-") as folder:
        (Path(folder) / "docs").mkdir()
        config_file = Path(folder) / "mkdocs.yml"
        options: dict[str, Any] = {"drafts": book.drafts, "as_of": book.as_of.isoformat()}
        if policies is not None:
            options["policies"] = str(Path(policies).resolve())
        config = {
            "site_name": book.words.title,
            "theme": {"name": "smpolicy"},
            "plugins": [{"smpolicy": options}],
            "use_directory_urls": False,
            "strict": True,
        }
        config_file.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
        yield config_file


def _mkdocs_build(config_file: Path, site: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(str(config_file), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _refuse_strange(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise NoSite(reason=f"`{out}` is no folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise NoSite(reason=f"`{out}` is not empty, and was not made by `smpolicy site build`; name a new folder")


def _replace(out: Path, built: Path) -> None:
    """Put what was built in the place of what was built before; nobody is left with half a site."""
    with undisturbed():
        out.mkdir(parents=True, exist_ok=True)
        for old in out.iterdir():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
        shutil.copytree(built, out, dirs_exist_ok=True)
        (out / MARKER).write_text(_MARKED, encoding="utf-8")
