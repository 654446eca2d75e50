"""Social-media policy as layered documents: the OSCE's Staff Instruction No. 31, local issuances, and cited answers.

```python
import smpolicy
policy = smpolicy.load().resolve("moldova", as_of=date(2026, 1, 1))
decision = policy.evaluate({"activity.interaction": "like"})
decision.answer, decision.because, decision.questions, decision.text()
```
"""

TYPE_CHECKING = False  # `typing` takes longer to import than a program that was compiled takes to decide
if TYPE_CHECKING:
    from smpolicy.checking import CheckReport, check
    from smpolicy.comparing.changes import (
        Activity,
        Change,
        ClosingChange,
        ContactChange,
        TextChange,
        TextKind,
        Unlike,
        ValueChange,
    )
    from smpolicy.conflicts.compared import ComparedNorms
    from smpolicy.conflicts.headline import Headline, Look, Sentence
    from smpolicy.conflicts.precedence import Assessment, Clash, Effect, ForReview, Grade, SetAside, Undetermined
    from smpolicy.conflicts.readback import ReadBack
    from smpolicy.conflicts.reviewed import Reviewed
    from smpolicy.deciding.case import Finding
    from smpolicy.deciding.compiled.compiled_program import CompiledProgram as Program
    from smpolicy.deciding.compiled.compiled_program import load_program
    from smpolicy.deciding.compiled.many import RowDecision
    from smpolicy.deciding.compiled.verdict import Verdict
    from smpolicy.deciding.decision import Assume
    from smpolicy.deciding.mends import Mend
    from smpolicy.deciding.reasons import Reason, StepToTake
    from smpolicy.deciding.semantics import ANSWERS, OUTCOMES, Answer, FindingStatus, NormStatus, Outcome, gravity
    from smpolicy.deciding.worlds import Undecided
    from smpolicy.documents.packaged import schema
    from smpolicy.foundations.corrections import Correction, Edit
    from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, HeldBackBy, Related, Rule, Severity
    from smpolicy.foundations.errors import (
        FactProblem,
        ImpossibleFacts,
        InvalidDocuments,
        MissingExtra,
        MissingInstrument,
        NoDocuments,
        NoRows,
        NoTable,
        NotADay,
        NotAPolicy,
        NotDiagnostics,
        NotForPages,
        NotYesOrNo,
        SeveralInstruments,
        SmpolicyError,
        UnfitChoice,
        UnknownAnswer,
        UnknownAssumption,
        UnknownFormat,
        UnknownNorm,
        UnknownQuestion,
        UnknownSchema,
        UnknownStart,
        UnknownStructure,
        UnreadableInterview,
        UnreadablePath,
        UnreadableProgram,
        UnreadableRows,
        UnreadableSettings,
        UsageError,
    )
    from smpolicy.foundations.keywords import Advice, Force, Occasion, Polarity, Relation, Role, Standing
    from smpolicy.foundations.source import Source, Span
    from smpolicy.foundations.timeline import Interval
    from smpolicy.library import Library, load
    from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test, World
    from smpolicy.meaning.domains import Part, Value
    from smpolicy.meaning.interviews import Start
    from smpolicy.meaning.norms import (
        Closing,
        Contact,
        Interpretation,
        Line,
        Name,
        Norm,
        Review,
        Should,
        Step,
        Structure,
    )
    from smpolicy.meaning.vocabulary import (
        NOT_SURE,
        Bearer,
        Constraint,
        Fact,
        Implication,
        NotSure,
        OpenQuestion,
        Option,
        Stage,
        Stated,
        Vocabulary,
    )
    from smpolicy.meaning.works import Lapse
    from smpolicy.policy import Decision, Duty, Policy
    from smpolicy.policy.difference import Difference, compare
    from smpolicy.policy.interview import Answered, How, Interview, Said, Screen, ScreenKind, Tick, TickGroup
    from smpolicy.render.json import plain_diagnostics
    from smpolicy.resolution.in_force import LeftOut, LeftOutWhy
    from smpolicy.resolution.resolved import DocumentRecord, Entry, EntryKind, Notice, NoticeKind

    __version__: str

__all__ = [
    "ANSWERS",
    "NOT_SURE",
    "OUTCOMES",
    "Activity",
    "Advice",
    "All",
    "Answer",
    "Answered",
    "AnyOf",
    "Assessment",
    "Assume",
    "Bearer",
    "ByReading",
    "Change",
    "CheckReport",
    "Clash",
    "Closing",
    "ClosingChange",
    "ComparedNorms",
    "Condition",
    "Constraint",
    "Contact",
    "ContactChange",
    "Correction",
    "Decision",
    "Diagnostic",
    "Difference",
    "DocumentRecord",
    "Duty",
    "Edit",
    "Effect",
    "Entry",
    "EntryKind",
    "Fact",
    "FactProblem",
    "Finding",
    "FindingStatus",
    "ForReview",
    "Force",
    "Grade",
    "Headline",
    "HeldBack",
    "HeldBackBy",
    "How",
    "Implication",
    "ImpossibleFacts",
    "Interpretation",
    "Interval",
    "Interview",
    "InvalidDocuments",
    "Lapse",
    "LeftOut",
    "LeftOutWhy",
    "Library",
    "Line",
    "Look",
    "Mend",
    "MissingExtra",
    "MissingInstrument",
    "Name",
    "NoDocuments",
    "NoRows",
    "NoTable",
    "Norm",
    "NormStatus",
    "Not",
    "NotADay",
    "NotAPolicy",
    "NotDiagnostics",
    "NotForPages",
    "NotSure",
    "NotYesOrNo",
    "Notice",
    "NoticeKind",
    "Occasion",
    "OpenQuestion",
    "Option",
    "Outcome",
    "Part",
    "Polarity",
    "Policy",
    "Program",
    "ReadBack",
    "Reason",
    "Related",
    "Relation",
    "Review",
    "Reviewed",
    "Role",
    "RowDecision",
    "Rule",
    "Said",
    "Screen",
    "ScreenKind",
    "Sentence",
    "SetAside",
    "SeveralInstruments",
    "Severity",
    "Should",
    "SmpolicyError",
    "Source",
    "Span",
    "Stage",
    "Standing",
    "Start",
    "Stated",
    "Step",
    "StepToTake",
    "Structure",
    "Test",
    "TextChange",
    "TextKind",
    "Tick",
    "TickGroup",
    "Undecided",
    "Undetermined",
    "UnfitChoice",
    "UnknownAnswer",
    "UnknownAssumption",
    "UnknownFormat",
    "UnknownNorm",
    "UnknownQuestion",
    "UnknownSchema",
    "UnknownStart",
    "UnknownStructure",
    "Unlike",
    "UnreadableInterview",
    "UnreadablePath",
    "UnreadableProgram",
    "UnreadableRows",
    "UnreadableSettings",
    "UsageError",
    "Value",
    "ValueChange",
    "Verdict",
    "Vocabulary",
    "World",
    "__version__",
    "check",
    "compare",
    "gravity",
    "load",
    "load_program",
    "plain_diagnostics",
    "schema",
]

#: Where each name is defined, if it is not an error of `foundations.errors`.
_HOMES = {
    "ANSWERS": "deciding.semantics",
    "NOT_SURE": "meaning.vocabulary",
    "OUTCOMES": "deciding.semantics",
    "Activity": "comparing.changes",
    "Advice": "foundations.keywords",
    "All": "meaning.conditions",
    "Answer": "deciding.semantics",
    "Answered": "policy.interview",
    "AnyOf": "meaning.conditions",
    "Assessment": "conflicts.precedence",
    "Assume": "deciding.decision",
    "Bearer": "meaning.vocabulary",
    "ByReading": "meaning.conditions",
    "Change": "comparing.changes",
    "CheckReport": "checking",
    "Clash": "conflicts.precedence",
    "Closing": "meaning.norms",
    "ClosingChange": "comparing.changes",
    "ComparedNorms": "conflicts.compared",
    "Condition": "meaning.conditions",
    "Constraint": "meaning.vocabulary",
    "Contact": "meaning.norms",
    "ContactChange": "comparing.changes",
    "Correction": "foundations.corrections",
    "Decision": "policy",
    "Diagnostic": "foundations.diagnostics",
    "Difference": "policy.difference",
    "DocumentRecord": "resolution.resolved",
    "Duty": "policy",
    "Edit": "foundations.corrections",
    "Effect": "conflicts.precedence",
    "Entry": "resolution.resolved",
    "EntryKind": "resolution.resolved",
    "Fact": "meaning.vocabulary",
    "Finding": "deciding.case",
    "FindingStatus": "deciding.semantics",
    "ForReview": "conflicts.precedence",
    "Force": "foundations.keywords",
    "Grade": "conflicts.precedence",
    "Headline": "conflicts.headline",
    "HeldBack": "foundations.diagnostics",
    "HeldBackBy": "foundations.diagnostics",
    "How": "policy.interview",
    "Implication": "meaning.vocabulary",
    "Interpretation": "meaning.norms",
    "Interval": "foundations.timeline",
    "Interview": "policy.interview",
    "Lapse": "meaning.works",
    "LeftOut": "resolution.in_force",
    "LeftOutWhy": "resolution.in_force",
    "Library": "library",
    "Line": "meaning.norms",
    "Look": "conflicts.headline",
    "Mend": "deciding.mends",
    "Name": "meaning.norms",
    "Norm": "meaning.norms",
    "NormStatus": "deciding.semantics",
    "Not": "meaning.conditions",
    "NotSure": "meaning.vocabulary",
    "Notice": "resolution.resolved",
    "NoticeKind": "resolution.resolved",
    "Occasion": "foundations.keywords",
    "OpenQuestion": "meaning.vocabulary",
    "Option": "meaning.vocabulary",
    "Outcome": "deciding.semantics",
    "Part": "meaning.domains",
    "Polarity": "foundations.keywords",
    "Policy": "policy",
    "Program": "deciding.compiled.compiled_program",
    "ReadBack": "conflicts.readback",
    "Reason": "deciding.reasons",
    "Related": "foundations.diagnostics",
    "Relation": "foundations.keywords",
    "Review": "meaning.norms",
    "Reviewed": "conflicts.reviewed",
    "Role": "foundations.keywords",
    "RowDecision": "deciding.compiled.many",
    "Rule": "foundations.diagnostics",
    "Said": "policy.interview",
    "Screen": "policy.interview",
    "ScreenKind": "policy.interview",
    "Sentence": "conflicts.headline",
    "SetAside": "conflicts.precedence",
    "Severity": "foundations.diagnostics",
    "Should": "meaning.norms",
    "Source": "foundations.source",
    "Span": "foundations.source",
    "Stage": "meaning.vocabulary",
    "Standing": "foundations.keywords",
    "Start": "meaning.interviews",
    "Stated": "meaning.vocabulary",
    "Step": "meaning.norms",
    "StepToTake": "deciding.reasons",
    "Structure": "meaning.norms",
    "Test": "meaning.conditions",
    "TextChange": "comparing.changes",
    "TextKind": "comparing.changes",
    "Tick": "policy.interview",
    "TickGroup": "policy.interview",
    "Undecided": "deciding.worlds",
    "Undetermined": "conflicts.precedence",
    "Unlike": "comparing.changes",
    "Value": "meaning.domains",
    "ValueChange": "comparing.changes",
    "Verdict": "deciding.compiled.verdict",
    "Vocabulary": "meaning.vocabulary",
    "World": "meaning.conditions",
    "check": "checking",
    "compare": "policy.difference",
    "gravity": "deciding.semantics",
    "load": "library",
    "load_program": "deciding.compiled.compiled_program",
    "plain_diagnostics": "render.json",
    "schema": "documents.packaged",
}

if not TYPE_CHECKING:  # a type checker that saw it would take every name for one that there is

    def __getattr__(name: str) -> object:
        """Import what is asked for, and no more: whoever decides by a program needs nothing else."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        if name == "__version__":
            from importlib.metadata import version

            found = version("smpolicy")
        else:
            home = import_module(f"smpolicy.{_HOMES.get(name, 'foundations.errors')}")
            found = getattr(home, "CompiledProgram" if name == "Program" else name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """Name what can be asked for."""
        return sorted({*globals(), *__all__})
