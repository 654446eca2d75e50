"""A corpus: the documents of a folder or a list of files, read and checked one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from smpolicy.foundations.diagnostics import Diagnostic, quoted, report
from smpolicy.foundations.errors import UnreadablePath
from smpolicy.foundations.in_brief import in_short
from smpolicy.foundations.once import Unchanging, once
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.foundations.source import Places, Source, Span, digest

if TYPE_CHECKING:
    from smpolicy.documents.document import Document
    from smpolicy.documents.salvaged import Salvaged

#: The form of a document with which a folder has a base of its own.
INSTRUMENT: Final = "smpolicy/instrument@1"

#: So many texts are known again in one process, which may check them many times: the base and what is worked on.
_READ_AGAIN: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents, the text they were read from, and every fault found in reading them.

    `files` are all files that were looked at, with those that yielded no document.
    `spoilt` gives for each file the keys that are not as written: something in them was left out or put in their place.
    """

    documents: tuple[Document, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False)
    spoilt: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: For each file the first and last lines of the parts whose reading is a guess: what is found there is held back.
    guessed: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    #: For each file the names that may be declared in what was left out of it: nothing is missed under these.
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "sources", "spoilt", "guessed", "unread")

    def joined(self, other: Corpus) -> Corpus:
        """Return both corpora as one; a file of `other` takes the place of the same file here."""
        return Corpus(
            documents=(*(each for each in self.documents if each.path not in other.files), *other.documents),
            faults=(*(each for each in self.faults if each.path not in other.files), *other.faults),
            files=(*(each for each in self.files if each not in other.files), *other.files),
            sources={**self.sources, **other.sources},
            spoilt={**{path: keys for path, keys in self.spoilt.items() if path not in other.files}, **other.spoilt},
            guessed={**{path: at for path, at in self.guessed.items() if path not in other.files}, **other.guessed},
            unread={**{path: names for path, names in self.unread.items() if path not in other.files}, **other.unread},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One file as read: its document, if one could be made of it, and every fault found on the way."""

    document: Document | None = None
    faults: tuple[Diagnostic, ...] = ()
    source: Source | None = None
    #: The plain content that the document was made of.
    content: object = None
    spoilt: frozenset[str] = frozenset()
    #: The first and last lines of the parts whose reading is a guess.
    guessed: tuple[tuple[int, int], ...] = ()
    #: The names that may be declared in what was left out.
    unread: frozenset[str] = frozenset()
    #: Whether the text is not YAML somewhere: what was read of it helps to check the rest, and is no document to use.
    broken: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class OpenFile(Unchanging):
    """A file whose bytes were taken in, of which a document is made once somebody asks for it."""

    #: What it is called in messages.
    path: str
    #: Nothing where the file could not be read.
    content: bytes | None
    #: What was found on the file itself.
    faults: tuple[Diagnostic, ...] = ()
    #: By what the system knows it, under whatever name; nothing where it does not tell.
    identity: tuple[int, int] | None = None

    @once
    def digest(self) -> str:
        """The digest of its bytes; nothing where it could not be read."""
        return "" if self.content is None else digest(self.content)

    @once
    def source(self) -> Source | None:
        """Its text, if its bytes are one."""
        from smpolicy.documents import files

        return None if self.content is None else files.decode(self.content, self.path)[0]

    @once
    def reading(self) -> FileRead:
        """Its document, and every fault found on the way."""
        from smpolicy.documents import files

        if self.content is None:
            return FileRead(faults=self.faults)
        source, undecoded = files.decode(self.content, self.path)
        if source is None:
            return FileRead(faults=(*self.faults, *undecoded))
        file_read = read_text(source, self.digest)
        return replace(file_read, faults=(*self.faults, *undecoded, *file_read.faults))


def folder_below_overlays(path: str) -> str | None:
    """Return what follows `overlays/` in a path: there the folders of the structures stand."""
    parts = PurePosixPath(path).parts
    places = [n for n, part in enumerate(parts[:-1]) if part == "overlays"]
    return parts[places[-1] + 1] if places else None


def path_of(said: object) -> Path:
    """Return the path that a caller names. Raises `UnreadablePath` if it is none."""
    try:
        return Path(said)  # type: ignore[arg-type]
    except TypeError:
        raise UnreadablePath(path=in_short(said), reason="it is no path") from None


def read_folder(
    root: Path, *, shown: Callable[[Path], str] = str, progress: Callable[[str], None] | None = None
) -> Corpus:
    """Read every document below a folder; links and devices are reported, never followed.

    `shown` names a file in messages; `progress` is told each file as it is read.
    """
    files, faults = open_folder(root, shown=shown)
    corpus = read_opened(files, progress=progress)
    return replace(corpus, faults=(*faults, *corpus.faults))


def open_folder(root: Path, *, shown: Callable[[Path], str] = str) -> tuple[list[OpenFile], list[Diagnostic]]:
    """Open every file below a folder that should hold a document, and report what is none, such as links."""
    from smpolicy.documents.files import yaml_files

    paths, faults = yaml_files(root)
    return [open_file(path, shown(path)) for path in paths], faults


def read_opened(files: Iterable[OpenFile], *, progress: Callable[[str], None] | None = None) -> Corpus:
    """Read documents from files, each by itself: a fault in one does not hide the next."""
    readings: dict[str, FileRead] = {}
    for each in files:
        if progress:
            progress(each.path)
        readings[each.path] = each.reading
    return joined_files(readings)


def joined_files(readings: Mapping[str, FileRead]) -> Corpus:
    """Put files that were read, by their names, together."""
    return Corpus(
        documents=tuple(each.document for each in readings.values() if each.document is not None),
        faults=tuple(fault for each in readings.values() for fault in each.faults),
        files=tuple(readings),
        sources={name: each.source for name, each in readings.items() if each.source is not None},
        spoilt={name: each.spoilt for name, each in readings.items() if each.spoilt},
        guessed={name: each.guessed for name, each in readings.items() if each.guessed},
        unread={name: each.unread for name, each in readings.items() if each.unread},
    )


def open_file(path: Path, name: str, *, named: bool = False) -> OpenFile:
    """Open one file, which is called `name` in messages.

    A file that somebody `named`, rather than one found in a folder, may be a symbolic link.
    """
    from smpolicy.documents import files

    content, unread = files.read_bytes(path, name, named=named)
    return OpenFile(path=name, content=content, faults=tuple(unread), identity=files.known_as(path))


def given_file(content: bytes, name: str) -> OpenFile:
    """Return a file of which somebody gives the bytes, whatever stands on disk."""
    from smpolicy.documents import files

    taken, faults = files.given_bytes(content, name)
    return OpenFile(path=name, content=taken, faults=tuple(faults))


@lru_cache(maxsize=_READ_AGAIN)
def read_text(source: Source, digest_of_bytes: str) -> FileRead:
    """Read one document from its text.

    Where a part does not fit the schema, that part alone is left out, and a key that the form cannot do without gets a
    placeholder, so that the rest is still checked.
    """
    from smpolicy.documents.salvaged import read_on

    salvaged = read_on(source)
    file_read = _read(salvaged, source, digest_of_bytes)
    if not file_read.broken:
        return file_read
    from smpolicy.documents.unbroken import with_ways_to_mend

    lost = [each.fault for each in salvaged.lost]
    breaks = [each for each in file_read.faults if each in lost]
    mended = with_ways_to_mend(file_read.faults, breaks, source, lambda other: _read(read_on(other), other, "").faults)
    return replace(file_read, faults=mended)


def _read(salvaged: Salvaged, source: Source, digest_of_bytes: str) -> FileRead:
    from smpolicy.documents import nodes
    from smpolicy.documents.building import from_checked
    from smpolicy.documents.document import FORMS, Document
    from smpolicy.documents.levels import levelled
    from smpolicy.documents.look_alikes import look_alikes
    from smpolicy.documents.schema import lacks_something

    node, broken = salvaged.node, bool(salvaged.lost)
    if node is None:
        return FileRead(faults=salvaged.faults, source=source, broken=broken)
    schema = nodes.value_of(node, "schema")
    if broken and schema is None and salvaged.may_hold("schema"):
        schema = _named_in(salvaged.guessed, source)
    if not isinstance(schema, str) or schema not in FORMS or not isinstance(node, nodes.Mapping):
        if broken:
            return FileRead(faults=salvaged.alone, source=source, broken=True)
        faults = (*salvaged.faults, *look_alikes(node), _unknown_schema(schema, nodes.plain(node), nodes.places(node)))
        return FileRead(faults=faults, source=source)
    moved = levelled(schema, node, source)
    content, places = nodes.plain(moved.node) | {"schema": schema}, nodes.places(moved.node)
    guessed = (*salvaged.guessed, *moved.guessed)
    unfit, spoilt, unread = _made_to_fit(schema, content, places, source, salvaged)
    certain = [each for each in (*look_alikes(node), *moved.faults) if not is_within(each.span, salvaged.guessed)]
    misread, lacking = (*salvaged.misread, *moved.guessed), (*salvaged.lacking_lines, *moved.guessed)
    unfit = [each for each in unfit if not is_within(each.span, lacking if lacks_something(each) else misread)]
    explained = {each.span.line for each in certain if each.span is not None and each.name == "broken-indentation"}
    follow = [
        each.fault for each in salvaged.lost if each.section in explained
    ]  # what stands too far left ends sections
    misfits = {each.span: each for each in unfit if each.name == "wrong-type"}
    for n, each in enumerate(certain):  # a number in the place of a text is told once, and how to write the text
        if each.name == "look-alike-number" and each.span in misfits:
            misfit = misfits[each.span]
            certain[n] = replace(each, corrections=misfit.corrections)
            unfit.remove(misfit)
    found = (*(each for each in salvaged.faults if each not in follow), *certain, *unfit)
    file_read = FileRead(faults=found, source=source, content=content, guessed=guessed, unread=unread, broken=broken)
    if spoilt is None:
        return file_read
    form = from_checked(schema, content)
    document = Document(form=form, path=source.path, digest=digest_of_bytes, places=places)
    return replace(file_read, document=document, spoilt=spoilt)


def _named_in(lines: Iterable[tuple[int, int]], source: Source) -> str | None:
    """Return the form of a document that is named in some lines, if it is one alone."""
    from smpolicy.documents.document import FORMS

    words = [source.line(number) for first, last in lines for number in range(first, last + 1)]
    named = [each for each in FORMS if any(each in line for line in words)]
    return named[0] if len(named) == 1 else None


def is_within(span: Span | None, lines: Iterable[tuple[int, int]]) -> bool:
    """Whether a place begins within some lines: those of the parts whose reading is a guess."""
    return span is not None and any(first <= span.line <= last for first, last in lines)


def _unknown_schema(schema: object, content: object, places: Places) -> Diagnostic:
    from smpolicy.documents.document import FORMS
    from smpolicy.documents.schema_rules import UNKNOWN_SCHEMA
    from smpolicy.foundations.corrections import Correction, Edit, written_instead
    from smpolicy.foundations.wording import near_name

    schemas = ", ".join(f"`{each}`" for each in FORMS)
    span = places.get(("schema",), places[()])[1]
    message = f"{quoted(schema)} is no form of document" if schema else "the first key, `schema`, is missing"
    told = near_name(schema, FORMS) if isinstance(schema, str) else None
    meant = told or (_form_by_keys(content) if "schema" not in (content if isinstance(content, dict) else ()) else None)
    if meant is None:
        return report(UNKNOWN_SCHEMA, message, span, help=f"write `schema:` with one of {schemas}")
    corrections = written_instead(span, meant, of=str(schema)) if told else ()
    if not told and span.column == 1:
        at = replace(span, end_line=span.line, end_column=span.column)
        line = f"schema: {meant}"
        corrections = (Correction(label=f"begin with `{line}`", edits=(Edit(span=at, text=f"{line}\n"),)),)
    mend = f"write `schema: {meant}`" if told else f"begin with `schema: {meant}`, if that is what the file holds"
    return report(UNKNOWN_SCHEMA, message, span, help=f"{mend}; the forms are {schemas}", corrections=corrections)


def _form_by_keys(content: object) -> str | None:
    """Return the one form that has all keys of a document, where it has several."""
    from smpolicy.documents.document import FORMS
    from smpolicy.documents.forms.parts import key_of

    keys = set(content) if isinstance(content, dict) else set()
    fitting = [name for name, form in FORMS.items() if keys <= {key_of(each.name) for each in fields(form)}]
    return fitting[0] if len(fitting) == 1 and len(keys) > 2 else None


def _made_to_fit(
    schema: str, content: dict[str, Any], places: Places, source: Source, salvaged: Salvaged
) -> tuple[list[Diagnostic], frozenset[str] | None, frozenset[str]]:
    """Leave out of the content what does not fit its schema, and put placeholders where something must stand.

    What may lack something because the text is broken there is left out too, and not missed.
    Return the faults, the keys concerned (`None` where no document can be made of what is left), and the names that may
    be declared in what was left out.
    """
    from smpolicy.documents.document import FORMS, possible_keys, required_keys
    from smpolicy.documents.schema import check

    required = required_keys(FORMS[schema])
    passed_over = {key for key in possible_keys(FORMS[schema]) if key not in content and salvaged.may_hold(key)}
    content |= {key: _placeholder(key, schema, content, source.path) for key in required if key in passed_over}
    reported = unfit = check(schema, content, places, source)
    left_out = {str(part[0]) for part in salvaged.lacking if _prune(content, part)} | salvaged.sections | passed_over
    names = set(salvaged.named(source))
    if salvaged.lost:
        unfit = check(schema, content, places)
    placed: set[str] = set()
    while unfit:
        pruned = [part for part, _ in unfit if _prune(content, part)]
        missing = [key for key in required if key not in content and key not in placed]
        if not pruned and not missing:
            return [fault for _, fault in reported], None, frozenset(names)
        content |= {key: _placeholder(key, schema, content, source.path) for key in missing}
        left_out.update(str(part[0]) for part in pruned)
        names.update(str(part[-1]) for part in pruned)
        placed.update(missing)
        unfit = check(schema, content, places)
    return [fault for _, fault in reported], frozenset(left_out | placed), frozenset(names)


#: What stands for a missing key, where it is not the key itself: nothing that any check finds fault with by itself.
_PLACEHOLDERS: Final[Mapping[str, object]] = {
    "status": "draft",
    "issuer": {},
    "layer": 3,
    "under": "unstated",
    "provisions": [],
    "facts": {},
    "structures": [],
    "scenarios": [],
}


def _placeholder(key: str, schema: str, content: Mapping[str, Any], path: str) -> object:
    stem = PurePosixPath(path).stem
    if key == "id":
        return _overlay_id(content, path, stem) if schema == "smpolicy/overlay@1" else stem
    return copy(_PLACEHOLDERS.get(key, key))


def _overlay_id(content: Mapping[str, Any], path: str, stem: str) -> str:
    """Return an id for an overlay that has none: it begins with the structure that the overlay or its folder names."""
    issuer = content.get("issuer")
    structure = issuer.get("structure") if isinstance(issuer, dict) else content.get("proposed_for")
    owner = str(structure or folder_below_overlays(path) or stem)
    return f"{_slug(owner)}/unnamed-{_slug(stem)}"


def _slug(words: str) -> str:
    return re.sub("[^a-z0-9]+", "-", words.lower()).strip("-") or "x"


def _prune(content: dict[str, Any], part: tuple[str | int, ...]) -> bool:
    """Leave out the part of a document that a fault stands in: one entry of a section, or a key of the whole."""
    if not part:
        return False
    above: Any = content.get(str(part[0])) if len(part) > 1 else content
    if not isinstance(above, dict) or part[-1] not in above:
        return False
    del above[part[-1]]
    return True
