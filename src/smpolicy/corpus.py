"""A corpus: the documents of a folder or a list of files, read and checked one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from smpolicy.diagnostics import Diagnostic, report
from smpolicy.documents import FORMS, Document, from_checked
from smpolicy.source import Source, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents, the text they were read from, and every fault found in reading them.

    `files` are all files that were looked at, with those that yielded no document.
    """

    documents: tuple[Document, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False)

    def joined(self, other: Corpus) -> Corpus:
        """Return both corpora as one; a file of `other` takes the place of the same file here."""
        return Corpus(
            documents=(*(each for each in self.documents if each.path not in other.files), *other.documents),
            faults=(*(each for each in self.faults if each.path not in other.files), *other.faults),
            files=(*(each for each in self.files if each not in other.files), *other.files),
            sources={**self.sources, **other.sources},
        )


def read_folder(
    root: Path, *, shown: Callable[[Path], str] = str, progress: Callable[[str], None] | None = None
) -> Corpus:
    """Read every document below a folder; links and devices are reported, never followed.

    `shown` names a file in messages; `progress` is told each file as it is read.
    """
    from smpolicy.files import yaml_files

    found, faults = yaml_files(root)
    corpus = read_files(found, shown=shown, progress=progress)
    return Corpus(
        documents=corpus.documents,
        faults=(*faults, *corpus.faults),
        files=corpus.files,
        sources=corpus.sources,
    )


def read_files(
    paths: Iterable[Path],
    *,
    shown: Callable[[Path], str] = str,
    progress: Callable[[str], None] | None = None,
    named: bool = False,
) -> Corpus:
    """Read documents from files, each by itself: a fault in one does not hide the next.

    A file that somebody `named`, rather than one found in a folder, may be a symbolic link.
    """
    documents: list[Document] = []
    faults: list[Diagnostic] = []
    files: list[str] = []
    sources: dict[str, Source] = {}
    for path in paths:
        name = shown(path)
        if progress:
            progress(name)
        files.append(name)
        document, found, source = _read_file(path, name, named)
        faults.extend(found)
        if document is not None:
            documents.append(document)
        if source is not None:
            sources[name] = source
    return Corpus(documents=tuple(documents), faults=tuple(faults), files=tuple(files), sources=sources)


def _read_file(path: Path, name: str, named: bool) -> tuple[Document | None, list[Diagnostic], Source | None]:
    from smpolicy.files import decode, read_file

    content, faults = read_file(path, name, named=named)
    if content is None:
        return None, faults, None
    source, undecoded = decode(content, name)
    faults = [*faults, *undecoded]
    if source is None:
        return None, faults, None
    document, unread = read_text(source, digest(content))
    return document, [*faults, *unread], source


def read_text(source: Source, digest_of_bytes: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read one document from its text.

    Where a part does not fit the schema, that part alone is left out, so that the rest is still checked.
    """
    document, faults, _ = read_content(source, digest_of_bytes)
    return document, faults


def read_content(source: Source, digest_of_bytes: str) -> tuple[Document | None, list[Diagnostic], object]:
    """Read one document as `read_text` does, and return its plain content too."""
    from smpolicy import schema, syntax

    node, faults = syntax.read(source)
    if node is None:
        return None, faults, None
    content, places = syntax.plain(node), syntax.places(node)
    named = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(named, str) or named not in FORMS:
        known = ", ".join(f"`{each}`" for each in FORMS)
        where = places.get(("schema",), places[()])[1]
        message = f"`{named}` is no form of document" if named else "the first key, `schema`, is missing"
        return (
            None,
            [*faults, report("unknown-schema", message, where, help=f"write `schema:` with one of {known}")],
            None,
        )
    unfit = schema.check(named, content, places)
    faults = [*faults, *(fault for _, fault in unfit)]
    if unfit:
        for path, _ in unfit:
            _prune(content, path)
        if schema.check(named, content, places):
            return None, faults, content
    return (
        Document(form=from_checked(named, content), path=source.path, digest=digest_of_bytes, places=places),
        faults,
        content,
    )


def _prune(content: object, path: tuple[str | int, ...]) -> None:
    """Leave out the part of a document that a fault stands in: one entry of a section, or a key of the whole."""
    for depth in (2, 1):
        if len(path) < depth:
            continue
        above = content
        for key in path[: depth - 1]:
            above = above[key] if isinstance(above, dict) and key in above else None
        if isinstance(above, dict) and path[depth - 1] in above:
            del above[path[depth - 1]]
            return
        if isinstance(above, list):
            return
