"""What a decision says: few words, in one order, acts in their tense, and nothing that anybody would have to wish."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

import smpolicy
from profiles import draws
from smpolicy import Decision, ImpossibleFacts, Policy

DAY = date(2026, 1, 1)
PLACES = ("secretariat", "moldova", "odihr", "kosovo")
SOMEONE = {
    "person.category": "staff_mission_member", "activity.channel": "blog", "activity.linked_to_functions": False
}  # fmt: skip
LIBRARY = smpolicy.load()
POLICIES = {place: LIBRARY.resolve(place, as_of=DAY, drafts=True) for place in PLACES}


def words(decision: Decision) -> int:
    """Count the words of the short text, without what it quotes and without its last line, the notices."""
    *paragraphs, notices = decision.text().split("\n\n")
    assert set(decision.notices) <= set(notices.split("\n")) or all(each in notices for each in decision.notices)
    return sum(bool(re.search(r"\w", each)) for each in re.sub(r'"[^"]*"', "", " ".join(paragraphs)).split())


def findings(decision: Decision) -> int:
    """Count what the text has to tell of: norms that the answer rests on or that may make it worse, steps, and asides.

    A norm that is broken beside a worse one is a finding too.
    """
    told = {reason.norm.id for reason in decision.because}
    told |= {clause.norm.id for clause in decision.ruling.counted if decision.ruling.may_be_breached(clause)}
    return len(
        told | {step.norm.id for step in decision.steps if step.norm.step and step.norm.step.on != "unsure"}
    ) + len({(each.norm.id, each.part) for each in decision.set_aside})


def told(policy: Policy) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what somebody may say of one to five things, beside who and where they are: any value, or "not sure"."""
    facts = {name: fact for name, fact in policy.vocabulary.facts.items() if fact.kind != "derived"}
    said = {
        name: st.sampled_from([*fact.choices(), "not_sure"] if fact.choices() else [0, 1, 30, "not_sure"])
        for name, fact in facts.items()
        if fact.domain.kind not in ("day",) and name not in policy.given and name not in SOMEONE
    }
    some = st.sets(st.sampled_from(sorted(said)), min_size=1, max_size=5)
    return some.flatmap(lambda names: st.fixed_dictionaries({name: said[name] for name in sorted(names)})).map(
        lambda drawn: {**SOMEONE, **{k: list(v) if isinstance(v, frozenset) else v for k, v in drawn.items()}}
    )


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Draw a decision of a packaged policy, drafts included."""
    policy = POLICIES[draw(st.sampled_from(PLACES))]
    stated = draw(told(policy))
    try:
        decision = policy.evaluate(stated, assume="neutral")
    except ImpossibleFacts as error:
        impossible = {name for problem in error.problems for name in problem.facts}
        decision = policy.evaluate(
            {k: v for k, v in stated.items() if k not in impossible - SOMEONE.keys()}, assume="neutral"
        )
    event(f"answer: {decision.answer}{' or worse' if decision.or_worse else ''}")
    return decision


@settings(max_examples=draws(200, heavy=True))
@given(decisions())
def test_it_is_short(decision: Decision) -> None:
    """At most 40 words where nothing is found, and 60 for each finding; quotations and notices apart."""
    count = findings(decision)
    assert words(decision) <= max(40, 60 * count), (decision.stated, decision.text())
