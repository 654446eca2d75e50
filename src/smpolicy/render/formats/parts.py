"""Parts that several formats share, and what makes a type a part: the words below each key are its description.

`TypedDict` comes from `typing_extensions`, which pydantic brings along: on Python 3.11 it describes no other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, NotRequired, TypeAlias, TypeVar

from typing_extensions import TypedDict

from smpolicy.deciding.semantics import FindingStatus

#: What the schema says of a value that a list does not name yet.
ANOTHER: Final = {"type": "string", "description": "Another value: a later version may add to this list."}


class _MayGrow:
    """What makes a list of values an open one in the JSON Schema: an older schema accepts a value that is added."""

    def __get_pydantic_json_schema__(self, values: Any, schema_of: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {"anyOf": [schema_of(values), ANOTHER]}


_Values = TypeVar("_Values")
#: One of the values that this version knows; a later version may know more.
Open: TypeAlias = Annotated[_Values, _MayGrow()]


class Described(TypedDict):
    """What all parts have in common: the words below a key describe it."""


# Set from outside: in the class it would be a key of every part for whoever checks types.
Described.__pydantic_config__ = {"use_attribute_docstrings": True}  # type: ignore[attr-defined]

#: What can be stated of a fact of which all is known.
Value: TypeAlias = bool | int | str | list[str]


class Place(Described):
    """A line of a file."""

    path: str
    """The file."""
    line: int
    """The line, from 1."""


class DocumentRecord(Described):
    """A document that took part, and exactly which text of it."""

    id: str
    """The id of the document."""
    version: str
    """Its version."""
    digest: str
    """The digest of its bytes: `sha256:` and 64 digits."""
    draft: bool
    """Whether it is a draft."""
    title: str
    """Its title."""
    path: str
    """The file it stands in."""


class Contact(Described):
    """Whom to turn to."""

    name: str
    """The office, as the text or the issuance calls it."""
    email: str | None
    """Its address; null where none is known."""
    reviewed: NotRequired[str]
    """The day on which somebody last looked whether this is still so."""
    document: NotRequired[str]
    """The document that names it."""


class SetAside(Described):
    """A norm over which another norm prevails where the two are inconsistent."""

    norm: str
    """The id of the norm that is set aside."""
    prevailing: str
    """The id of the norm that prevails."""
    kind: str
    """How they oppose each other, by the name of its kind: `permits-disapproved`, `adds-exception`."""
    part: Literal["norm", "exception"]
    """What of the norm is set aside: the norm itself, or an exception of it."""
    grade: Literal["total", "direct"]
    """`total` where nothing survives, else `direct`."""
    basis: str
    """The provision by which the other prevails."""
    survives: str
    """What is left of the norm, in words."""
    survives_where: dict[str, Any]
    """The same as a condition beside the norm's own, in the form in which documents state conditions."""
    witness: dict[str, Any]
    """Under `facts`, an activity that shows it."""


class Reason(Described):
    """A norm that the answer rests on."""

    norm: str
    """The id of the norm."""
    provision: str
    """The id of the provision it stands in, or under."""
    instrument: str
    """The id of its instrument."""
    citation: str
    """The place in the text, as people cite it."""
    status: Open[FindingStatus]
    """How the norm stands."""
    words: str
    """Its words, verbatim."""
    source: Place
    """Where it is written down."""
    draft: NotRequired[bool]
    """True where it stands in a draft; absent otherwise."""
