"""Regions: what holds whatever a person chooses, and sets of any number of members."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

import smpolicy
import smpolicy.meaning.conditions
from corpora import base, norm, overlay, write
from profiles import draws
from smpolicy import Library
from smpolicy.conflicts import regions
from smpolicy.conflicts.regions import bearing, for_any_way, under_every_reading, ways_to_read
from smpolicy.deciding.program import Program, compile_program
from smpolicy.deciding.worlds import TRUE, Undecided
from smpolicy.meaning.conditions import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ByReading,
    Condition,
    Not,
    Test,
    Value,
    facts,
    holds,
    questions,
)
from smpolicy.meaning.domains import Boolean, Choice, Domain, Integer, Sets
from smpolicy.meaning.vocabulary import Constraint, Fact, OpenQuestion, Vocabulary

LAW = settings(max_examples=draws(400), suppress_health_check=list(HealthCheck))
MEMBERS = ("a", "b", "c", "d", "e")
TONES = ("calm", "sharp", "rude")
DOMAINS: dict[str, Domain] = {
    "act.shows": Sets(values=tuple((name, name) for name in MEMBERS)),
    "act.names": Sets(values=tuple((name, name) for name in MEMBERS)),
    "act.tone": Choice(values=tuple((name, name) for name in TONES)),
    "act.posted": Boolean(),
    "time.hours": Integer(unit="hour"),
}
READ = (("narrow", ALWAYS), ("wide", NEVER))
QUESTION = OpenQuestion(id="q", number="Q", question="?", readings=(("narrow", ""), ("wide", "")))


def leaves() -> st.SearchStrategy[Condition]:
    """Draw a test of one fact."""
    some = st.sampled_from((("a",), ("a", "b"), ("a", "b"), ("c", "d", "e"), ("b", "c"), MEMBERS))

    def test(fact: str, relation: Any, operand: Any) -> Condition:
        return Test(fact=fact, relation=relation, operand=frozenset(operand))

    return st.one_of(
        st.builds(test, st.sampled_from(("act.shows", "act.names")), st.sampled_from(("has", "lacks", "any-of")), some),
        st.builds(test, st.just("act.shows"), st.just("exactly"), st.one_of(st.just(()), some)),
        st.builds(test, st.just("act.tone"), st.just("one-of"), st.frozensets(st.sampled_from(TONES), min_size=1)),
        st.builds(test, st.just("act.posted"), st.just("one-of"), st.sampled_from(((True,), (False,)))),
        st.builds(
            test,
            st.just("time.hours"),
            st.sampled_from(("under", "at-least", "over", "at-most")),
            st.tuples(st.integers(0, 3)),
        ),
    )


def conditions() -> st.SearchStrategy[Condition]:
    """Draw a condition of some depth."""
    return st.recursive(
        leaves(),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: All(parts=tuple(parts))),
            st.lists(inner, max_size=3).map(lambda parts: AnyOf(parts=tuple(parts))),
            inner.map(lambda part: Not(part=part)),
            st.tuples(inner, inner).map(
                lambda two: ByReading(question="q", readings=(("narrow", two[0]), ("wide", two[1])))
            ),
        ),
        max_leaves=6,
    )


def program(condition: Condition, *more: Condition, conduct: Collection[str] = tuple(DOMAINS)) -> Program:
    """Compile a vocabulary that tells apart what a condition does, with constraints on its worlds, if any.

    Each test of the condition is so or not: one constraint for all of them would tie its facts to one another.
    What is no conduct is a circumstance, which nobody chooses.
    """
    known = {
        name: Fact(
            name=name,
            domain=domain,
            question="?",
            kind="conduct" if name in conduct else "circumstance",
            answered_by="user",
        )
        for name, domain in DOMAINS.items()
    }
    apart: list[Condition] = [*smpolicy.meaning.conditions.tests(condition)]
    apart += [ByReading(question=name, readings=READ) for name in questions(condition)]
    either = (Constraint(why="so or not", condition=AnyOf(parts=(each, Not(part=each)))) for each in apart)
    others = (Constraint(why="drawn", condition=each) for each in more)
    vocabulary = Vocabulary(facts=known, questions={"q": QUESTION}, constraints=(*either, *others))
    return compile_program(norms=(), instruments={}, vocabulary=vocabulary, governing="")


def without(compiled: Program, condition: Condition, names: list[str]) -> Condition:
    """Take facts out of a condition, as regions do, among what the constraints permit, and write what is left."""
    return compiled.written(
        for_any_way(compiled, compiled.condition(condition), [name for name in names if name in compiled.places])
    )


def values(domain: Domain) -> list[Value]:
    """List the values of a domain; of numbers, those that the drawn conditions can tell apart."""
    if domain.kind == "set":
        names = domain.names()
        return [frozenset(c) for size in range(len(names) + 1) for c in itertools.combinations(names, size)]
    return [False, True] if domain.kind == "boolean" else list(range(6)) if domain.kind == "integer" else [*TONES]


def worlds(names: frozenset[str]) -> Iterator[dict[str, Value]]:
    """Yield every way that some facts can be; any value stands for each of the others."""
    domains = [values(domain) if name in names else values(domain)[:1] for name, domain in DOMAINS.items()]
    for chosen in itertools.product(*domains, ("narrow", "wide")):
        yield dict(zip((*DOMAINS, "q"), chosen, strict=True))


@LAW
@given(conditions(), st.sampled_from(tuple(DOMAINS)), st.data())
def test_for_all_holds_where_the_condition_holds_for_each_value(
    condition: Condition, taken: str, data: st.DataObject
) -> None:
    """In any world: what is left without a fact holds exactly where the condition holds for each value of the fact."""
    left = without(program(condition), condition, [taken])
    event(f"{DOMAINS[taken].kind}, {'turns on it' if taken in facts(condition) else 'does not turn on it'}")
    others = frozenset(data.draw(st.sets(st.sampled_from(sorted(DOMAINS)), max_size=2))) - {taken}
    for world in worlds(others):
        every = all(holds(condition, {**world, taken: value}) for value in values(DOMAINS[taken]))
        assert holds(left, {name: value for name, value in world.items() if name != taken}) is every


#: Conditions on members that always stand together: all that they can tell is whether all are there, some or none.
TOGETHER = st.recursive(
    st.builds(
        lambda relation: Test(fact="act.shows", relation=relation, operand=frozenset("abc")),
        st.sampled_from(("has", "lacks", "any-of")),
    ),
    lambda inner: (
        st.lists(inner, min_size=2, max_size=2).map(lambda parts: AnyOf(parts=tuple(parts)))
        | st.lists(inner, min_size=2, max_size=2).map(lambda parts: All(parts=tuple(parts)))
        | inner.map(lambda part: Not(part=part))
    ),
    max_leaves=3,
)


@settings(LAW, max_examples=draws(100))
@given(TOGETHER)
def test_for_all_of_members_that_stand_together_is_for_each_subset(condition: Condition) -> None:
    """Whether all of them are there, some or none: the condition must hold for each."""
    left = without(program(condition), condition, ["act.shows"])
    every = all(holds(condition, {"act.shows": value}) for value in values(DOMAINS["act.shows"]))
    assert holds(left, {}) is every


@LAW
@given(conditions(), st.lists(st.sampled_from(tuple(DOMAINS)), min_size=2, max_size=2, unique=True))
def test_for_all_of_two_facts_holds_for_each_pair_of_values(condition: Condition, taken: list[str]) -> None:
    """What is taken out one after the other is taken out together."""
    left = without(program(condition), condition, taken)
    for reading in ("narrow", "wide"):
        world: dict[str, Value] = {name: values(domain)[0] for name, domain in DOMAINS.items()} | {"q": reading}
        pairs = itertools.product(*(values(DOMAINS[name]) for name in taken))
        every = all(holds(condition, world | dict(zip(taken, pair, strict=True))) for pair in pairs)
        assert holds(left, {name: value for name, value in world.items() if name not in taken}) is every


#: What else somebody may choose, and make room by it for another choice.
ELSE = ("act.tone", "act.posted")


@settings(LAW, max_examples=draws(400, heavy=True), phases=[Phase.generate])
@given(conditions(), conditions(), st.lists(st.sampled_from(tuple(DOMAINS)), min_size=1, max_size=2, unique=True))
def test_what_a_person_chooses_is_taken_out_among_what_the_constraints_leave_open(
    condition: Condition, constraint: Condition, taken: list[str]
) -> None:
    """In a possible world: what is left holds where the condition does for every choice that is there.

    One is there if the constraints permit it beside the circumstances and readings of that world; other conduct stays
    as it is where it can, and is else any that can be.
    """
    left = without(program(condition, constraint, conduct={*taken, *ELSE}), condition, taken)
    event("turns on the constraint" if facts(constraint) & set(taken) else "turns on no constraint")
    others = frozenset(sorted(DOMAINS.keys() - set(taken))[:2])
    tied = facts(constraint) & {*taken, *ELSE} if facts(constraint) & set(taken) else frozenset[str]()
    free = sorted(tied - set(taken))
    for world in worlds(others):
        if not holds(constraint, world):
            continue
        every = True
        for chosen in itertools.product(*(values(DOMAINS[name]) for name in taken)):
            same = world | dict(zip(taken, chosen, strict=True))
            beside = itertools.product(*(values(DOMAINS[name]) for name in free))
            ways = [way for each in beside if holds(constraint, way := same | dict(zip(free, each, strict=True)))]
            every = every and all(holds(condition, way) for way in ([same] if same in ways else ways))
        assert holds(left, {name: value for name, value in world.items() if name not in taken}) is every


def test_what_no_constraint_ties_to_a_choice_stays_as_it_is() -> None:
    """Who chooses what may not be beside the rest lets go of that rest, and of nothing else."""
    calm, shown = (
        Test(fact=fact, relation=relation, operand=frozenset(operand))
        for fact, relation, operand in (("act.tone", "one-of", ["calm"]), ("act.shows", "exactly", ["a"]))
    )
    unposted = Test(fact="act.posted", relation="one-of", operand=frozenset([False]))
    condition, constraint = AnyOf(parts=(calm, Not(part=shown))), Not(part=All(parts=(unposted, shown)))
    left = without(program(condition, constraint), condition, ["act.shows"])
    for posted, tone in itertools.product((False, True), TONES):
        assert holds(left, {"act.posted": posted, "act.tone": tone}) is (tone == "calm")


@settings(LAW, max_examples=draws(100))
@given(conditions())
def test_under_every_reading_is_under_each(condition: Condition) -> None:
    """However an open question is read: what is left turns on none, and holds where the condition does under each."""
    compiled = program(condition)
    left = compiled.written(under_every_reading(compiled, compiled.condition(condition)))
    for world in worlds(frozenset(("act.shows", "act.posted"))):
        every = all(holds(condition, {**world, "q": reading}) for reading in ("narrow", "wide"))
        assert holds(left, {name: value for name, value in world.items() if name != "q"}) is every


CALM = Test(fact="act.tone", relation="one-of", operand=frozenset(("calm",)))
POSTED = Test(fact="act.posted", relation="one-of", operand=frozenset((True,)))
EARLY = Test(fact="time.hours", relation="under", operand=frozenset((3,)))


def test_ways_to_read_are_gone_through_unless_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reading of what a condition turns on, up to a number of them; one way that reads nothing, if it is none."""
    open_to_reading = ByReading(question="q", readings=(("narrow", POSTED), ("wide", Not(part=POSTED))))
    compiled = program(open_to_reading)
    assert ways_to_read(compiled, compiled.condition(POSTED)) == [{}]
    for most, ways in ((2, [{"q": "narrow"}, {"q": "wide"}]), (1, [{}])):
        monkeypatch.setattr(regions, "_MOST_READINGS", most)
        assert ways_to_read(compiled, compiled.condition(open_to_reading)) == ways


@pytest.mark.parametrize(
    ("condition", "parts", "left"),
    [
        (AnyOf(parts=(CALM, POSTED)), 1, {POSTED}),
        (AnyOf(parts=(All(parts=(CALM, POSTED)), All(parts=(Not(part=CALM), EARLY)))), 12, {POSTED, EARLY}),
    ],
    ids=["what is left", "what is written for each value"],
)
def test_a_formula_may_become_as_large_as_the_limit(
    monkeypatch: pytest.MonkeyPatch, condition: Condition, parts: int, left: set[Condition]
) -> None:
    """One test is one part; two of three parts each, written for two values, are twelve: beyond that it is refused."""
    compiled = replace(program(condition), constraints=())
    monkeypatch.setattr(regions, "_LARGEST", parts)
    found = without(compiled, condition, ["act.tone"])
    assert (set(found.parts) if isinstance(found, All) else {found}) == left
    monkeypatch.setattr(regions, "_LARGEST", parts - 1)
    with pytest.raises(Undecided, match=f"after {parts - 1} parts of a condition"):
        without(compiled, condition, ["act.tone"])


def test_a_permission_matters_where_it_is_used_and_what_asks_does_wherever_it_is(tmp_path: Path) -> None:
    """What bears on somebody of a norm that only permits is its use."""
    may = norm("may", "Staff may post drawings.", "{act.shows: {has: [drawing]}}")
    write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", may)})
    compiled = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)._plain
    permitted, asking = compiled.clause("arcadia/ai-1#may"), compiled.clause("rules:tell")
    assert bearing(compiled, permitted) == permitted.act.formula
    assert bearing(compiled, asking) is TRUE


DAY = date(2026, 1, 1)
SIZES = (1, 13, 14, 57)


def with_members(folder: Path, size: int, norms: str, constraint: str = "") -> Library:
    """Write a mission whose own fact is a set of so many members, of which its norms name a few at most."""
    write(base(folder), {"overlays/arcadia/ai-1.yaml": ""})
    members = ", ".join(f"m{n}: thing {n}" for n in range(size))
    declared = f"facts:\n  arcadia.shown: {{question: What does it show?, members: {{{members}}}, kind: conduct}}\n"
    written = overlay("arcadia/ai-1", norms).replace("norms:\n", f"{declared}norms:\n")
    write(folder, {"overlays/arcadia/ai-1.yaml": written})
    facts = folder / "base/facts.yaml"
    facts.write_text(facts.read_text() + constraint)
    return smpolicy.load(folder)


SHOWN = "{act.shows: {has: [photo]}, arcadia.shown: {has: [m0]}}"
LOCAL = norm("shown", "Staff shall post photos of a depot.", SHOWN) + norm(
    "all", "Staff shall not post all of it.", "{arcadia.shown: {any_of: [m0]}}"
)


@pytest.mark.parametrize("size", SIZES)
def test_members_that_no_condition_names_change_no_verdict(tmp_path: Path, size: int) -> None:
    """An overlay that asks for what is disapproved is found so, with one member beside the named one or with 56."""
    policy = with_members(tmp_path, size, LOCAL).resolve("arcadia", as_of=DAY)
    found = [(type(each).__name__, each.norm.id, each.kind) for each in policy.set_aside]
    assert found == [("SetAside", "arcadia/ai-1#shown", "requires-disapproved")]
    assert policy.undetermined == ()
    assert policy.effects["arcadia/ai-1#shown"] == "set-aside-wholly"


@pytest.mark.parametrize("size", SIZES)
def test_members_that_no_condition_names_change_no_answer_and_no_mend(tmp_path: Path, size: int) -> None:
    """What departs, and what would mend it, is the same whatever else could be shown; what else is shown stays."""
    policy = with_members(tmp_path, size, LOCAL).resolve("arcadia", as_of=DAY)
    facts = {"act.done": True, "person.category": "staff", "act.told": True, "act.shows": []}
    shown = ["m0", *(["m12"] if size > 12 else [])]
    decision = policy.evaluate({**facts, "arcadia.shown": shown}, assume="neutral")
    assert decision.answer == "contravenes"
    (mend,) = decision.mends
    assert (mend.norm.id, dict(mend.changes)) == ("arcadia/ai-1#all", {"arcadia.shown": frozenset()})
    unknown = policy.evaluate({**facts, "arcadia.shown": {"lacks": ["m0"]}}, assume="neutral")
    assert unknown.answer == "no_departure_found"


@pytest.mark.parametrize("size", SIZES)
def test_a_duty_to_show_something_is_mended_by_showing_it(tmp_path: Path, size: int) -> None:
    """What is asked for is added to what is shown, and nothing that no condition names is."""
    local = norm("show", "Staff shall show the emblem and the name.", "{arcadia.shown: {has: [m0]}}", under="rules:2")
    policy = with_members(tmp_path, size, local).resolve("arcadia", as_of=DAY)
    facts = {"act.done": True, "person.category": "staff", "act.told": True, "act.shows": []}
    shown = ["m12"] if size > 12 else []
    decision = policy.evaluate({**facts, "arcadia.shown": shown}, assume="neutral")
    (mend,) = decision.mends
    assert dict(mend.changes) == {"arcadia.shown": frozenset((*shown, "m0"))}


def test_every_member_may_be_named(tmp_path: Path) -> None:
    """A list of 57 members in one condition is one condition, with the verdict that it has of one member."""
    named = ", ".join(f"m{n}" for n in range(57))
    act = f"{{act.shows: {{has: [photo]}}, arcadia.shown: {{any_of: [{named}]}}}}"
    local = norm("shown", "Staff shall post photos of a depot.", act)
    policy = with_members(tmp_path, 57, local).resolve("arcadia", as_of=DAY)
    assert [each.kind for each in policy.set_aside] == ["requires-disapproved"]


def test_uses_that_are_too_many_to_count_are_not_counted(tmp_path: Path) -> None:
    """Where uses are told apart by a set of many members a ban of all of them is found, and no share is said."""
    with_members(tmp_path, 1, norm("ban", "Staff shall not post.", "{act.done: true}"))
    rules = tmp_path / "base/rules.yaml"
    members = ", ".join(f"m{n}: thing {n}" for n in range(30))
    facts = tmp_path / "base/facts.yaml"
    declared = f"  act.places: {{question: Where?, members: {{{members}}}, kind: conduct}}\n  person.category:"
    facts.write_text(facts.read_text().replace("  person.category:", declared, 1))
    scope = (
        "scope: {holds: {act.done: true, act.places: {any_of: [m0]}}}\n"
        "limits: {under: '3', words: Missions may issue, uses: {all of it: {act.places: {any_of: [m0, m1]}}}}"
    )
    rules.write_text(rules.read_text().replace("scope: {holds: {act.done: true}}", scope))
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    (each,) = policy.for_review
    assert (each.norm.id, each.kind) == ("arcadia/ai-1#ban", "blanket-ban")
    assert each.why == "it covers all of it, and 3 says “Missions may issue”"


@pytest.mark.parametrize("size", [14, 28, 57])
def test_what_grows_beyond_use_is_undecided(tmp_path: Path, size: int) -> None:
    """A duty whose members all hang together is taken apart within the limit, or said to be undecided: it ends."""
    ways = ", ".join(
        f"{{any: [{{act.parts: {{has: [m{n}]}}}}, {{act.parts: {{has: [m{(n + 5) % size}]}}}},"
        f" {{act.parts: {{lacks: [m{(n + 11) % size}]}}}}]}}"
        for n in range(size)
    )
    members = ", ".join(f"m{n}: part {n}" for n in range(size))
    write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": ""})
    for name, old, new in (
        (
            "facts",
            "  person.category:",
            f"  act.parts: {{question: Which?, members: {{{members}}}}}\n  person.category:",
        ),
        ("rules", "{tell the press office: {act.told: true}}", f"{{tell the press office: {{all: [{ways}]}}}}"),
    ):
        path = tmp_path / f"base/{name}.yaml"
        assert path.read_text().count(old) == 1
        path.write_text(path.read_text().replace(old, new))
    local = norm("part", "Staff shall tell one part.", "{act.parts: {has: [m0]}}", under="rules:2")
    write(tmp_path, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local)})
    policy = smpolicy.load(tmp_path).resolve("arcadia", as_of=DAY)
    assert [each.norm.id for each in policy.undetermined] == (["arcadia/ai-1#part"] if size > 30 else [])
    assert policy.set_aside == ()
