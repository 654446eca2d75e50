"""What is raised: misuse by the caller, never a fault of a drafter (those are diagnostics).

    SmpolicyError
      UsageError             the caller asked for something that cannot be; exit code 2
        UnknownStructure
        ImpossibleFacts
        UnreadablePath
        NoDocuments
        MissingInstrument
        SeveralInstruments
        UnknownAssumption
        UnknownAnswer
        UnknownFormat
        UnknownNorm
        UnknownQuestion
        UnknownSchema
        NotADay
        NotYesOrNo
        NotAPolicy
        NotDiagnostics
        UnknownStart
        UnreadableInterview
        UnreadableProgram
        UnreadableSettings
        UnreadableRows
        NoRows
        NoTable
        NotForPages
        UnfitChoice
        MissingExtra
      Undecided              in `worlds`: a search ended before its question was decided
      InvalidDocuments       a corpus with errors in it was to be resolved

Each is a record with a sentence: the data in its fields, the sentence in `str`, equal by value.
They are not frozen, because Python itself sets the traceback of an exception that passes through a context manager.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from smpolicy.foundations.diagnostics import Diagnostic, quoted
from smpolicy.foundations.in_brief import in_short
from smpolicy.foundations.source import on_one_line
from smpolicy.foundations.wording import in_series, near_name


@dataclass(kw_only=True, eq=False)
class SmpolicyError(Exception):
    """Anything that this library raises on purpose."""

    def __eq__(self, other: object) -> bool:
        """Whether both are of one kind and say the same."""
        return type(other) is type(self) and _data(other) == _data(self)

    def __hash__(self) -> int:
        """Agree with equality; the sentence follows from the data."""
        return hash((type(self), str(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Make copies and pickles, which know nothing of keyword-only fields, come out whole."""
        return _remade, (type(self), _data(self))


def _data(error: Any) -> dict[str, Any]:
    return {place.name: getattr(error, place.name) for place in fields(error)}


def _remade(kind: type[SmpolicyError], data: Mapping[str, Any]) -> SmpolicyError:
    return kind(**data)


@dataclass(kw_only=True, eq=False)
class UsageError(SmpolicyError):
    """The caller asked for something that cannot be."""


@dataclass(kw_only=True, eq=False)
class UnknownStructure(UsageError):  # noqa: N818  (named for what is wrong)
    """No structure bears this name."""

    #: What was asked for.
    structure: str
    #: The ids that there are.
    known: tuple[str, ...] = field(default=(), repr=False)

    @property
    def nearest(self) -> str | None:
        """The id that comes near what was asked for, if one does."""
        return near_name(self.structure, self.known) if isinstance(self.structure, str) else None

    def __str__(self) -> str:
        """Say what is unknown, and what comes near it."""
        suggestion = f"; did you mean {quoted(self.nearest)}?" if self.nearest else ""
        return f"no structure {quoted(self.structure)} is known{suggestion}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactProblem:
    """One thing that is wrong with the facts somebody stated."""

    #: `unknown-fact`, `outside-domain`, `derived-fact` or `breaks-constraint`; `no-mapping` of what names no facts.
    kind: str
    #: The facts concerned, by name.
    facts: tuple[str, ...]
    #: What is wrong, in a sentence.
    message: str


@dataclass(kw_only=True, eq=False)
class ImpossibleFacts(UsageError):  # noqa: N818  (named for what is wrong)
    """The facts that were stated cannot hold together, or are not facts at all."""

    problems: tuple[FactProblem, ...]

    def __str__(self) -> str:
        """Say everything that is wrong, not only the first."""
        return "; ".join(problem.message for problem in self.problems)


def refuse_no_mapping(said: object) -> None:
    """Refuse what names no facts at all. Raises `ImpossibleFacts`."""
    if not isinstance(said, Mapping):
        message = f"facts are stated by their names, as a mapping, and not as {quoted(type(said).__name__)}"
        raise ImpossibleFacts(problems=(FactProblem(kind="no-mapping", facts=(), message=message),))


@dataclass(kw_only=True, eq=False)
class UnreadablePath(UsageError):  # noqa: N818  (named for what is wrong)
    """A path that the caller named is missing or cannot be read."""

    path: str
    #: Why, as the operating system or this library puts it.
    reason: str

    def __str__(self) -> str:
        """Name the path and the reason."""
        return f"cannot read {quoted(self.path)}: {self.reason}"


@dataclass(kw_only=True, eq=False)
class NoDocuments(UsageError):  # noqa: N818
    """Nothing was to be checked: that nothing is wrong would be true, and would reassure."""

    path: str
    #: How the names of documents end.
    endings: tuple[str, ...]
    #: Files there that may have been meant.
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say what was looked for and where, and how to mend it."""
        listed = " or ".join(map(quoted, self.endings))
        there = in_series([quoted(each) for each in self.others], "and")
        meant = f"; there is {there}: rename what is a document" if self.others else ""
        return (
            f"there is no document in {quoted(self.path)}: below it no file, hidden ones left aside, has a name that "
            f"ends with {listed}{meant}; name the folder or the file that is to be checked"
        )


@dataclass(kw_only=True, eq=False)
class MissingInstrument(UsageError):  # noqa: N818
    """The documents lack an instrument that everything else could stand under."""

    def __str__(self) -> str:
        """Say what is missing."""
        return "the documents hold no instrument that stands by itself, under which policies could be resolved"


@dataclass(kw_only=True, eq=False)
class SeveralInstruments(UsageError):  # noqa: N818
    """Several instruments stand by themselves on one day, so that nobody could tell which one governs the others."""

    instruments: tuple[str, ...]
    day: str

    def __str__(self) -> str:
        """Name the instruments, and say how to mend it."""
        listed = ", ".join(map(quoted, self.instruments))
        return (
            f"{listed} all stand by themselves on {self.day}; let one end before the next begins, or say "
            "`scope: {with: ...}` in those that are examined with another"
        )


@dataclass(kw_only=True, eq=False)
class UnknownAssumption(UsageError):  # noqa: N818
    """There is no such way of assuming what nobody stated."""

    assume: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        """Name what can be asked for."""
        return f"nothing is assumed by {quoted(self.assume)}; write one of {', '.join(map(quoted, self.known))}"


@dataclass(kw_only=True, eq=False)
class UnknownAnswer(UsageError):  # noqa: N818
    """There is no such answer, or no such outcome."""

    answer: object
    known: tuple[str, ...]

    def __str__(self) -> str:
        """Name those that there are."""
        return f"nothing is answered by {quoted(self.answer)}; there are {', '.join(map(quoted, self.known))}"


@dataclass(kw_only=True, eq=False)
class UnknownFormat(UsageError):  # noqa: N818
    """A text was asked for in a format that there is not."""

    format: object
    known: tuple[str, ...]

    def __str__(self) -> str:
        """Name those that there are."""
        return f"there is no format {quoted(self.format)}; write one of {', '.join(map(quoted, self.known))}"


@dataclass(kw_only=True, eq=False)
class UnknownSchema(UsageError):  # noqa: N818
    """No JSON Schema is published under this name."""

    schema: object
    known: tuple[str, ...]

    def __str__(self) -> str:
        """Name those that there are."""
        return f"no schema {quoted(self.schema)} is published; there are {', '.join(map(quoted, self.known))}"


@dataclass(kw_only=True, eq=False)
class UnknownNorm(UsageError):  # noqa: N818
    """No norm that facts can decide has this id here."""

    norm: str

    def __str__(self) -> str:
        """Name it."""
        return f"no norm that facts can decide is called {quoted(self.norm)} here"


@dataclass(kw_only=True, eq=False)
class NotADay(UsageError):  # noqa: N818
    """A day was asked for by something else: a time belongs to a day only in some place."""

    said: str

    def __str__(self) -> str:
        """Say what is expected."""
        return f"`as_of` is a day, a `datetime.date`, not {quoted(self.said)}"


@dataclass(kw_only=True, eq=False)
class NotYesOrNo(UsageError):  # noqa: N818
    """Yes or no was asked for, and something else was said: any text would count as yes."""

    #: The name of what it was said of.
    name: str
    said: object

    def __str__(self) -> str:
        """Say what is expected."""
        return f"`{self.name}` is `True` or `False`, not {quoted(in_short(self.said))}"


@dataclass(kw_only=True, eq=False)
class NotDiagnostics(UsageError):  # noqa: N818
    """Something else than findings was to be given out as plain data."""

    #: What it was instead, by the name of its type.
    kind: str

    def __str__(self) -> str:
        """Say what is expected."""
        return f"diagnostics are given out, as `check` returns them, and no {quoted(self.kind)}"


@dataclass(kw_only=True, eq=False)
class NotAPolicy(UsageError):  # noqa: N818
    """Something else was to be compared than two policies."""

    #: The type of what there was.
    kind: str

    def __str__(self) -> str:
        """Say what is expected."""
        return f"policies are compared, as `Library.resolve` returns them, and no {quoted(self.kind)}"


@dataclass(kw_only=True, eq=False)
class UnknownStart(UsageError):  # noqa: N818
    """An interview has no such starting point."""

    start: str
    known: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        """Name those that there are."""
        listed = ", ".join(map(quoted, self.known)) or "none here"
        return f"no starting point is called {quoted(self.start)}; there are {listed}"


@dataclass(kw_only=True, eq=False)
class UnreadableInterview(UsageError):  # noqa: N818
    """What is to be resumed is no interview that this version wrote."""

    #: What is wrong with it.
    reason: str

    def __str__(self) -> str:
        """Say what is wrong with it."""
        return f"this is no interview that can be resumed: {self.reason}"


@dataclass(kw_only=True, eq=False)
class UnreadableProgram(UsageError):  # noqa: N818
    """What is to decide is no program that this version wrote."""

    #: What is wrong with it.
    reason: str

    def __str__(self) -> str:
        """Say what is wrong with it."""
        return f"this is no program that can decide: {self.reason}"


@dataclass(kw_only=True, eq=False)
class UnknownQuestion(UsageError):  # noqa: N818
    """There is no such open question here."""

    question: object

    def __str__(self) -> str:
        """Name it."""
        return f"no open question {quoted(self.question)} is known here"


@dataclass(kw_only=True, eq=False)
class NoRows(UsageError):  # noqa: N818
    """What was to be decided row by row has no rows."""

    #: The type of what there was.
    kind: str

    def __str__(self) -> str:
        """Say what is expected."""
        return f"rows are mappings of facts, one after the other, and no {quoted(self.kind)}"


@dataclass(kw_only=True, eq=False)
class UnreadableRows(UsageError):  # noqa: N818
    """Something in a table is not what is stated of activities there."""

    column: str
    #: The number of the row, from 0, where one row is at fault.
    row: int | None = None
    #: What is wrong, and what was expected.
    reason: str

    def __str__(self) -> str:
        """Name the place, and say what is wrong there."""
        place = "" if self.row is None else f", row {self.row}"
        return f"column {quoted(self.column)}{place}: {self.reason}"


@dataclass(kw_only=True, eq=False)
class NoTable(UsageError):  # noqa: N818
    """What was to be decided row by row is no table."""

    #: The type of what there was.
    kind: str
    #: Why it is none, if that is known.
    reason: str = ""

    def __str__(self) -> str:
        """Say what is expected."""
        why = f" ({self.reason})" if self.reason else ""
        return f"a {quoted(self.kind)} is no table{why}; expected one of Arrow, or a frame of Polars or pandas"


@dataclass(kw_only=True, eq=False)
class NotForPages(UsageError):  # noqa: N818
    """A policy that a page cannot decide by: the search or another evaluator decides it, not `evaluate.js`."""

    structure: str
    #: Which limit it is beyond.
    reason: str

    def __str__(self) -> str:
        """Say why, and what else there is."""
        return (
            f"no page can decide by the policy of {quoted(self.structure)}: {self.reason}; "
            "`Policy.evaluate` and its program decide by it"
        )


@dataclass(kw_only=True, eq=False)
class UnfitChoice(UsageError):  # noqa: N818
    """Rules were chosen by something that names none, or that names none of which one can choose not to hear."""

    #: What was said.
    said: str
    #: What is wrong with it, and what was expected.
    reason: str

    def __str__(self) -> str:
        """Say what was said, and what was expected."""
        return f"{quoted(self.said)} {self.reason}"


@dataclass(kw_only=True, eq=False)
class UnreadableSettings(UsageError):  # noqa: N818
    """The settings of a check, in a file, are not as they have to be."""

    path: str
    #: The line and the column, from 1, where they are known.
    line: int | None = None
    column: int = 1
    #: What is wrong, and what was expected.
    reason: str

    def __str__(self) -> str:
        """Say where, and what is wrong there."""
        place = on_one_line(self.path) + (f":{self.line}:{self.column}" if self.line else "")
        return f"{place}: {self.reason}"


@dataclass(kw_only=True, eq=False)
class MissingExtra(UsageError):  # noqa: N818
    """A library that only some need is missing."""

    #: What needs which library, such as "the site needs mkdocs".
    needs: str
    #: The extra that installs it.
    extra: str

    def __str__(self) -> str:
        """Say what to install."""
        return f"{self.needs}, which is missing: pip install 'smpolicy[{self.extra}]'"


@dataclass(kw_only=True, eq=False)
class InvalidDocuments(SmpolicyError):  # noqa: N818  (named for what is wrong)
    """Documents with errors in them were to be resolved.

    A policy that silently left a broken document out would answer as if that document had never been written.
    """

    #: Everything that was found, errors and others.
    diagnostics: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        """Count the errors and give the first of them."""
        errors = [diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error"]
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        first = f"; first, at {errors[0].place}: {errors[0].message}" if errors else ""
        return f"the documents have {count}{first}"
