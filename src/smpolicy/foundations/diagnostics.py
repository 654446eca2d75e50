"""Findings about documents, and what a rule is that can be broken.

A diagnostic is a value: it is collected, sorted and handed to a renderer, never raised and never printed from here.
A rule is a value too, and stands beside what finds it broken: in its check, or among the rules of a stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from smpolicy.foundations.in_brief import in_brief, in_short
from smpolicy.foundations.read_only import keep_read_only
from smpolicy.foundations.source import Span, on_one_line, visible_words

if TYPE_CHECKING:
    from smpolicy.foundations.corrections import Correction

#: An error keeps a document from being used, a warning asks for a look, a note is worth knowing.
Severity = Literal["error", "warning", "note"]

#: No quotation in a message is longer; the words themselves are underlined beside it.
_LONGEST_QUOTATION = 60


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Rule:
    """Something that can be wrong with a document, explained for the person who has to mend it."""

    #: `SMP` and three digits; never given to another rule.
    code: str
    #: Reads after "allow": duplicate-key, tab.
    name: str
    severity: Severity
    #: What is wrong, and why it matters.
    summary: str
    #: How to mend it.
    mend: str
    #: A tiny document that breaks the rule, or "" where none can be shown.
    wrong: str = ""
    #: The same document, mended.
    right: str = ""
    #: The keys of a document that it rests on when it is broken there.
    rests_on: tuple[str, ...] = ()
    #: The keys of documents of a form that it rests on wherever it is broken.
    rests_on_elsewhere: tuple[tuple[str, str], ...] = ()
    #: Whether it is about how norms stand beside the instruments above, or beside each other: that is proved.
    proof: bool = False
    #: Whether it is about how a document stands to the version of the instrument above that holds: to each of them.
    of_each_version: bool = False
    #: Whether an error of it keeps a document from being used: not what the law makes of it.
    keeps_from_use: bool = True
    #: Whether what it finds is told always, also as a warning: nobody can choose not to hear of it.
    always_told: bool = False
    #: Of a rule of errors: whether some of what it finds is less.
    may_be_milder: bool = False

    def __repr__(self) -> str:
        """Name the rule; `explain` shows the rest."""
        return f"<Rule {self.code} {self.name}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that helps to understand a finding."""

    span: Span
    message: str

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Leave nothing in it that a terminal would act on: it may quote what anybody wrote."""
        object.__setattr__(self, "message", visible_words(self.message))


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding about a document."""

    rule: Rule
    severity: Severity
    #: What is wrong: lower case, no full stop, the author's words in backticks.
    message: str
    #: How to mend it, or "".
    help: str = ""
    #: The words it is about, or None if it is about a file as a whole.
    span: Span | None = None
    #: The file; the span's, if there is a span.
    path: str = ""
    #: The keys that lead to it in its document, by which it is known again; none where that matters to nobody.
    at: tuple[str | int, ...] = ()
    related: tuple[Related, ...] = ()
    #: The norm concerned, by its full id.
    norm: str | None = None
    #: The provision concerned, by its full id.
    provision: str | None = None
    #: Which kind of several that one rule knows.
    kind: str | None = None
    #: An example that shows it.
    witness: Mapping[str, Any] | None = None
    #: What is left of the thing found fault with.
    survives: str | None = None
    #: Of something inconsistent: how much of it (`total`, `direct`), by which provision another prevails, and the
    #: open questions on whose reading the finding rests.
    grade: str | None = None
    basis: str | None = None
    rests_on: tuple[str, ...] = ()
    #: What a reviewer decided on it.
    reviewed: str | None = None
    #: What a machine can write to mend it, the likeliest first: what `help` says, as edits.
    corrections: tuple[Correction, ...] = ()

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Hold what nobody can change."""
        keep_read_only(self, "witness")

    @property
    def code(self) -> str:
        """The code of the rule that is broken."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of the rule that is broken."""
        return self.rule.name

    @property
    def place(self) -> str:
        """The place as editors and terminals know it, on one line: `path:line:column`."""
        path = on_one_line(self.path)
        return f"{path}:{self.span.line}:{self.span.column}" if self.span else path


#: Why a finding is not told: its rule was not selected; a comment beside its line holds it back; a baseline does.
HeldBackBy = Literal["selection", "suppression", "baseline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """A finding that is not told, and why: it is counted, so that nobody takes it for absent."""

    diagnostic: Diagnostic
    by: HeldBackBy
    #: Who holds it back has said why; "" where no reason is asked for.
    reason: str = ""
    #: Where that is said.
    span: Span | None = None

    __repr__ = in_brief

    def __post_init__(self) -> None:
        """Leave nothing in it that a terminal would act on: anybody may have written the reason."""
        object.__setattr__(self, "reason", visible_words(self.reason))


def may_be_held_back(diagnostic: Diagnostic) -> bool:
    """Whether anybody can choose not to hear of a finding: of no error, and of nothing that is always told."""
    return diagnostic.severity != "error" and not diagnostic.rule.always_told


def report(
    rule: Rule,
    message: str,
    span: Span | None,
    *,
    help: str = "",  # noqa: A002  (the word that authors see)
    path: str = "",
    at: tuple[str | int, ...] = (),
    related: Iterable[Related] = (),
    severity: Severity | None = None,
    norm: str | None = None,
    provision: str | None = None,
    kind: str | None = None,
    witness: Mapping[str, Any] | None = None,
    survives: str | None = None,
    grade: str | None = None,
    basis: str | None = None,
    rests_on: Iterable[str] = (),
    reviewed: str | None = None,
    corrections: Iterable[Correction] = (),
) -> Diagnostic:
    """Make a diagnostic of a broken rule, which gives its severity unless another is stated.

    What it says quotes what anybody may have written: nothing that a terminal would act on is left in it.
    """
    return Diagnostic(
        rule=rule,
        severity=severity or rule.severity,
        message=visible_words(message),
        help=visible_words(help),
        span=span,
        path=span.path if span else path,
        at=at,
        related=tuple(related),
        norm=norm,
        provision=provision,
        kind=kind,
        witness=witness,
        survives=survives,
        grade=grade,
        basis=basis,
        rests_on=tuple(rests_on),
        reviewed=reviewed,
        corrections=tuple(corrections),
    )


def keeps_from_use(diagnostic: Diagnostic) -> bool:
    """Whether a finding keeps a document from being used: an error does, but for one about what the law makes of it."""
    return diagnostic.severity == "error" and diagnostic.rule.keeps_from_use


def sorted_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Put findings in the order in which one reads: by path, line, column, code; a file as a whole first."""
    return sorted(diagnostics, key=_order)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    span = diagnostic.span
    return (diagnostic.path, span.line if span else 0, span.column if span else 0, diagnostic.code)


def quoted(words: object) -> str:
    """Put an author's words in backticks, on one line, shortened, and without what a terminal would act on."""
    said = str(words) if isinstance(words, str | date) else in_short(words)
    line = visible_words(" ".join(said[: 4 * _LONGEST_QUOTATION].split()))
    return f"`{line if len(line) <= _LONGEST_QUOTATION else line[: _LONGEST_QUOTATION - 3].rstrip() + '...'}`"
