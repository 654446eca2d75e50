"""The formats that are printed for other tools, as types: what each key holds.

One file per format, and `parts` for what several share; all of it is given out here, each type by its own name.
The words below each key are its description in the JSON Schema, and on the page `docs/reference/formats.md`.
Keys may be added; none is renamed or given another type. A reader passes over keys that it does not know.
Where a list of values is an `Open` one, values may be added; every other list stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from smpolicy.render.formats.baseline import Baseline, KnownFinding
from smpolicy.render.formats.decision import (
    ActToMend,
    Decision,
    Mend,
    OpenQuestion,
    Option,
    PartOfSet,
    Question,
    Reading,
    StatedRemark,
    StepToTake,
    UnsettledBy,
)
from smpolicy.render.formats.diagnostics import (
    ComparedNorms,
    Correction,
    Diagnostic,
    Diagnostics,
    Edit,
    HeldBack,
    ReadBack,
    Related,
    Summary,
)
from smpolicy.render.formats.difference import (
    Activity,
    Change,
    ClosingChange,
    Compared,
    ContactChange,
    Difference,
    TextChange,
    TextChangeKind,
    Unlike,
    ValueChange,
)
from smpolicy.render.formats.interview import AnsweredScreen, Group, Interview, Screen, StartingPoint, Tick
from smpolicy.render.formats.page import PageFact, PageModel, PageNorm, PageOf, PageQuestion, PageStep
from smpolicy.render.formats.parts import ANOTHER, Contact, DocumentRecord, Open, Place, Reason, SetAside, Value
from smpolicy.render.formats.policy import (
    Clash,
    Closing,
    Entry,
    ForReview,
    LeftOut,
    PolicyText,
    SlotContact,
    Undetermined,
)
from smpolicy.render.formats.policy_tests import CountedTests, DifferingNorm, FaultyTest, PolicyTests, TriedTest
from smpolicy.render.formats.program import (
    CompiledPolicy,
    Cubes,
    DecisionDiagram,
    ProgramFact,
    ProgramNorm,
    ProgramOf,
    ProgramQuestion,
    ProgramScope,
    ProgramStep,
    ProgramWords,
    TurnsOn,
    WordsOfFact,
    WordsOfNorm,
    WordsOfQuestion,
)
from smpolicy.render.formats.rebase import AnchorFate, AnchorFateKind, Candidate, Rebase

__all__ = [
    "ANOTHER",
    "FORMATS",
    "ActToMend",
    "Activity",
    "AnchorFate",
    "AnchorFateKind",
    "AnsweredScreen",
    "Baseline",
    "Candidate",
    "Change",
    "Clash",
    "Closing",
    "ClosingChange",
    "Compared",
    "ComparedNorms",
    "CompiledPolicy",
    "Contact",
    "ContactChange",
    "Correction",
    "CountedTests",
    "Cubes",
    "Decision",
    "DecisionDiagram",
    "Diagnostic",
    "Diagnostics",
    "Difference",
    "DifferingNorm",
    "DocumentRecord",
    "Edit",
    "Entry",
    "FaultyTest",
    "ForReview",
    "Group",
    "HeldBack",
    "Interview",
    "KnownFinding",
    "LeftOut",
    "Mend",
    "Open",
    "OpenQuestion",
    "Option",
    "PageFact",
    "PageModel",
    "PageNorm",
    "PageOf",
    "PageQuestion",
    "PageStep",
    "PartOfSet",
    "Place",
    "PolicyTests",
    "PolicyText",
    "ProgramFact",
    "ProgramNorm",
    "ProgramOf",
    "ProgramQuestion",
    "ProgramScope",
    "ProgramStep",
    "ProgramWords",
    "Question",
    "ReadBack",
    "Reading",
    "Reason",
    "Rebase",
    "Related",
    "Screen",
    "SetAside",
    "SlotContact",
    "StartingPoint",
    "StatedRemark",
    "StepToTake",
    "Summary",
    "TextChange",
    "TextChangeKind",
    "Tick",
    "TriedTest",
    "TurnsOn",
    "Undetermined",
    "Unlike",
    "UnsettledBy",
    "Value",
    "ValueChange",
    "WordsOfFact",
    "WordsOfNorm",
    "WordsOfQuestion",
]

#: Every format, by its name.
FORMATS: Final[Mapping[str, type[Any]]] = {
    "smpolicy/decision@1": Decision,
    "smpolicy/policy@1": PolicyText,
    "smpolicy/diagnostics@1": Diagnostics,
    "smpolicy/baseline@1": Baseline,
    "smpolicy/diff@1": Difference,
    "smpolicy/tests@1": PolicyTests,
    "smpolicy/interview@1": Interview,
    "smpolicy/program@1": CompiledPolicy,
    "smpolicy/program-words@1": ProgramWords,
    "smpolicy/page@1": PageModel,
    "smpolicy/rebase@1": Rebase,
}
