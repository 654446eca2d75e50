"""Social-media policy as layered documents: the OSCE's Staff Instruction No. 31, local issuances, and cited answers.

```python
import smpolicy
policy = smpolicy.load().resolve("secretariat", as_of=date(2026, 1, 1))
decision = policy.evaluate({"activity.interaction": "like"})
decision.answer, decision.because, decision.questions, decision.text()
```
"""

from smpolicy.api import (
    CheckReport,
    Decision,
    Duty,
    Library,
    Policy,
    check,
    load,
)
from smpolicy.errors import (
    FactProblem,
    ImpossibleFacts,
    InvalidDocuments,
    MissingInstrument,
    SmpolicyError,
    UnknownStructure,
    UnreadablePath,
    UsageError,
)
from smpolicy.vocabulary import NOT_SURE

__all__ = [
    "NOT_SURE",
    "CheckReport",
    "Decision",
    "Duty",
    "FactProblem",
    "ImpossibleFacts",
    "InvalidDocuments",
    "Library",
    "MissingInstrument",
    "Policy",
    "SmpolicyError",
    "UnknownStructure",
    "UnreadablePath",
    "UsageError",
    "check",
    "load",
]
