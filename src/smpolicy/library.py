"""The front door: load documents, check them, resolve a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from smpolicy.documents.corpus import Corpus, folder_below_overlays, read_files, read_folder
from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm, ScenariosForm
from smpolicy.documents.packaged import policies_folder, prepared_documents, shown_as
from smpolicy.foundations.diagnostics import Diagnostic, keeps_from_use, sorted_diagnostics
from smpolicy.foundations.errors import (
    InvalidDocuments,
    MissingInstrument,
    NoDocuments,
    NotADay,
    SeveralInstruments,
    UnknownStructure,
    UnreadablePath,
)
from smpolicy.meaning.norms import Instrument, Structure, governing_on, within

if TYPE_CHECKING:
    from smpolicy.checks.written import Checked
    from smpolicy.conflicts.analysis import ComparedNorms
    from smpolicy.conflicts.readback import ReadBack
    from smpolicy.lowering import Lowered
    from smpolicy.policy import Policy
    from smpolicy.policy.interview import Interview

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Library:
    """Documents, read and lowered: every structure's policy can be resolved from it."""

    corpus: Corpus
    lowered: Lowered

    @cached_property
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

        return tuple(sorted_diagnostics((*self._found(checked), *prove_library(self._checked(proved)))))

    @property
    def _read(self) -> tuple[Document, ...]:
        """The documents that were read from files; all, where none was."""
        read = tuple(each for each in self.corpus.documents if each.path in self.corpus.sources)
        return read or self.corpus.documents

    @cached_property
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
        return frozenset(each.norm.id for each in checked.overlay_norms() if checked.understood(each))

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

        Raises `NotADay` if `as_of` is no `datetime.date`, `UnknownStructure` if the registry has no such id (an old
        name is no id), `MissingInstrument` or `SeveralInstruments` if no one instrument governs the others on that
        day, and `InvalidDocuments` if one that bears on the structure has errors: to leave it out would be to answer
        as if it had not been written.
        """
        if type(as_of) is not date:
            raise NotADay(said=repr(as_of))
        asked_for = self.lowered.structures.get(structure)
        if asked_for is None:
            raise UnknownStructure(structure=structure, known=tuple(self.lowered.structures))
        governing = self.governing_on(as_of)
        self._refuse_errors(asked_for)
        from smpolicy.policy import Policy  # deciding is imported when there is something to decide
        from smpolicy.resolution.resolved import resolve

        resolution = resolve(
            instruments=self.lowered.instruments,
            interpretations=self.lowered.interpretations,
            structure=asked_for,
            home=self.lowered.structures[structure.partition("/")[0]],
            governing=governing,
            as_of=as_of,
            drafts=drafts,
        )
        return Policy(resolution=resolution, lowered=self.lowered)

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
        governing = governing_on(self.lowered.instruments.values(), day)
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
        owner = self._owners.get(path)
        if owner not in self.lowered.structures:  # not understood, or of nobody: then whose folder it stands in
            owner = folder_below_overlays(path)
        if owner is None or owner not in self.lowered.structures:
            return True
        return within(structure, owner) or owner.startswith(f"{structure.id}/")

    @cached_property
    def _everyones(self) -> frozenset[str]:
        """The paths of the documents that every structure rests on, in whatever folder they stand."""
        own = (OverlayForm, ScenariosForm)
        return frozenset(each.path for each in self.corpus.documents if not isinstance(each.form, own))

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        """The structure that each overlay names as its own, by the overlay's path."""
        overlays = (*self.lowered.instruments.values(), *self.lowered.twins)
        return {each.span.path: each.structure for each in overlays if each.structure}


def load(path: str | Path | None = None, *, progress: Progress | None = None) -> Library:
    """Load the packaged documents, or those of a folder of one's own.

    A folder without a base of its own stands on the packaged one.
    `progress` is told each file as it is read.

    Raises `UnreadablePath` if there is no such folder.
    """
    if path is None:
        return _library(_packaged())
    root = Path(path)
    if not root.is_dir():
        raise UnreadablePath(path=str(path), reason="there is no such folder")
    corpus = read_folder(root, progress=progress)
    return _library(_with_base(corpus))


def _packaged() -> Corpus:
    prepared = prepared_documents()
    if prepared is not None:
        return Corpus(documents=prepared, files=tuple(document.path for document in prepared))
    return read_folder(policies_folder(), shown=shown_as)


def _with_base(corpus: Corpus) -> Corpus:
    """Put the packaged base under documents that bring none."""
    if any(document.form.schema_ == "smpolicy/instrument@1" for document in corpus.documents):
        return corpus
    packaged = _packaged()
    base = tuple(document for document in packaged.documents if "/overlays/" not in f"/{document.path}")
    return Corpus(documents=base).joined(corpus)


def _library(corpus: Corpus) -> Library:
    from smpolicy.lowering import lower  # lowering is imported when there is something to lower

    return Library(corpus=corpus, lowered=lower(corpus.documents))


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """What a check found: diagnostics, and what renderers need to show them."""

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    library: Library

    def readbacks(self) -> tuple[ReadBack, ...]:
        """Return what the machine will do with each norm of the overlays that were checked."""
        from smpolicy.conflicts.readback import readbacks_of

        lowered = self.library.lowered
        checked = [each for each in (*lowered.instruments.values(), *lowered.twins) if each.span.path in self.files]
        return tuple(readback for each in checked if each.structure for readback in readbacks_of(each, lowered))

    @cached_property
    def compared(self) -> ComparedNorms | None:
        """What was compared with the instruments above, and on which days; nothing where no overlay was checked.

        A norm that was not understood was compared with nothing.
        """
        from smpolicy.conflicts.analysis import ComparedNorms, compared_with_base

        whole = ComparedNorms()
        if not self._overlays:
            return None
        for overlay in self._overlays:
            whole = whole.joined(compared_with_base(overlay, self.library.lowered))
        return replace(whole, norms=whole.norms & self.library.understood(self.files))

    def prove(self, *, progress: Progress | None = None) -> Mapping[str, frozenset[date]]:
        """Put every question that the findings on overlays rest on to z3 too, and return on which days, by overlay.

        `progress` is told each overlay.
        Raises `MissingExtra` where z3 is not installed, and `Disagreement` where the methods differ: a fault of ours.
        """
        from smpolicy.conflicts.analysis import prove
        from smpolicy.deciding.solver import EXACT, Both
        from smpolicy.deciding.z3_solver import Z3

        both = Both(first=EXACT, second=Z3())
        proved: dict[str, frozenset[date]] = {}
        for overlay in self._overlays:
            if progress is not None:
                progress(overlay.id)
            proved[overlay.id] = prove(overlay, self.library.lowered, both).days
        return proved

    @property
    def _overlays(self) -> tuple[Instrument, ...]:
        """The overlays that were checked."""
        instruments = self.library.lowered.instruments.values()
        return tuple(each for each in instruments if each.structure and each.span.path in self.files)

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(each.severity == "error" for each in self.diagnostics)


def check(*paths: str | Path, policies: str | Path | None = None, progress: Progress | None = None) -> CheckReport:
    """Check documents: files, folders, or, without any, the whole of `policies` (the packaged documents if not given).

    Files are checked together with the documents of `policies`, so that what they refer to is known;
    only findings about the files themselves are reported.

    Raises `UnreadablePath` if a path is missing, and `NoDocuments` if there is nothing in a folder to be checked.
    """
    missing = [str(path) for path in paths if not Path(path).exists()]
    if missing:
        raise UnreadablePath(path=missing[0], reason="there is no such file or folder")
    if not paths:
        corpus = (
            _documents_below(Path(policies), progress)
            if policies
            else read_folder(policies_folder(), shown=shown_as, progress=progress)
        )
        library = _library(_with_base(corpus))
        return CheckReport(diagnostics=library.about(corpus.files), files=corpus.files, library=library)
    named = Corpus()
    for path in paths:
        place = Path(path)
        named = named.joined(
            _documents_below(place, progress) if place.is_dir() else read_files([place], progress=progress, named=True)
        )
    around = load(policies).corpus if policies else _packaged()
    library = _library(_around(around, named))
    files = set(named.files)
    diagnostics = tuple(each for each in library.about(files) if each.path in files or each.path not in around.files)
    return CheckReport(diagnostics=diagnostics, files=named.files, library=library)


def _documents_below(folder: Path, progress: Progress | None) -> Corpus:
    """Return the documents below a folder; what keeps one from being read is one of them to be reported."""
    corpus = read_folder(folder, progress=progress)
    if not corpus.files and not corpus.faults:
        from smpolicy.documents.files import ENDINGS, printable

        raise NoDocuments(path=printable(folder), endings=ENDINGS)
    return corpus


def _around(around: Corpus, named: Corpus) -> Corpus:
    """Put the named documents among the others; one with the id of another takes its place, as a newer copy of it."""
    ids = {getattr(document.form, "id", None) for document in named.documents} - {None}
    others = tuple(each for each in around.documents if getattr(each.form, "id", None) not in ids)
    return replace(around, documents=others).joined(named)
