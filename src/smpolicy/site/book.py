"""A book: what a site is made from, and what its pages need to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from smpolicy.foundations.errors import InvalidDocuments, MissingInstrument, SeveralInstruments, UsageError
from smpolicy.foundations.source import Span
from smpolicy.foundations.timeline import Interval, day_in_words
from smpolicy.library import Library
from smpolicy.meaning.naming import Words
from smpolicy.meaning.norms import Instrument, Interpretation, Provision, Structure
from smpolicy.policy import Policy
from smpolicy.resolution.resolved import Entry

_Document = TypeVar("_Document", Instrument, Interpretation)


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
        """The policy of each structure that has a page; the parts of a structure come after the whole."""
        return {
            name: self.library.resolve(name, as_of=self.as_of, drafts=self.drafts)
            for name, structure in self._parts_with_the_whole
            if self.drafts or not self.drafted(structure)
        }

    @property
    def _parts_with_the_whole(self) -> list[tuple[str, Structure]]:
        """The structures in the order of the registry, each followed by its parts."""
        order = list(self.library.structures)
        return sorted(self.library.structures.items(), key=lambda each: order.index(each[0].partition("/")[0]))

    @cached_property
    def common(self) -> Policy:
        """A policy that shows what all have in common: one in force, if any is."""
        policies = tuple(self.policies.values())
        return next((each for each in policies if each.in_force), policies[0])

    @property
    def closings(self) -> Mapping[str, str]:
        """The open questions that interpretations close on this day: each with the reading chosen."""
        return self.common.resolution.closings

    @property
    def governing(self) -> Instrument:
        """The instrument whose text is consolidated."""
        return self.library.governing_on(self.as_of)

    @property
    def words(self) -> Words:
        """What pages call the organization and what is its own."""
        return self.governing.words

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
        return tuple(entry for entry in self.common.entries if entry.kind == "provision")

    @cached_property
    def overlays(self) -> tuple[Instrument, ...]:
        """The overlays among the documents, by id."""
        overlays = (each for each in self.library.lowered.instruments.values() if each.structure)
        return tuple(_by_id(overlays))

    @property
    def documents(self) -> tuple[Instrument | Interpretation, ...]:
        """The instruments of the base, what closes their open questions, and the overlays; each group by id."""
        base = (each for each in self.library.lowered.instruments.values() if not each.structure)
        closing = self.library.lowered.interpretations
        return (*_by_id(base), *_by_id(closing), *self.overlays)

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """The ids of the documents that have part in some structure's policy."""
        return frozenset(record.id for policy in self.policies.values() for record in policy.documents)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The drafts that would count on this day, were drafts asked for."""
        return tuple(sorted({name for policy in self.policies.values() for name in policy.drafts_left_out}))

    @cached_property
    def draft_authors(self) -> tuple[str, ...]:
        """Who wrote the drafts that have part in it."""
        authors = {each for policy in self.policies.values() for each in policy.resolution.draft_authors.values()}
        return tuple(sorted(authors))

    def drafted(self, structure: Structure) -> bool:
        """Whether only drafts speak of this part of a structure."""
        declaring = [each for each in self.overlays if structure.id in each.substructures]
        return bool(declaring) and all(each.draft for each in declaring)

    def drafted_for(self, policy: Policy, draft: str) -> str:
        """Return the name of the day of the structure that a draft in a policy was written for."""
        return self.library.structures[policy.resolution.drafted_for[draft]].name_on(self.as_of).name

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
        raise NoSite(reason="the documents hold no structures")
    if library.errors:
        raise InvalidDocuments(diagnostics=library.errors)
    return Book(library=library.on(as_of), as_of=as_of, drafts=drafts, root=root)


def _by_id(documents: Iterable[_Document]) -> list[_Document]:
    return sorted(documents, key=lambda each: each.id)


def days_in_words(interval: Interval) -> str:
    """Say on which days something holds."""
    parts = list(_bounds(interval))
    return ", ".join(parts) if parts else "no days are stated"


def _bounds(interval: Interval) -> Iterator[str]:
    if interval.start:
        yield f"from {day_in_words(interval.start)}"
    if interval.until:
        yield f"until {day_in_words(interval.until)} (that day no longer counted)"
