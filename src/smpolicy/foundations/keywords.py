"""The words that documents choose from and that what they mean keeps: each stands here once, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Force = Literal["mandatory", "should", "expected", "encouraged", "requested", "permitted", "none"]
#: A force that nobody can break, and that still asks for an act.
Advice = Literal["encouraged", "requested"]
#: Forces from the weakest; within one rank they cannot be compared, and a person must (our reading).
RANK: Final[Mapping[Force, int]] = {
    "none": 0, "permitted": 0, "requested": 1, "encouraged": 1, "expected": 2, "should": 2, "mandatory": 3,
}  # fmt: skip
Polarity = Literal["do", "refrain"]
#: What a document says of itself.
Standing = Literal["draft", "in-force", "superseded", "withdrawn"]
#: What an overlay is to what it stands under: what only explains adds nothing that counts.
Nature = Literal["supplements", "explains"]
#: What a provision is in its text.
Part = Literal["section", "paragraph", "group", "bullet", "footnote", "part"]
#: What else a norm is, and when a step that it asks for is taken.
Role = Literal["standing", "step"]
Occasion = Literal["applies", "broken", "unsure"]
#: What a precedence clause says happens; `precedence` says what follows.
Precedence = Literal["prevails", "yields", "cumulative", "needs-concurrence"]
#: How an overlay norm stands to the provision it is under; `relation` computes it.
Relation = Literal["adds", "narrows", "specifies", "restates"]
#: What an issuance speaks of where it speaks of the instrument above; `kinds` says what each does.
Claim = Literal[
    "scope",
    "term",
    "list",
    "channel",
    "exception",
    "threshold",
    "authorisation",
    "suspends",
    "prevails",
    "responsibility",
    "sanction",
]
