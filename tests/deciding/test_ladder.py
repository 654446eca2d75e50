"""The ladder: how a norm stands is one table, and whoever says it is a fold over that table."""

from __future__ import annotations

import itertools
import re
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import oracle
from profiles import draws
from smpolicy.conflicts.regions import applies, broken, excepted
from smpolicy.deciding.program import Program, with_set_aside
from smpolicy.deciding.semantics import LADDER, Clause, ElementName, NormStatus, needed_at, status
from smpolicy.deciding.worlds import Formula, possible
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.library import Library
from smpolicy.lowering import lower
from smpolicy.meaning.conditions import World, holds
from smpolicy.policy import Policy
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
LAW = settings(max_examples=draws(40, heavy=True), suppress_health_check=list(HealthCheck))
STATUSES: tuple[NormStatus, ...] = (*(rung.status for rung in LADDER), "met")
ELEMENTS: tuple[ElementName, ...] = tuple(rung.element for rung in LADDER)
#: A search through every world is cut off here.
MOST_WORLDS = 300


def resolved(documents: list[Document]) -> Policy:
    """Resolve a drawn policy."""
    library = Library(corpus=Corpus(documents=tuple(documents)), lowered=lower(documents))
    return library.resolve("arcadia", as_of=DAY)


def walked(clause: Clause, world: World, leaving_out: frozenset[ElementName]) -> NormStatus:
    """Walk down the ladder as the reference does, past the rungs of what is left out: said by the page on semantics."""
    so = {name: holds(clause.element(name).condition, world) for name in ELEMENTS if name not in leaving_out}
    if not so.get("scope", True):
        return "not_examined"
    if not so.get("borne", True):
        return "not_borne"
    if not so.get("when", True):
        return "outside"
    if so.get("aside", False):
        return "set_aside"
    if so.get("exception", False):
        return "exception"
    return "broken" if so["against"] else "met"


def true_in(program: Program, formula: Formula, world: World) -> bool:
    """Whether a formula holds in a world."""
    domains = list(program.full)
    for name, value in world.items():
        program.restrict(domains, name, value)
    return possible((formula,), domains, program.full)


@st.composite
def programs(draw: st.DrawFn) -> tuple[list[Document], frozenset[str]]:
    """Draw a base, and which of its norms something prevails over, and over whose exceptions."""
    documents = draw(drawn.bases())
    return documents, frozenset(draw(st.sets(st.sampled_from(("si31:n0", "si31:n1", "si31:n2")))))


@LAW
@given(programs(), st.sets(st.sampled_from(ELEMENTS[:-1]), max_size=3))
def test_every_status_is_the_rung_at_which_a_norm_stops(
    case: tuple[list[Document], frozenset[str]], left: set[ElementName]
) -> None:
    """In each world, whatever is left out: a formula holds for the status that a walk down the ladder ends with."""
    documents, over = case
    policy = resolved(documents)
    acts = {clause.norm.id: clause.act.condition for clause in policy.program.clauses}
    program = with_set_aside(policy.program, {name: acts[name] for name in over & acts.keys()}, {})
    leaving_out = frozenset(left)
    for world in itertools.islice(oracle.meaning(policy).worlds({}), MOST_WORLDS):
        for clause in program.clauses:
            ends = walked(clause, world, leaving_out)
            event(f"{ends}{', something left out' if leaving_out else ''}")
            if not leaving_out:
                assert status(clause, world) == ends
            found = [
                each
                for each in STATUSES
                if (each in ("met", "broken") or needed_at(each)[-1][0] not in leaving_out)
                and true_in(program, program.stands(clause, each, leaving_out=leaving_out), world)
            ]
            assert found == [ends]
            assert true_in(program, program.applies(clause, leaving_out=leaving_out), world) is (
                ends in ("met", "broken")
            )


@LAW
@given(programs())
def test_regions_leave_out_what_prevails(case: tuple[list[Document], frozenset[str]]) -> None:
    """Where a norm applies, would but for an exception, and is broken by its own words: whatever prevails over it."""
    documents, over = case
    policy = resolved(documents)
    acts = {clause.norm.id: clause.act.condition for clause in policy.program.clauses}
    program = with_set_aside(policy.program, {name: acts[name] for name in over & acts.keys()}, {})
    for world in itertools.islice(oracle.meaning(policy).worlds({}), MOST_WORLDS):
        for clause in program.clauses:
            ends = walked(clause, world, frozenset({"aside"}))
            assert true_in(program, applies(program, clause), world) is (ends in ("met", "broken"))
            assert true_in(program, excepted(program, clause), world) is (ends == "exception")
            assert true_in(program, broken(program, clause), world) is (ends == "broken")


@LAW
@given(drawn.bases(), st.sampled_from(("staff_mission_member", "intern", "head_of_mission")))
def test_a_duty_applies_where_its_norm_surely_does(documents: list[Document], category: str) -> None:
    """A duty is told where its norm may bind the person, whatever the activity, and applies where it surely does."""
    policy = resolved(documents)
    try:
        told = {duty.norm.id: duty.status for duty in policy.duties(category=category)}
    except ImpossibleFacts:
        assume(False)
    known = policy.evaluate({"person.category": category}).stated
    ends: dict[str, list[tuple[NormStatus, NormStatus]]] = {}
    for world in oracle.meaning(policy).worlds(known):
        for clause in policy.program.clauses:
            if clause.norm.force in ("mandatory", "should", "expected", "encouraged", "requested"):
                outright = walked(clause, world, frozenset({"scope"}))
                unexcepted = walked(clause, world, frozenset({"scope", "exception"}))
                ends.setdefault(clause.norm.id, []).append((outright, unexcepted))
    applying = ("met", "broken")
    for name, walks in ends.items():
        expected = None
        if any(outright in applying for outright, _ in walks):
            expected = "applies" if all(unexcepted in applying for _, unexcepted in walks) else "depends"
        assert told.get(name) == expected, name


def test_the_page_on_semantics_has_the_table() -> None:
    """The page says the ladder in the same order."""
    page = (Path(__file__).parents[2] / "docs/semantics.md").read_text(encoding="utf-8")
    table = page.split("| what holds in the world | status |")[1].split("\n\n")[0]
    found = list(dict.fromkeys(re.findall(r"`(not_examined|not_borne|outside|set_aside|exception|broken|met)`", table)))
    assert found[:5] == [rung.status for rung in LADDER][:5]
    assert set(found[5:]) == {"met", "broken"}
