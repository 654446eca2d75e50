"""A book: what a site is made from, and what its pages need to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from smpolicy.api import Library
from smpolicy.errors import InvalidDocuments, MissingInstrument, SeveralInstruments, UsageError
from smpolicy.norms import Instrument, Provision, Structure
from smpolicy.policy import Policy
from smpolicy.resolution import Entry
from smpolicy.source import Span
from smpolicy.timeline import Interval, day_in_words


@dataclass(kw_only=True, eq=False)
class NoSite(UsageError):  # noqa: N818  (named for what is wrong)
    """No site can be made of this, or not there."""

    #: Why not, in a sentence.
    reason: str

    def __str__(self) -> str:
        """Say why not."""
        return self.reason


@dataclass(frozen=True, kw_only=True)
class Book:
    """Documents, a day, and whether drafts take part.

    `root` is the folder that the documents were read from: paths are shown from there on, so that no page
    tells where on a machine it was made.
    """

    library: Library
    as_of: date
    drafts: bool = False
    root: Path | None = None

    @cached_property
    def policies(self) -> Mapping[str, Policy]:
        """The policy of each structure that has a page."""
        return {
            name: self.library.resolve(name, as_of=self.as_of, drafts=self.drafts)
            for name, structure in self.library.structures.items()
            if self.drafts or not self.drafted(structure)
        }

    @property
    def governing(self) -> Instrument:
        """The Staff Instruction."""
        return self.library.governing_on(self.as_of)

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """Every provision of every instrument, by id."""
        return {each.id: each for one in self.library.lowered.instruments.values() for each in one.provisions}

    @cached_property
    def place_of_norm(self) -> Mapping[str, str]:
        """The provision that each norm is read off, by the norm's id."""
        return {norm.id: norm.provision for one in self.library.lowered.instruments.values() for norm in one.norms}

    @cached_property
    def text(self) -> tuple[Entry, ...]:
        """The instruments' own text: what every structure's policy has in common."""
        policy = next(iter(self.policies.values()))
        return tuple(entry for entry in policy.entries if entry.kind == "provision")

    @cached_property
    def overlays(self) -> tuple[Instrument, ...]:
        """The issuances among the documents, by id."""
        found = (each for each in self.library.lowered.instruments.values() if each.structure)
        return tuple(sorted(found, key=lambda each: each.id))

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """The ids of the instruments that have part in some structure's policy."""
        return frozenset(record.id for policy in self.policies.values() for record in policy.documents)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The drafts that would count on this day, were drafts asked for."""
        return tuple(sorted({name for policy in self.policies.values() for name in policy.drafts_left_out}))

    @property
    def bears_draft(self) -> bool:
        """Whether a draft has part in it."""
        return any(policy.resolution.bears_draft for policy in self.policies.values())

    def drafted(self, structure: Structure) -> bool:
        """Whether only drafts speak of this part of a structure."""
        declaring = [each for each in self.overlays if structure.id in each.substructures]
        return bool(declaring) and all(each.draft for each in declaring)

    def path(self, path: str) -> str:
        """Return a document's path as it is shown: from the folder of the documents on."""
        if self.root is None or not Path(path).is_relative_to(self.root):
            return Path(path).as_posix()
        name = self.root.name or "policies"
        return (Path(name) / Path(path).relative_to(self.root)).as_posix()

    def place(self, span: Span) -> str:
        """Say in which document and on which line something stands."""
        return f"{self.path(span.path)}, line {span.line}"


def open_book(library: Library, *, as_of: date, drafts: bool = False, root: Path | None = None) -> Book:
    """Make a book of a library.

    Raises `InvalidDocuments` if a document has errors (to leave it out would be to publish as if it had not been
    written), and `NoSite` if no one instrument governs on that day, or there are no structures.
    """
    try:
        library.governing_on(as_of)
    except (MissingInstrument, SeveralInstruments) as error:
        raise NoSite(reason=str(error)) from error
    if not library.structures:
        raise NoSite(reason="the documents hold no executive structures")
    errors = tuple(each for each in library.diagnostics if each.severity == "error")
    if errors:
        raise InvalidDocuments(diagnostics=errors)
    return Book(library=library, as_of=as_of, drafts=drafts, root=root)


def days_in_words(interval: Interval) -> str:
    """Say on which days something holds."""
    parts = list(_bounds(interval))
    return ", ".join(parts) if parts else "no days are stated"


def _bounds(interval: Interval) -> Iterator[str]:
    if interval.start:
        yield f"from {day_in_words(interval.start)}"
    if interval.until:
        yield f"until {day_in_words(interval.until)} (that day no longer counted)"
