"""Social-media policy as layered documents: the OSCE's Staff Instruction No. 31, local issuances, and cited answers.

```python
import smpolicy
policy = smpolicy.load().resolve("moldova", as_of=date(2026, 1, 1))
decision = policy.evaluate({"activity.interaction": "like"})
decision.answer, decision.because, decision.questions, decision.text()
```
"""

from typing import TYPE_CHECKING

from smpolicy.foundations.errors import (
    FactProblem,
    ImpossibleFacts,
    InvalidDocuments,
    MissingInstrument,
    NoDocuments,
    NotADay,
    SeveralInstruments,
    SmpolicyError,
    UnknownAssumption,
    UnknownStart,
    UnknownStructure,
    UnreadableInterview,
    UnreadablePath,
    UsageError,
)
from smpolicy.library import CheckReport, Library, check, load
from smpolicy.meaning.vocabulary import NOT_SURE

if TYPE_CHECKING:
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
    "NotADay",
    "Policy",
    "Screen",
    "SeveralInstruments",
    "SmpolicyError",
    "UnknownAssumption",
    "UnknownStart",
    "UnknownStructure",
    "UnreadableInterview",
    "UnreadablePath",
    "UsageError",
    "check",
    "compare",
    "load",
]

if not TYPE_CHECKING:  # a type checker that saw it would take every name for one that there is

    def __getattr__(name: str) -> object:
        """Import what deciding needs only when it is asked for, so that loading stays fast."""
        if name in ("Decision", "Duty", "Policy"):
            from smpolicy import policy

            return getattr(policy, name)
        if name in ("Interview", "Screen"):
            from smpolicy.policy import interview

            return getattr(interview, name)
        if name in ("Difference", "compare"):
            from smpolicy.policy import difference

            return getattr(difference, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
