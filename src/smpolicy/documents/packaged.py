"""Where the packaged documents and schemas are, and how they are prepared to load fast.

A wheel carries `policies/` and `schemas/` inside the package; in a checkout they stand at its root.
The prepared form holds the same content, already checked, so that loading it imports neither YAML nor pydantic, and
what each norm's words say of force, so that it makes no pattern of words.
It names the digest of each file it was made from, and of those by which force is read, and is passed over where one of
them has changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smpolicy.foundations.errors import UnknownSchema
from smpolicy.foundations.once import Unchanging, once
from smpolicy.foundations.source import Path as Keys
from smpolicy.foundations.source import Span, digest

if TYPE_CHECKING:
    from smpolicy.documents.document import Document, WordedForce

_INSIDE: Final = Path(__file__).parents[1] / "_packaged"
_CHECKOUT: Final = Path(__file__).parents[3]
PREPARED: Final = _INSIDE / "prepared.json"
_FORMAT: Final = "smpolicy/prepared@2"
#: The files by which force is read off words.
_READ_BY: Final = ("modality.py", "phrases.py", "*_words.py")


def _root() -> Path:
    return _INSIDE if (_INSIDE / "policies").is_dir() else _CHECKOUT


def policies_folder() -> Path:
    """Return the folder of the packaged documents."""
    return _root() / "policies"


def schemas_folder() -> Path:
    """Return the folder of the JSON Schemas."""
    return _root() / "schemas"


def schema(name: str) -> dict[str, Any]:
    """Return a published JSON Schema, such as that of `decision` or, in full, `smpolicy/decision@1`.

    Raises `UnknownSchema` if there is none of that name.
    """
    files = {_schema_of(file): file for file in sorted(schemas_folder().glob("*.schema.json"))}
    files |= {full.removeprefix("smpolicy/").partition("@")[0]: file for full, file in files.items()}
    if not isinstance(name, str) or name not in files:
        raise UnknownSchema(schema=name, known=tuple(each for each in files if "/" not in each))
    published: dict[str, Any] = json.loads(files[name].read_text(encoding="utf-8"))
    return published


def _schema_of(file: Path) -> str:
    """Return the name of the schema in a file: `smpolicy/overlay@1` stands in `overlay-1.schema.json`."""
    name, _, version = file.name.removesuffix(".schema.json").rpartition("-")
    return f"smpolicy/{name}@{version}"


def shown_as(path: Path) -> str:
    """Return the name under which a packaged document is shown: `policies/base/si31.yaml`."""
    return path.relative_to(_root()).as_posix()


def prepare(documents: Iterable[tuple[Document, object, Mapping[Keys, WordedForce]]]) -> str:
    """Return the prepared form of checked documents: each with the plain content it was built from and its forces."""
    entries = []
    for document, content, forces in documents:
        spans = [
            [
                list(path),
                *(span and [span.line, span.column, span.end_line, span.end_column] for span in key_and_value),
            ]
            for path, key_and_value in document.places.items()
        ]
        said = [[list(path), *each] for path, each in forces.items()]
        entries.append(
            {"path": document.path, "digest": document.digest, "content": content, "places": spans, "forces": said}
        )
    prepared = {"format": _FORMAT, "read_by": _read_by(), "documents": entries}
    return json.dumps(prepared, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, kw_only=True, eq=False)
class PreparedDocument(Unchanging):
    """A packaged document that was checked before, and is built once somebody asks for it."""

    path: str
    digest: str
    build: Callable[[], Document]

    @once
    def document(self) -> Document:
        """The document itself, the same each time."""
        return self.build()


def prepared_documents() -> tuple[Document, ...] | None:
    """Return the packaged documents from their prepared form; `None` where it is absent or out of date."""
    prepared = prepared_files()
    return None if prepared is None else tuple(each.document for each in prepared)


def prepared_files() -> tuple[PreparedDocument, ...] | None:
    """Return the packaged documents, none of them built yet; `None` where their prepared form is not current.

    One process builds each of them once, as long as the prepared form stays the same.
    """
    try:
        prepared, files = _prepared(PREPARED.read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    if prepared["format"] != _FORMAT or prepared["read_by"] != _read_by():
        return None
    return files if {each.path: each.digest for each in files} == dict(_digests()) else None


@lru_cache(maxsize=1)
def _prepared(content: bytes) -> tuple[dict[str, Any], tuple[PreparedDocument, ...]]:
    """Return the head of a prepared form, and its documents."""
    prepared = json.loads(content)
    entries = prepared.pop("documents")
    return prepared, tuple(
        PreparedDocument(path=each["path"], digest=each["digest"], build=partial(_document, each)) for each in entries
    )


def _digests() -> Iterator[tuple[str, str]]:
    for path in policies_folder().rglob("*.yaml"):
        yield shown_as(path), digest(path.read_bytes())


def _read_by() -> dict[str, str]:
    """Return the digest of each file by which force is read off words."""
    files = (file for pattern in _READ_BY for file in (_INSIDE.parent / "meaning").glob(pattern))
    return {file.name: digest(file.read_bytes()) for file in sorted(files)}


def _document(entry: dict[str, Any]) -> Document:
    from smpolicy.documents.building import from_prepared
    from smpolicy.documents.document import Document, WordedForce

    content = entry["content"]
    return Document(
        form=from_prepared(content["schema"], content),
        path=entry["path"],
        digest=entry["digest"],
        places=_Places(entry["path"], entry["places"]),
        forces={tuple(path): WordedForce(*said) for path, *said in entry["forces"]},
    )


class _Places(Mapping[tuple[str | int, ...], tuple[Span | None, Span]]):
    """Places of one document; a span is made when it is asked for, since few ever are."""

    def __init__(self, path: str, spans: list[list[Any]]) -> None:
        self._path = path
        self._spans = {tuple(each[0]): (each[1], each[2]) for each in spans}

    def __getitem__(self, path: tuple[str | int, ...]) -> tuple[Span | None, Span]:
        key, value = self._spans[path]
        return self._span(key) if key else None, self._span(value)

    def __iter__(self) -> Iterator[tuple[str | int, ...]]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def _span(self, numbers: list[int]) -> Span:
        line, column, end_line, end_column = numbers
        return Span(path=self._path, line=line, column=column, end_line=end_line, end_column=end_column)
