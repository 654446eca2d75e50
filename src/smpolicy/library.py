"""The front door: load documents, check them, resolve a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from smpolicy.documents.corpus import INSTRUMENT, Corpus, folder_below_overlays, is_within, path_of, read_folder
from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm, ReviewsForm, ScenariosForm
from smpolicy.documents.packaged import policies_folder, prepared_documents, shown_as
from smpolicy.foundations.diagnostics import Diagnostic, keeps_from_use, sorted_diagnostics
from smpolicy.foundations.errors import (
    InvalidDocuments,
    MissingInstrument,
    NotADay,
    NotYesOrNo,
    SeveralInstruments,
    UnknownStructure,
    UnreadablePath,
)
from smpolicy.foundations.in_brief import in_short
from smpolicy.foundations.once import Unchanging, once
from smpolicy.meaning.norms import Instrument, Structure, governing_on, within

if TYPE_CHECKING:
    from smpolicy.checks.written import Checked
    from smpolicy.lowering import Lowered
    from smpolicy.policy import Policy
    from smpolicy.policy.interview import Interview

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Library(Unchanging):
    """Documents, read and lowered: every structure's policy can be resolved from it."""

    corpus: Corpus
    lowered: Lowered

    def __repr__(self) -> str:
        """Count what is in it, in one line."""
        return f"<Library {len(self.corpus.documents)} documents, {len(self.structures)} structures>"

    @once
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every finding about the documents, in the order of files and lines."""
        return self._findings(checked=self.corpus.documents, proved=self._read)

    def about(self, files: Iterable[str]) -> tuple[Diagnostic, ...]:
        """Return every finding about these files, and what is found wherever documents are read and understood.

        Nothing is checked on other documents; what they say still counts for these.
        """
        named = set(files)
        chosen = tuple(each for each in self.corpus.documents if each.path in named)
        return self._findings(checked=chosen, proved=chosen)

    def _findings(self, *, checked: Iterable[Document], proved: Iterable[Document]) -> tuple[Diagnostic, ...]:
        """Return what is found on the documents that are checked, and on those whose standing is proved.

        Packaged documents were proved when they were packaged, and are not again beside files that are read.
        """
        from smpolicy.checks.rules import prove_library
        from smpolicy.checks.spoilt import without_guesses

        found = (*self._found(checked), *without_guesses(prove_library(self._checked(proved)), self.corpus))
        return tuple(sorted_diagnostics(found))

    @property
    def _read(self) -> tuple[Document, ...]:
        """The documents that were read from files; all, where none was."""
        read = tuple(each for each in self.corpus.documents if each.path in self.corpus.sources)
        return read or self.corpus.documents

    @once
    def errors(self) -> tuple[Diagnostic, ...]:
        """Every error that keeps a document from being used; prepared documents were checked when packaged."""
        understood = (*self.corpus.faults, *self.lowered.faults)
        diagnostics = self._found(self._read) if self.corpus.sources else understood
        return tuple(each for each in sorted_diagnostics(diagnostics) if keeps_from_use(each))

    def _found(self, checked: Iterable[Document]) -> tuple[Diagnostic, ...]:
        from smpolicy.checks.rules import check_library  # many small modules, which deciding does not need
        from smpolicy.checks.spoilt import without_what_follows

        understood = (*self.lowered.faults, *check_library(self._checked(checked)))
        return (*self.corpus.faults, *without_what_follows(understood, self.corpus))

    def understood(self, files: Iterable[str]) -> frozenset[str]:
        """Return the norms of the overlays in these files that were understood without a fault, by their ids."""
        named = set(files)
        checked = self._checked(each for each in self.corpus.documents if each.path in named)
        editions = [here for _, here in checked.in_editions()] or [checked]
        guessed = self.corpus.guessed
        return frozenset(
            each.norm.id
            for here in editions
            for each in here.overlay_norms()
            if here.understood(each) and not is_within(each.norm.span, guessed.get(each.document.path, ()))
        )

    def _checked(self, documents: Iterable[Document]) -> Checked:
        from smpolicy.checks.written import Checked

        return Checked(corpus=self.corpus, lowered=self.lowered, paths=frozenset(each.path for each in documents))

    @property
    def structures(self) -> Mapping[str, Structure]:
        """The executive structures of the registry, and their parts, by id."""
        return self.lowered.structures

    def resolve(self, structure: str, *, as_of: date, drafts: bool = False) -> Policy:
        """Return what holds for a structure on a day.

        Drafts take part only where `drafts` says so; a policy that leaves some out says that there are some.

        Raises `NotADay` if `as_of` is no `datetime.date`, `NotYesOrNo` if `drafts` is no `bool`, `UnknownStructure` if
        the registry has no such id (an old name is no id), `MissingInstrument` or `SeveralInstruments` if no one
        instrument governs the others on that day, and `InvalidDocuments` if one that bears on the structure has errors:
        to leave it out would be to answer as if it had not been written.
        """
        if type(as_of) is not date:
            raise NotADay(said=in_short(as_of))
        if type(drafts) is not bool:
            raise NotYesOrNo(name="drafts", said=drafts)
        asked_for = self.lowered.structures.get(structure) if isinstance(structure, str) else None
        if asked_for is None:
            raise UnknownStructure(structure=structure, known=tuple(self.lowered.structures))
        governing, lowered = self.governing_on(as_of), self.lowered.on(as_of)
        self._refuse_errors(asked_for)
        if lowered.reviews:
            from smpolicy.conflicts.reviewed import with_reviewers

            lowered = with_reviewers(lowered, as_of)
        from smpolicy.policy import Policy  # deciding is imported when there is something to decide
        from smpolicy.resolution.resolved import resolve

        resolution = resolve(
            instruments=lowered.instruments,
            interpretations=lowered.interpretations,
            structure=asked_for,
            structures=lowered.structures,
            governing=governing,
            as_of=as_of,
            drafts=drafts,
        )
        policy = Policy(resolution=resolution, lowered=lowered)
        if not lowered.reviews:
            return policy
        from smpolicy.resolution.resolved import Notice

        notice = Notice(kind="reviewed", words=f"How norms are read was reviewed of {policy.reviewed}.")
        return Policy(resolution=replace(resolution, notices=(*resolution.notices, notice)), lowered=lowered)

    def on(self, day: date) -> Library:
        """Return the documents as they are read on a day: of an instrument in versions, with the one that counts then.

        Without versions, they are read as they are.
        """
        lowered = self.lowered.on(day)
        if lowered is self.lowered or lowered.edition is None:
            return self
        return Library(corpus=replace(self.corpus, documents=lowered.edition.documents), lowered=lowered)

    def interview(self, structure: str, *, as_of: date, drafts: bool = False) -> Interview:
        """Begin to ask a person about an activity, screen by screen, and end in the decision.

        Raises what `resolve` raises.
        """
        from smpolicy.policy.interview import Interview

        return Interview.begun(self.resolve(structure, as_of=as_of, drafts=drafts))

    def resume(self, interview: Mapping[str, object]) -> Interview:
        """Go on with an interview that was kept as plain data (`Interview.to_json`).

        Raises `UnreadableInterview` if it is none that this version wrote, `ImpossibleFacts` if what was answered is no
        longer possible, and what `resolve` raises.
        """
        from smpolicy.policy.interview import resumed

        return resumed(interview, lambda structure, day, drafts: self.resolve(structure, as_of=day, drafts=drafts))

    def governing_on(self, day: date) -> Instrument:
        """Return the instrument whose text is consolidated on a day.

        Raises `MissingInstrument` if no instrument stands by itself, and `SeveralInstruments` if several are in force.
        """
        governing = governing_on(self.lowered.on(day).instruments.values(), day)
        if not governing:
            raise MissingInstrument
        if len(governing) > 1:
            raise SeveralInstruments(instruments=tuple(each.id for each in governing), day=day.isoformat())
        return governing[0]

    def _refuse_errors(self, structure: Structure) -> None:
        errors = tuple(each for each in self.errors if self._bears_on(each.path, structure))
        if errors:
            raise InvalidDocuments(diagnostics=errors)

    def _bears_on(self, path: str, structure: Structure) -> bool:
        """Whether a file bears on a structure: all do but those of other structures."""
        if path in self._everyones:
            return True
        # Of a document that is read in part only, nobody can be sure whose it is.
        owner = None if path in self.corpus.guessed else self._owners.get(path)
        if owner not in self.lowered.structures:  # not understood, or of nobody: then whose folder it stands in
            owner = folder_below_overlays(path)
        if owner is None or owner not in self.lowered.structures:
            return True
        return within(structure, owner) or owner.startswith(f"{structure.id}/")

    @once
    def _everyones(self) -> frozenset[str]:
        """The paths of the documents that every structure rests on, in whatever folder they stand."""
        own = (OverlayForm, ScenariosForm, ReviewsForm)
        return frozenset(each.path for each in self.corpus.documents if not isinstance(each.form, own))

    @once
    def _owners(self) -> Mapping[str, str]:
        """The structure that each overlay names as its own, by the overlay's path."""
        overlays = (*self.lowered.instruments.values(), *self.lowered.twins)
        return {each.span.path: each.structure for each in overlays if each.structure}


def load(path: str | Path | None = None, *, progress: Progress | None = None) -> Library:
    """Load the packaged documents, or those of a folder of one's own.

    A folder without a base of its own stands on the packaged one.
    `progress` is told each file as it is read.

    Raises `UnreadablePath` if there is no such folder, and `NoDocuments` if there is nothing in it that is one.
    """
    if path is None:
        return library_of(packaged_corpus())
    root = path_of(path)
    if not root.is_dir():
        raise UnreadablePath(path=str(path), reason="there is no such folder")
    corpus = read_folder(root, progress=progress)
    if not corpus.files and all(each.severity != "error" for each in corpus.faults):
        from smpolicy.documents.files import no_documents

        raise no_documents(root)
    return library_of(_with_base(corpus))


def packaged_corpus() -> Corpus:
    """Return the packaged documents, prepared where nothing has changed since."""
    prepared = prepared_documents()
    if prepared is not None:
        return Corpus(documents=prepared, files=tuple(document.path for document in prepared))
    return read_folder(policies_folder(), shown=shown_as)


def _with_base(corpus: Corpus) -> Corpus:
    """Put the packaged base under documents that bring none."""
    if any(document.form.schema_ == INSTRUMENT for document in corpus.documents):
        return corpus
    return Corpus(documents=packaged_base()).joined(corpus)


def packaged_base() -> tuple[Document, ...]:
    """Return the packaged documents on which overlays stand."""
    return tuple(each for each in packaged_corpus().documents if folder_below_overlays(each.path) is None)


def library_of(corpus: Corpus) -> Library:
    """Return what documents mean, those of the base among them."""
    from smpolicy.lowering import lower  # lowering is imported when there is something to lower

    return Library(corpus=corpus, lowered=lower(corpus.documents))
