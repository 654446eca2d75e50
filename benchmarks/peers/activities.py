"""The policy without open questions, drawn activities, and what the reference says of each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from emitting import IN_SCOPE, Cell, Rules, rules_of

import smpolicy
from smpolicy.deciding.case import counts
from smpolicy.deciding.decision import Assume, Ruling, decide
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Outcome, outcome, reaches, status
from smpolicy.deciding.worlds import find, possible
from smpolicy.meaning.conditions import Value, holds
from smpolicy.meaning.vocabulary import Stated
from smpolicy.policy import Policy

AS_OF = date(2026, 1, 1)

#: What everybody says first: who it is, where, and what is done.
STAFF = {
    "person.category": "staff_mission_member",
    "activity.channel": "social_networking",
    "activity.linked_to_functions": False,
}
PHOTO = {
    **STAFF,
    "activity.interaction": "share",
    "activity.discloses": True,
    "content.recording_kind": "photo",
    "content.depicts": ["osce_operation"],
}
DONE = ("post", "share", "comment")

#: How often conduct is harmless in what is drawn.
HARMLESS = 0.95


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One activity, told in full and in part, with what the reference says of it."""

    full: Mapping[str, Any]
    #: With every fifth fact unknown, with nine of ten unknown, and eight facts alone.
    most: Mapping[str, Any]
    few: Mapping[str, Any]
    eight: Mapping[str, Any]
    #: The rules that fire, and what comes of it, judged by the reference in the one world that it is.
    fired: frozenset[str]
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is measured: one policy with and without its open questions, and activities."""

    opened: Policy
    policy: Policy
    rules: Rules
    activities: tuple[Activity, ...]

    @property
    def program(self) -> Program:
        """The norms without open questions."""
        return self.policy.program

    @cached_property
    def neutral(self) -> dict[str, Cell]:
        """The neutral value of all conduct, as inputs."""
        facts = self.program.vocabulary.facts.values()
        conduct = {each.name: each.neutral for each in facts if each.kind == "conduct" and each.neutral is not None}
        known = self.rules.flat(conduct)
        return {key: value for key, value in known.items() if key not in {key for _, key in self.rules.once}}

    def flat(self, facts: Mapping[str, Any]) -> dict[str, Cell]:
        """Return facts as the inputs of other engines."""
        return self.rules.flat(self.stated(facts))

    def stated(self, facts: Mapping[str, Any]) -> dict[str, Stated]:
        """Return facts as they are stated, with those that are given."""
        stated, problems = self.program.vocabulary.read(facts)
        if problems:
            raise ValueError(problems)
        return {**stated, **self.policy.given}

    def exactly(self, facts: Mapping[str, Any], assume: Assume = "none") -> Ruling:
        """Decide by the exact search, with which everything that does not know all facts is compared."""
        return decide(self.program, facts, given=self.policy.given, in_force=True, assume=assume)

    def judged(self, ruling: Ruling) -> tuple[frozenset[str], frozenset[str]]:
        """Return the norms that may be broken and count, and those that surely are."""
        may = [each for each in ruling.counted if ruling.may_be_breached(each)]
        surely = filter(ruling.surely_breached, may)
        return frozenset(each.norm.id for each in may), frozenset(each.norm.id for each in surely)


def subject(structure: str, activities: int, seed: int = 31) -> Subject:
    """Resolve a structure, close its questions, and draw activities."""
    opened = smpolicy.load().resolve(structure, as_of=AS_OF, drafts=True)
    questions = opened.lowered.vocabulary.questions
    closings = {name: each.unraised or each.readings[0][0] for name, each in questions.items() if each.readings}
    policy = Policy(resolution=replace(opened.resolution, closings=closings), lowered=opened.lowered)
    drawn = random.Random(seed)
    return Subject(
        opened=opened,
        policy=policy,
        rules=rules_of(policy.program),
        activities=tuple(_activity(policy, drawn) for _ in range(activities)),
    )


def some_activity(policy: Policy) -> dict[str, Any]:
    """Return all facts of some activity: the first that the search comes to."""
    program = policy.program
    masks = find(program.constraints, program.left_by(policy.given), program.full)
    if masks is None:
        raise ValueError("no activity is possible")
    world = program.world(masks)
    return {name: value for name, value in world.items() if name in program.vocabulary.facts}


def _activity(policy: Policy, drawn: random.Random) -> Activity:
    program = policy.program
    first = {**STAFF, "activity.interaction": drawn.choice(DONE)}
    read, _ = program.vocabulary.read(first)
    world = _world(program, {**read, **policy.given}, drawn)
    full = {name: value for name, value in world.items() if name not in policy.given}
    others = sorted(full.keys() - first.keys())
    stated, _ = program.vocabulary.read(full)
    clauses = [(each, status(each, world)) for each in program.clauses if counts(each, stated, program.vocabulary)]
    fired = {each.norm.id for each, how in clauses if how == "broken" and holds(each.counting.condition, world)}
    reached = any(each.norm.own_scope and reaches(each.norm.polarity, each.norm.role, how) for each, how in clauses)

    def told(names: Iterator[str]) -> dict[str, Any]:
        kept = {*first, *names}
        return {name: value for name, value in full.items() if name in kept}

    return Activity(
        full=full,
        most=told(name for name in others if drawn.random() < 0.8),
        few=told(name for name in others if drawn.random() < 0.1),
        eight=told(iter(drawn.sample(others, 8 - len(first)))),
        fired=frozenset({*fired, *([IN_SCOPE] if reached or holds(program.scope.condition, world) else [])}),
        outcome=outcome(program.scope.condition, [each for each, _ in clauses], world),
    )


def _world(program: Program, stated: Mapping[str, Stated], drawn: random.Random) -> Mapping[str, Value]:
    """Draw a possible world, unknown by unknown: most conduct is harmless."""
    domains = program.left_by(stated)
    for place in drawn.sample(range(len(domains)), len(domains)):
        bits = [1 << bit for bit in range(len(program.variables[place].values)) if domains[place] >> bit & 1]
        drawn.shuffle(bits)
        if program.is_conduct(place) and drawn.random() < HARMLESS:
            bits.sort()  # the neutral value of conduct comes first
        for bit in bits:
            tried = [*domains[:place], bit, *domains[place + 1 :]]
            if possible(program.constraints, tried, program.full):
                domains = tried
                break
    return program.world(domains)
