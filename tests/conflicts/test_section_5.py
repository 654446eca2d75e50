"""The laws of inconsistency, over drawn documents, against every world there is and by two independent methods."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

import oracle
from checks.faults import ARCADIA, TESTS
from deciding.test_laws import library
from oracle import Meaning
from profiles import draws
from smpolicy import check
from smpolicy.conflicts.precedence import SetAside
from smpolicy.deciding.semantics import status
from smpolicy.deciding.solver import EXACT
from smpolicy.deciding.worlds import possible
from smpolicy.deciding.z3_solver import Z3
from smpolicy.documents.document import Document
from smpolicy.meaning.conditions import Condition, World
from smpolicy.meaning.norms import Norm
from smpolicy.policy import Policy
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
#: Shrinking goes through whole documents and takes minutes; what failed is small as it was drawn.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
LAW = settings(max_examples=draws(25, heavy=True), phases=PHASES, suppress_health_check=list(HealthCheck))
#: What somebody can choose of each fact of the drawn vocabulary that an act can turn on.
VALUES: dict[str, list[Any]] = {
    "act.posted": [False, True],
    "act.tone": ["calm", "sharp", "rude"],
    "act.shows": [frozenset(), frozenset({"map"}), frozenset({"face"}), frozenset({"map", "face"})],
    "time.hours": list(range(6)),
    "time.crisis": [False, True],
    "time.day": [date(2027, 3, day) for day in range(1, 6)],
    "person.category": ["staff_mission_member", "intern", "head_of_mission"],
}
#: A search through every world is cut off here: the drawn vocabularies have some thousands.
MOST_WORLDS = 300


@st.composite
def overlaid(draw: st.DrawFn) -> drawn.Documents:
    """Draw a base that prevails and one overlay, most of whose norms are about what the base is about."""
    norms = draw(st.lists(drawn.norms(), min_size=1, max_size=3))
    own = [draw(drawn.beside(draw(st.sampled_from(norms)))) for _ in range(draw(st.integers(1, 2)))]
    return draw(prevailing(norms, [*own, *draw(st.lists(drawn.norms(structure="arcadia"), max_size=1))]))


@st.composite
def exempting(draw: st.DrawFn) -> drawn.Documents:
    """Draw a base that asks for what nobody can do, under one reading at least, and an overlay that lifts it."""
    impossible = draw(st.sampled_from(({"any": []}, {"all": [{"act.posted": True}, {"act.posted": False}]})))
    possible = draw(st.sampled_from(({"act.posted": True}, {"act.tone": "rude"}, {"act.shows": {"has": ["map"]}})))
    act = {"readings": {"si31:qa": {"narrow": impossible, "wide": possible}}}
    sentence = {"under": "1", "text": "A sentence with words that state it.", "polarity": "do"}
    asked = {**sentence, "force": draw(st.sampled_from(("mandatory", "should"))), "act": {"words that state it": act}}
    lifted = draw(drawn.beside(asked)) | {"force": "permitted", "polarity": "refrain"}
    return draw(prevailing([asked], [lifted]))


@st.composite
def lenient(draw: st.DrawFn) -> drawn.Documents:
    """Draw a base that asks for something, and an overlay that asks for it too, and lets something else suffice."""
    asked = draw(drawn.norms()) | {"force": "should", "polarity": "do"}
    own = draw(drawn.beside(asked)) | {"force": "should", "polarity": "do"}
    (words, act), (other,) = next(iter(asked["act"].items())), draw(drawn.norms())["act"].values()
    own["act"] = {words: {"any": [act, other]}}
    return draw(prevailing([asked], [own]))


@st.composite
def prevailing(draw: st.DrawFn, norms: list[dict[str, Any]], own: list[dict[str, Any]]) -> drawn.Documents:
    """Draw what is around the norms of a base that prevails, and those of an overlay."""
    documents = draw(drawn.bases(most_norms=3, most_members=2))
    base = drawn.instrument(norms, {"act.posted": [True, False]}, "prevails")
    overlay = drawn.overlay("arcadia", own)
    documents[1] = drawn.document(base, "base/si31.yaml")
    documents.append(drawn.document(overlay, "overlays/arcadia/ai-1.yaml"))
    return documents


def resolved(documents: list[Document]) -> Policy:
    """Resolve what was drawn: what a law is given is the documents, which are what is printed where it fails."""
    return library(documents).resolve("arcadia", as_of=DAY)


def written(policy: Policy) -> Meaning:
    """Return what the norms say as written, as if nothing were set aside."""
    return oracle.meaning(policy, prevailing=False)


def worlds(policy: Policy) -> list[World]:
    """Return the possible worlds of a policy, as many as are looked at."""
    return list(itertools.islice(written(policy).worlds({}), MOST_WORLDS))


def bears(each: SetAside, meant: Meaning, world: World) -> bool:
    """Whether what is set aside matters to somebody in a world: it applies there, and is used, or is at stake."""
    if not meant.true(each.applies, world):
        return False
    if each.kind in ("permits-disapproved", "exempts", "requires-disapproved", "raises-threshold"):
        return meant.used(each.norm, world)
    if each.kind in ("weakens-force", "denies-granted") or each.part == "exception":
        return meant.against(each.norm, world)
    return True


@LAW
@given(st.one_of(overlaid(), lenient()))
def test_what_prevails_and_what_survives_partition_where_the_norm_applies(documents: list[Document]) -> None:
    """In each world where the overlay norm applies and matters, either the norm above prevails or it survives."""
    policy = resolved(documents)
    meant = written(policy)
    assume(policy.set_aside)
    for world in worlds(policy):
        for each in policy.set_aside:
            if bears(each, meant, world):
                assert meant.true(each.survives_where, world) is not meant.true(each.condition, world), each.kind


def unavoidable(meant: Meaning, own: Norm, above: Norm, world: World) -> bool:
    """Whether the norm above is broken there by all that somebody can choose who makes no use of the permission.

    All else that one does stays as it is where the constraints leave that open beside a choice.
    """
    known = meant.vocabulary.facts
    chosen = facts_of(meant, *(line.condition for line in own.act))
    conduct = {name for name in world if name in known and known[name].kind == "conduct"} - chosen

    def ways(at: World, names: Iterable[str]) -> Iterator[World]:
        free = {name: VALUES[name] for name in sorted(names)}
        return ({**at, **dict(zip(free, values, strict=True))} for values in itertools.product(*free.values()))

    for same in ways(world, chosen):
        there = [same] if meant.possible(same) else [way for way in ways(same, conduct) if meant.possible(way)]
        if any(not meant.used(own, way) and not meant.breaks(above, way) for way in there):
            return False
    return True


@LAW
@given(exempting())
def test_from_what_nobody_can_do_nobody_is_exempted(documents: list[Document]) -> None:
    """An exemption is set aside where its use breaks the norm above and something else would not, and only there."""
    policy = resolved(documents)
    meant = written(policy)
    lifting = [each for each in policy.set_aside if each.kind == "exempts"]
    assume(lifting)
    for world in worlds(policy):
        for each in lifting:
            own, above = each.norm, each.prevailing
            if meant.true(each.applies, world) and meant.used(own, world):
                breaks = meant.breaks(above, world)
                assert meant.true(each.condition, world) is (breaks and not unavoidable(meant, own, above, world))


@LAW
@given(st.one_of(overlaid(), exempting(), lenient()))
def test_what_survives_meets_no_norm_above(documents: list[Document]) -> None:
    """Where a permission survives, its use breaks no norm that it was set aside for; a duty can be followed there.

    One to leave undone, or one beside a duty, survives where whatever else anybody chooses breaks the norm above too:
    from what nobody can do nobody is exempted.
    """
    policy = resolved(documents)
    plain, meant = written(policy), oracle.meaning(policy)
    assume(policy.set_aside)
    for world in worlds(policy):
        for each in policy.set_aside:
            own, above = each.norm, each.prevailing
            stands = meant.status(own, world)
            if each.part == "exception":
                met = stands == "exception" and plain.against(own, world) and plain.breaks(above, world)
            elif each.kind in ("permits-disapproved", "exempts") and above.polarity != own.polarity:
                met = stands == "met" and plain.used(own, world) and plain.breaks(above, world)
                met = met and not (above.polarity == "do" and unavoidable(plain, own, above, world))
            elif each.kind == "raises-threshold":
                met = stands == "met" and plain.breaks(above, world)
            elif each.kind == "denies-granted":
                met = stands == "broken" and plain.applies(above, world) and plain.acted(above, world)
            elif each.kind == "weakens-force":
                met = stands in ("met", "broken") and plain.applies(above, world)
            else:
                continue
            assert not met, (each.kind, world)


@LAW
@given(overlaid())
def test_a_norm_is_set_aside_exactly_where_its_conflicts_are(documents: list[Document]) -> None:
    """The status `set_aside` holds in exactly the worlds that some conflict names."""
    policy = resolved(documents)
    plain, program = written(policy), policy.program
    for world in worlds(policy):
        for rule in program.clauses:
            aside = [each for each in policy.set_aside if each.norm.id == rule.norm.id and each.part == "norm"]
            conflicting = any(plain.true(each.condition, world) for each in aside)
            reached = plain.status(rule.norm, world) in ("met", "broken", "exception")
            assert (status(rule, world) == "set_aside") is (reached and conflicting), rule.norm.id


@LAW
@given(overlaid())
def test_the_resolved_policy_is_nowhere_weaker(documents: list[Document]) -> None:
    """In no world is the outcome milder than without the overlay."""
    policy = resolved(documents)
    meant = oracle.meaning(policy)
    counted = meant.counted({})
    above = [norm for norm in counted if norm.structure is None]
    for world in worlds(policy):
        alone, beside = (meant.outcome(each, world) for each in (above, counted))
        assert oracle.OUTCOMES.index(beside) >= oracle.OUTCOMES.index(alone)


@LAW
@given(overlaid())
def test_every_overlay_norm_is_somewhere(documents: list[Document]) -> None:
    """Each is effective, set aside in part or wholly, in a clash, or for review; and nothing else is said to be."""
    policy = resolved(documents)
    local = {norm.id for norm in policy.norms if norm.structure is not None}
    assert policy.effects.keys() == local
    for each in policy.set_aside:
        assert policy.effects[each.norm.id].startswith("set-aside")
    said = {each.norm.id for each in policy.assessments}
    assert {name for name, effect in policy.effects.items() if effect == "effective"} == local - said


def neutral_but(meant: Meaning, own: Norm, world: World) -> bool:
    """Whether all conduct that a norm does not mention is neutral in a world, and all members of sets."""
    named: dict[str, set[Any]] = {}
    lines = (*own.act, *own.when, *itertools.chain(*own.unless))
    for test in meant.tests(*(line.condition for line in lines)):
        named.setdefault(test.fact, set()).update(test.operand)
    for name, fact in meant.vocabulary.facts.items():
        value = world.get(name)
        if fact.kind != "conduct":
            continue
        if name not in named and value != fact.neutral:
            return False
        others = value ^ fact.neutral if isinstance(value, frozenset) and isinstance(fact.neutral, frozenset) else ()
        if set(others) - named.get(name, set()):
            return False
    return True


@LAW
@given(overlaid())
def test_a_permission_is_found_where_a_direct_activity_shows_it(documents: list[Document]) -> None:
    """K1, word for word: both apply, it is used, the other is broken, all else is neutral, the acts share a fact."""
    policy = resolved(documents)
    assume(not policy.vocabulary.constraints)
    meant = written(policy)
    every = list(meant.worlds({}))
    found = {(each.norm.id, each.prevailing.id) for each in policy.set_aside if each.kind == "permits-disapproved"}
    for own, above in itertools.product(meant.norms, repeat=2):
        if own.structure is None or above.structure is not None:
            continue
        asks = above.force in ("mandatory", "should", "expected") and above.polarity == "refrain"
        if own.force != "permitted" or own.polarity != "do" or not asks:
            continue
        shown = any(
            neutral_but(meant, own, world)
            and meant.applies(own, world)
            and meant.acted(own, world)
            and meant.breaks(above, world)
            for world in every
        )
        met = (line.condition for line in (*above.act, *above.when))
        linked = facts_of(meant, *met, *meant.scope(above)) & facts_of(meant, *(line.condition for line in own.act))
        assert ((own.id, above.id) in found) is (shown and bool(linked))


def facts_of(meant: Meaning, *conditions: Condition) -> frozenset[str]:
    """Return the facts that conditions turn on."""
    return meant.turns_on(*conditions) & meant.vocabulary.facts.keys()


def assert_both_methods_agree(policy: Policy) -> None:
    """Assert that both methods find the same, of the same kind, and that the same survives: in whatever words.

    Of several ways to say where something survives, and of several activities, each takes those that it comes upon.
    """
    by_search, by_z3 = policy.assessed(EXACT), policy.assessed(Z3())
    kinds = [[(type(each), each.norm.id, getattr(each, "kind", "")) for each in found] for found in (by_search, by_z3)]
    assert kinds[0] == kinds[1]
    program = policy._plain
    for one, other in zip(by_search, by_z3, strict=True):
        if isinstance(one, SetAside) and isinstance(other, SetAside):
            for condition, again in ((one.condition, other.condition), (one.survives_where, other.survives_where)):
                here, there = program.condition(condition), program.condition(again)
                for only in ((here, program.negated(there)), (there, program.negated(here))):
                    assert not possible((*only, *program.constraints), program.full, program.full)


@settings(LAW, max_examples=draws(10, heavy=True))
@given(overlaid())
def test_two_methods_agree(documents: list[Document]) -> None:
    """The exact search and z3 find the same, of the same kind, and the same survives."""
    assert_both_methods_agree(resolved(documents))


@pytest.mark.deep
@pytest.mark.parametrize("path", sorted((TESTS / "data" / "kinds").glob("*.yaml")), ids=lambda path: path.stem)
def test_two_methods_agree_on_each_kind(path: Any) -> None:
    """On every kind of inconsistency too."""
    made = check(path, policies=ARCADIA).library
    structure = "secretariat" if path.stem == "not-invited" else "arcadia"
    policy = made.resolve(structure, as_of=DAY, drafts=True)
    assert_both_methods_agree(policy)
