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
    from smpolicy.deciding.compiled.compiled_program import CompiledProgram as Program
    from smpolicy.deciding.compiled.compiled_program import load_program
    from smpolicy.deciding.compiled.many import RowDecision
    from smpolicy.deciding.compiled.verdict import Verdict
    from smpolicy.foundations.errors import (
        FactProblem,
        ImpossibleFacts,
        InvalidDocuments,
        MissingInstrument,
        NoDocuments,
        NoTable,
        NotADay,
        NotForPages,
        SeveralInstruments,
        SmpolicyError,
        UnknownAssumption,
        UnknownStart,
        UnknownStructure,
        UnreadableInterview,
        UnreadablePath,
        UnreadableProgram,
        UnreadableRows,
        UsageError,
    )
    from smpolicy.library import Library, load
    from smpolicy.meaning.vocabulary import NOT_SURE
    from smpolicy.policy import Decision, Duty, Policy
    from smpolicy.policy.difference import Difference, compare
    from smpolicy.policy.interview import Interview, Screen

__all__ = [
    "NOT_SURE",
    "CheckReport",
    "Decision",
    "Difference",
    "Duty",
    "FactProblem",
    "ImpossibleFacts",
    "Interview",
    "InvalidDocuments",
    "Library",
    "MissingInstrument",
    "NoDocuments",
    "NoTable",
    "NotADay",
    "NotForPages",
    "Policy",
    "Program",
    "RowDecision",
    "Screen",
    "SeveralInstruments",
    "SmpolicyError",
    "UnknownAssumption",
    "UnknownStart",
    "UnknownStructure",
    "UnreadableInterview",
    "UnreadablePath",
    "UnreadableProgram",
    "UnreadableRows",
    "UsageError",
    "Verdict",
    "check",
    "compare",
    "load",
    "load_program",
]

#: Where each name is defined, if it is not an error of `foundations.errors`.
_HOMES = {
    "NOT_SURE": "meaning.vocabulary",
    "CheckReport": "checking",
    "Decision": "policy",
    "Difference": "policy.difference",
    "Duty": "policy",
    "Interview": "policy.interview",
    "Library": "library",
    "Policy": "policy",
    "Program": "deciding.compiled.compiled_program",
    "RowDecision": "deciding.compiled.many",
    "Screen": "policy.interview",
    "Verdict": "deciding.compiled.verdict",
    "check": "checking",
    "compare": "policy.difference",
    "load": "library",
    "load_program": "deciding.compiled.compiled_program",
}

if not TYPE_CHECKING:  # a type checker that saw it would take every name for one that there is

    def __getattr__(name: str) -> object:
        """Import what is asked for, and no more: whoever decides by a program needs nothing else."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        home = import_module(f"smpolicy.{_HOMES.get(name, 'foundations.errors')}")
        found = getattr(home, "CompiledProgram" if name == "Program" else name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """Name what can be asked for."""
        return sorted({*globals(), *__all__})
