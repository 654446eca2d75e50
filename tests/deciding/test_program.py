"""A program: what is compiled says of each world what the documents say of it, by the oracle that compiles nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings

import oracle
import smpolicy
from corpora import base, overlay, write
from deciding.test_ladder import true_in
from deciding.test_laws import policy
from oracle import Meaning
from profiles import draws
from smpolicy.deciding.compiling import expanded
from smpolicy.deciding.program import Program, compile_program, with_set_aside
from smpolicy.deciding.semantics import OUTCOMES
from smpolicy.deciding.worlds import FALSE, TRUE, find
from smpolicy.documents.document import Document
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import Test, World, holds
from smpolicy.meaning.domains import Boolean
from smpolicy.meaning.norms import Instrument
from smpolicy.meaning.vocabulary import NOT_SURE, Fact
from smpolicy.policy import Policy
from smpolicy.testing import strategies as drawn

LAW = settings(max_examples=draws(30), suppress_health_check=list(HealthCheck))
#: A search through every world is cut off here.
MOST_WORLDS = 100


def judged(documents: list[Document]) -> tuple[Policy, Meaning, Iterator[World]]:
    """Return a drawn policy, what it means, and some of its possible worlds."""
    resolved = policy(documents)
    meant = oracle.meaning(resolved)
    return resolved, meant, itertools.islice(meant.worlds({}), MOST_WORLDS)


@LAW
@given(drawn.bases(most_norms=3))
def test_formulas_say_how_norms_stand_and_what_comes_of_it(documents: list[Document]) -> None:
    """In each world one formula of a norm holds, and one of the outcome, whichever norms count."""
    resolved, meant, worlds = judged(documents)
    program = resolved.program
    decided = {each.norm.id: each for each in program.clauses}
    assert decided.keys() == {norm.id for norm in meant.norms}
    for world in worlds:
        stands = {norm.id: meant.status(norm, world) for norm in meant.norms}
        for name, status in stands.items():
            assert true_in(program, program.stands(decided[name], status), world)
        for counted in (meant.counted({}), meant.counted({"act.posted": NOT_SURE})):
            clauses = [decided[norm.id] for norm in counted]
            comes = [each for each in OUTCOMES if true_in(program, program.outcome(clauses, each), world)]
            event(comes[0])
            assert comes == [meant.outcome(counted, world)]


@LAW
@given(drawn.bases(most_norms=2))
def test_a_world_that_is_found_is_one_in_which_the_formula_holds_as_a_condition(documents: list[Document]) -> None:
    """What is found as bits is told as values: the constraints permit it, and what was looked for is so."""
    resolved, meant, _ = judged(documents)
    program = resolved.program
    for clause in program.clauses:
        for formula in (clause.act.formula, program.used(clause), program.negated(clause.act.formula)):
            found = find((formula, *program.constraints), program.full, program.full)
            if found is not None:
                world = program.world(found)
                assert world.keys() == program.places.keys()
                every = {**next(meant.worlds({})), **world}
                assert meant.possible(every)
                assert holds(program.written(formula), world)
                assert meant.acted(clause.norm, every) is holds(clause.act.condition, world)


@LAW
@given(drawn.bases(most_norms=2))
def test_a_formula_that_is_written_out_holds_in_the_same_worlds(documents: list[Document]) -> None:
    """An act, and that it is left undone, written as a condition again."""
    resolved, meant, worlds = judged(documents)
    program = resolved.program
    acts = {clause.norm: clause.act.formula for clause in program.clauses}
    written = [(norm, program.written(act), program.written(program.negated(act))) for norm, act in acts.items()]
    for world in worlds:
        for norm, done, undone in written:
            acted = meant.acted(norm, world)
            assert (holds(done, world), holds(undone, world)) == (acted, not acted)


@LAW
@given(drawn.tied())
def test_names_are_tied_by_constraints_directly_or_through_others(documents: list[Document]) -> None:
    """Each name is in one group, and two are in one where a chain of constraints on names that are asked about is."""
    resolved, _, _ = judged(documents)
    program = resolved.program
    names = program.places.keys()
    for left_out in ((), sorted(names)[:1], sorted(names)[-1:]):
        asked = names - set(left_out)
        ties = [program.spoken_of(each) & asked for each in program.constraints]
        found = program.tied(asked)
        assert sorted(name for group in found for name in group) == sorted(asked)
        for name in asked:
            reached = {name}
            for _ in program.constraints:
                reached |= set().union(*(tie for tie in ties if tie & reached))
            assert reached in found


@LAW
@given(drawn.bases(most_norms=2))
def test_what_prevails_over_a_norm_or_over_its_exceptions_is_compiled_with_it(documents: list[Document]) -> None:
    """A norm is set aside where it is said to be, and its exceptions hold elsewhere than where they are lifted."""
    resolved, _, worlds = judged(documents)
    plain = resolved.program
    acts = {clause.norm.id: clause.act.condition for clause in plain.clauses}
    aside, lifted = with_set_aside(plain, acts, {}), with_set_aside(plain, {}, acts)
    for world in worlds:
        for clause in plain.clauses:
            done, excepted = (holds(each.condition, world) for each in (clause.act, clause.exception))
            assert true_in(aside, aside.clause(clause.norm.id).aside.formula, world) is done
            assert true_in(aside, aside.clause(clause.norm.id).exception.formula, world) is excepted
            assert not true_in(lifted, lifted.clause(clause.norm.id).aside.formula, world)
            assert true_in(lifted, lifted.clause(clause.norm.id).exception.formula, world) is (excepted and not done)


@LAW
@given(drawn.bases(most_norms=1))
def test_not_sure_narrows_nothing(documents: list[Document]) -> None:
    """Whatever a fact was open to, it still is where somebody is not sure of it, or where nothing turns on it."""
    program = policy(documents).program
    domains = list(program.full)
    for name in (*program.places, "act.unheard_of"):
        program.restrict(domains, name, NOT_SURE)
    program.restrict(domains, "act.unheard_of", True)
    assert domains == list(program.full)


@LAW
@given(drawn.bases(most_norms=2))
def test_what_was_asked_of_a_program_is_no_part_of_it(documents: list[Document]) -> None:
    """Formulas that are kept for the next decision make no other program."""
    asked = policy(documents).program
    fresh = with_set_aside(asked, {}, {})
    assert asked.levels(()) == (asked.scope.formula, FALSE, FALSE)
    assert asked.applies(asked.clauses[0]) is asked.applies(asked.clauses[0])
    assert asked == fresh
    assert repr(asked) == repr(fresh)


def test_a_scope_ends_where_an_instrument_is_missing_or_was_gone_through(tmp_path: Path) -> None:
    """What an instrument is examined with is followed as far as it is there, and once."""
    write(base(tmp_path), {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1")})
    lowered = smpolicy.load(tmp_path).lowered
    rules, local = lowered.instruments["rules"], lowered.instruments["arcadia/ai-1"]
    done = compiled(lowered, rules).scope.formula
    assert compiled(lowered, local).scope.formula is TRUE
    assert compiled(lowered, local, rules).scope.formula == done
    assert compiled(lowered, local, replace(rules, scope_with=local.id)).scope.formula == done


def compiled(lowered: Lowered, *instruments: Instrument) -> Program:
    """Compile no norm, in the scope of the first of some instruments, which are all that there are."""
    return compile_program(
        norms=(),
        instruments={each.id: each for each in instruments},
        vocabulary=replace(lowered.vocabulary, constraints=()),
        governing=instruments[0].id,
    )


def test_a_derived_fact_that_nothing_defines_is_what_alone_it_can_be(tmp_path: Path) -> None:
    """A yes/no fact is so, and one of several values has none of them."""
    vocabulary = smpolicy.load(base(tmp_path)).lowered.vocabulary
    status = replace(vocabulary.facts["person.status"], cases=())
    ours = replace(status, name="act.ours", domain=Boolean())
    known = replace(vocabulary, facts={**vocabulary.facts, status.name: status, ours.name: ours})

    def follows(fact: Fact, value: bool | str) -> bool:
        test = Test(fact=fact.name, relation="one-of", operand=frozenset((value,)))
        return holds(expanded(test, known), {})

    assert (follows(ours, True), follows(ours, False)) == (True, False)
    assert not any(follows(status, name) for name in status.domain.names())
