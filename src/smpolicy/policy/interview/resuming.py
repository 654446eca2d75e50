"""An interview that was kept, gone on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from smpolicy.foundations.errors import ImpossibleFacts, UnreadableInterview
from smpolicy.meaning.vocabulary import Stated
from smpolicy.policy.interview.interview import Interview
from smpolicy.policy.interview.plain import FORMAT
from smpolicy.policy.interview.statements import Answered
from smpolicy.policy.policy import Policy
from smpolicy.policy.screens import states_by_blank


def resumed(data: object, resolve: Callable[[str, date, bool], Policy]) -> Interview:
    """Return the interview that was kept as plain data; `resolve` gives the policy of a structure on a day.

    What was answered counts still where the documents have changed since; the screens are those of now.

    Raises `UnreadableInterview` if it is none that this version wrote, and `ImpossibleFacts` if what was answered is no
    fact now, or can no longer hold together.
    """
    kept = _mapping(data, "it is no object")
    if kept.get("format") != FORMAT:
        raise UnreadableInterview(reason=f"its `format` is not `{FORMAT}`")
    structure, drafts = _of(kept, "structure", str), _of(kept, "drafts", bool)
    try:
        day = date.fromisoformat(_of(kept, "as_of", str))
    except ValueError:
        raise UnreadableInterview(reason="its `as_of` is no day") from None
    policy = resolve(structure, day, drafts)
    interview = Interview.begun(policy)
    answers = tuple(_answered(each, policy) for each in _of(kept, "answers", list))
    return interview.answered_before(answers)


def _answered(data: object, policy: Policy) -> Answered:
    kept = _mapping(data, "an answer is no object")
    return Answered(
        screen=_of(kept, "screen", str),
        replies=_stated(kept, "replies", policy),
        starts=_names(kept, "starts"),
        unsure=_of(kept, "unsure", bool),
        blank=_blank(_stated(kept, "blank", policy), policy),
        left=_names(kept, "left"),
    )


def _stated(kept: Mapping[str, Any], key: str, policy: Policy) -> Mapping[str, Stated]:
    read, problems = policy.vocabulary.read(_mapping(kept.get(key), f"its `{key}` are no object"))
    if problems:
        raise ImpossibleFacts(problems=tuple(problems))
    return read


def _blank(stated: Mapping[str, Stated], policy: Policy) -> Mapping[str, Stated]:
    """Return what a blank can state by the documents of now: what is neutral of conduct, and no judgement."""
    stating = ((policy.vocabulary.facts[name], value) for name, value in stated.items())
    return {
        fact.name: value
        for fact, value in stating
        if states_by_blank(fact) and fact.neutral is not None and fact.domain.leaves(value, fact.neutral)
    }


def _names(kept: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = _of(kept, key, list)
    if not all(isinstance(each, str) for each in names):
        raise UnreadableInterview(reason=f"its `{key}` are no names")
    return tuple(dict.fromkeys(names))


def _mapping(data: object, otherwise: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise UnreadableInterview(reason=otherwise)
    return data


def _of(kept: Mapping[str, Any], key: str, kind: type) -> Any:
    if not isinstance(kept.get(key), kind):
        raise UnreadableInterview(reason=f"its `{key}` is missing, or nothing of the kind")
    return kept[key]
