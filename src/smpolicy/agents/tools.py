"""The tools of an agent: what holds where, what it asks of a person, and how an activity stands, always in full words.

No tool gives a bare answer: what is said of an activity comes with what it rests on, with what is open, with whom to
ask and with the notices, in words that a person can be shown as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, get_args

from smpolicy.deciding.decision import Assume
from smpolicy.foundations.diagnostics import quoted
from smpolicy.foundations.errors import UnknownAssumption, UsageError
from smpolicy.library import Library
from smpolicy.policy import Decision, Policy
from smpolicy.policy.interview import Interview
from smpolicy.render.policy import plain_policy

#: So many questions are given, the most decisive first: nobody is asked more at a time.
_QUESTIONS: Final = 5
#: So many policies are kept: an agent goes on asking about the same ones.
_KEPT: Final = 32
#: What `resume` reads of an interview.
_STATE: Final = ("format", "structure", "as_of", "drafts", "answers")
#: What is given of a place of the text.
_PLACE: Final = ("id", "citation", "heading", "text", "document", "origin", "effect", "force", "draft")
#: What is given of what is said of an activity: all but the answer by itself, which its words say.
_SAID: Final = (
    *("text", "structure", "name", "as_of", "drafts", "documents", "because", "steps", "contacts", "mends", "stated"),
    *("assumed", "left_to_judge", "remarks", "notices"),
)


@dataclass(kw_only=True, eq=False)
class UnreadableDay(UsageError):  # noqa: N818  (named for what is wrong)
    """A day was written that there is not, or in another way than days are."""

    said: str

    def __str__(self) -> str:
        """Say how a day is written."""
        return f"`as_of` is a day, written like 2026-01-31, not {quoted(self.said)}"


class Tools:
    """What an agent can ask of a library. A day is text, like `2026-01-31`, and always named: nobody guesses it."""

    def __init__(self, library: Library) -> None:
        """Answer from these documents."""
        self._library = library
        self._policy = lru_cache(maxsize=_KEPT)(self._resolved)

    def structures(self, as_of: str) -> dict[str, Any]:
        """List the structures: the id to ask about each by, its name on a day, its kind, and whether it exists then.

        as_of: the day that counts, like 2026-01-31.
        """
        day = _day(as_of)
        return {
            "as_of": as_of,
            "structures": [
                {"id": each.id, "name": each.name_on(day).name, "kind": each.kind, "exists": each.exists_on(day)}
                for each in self._library.structures.values()
            ],
        }

    def text(self, structure: str, as_of: str, provision: str = "", drafts: bool = False) -> dict[str, Any]:
        """Give what holds for a structure on a day: each provision verbatim, with its citation and where it comes from.

        structure: an id that `structures` lists. as_of: the day that counts, like 2026-01-31.
        provision: the id of one, to be given it and what stands under it alone. drafts: whether drafts take part.
        Quote the words as they are, each with its citation, and show the notices with them.
        """
        plain: Mapping[str, Any] = plain_policy(self._policy(structure, as_of, drafts))
        entries = [each for each in plain["entries"] if _stands_under(each, provision)]
        kept = (
            "structure",
            "name",
            "as_of",
            "drafts",
            "in_force",
            "digest",
            "documents",
            "drafts_left_out",
            "contacts",
        )
        return {
            **{key: plain[key] for key in kept},
            "entries": [{key: each[key] for key in _PLACE if key in each} for each in entries],
            "notices": plain["notices"],
        }

    def duties(
        self, structure: str, as_of: str, category: str, event: str = "none", drafts: bool = False
    ) -> dict[str, Any]:
        """Give what the policy asks of a person, whatever they may do online: each duty a whole sentence, and cited.

        structure: an id that `structures` lists. as_of: the day that counts, like 2026-01-31.
        category: what the person is, a value of the first fact that `facts` lists. event: what happens to them, as it
        lists them under `person.event`, if it does. A duty that `depends` says on what: never leave that out.
        """
        policy = self._policy(structure, as_of, drafts)
        return {
            "structure": structure,
            "as_of": as_of,
            "duties": [
                {
                    "words": each.words,
                    "citation": each.citation,
                    "heading": each.heading,
                    "force": each.force,
                    "status": each.status,
                    "depends_on": list(each.depends_on),
                    "to_do": each.step.do if each.step else "",
                    "draft": each.draft,
                }
                for each in policy.duties(category=category, event=event)
            ],
            "notices": list(policy.notices),
        }

    def facts(self, structure: str, as_of: str, drafts: bool = False) -> dict[str, Any]:
        """Give the JSON Schema of what can be stated of an activity: questions, labels and groups of all facts.

        structure: an id that `structures` lists. as_of: the day that counts, like 2026-01-31.
        """
        return self._policy(structure, as_of, drafts).facts_schema()

    def evaluate(
        self, structure: str, as_of: str, facts: dict[str, Any], assume: str = "none", drafts: bool = False
    ) -> dict[str, Any]:
        """Say how an activity stands, by facts that a person stated: show `text` to them as it is.

        structure: an id that `structures` lists. as_of: the day that counts, like 2026-01-31.
        facts: what the person said, by the names that `facts` gives; what nobody said is left out, never guessed, and
        what they are not sure of is "not_sure". assume: "none", or "neutral" to take unstated conduct as harmless.
        It is no authorization and no finding: judgements (`x-judgement`) are the person's own.
        """
        known = get_args(Assume)
        if assume not in known:
            raise UnknownAssumption(assume=assume, known=known)
        policy = self._policy(structure, as_of, drafts)
        return _said(policy.evaluate(facts, assume="neutral" if assume == "neutral" else "none"))

    def interview(
        self,
        structure: str,
        as_of: str,
        state: dict[str, Any] | None = None,
        replies: dict[str, Any] | None = None,
        drafts: bool = False,
    ) -> dict[str, Any]:
        """Ask a person about an activity, screen by screen: put each `screen` to them, and hand their replies back.

        structure: an id that `structures` lists. as_of: the day that counts, like 2026-01-31.
        state: what the last call returned under `state`; none to begin. replies: what the person answered to its
        screen, by the names of facts ("not_sure" is an answer), and under "starts" the starting points they chose.
        At the end `screen` is null, and `said` is what to show them. Never answer for them.
        """
        interview = self._library.resume(state) if state else Interview.begun(self._policy(structure, as_of, drafts))
        if replies is not None:
            interview = interview.answered(replies)
        plain = interview.to_json()
        at_end = plain["screen"] is None
        return {
            "state": {key: plain[key] for key in _STATE},
            "screen": plain["screen"],
            "left_to_judge": plain["left_to_judge"],
            "said": _said(interview.decision) if at_end else None,
            "notices": list(interview.policy.notices),
        }

    def _resolved(self, structure: str, as_of: str, drafts: bool) -> Policy:
        return self._library.resolve(structure, as_of=_day(as_of), drafts=drafts)


def _said(decision: Decision) -> dict[str, Any]:
    plain: Mapping[str, Any] = decision.to_json()
    questions = plain["unsettled_by"]["questions"]
    unsettled = {**plain["unsettled_by"], "questions": questions[:_QUESTIONS]}
    unsettled["more_questions"] = len(questions) - len(unsettled["questions"])
    return {**{key: plain[key] for key in _SAID}, "unsettled_by": unsettled}


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UnreadableDay(said=said) from None


def _stands_under(entry: Mapping[str, Any], provision: str) -> bool:
    """Whether a place is the one that was asked for, or stands under it; all are where none was."""
    return not provision or any(
        each == provision or each.startswith(f"{provision}.") for each in (entry["id"], entry["provision"])
    )
