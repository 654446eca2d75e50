"""An interview for other tools, and for later: `smpolicy/interview@1`, whose keys are fixed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from smpolicy.meaning.domains import plain_value
from smpolicy.meaning.vocabulary import NOT_SURE, Fact
from smpolicy.policy.interview.statements import Answered
from smpolicy.policy.policy import Policy
from smpolicy.policy.screens import Screen
from smpolicy.render.decision import plain_document, plain_question, plain_stated

if TYPE_CHECKING:
    from smpolicy.render import formats

FORMAT: Final = "smpolicy/interview@1"


def plain_interview(
    *,
    policy: Policy,
    answers: Sequence[Answered],
    screen: Screen | None,
    left_to_judge: Sequence[Fact],
    decision: formats.Decision | None,
) -> formats.Interview:
    """Return an interview as plain values that JSON can hold, with the next screen or, at its end, the decision."""
    return {
        "format": FORMAT,
        "structure": policy.structure.id,
        "as_of": policy.as_of.isoformat(),
        "drafts": policy.drafts,
        "documents": [plain_document(each) for each in policy.documents],
        "answers": [
            {
                "screen": each.screen,
                "replies": plain_stated(each.replies),
                "starts": list(each.starts),
                "unsure": each.unsure,
                "blank": plain_stated(each.blank),
                "left": list(each.left),
            }
            for each in answers
        ],
        "screen": None if screen is None else plain_screen(screen),
        "left_to_judge": [fact.name for fact in left_to_judge],
        "decision": decision,
    }


def plain_screen(screen: Screen) -> formats.Screen:
    """Return a screen as plain values."""
    plain: formats.Screen = {
        "key": screen.key,
        "kind": screen.kind,
        "title": screen.title,
        "questions": [plain_question(fact) for fact in screen.questions],
        "starts": [{"start": start.name, "words": start.words} for start in screen.starts],
        "groups": [
            {
                "provision": group.provision,
                "heading": group.heading,
                "asks": group.asks,
                "ticks": [
                    {
                        "fact": tick.fact.name,
                        "value": NOT_SURE.value if tick.value is NOT_SURE else plain_value(tick.value),
                        "words": tick.words,
                        "judgement": tick.fact.is_judgement,
                    }
                    for tick in group.ticks
                ],
            }
            for group in screen.groups
        ],
    }
    if screen.norm is not None:
        plain["norm"], plain["citation"] = screen.norm.id, screen.norm.citation
    return plain
