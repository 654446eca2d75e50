"""Mutants of policies: norms with one small change of meaning, and which of them no policy test would notice.

A mutant is made of what a norm means, never of its text: so it always compiles. One by which the norm stands alike in
every world, or by which no answer changes, is equivalent: that is proved. What else no test notices is told with a
scenario that would, run through both policies before anybody sees it; one that catches several is offered for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Final, Literal, TypeAlias

from smpolicy.checks.written import Checked, Written
from smpolicy.comparing.comparison import compared
from smpolicy.deciding.base import compiled
from smpolicy.deciding.by_example import standings
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause, FindingStatus, NormStatus
from smpolicy.deciding.worlds import Formula, conj, disj, find
from smpolicy.documents.document import Document
from smpolicy.documents.forms import ScenarioForm, ScenariosForm
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.foundations.keywords import Force
from smpolicy.foundations.source import Span
from smpolicy.library import Library
from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test, Value
from smpolicy.meaning.domains import RELATIONS, Asked, plain_value
from smpolicy.meaning.norms import Instrument, Line, Norm
from smpolicy.meaning.vocabulary import Vocabulary
from smpolicy.policy import Decision, Policy
from smpolicy.render.policy_tests import in_flow
from smpolicy.testing.scenarios.norm_coverage import lines_of
from smpolicy.testing.scenarios.running import PlacedScenario, Progress, differences

MutantKind: TypeAlias = Literal[
    "weakened-force", "removed-norm", "dropped-line", "dropped-exception", "shifted-bound", "swapped-value"
]
#: What becomes of a force that is weakened.
_WEAKER: Final[Mapping[Force, Force]] = {"mandatory": "should", "should": "encouraged", "expected": "requested"}
#: How a norm stands, in the name of a scenario that is offered.
_AS_IT_STANDS: Final[Mapping[FindingStatus, str]] = {
    "not_examined": "is not examined",
    "not_borne": "does not bind",
    "outside": "does not apply",
    "set_aside": "is set aside",
    "exception": "has its exception",
    "met": "is met",
    "broken": "is broken",
    "undetermined": "is left open",
    "standing": "stands",
}
_STANDS: Final[tuple[NormStatus, ...]] = ("broken", "met", "exception", "outside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A norm with one change of meaning; nothing where it is removed."""

    kind: MutantKind
    norm: Norm
    changed: Norm | None
    #: The change in words, and the line where it is made.
    words: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedMutant:
    """What became of a mutant: a test notices it, it is equivalent by proof, or it slips past all tests."""

    mutant: Mutant
    fate: Literal["caught", "equivalent", "slipped"]
    #: The test that notices it, or what is proved of it.
    by: str = ""
    #: Of one that slips past, the scenario that would catch it; nothing where none was found.
    scenario: ScenarioForm | None = None


def mutants_of(norm: Norm, vocabulary: Vocabulary) -> Iterator[Mutant]:
    """Yield the mutants of a norm that facts can decide."""
    mutant = partial(Mutant, norm=norm)
    if norm.force in _WEAKER:
        weaker = _WEAKER[norm.force]
        words = f"`{norm.force}` weakened to `{weaker}`"
        yield mutant(kind="weakened-force", changed=replace(norm, force=weaker), words=words, span=norm.span)
    yield mutant(kind="removed-norm", changed=None, words="the norm removed", span=norm.span)
    for at, line in lines_of(norm):
        said = f"“{line.words}”" if line.words else "a line that is implied"
        if at[0] == "when" or _among(norm, at) > 1:
            yield mutant(kind="dropped-line", changed=_with(norm, at, ()), words=f"{said} dropped", span=line.span)
        for changed, kind, words in _nearby(line.condition, vocabulary):
            with_line = _with(norm, at, (replace(line, condition=changed),))
            yield mutant(kind=kind, changed=with_line, words=f"{said}: {words}", span=line.span)
    for number, lines in enumerate(norm.unless):
        rest = (*norm.unless[:number], *norm.unless[number + 1 :])
        if lines:
            words = f"the exception “{lines[0].words}” dropped"
            yield mutant(kind="dropped-exception", changed=replace(norm, unless=rest), words=words, span=lines[0].span)


def _among(norm: Norm, at: tuple[str | int, ...]) -> int:
    """Return how many lines stand together with one."""
    match at:
        case ("act", _):
            return len(norm.act)
        case ("unless", int(number), _):
            return len(norm.unless[number])
    return len(norm.when)


def _with(norm: Norm, at: tuple[str | int, ...], instead: tuple[Line, ...]) -> Norm:
    """Return a norm with other lines in the place of one."""

    def put(lines: tuple[Line, ...], index: int) -> tuple[Line, ...]:
        return (*lines[:index], *instead, *lines[index + 1 :])

    match at:
        case ("act", int(index)):
            return replace(norm, act=put(norm.act, index))
        case ("when", int(index)):
            return replace(norm, when=put(norm.when, index))
        case (_, int(number), int(index)):
            sets = list(norm.unless)
            sets[number] = put(sets[number], index)
            return replace(norm, unless=tuple(sets))
    raise AssertionError(f"a norm has no lines at {at}")


def _nearby(condition: Condition, vocabulary: Vocabulary) -> Iterator[tuple[Condition, MutantKind, str]]:
    """Yield a condition with one of its tests changed: a bound shifted by one, a value swapped."""
    match condition:
        case Test():
            fact = vocabulary.facts.get(condition.fact)
            for asked in fact.domain.nearby(Asked(condition.relation, condition.operand)) if fact else ():
                test = replace(condition, relation=asked.relation, operand=asked.operand)
                kind: MutantKind = "shifted-bound" if fact and fact.domain.ordered else "swapped-value"
                yield test, kind, f"{_said(condition)} made {_said(test)}"
        case All(parts=parts) | AnyOf(parts=parts):
            for index, part in enumerate(parts):
                for changed, kind, words in _nearby(part, vocabulary):
                    yield replace(condition, parts=(*parts[:index], changed, *parts[index + 1 :])), kind, words
        case Not(part=part):
            for changed, kind, words in _nearby(part, vocabulary):
                yield Not(part=changed), kind, words
        case ByReading(question=question, readings=readings):
            for index, (name, part) in enumerate(readings):
                for changed, kind, words in _nearby(part, vocabulary):
                    others = (*readings[:index], (name, changed), *readings[index + 1 :])
                    yield ByReading(question=question, readings=others), kind, words


def _said(test: Test) -> str:
    return f"`{test.fact}: {in_flow(RELATIONS[test.relation].written(test.operand))}`"


# ------------------------------------------------------------ what becomes of them


def try_mutants(
    library: Library,
    documents: Sequence[Document],
    scenarios: Iterable[tuple[PlacedScenario, Policy]],
    *,
    wanted: Callable[[Norm], bool] = lambda _: True,
    progress: Progress | None = None,
) -> Iterator[TriedMutant]:
    """Try the mutants of the norms of some overlays on their examples, and on scenarios that come out.

    Where scenarios alone are named, of the norms of the overlays that hold in the policies that they ask.
    """
    asking = tuple(scenarios)
    local = frozenset(norm.span.path for _, policy in asking for norm in policy.norms if norm.structure is not None)
    only_scenarios = all(isinstance(each.form, ScenariosForm) for each in documents)
    paths = local if only_scenarios else frozenset(each.path for each in documents)
    whole = Checked(corpus=library.corpus, lowered=library.lowered, paths=paths)
    asked = _Asking(library=library, scenarios=asking)
    seen: set[Span] = set()
    for checked in [here for _, here in whole.in_editions()] or [whole]:
        for written in checked.overlay_norms():
            norm = written.norm
            if norm.decides and norm.span not in seen and wanted(norm):
                seen.add(norm.span)
                if progress is not None:
                    progress(norm.id)
                instrument = checked.lowered.instruments[norm.instrument]
                yield from _Trial(asked=asked, written=written, instrument=instrument).tried()


@dataclass(frozen=True, kw_only=True)
class _Asking:
    """The scenarios, each with the policy that it asks; and the policies in which norms are tried."""

    library: Library
    scenarios: tuple[tuple[PlacedScenario, Policy], ...]
    kept: dict[tuple[str, date, bool], Policy] = field(default_factory=dict, repr=False)

    def policy(self, structure: str, day: date, *, drafts: bool) -> Policy:
        key = (structure, day, drafts)
        if key not in self.kept:
            self.kept[key] = self.library.resolve(structure, as_of=day, drafts=drafts)
        return self.kept[key]


@dataclass(frozen=True, kw_only=True)
class _Trial:
    """The mutants of one norm, in the policy of its structure on the first day on which it holds."""

    asked: _Asking
    written: Written
    instrument: Instrument

    @property
    def norm(self) -> Norm:
        return self.written.norm

    def policy(self) -> Policy | None:
        """Return the policy; nothing where the norm has no part in it."""
        day, structure = self.instrument.effective.start, self.norm.structure
        if day is None or structure is None or structure not in self.asked.library.structures:
            return None
        policy = self.asked.policy(structure, day, drafts=self.instrument.draft)
        return policy if any(each.id == self.norm.id for each in policy.norms) else None

    def tried(self) -> Iterator[TriedMutant]:
        policy = self.policy()
        if policy is None or not any(each.norm.id == self.norm.id for each in policy.program.clauses):
            return
        mutants = list(mutants_of(self.norm, policy.vocabulary))
        twins = {
            f"{self.norm.id}~{number}": replace(each.changed, id=f"{self.norm.id}~{number}")
            for number, each in enumerate(mutants)
            if each.changed is not None
        }
        program = compiled(
            policy.lowered,
            (*policy.norms, *twins.values()),
            governing=policy.resolution.governing.id,
            structure=policy.structure.id,
            closings=policy.resolution.closings,
        )
        asking = [
            (each, asks) for each, asks in self.asked.scenarios if any(norm.id == self.norm.id for norm in asks.norms)
        ]
        offered: list[ScenarioForm] = []
        for number, mutant in enumerate(mutants):
            clause = program.clause(f"{self.norm.id}~{number}") if mutant.changed is not None else None
            tried = self._tried(mutant, policy, program, clause, asking, offered)
            if tried.scenario is not None and tried.scenario not in offered:
                offered.append(tried.scenario)
            yield tried

    def _tried(
        self,
        mutant: Mutant,
        policy: Policy,
        program: Program,
        clause: Clause | None,
        asking: Sequence[tuple[PlacedScenario, Policy]],
        offered: Sequence[ScenarioForm],
    ) -> TriedMutant:
        own = program.clause(self.norm.id)
        world: Mapping[str, Value] | None = None
        if clause is not None and mutant.kind != "weakened-force":
            world = _apart(program, own, clause, policy)
            if world is None:
                return TriedMutant(mutant=mutant, fate="equivalent", by="the norm stands alike in every activity")
            number = self._example(program, clause, policy)
            if number:
                return TriedMutant(mutant=mutant, fate="caught", by=f"{self.norm.id}, example {number}")
        for placed, asked in asking:
            if _notices(placed.form, _mutated(asked, mutant)):
                return TriedMutant(mutant=mutant, fate="caught", by=placed.form.name)
        changed = _mutated(policy, mutant) if offered else policy
        for scenario in offered:
            if _notices(scenario, changed):
                return TriedMutant(mutant=mutant, fate="slipped", scenario=scenario)
        if mutant.kind == "weakened-force":
            return self._weakened(mutant, policy)
        if world is None:
            world = _world(program, policy, program.stands(own, "broken")) or _world(
                program, policy, program.stands(own, "met")
            )
        facts = _facts(world, program, [own, *([clause] if clause else [])])
        return TriedMutant(mutant=mutant, fate="slipped", scenario=self._caught_by(mutant, policy, facts))

    def _example(self, program: Program, clause: Clause, policy: Policy) -> int:
        """Return the number of the first example that comes out otherwise; 0 where none does."""
        for number, example in enumerate(self.written.form.examples, 1):
            stated, problems = policy.vocabulary.read(example.given)
            if not problems and standings(program, clause, stated) != [example.expect]:
                return number
        return 0

    def _weakened(self, mutant: Mutant, policy: Policy) -> TriedMutant:
        """Look for an activity whose answer changes where the force is weaker; prove that there is none."""
        comparison = compared(policy, _mutated(policy, mutant))
        for change in comparison.changes:
            scenario = self._caught_by(mutant, policy, change.activity_before.facts)
            if scenario is not None:
                return TriedMutant(mutant=mutant, fate="slipped", scenario=scenario)
        if comparison.changes:
            return TriedMutant(mutant=mutant, fate="slipped")
        return TriedMutant(mutant=mutant, fate="equivalent", by="no answer changes")

    def _caught_by(self, mutant: Mutant, policy: Policy, facts: Mapping[str, Value]) -> ScenarioForm | None:
        """Return a scenario on facts, as few as do, that comes out now and would not with the mutant."""
        changed = _mutated(policy, mutant)

        def scenario(facts: Mapping[str, Value]) -> ScenarioForm | None:
            form = self._scenario(mutant, policy, facts)
            return form if form is not None and _notices(form, changed) else None

        found = scenario(facts)
        if found is None:
            return None
        for name in sorted(facts, key=lambda name: (name.startswith("person."), name)):
            fewer = {other: value for other, value in facts.items() if other != name}
            smaller = scenario(fewer)
            if smaller is not None and (smaller.expect, smaller.statuses) == (found.expect, found.statuses):
                facts, found = fewer, smaller
        return found

    def _scenario(self, mutant: Mutant, policy: Policy, facts: Mapping[str, Value]) -> ScenarioForm | None:
        plain = {name: plain_value(value) for name, value in facts.items() if name not in policy.given}
        decision = _decided(policy, plain)
        if decision is None:
            return None
        status = decision.ruling.finding(self.norm.id).status
        cited = any(each.norm.id == self.norm.id for each in decision.because)
        return ScenarioForm(
            name=f"{self.norm.id} {_AS_IT_STANDS[status]} (notices: {mutant.words})",
            structure=policy.structure.id,
            as_of=policy.as_of,
            drafts=policy.drafts,
            assume="neutral",
            facts=plain,
            expect=decision.answer,
            or_worse=decision.or_worse,
            because=[self.norm.id] if cited else [],
            statuses={self.norm.id: status},
        )


def _apart(program: Program, one: Clause, other: Clause, policy: Policy) -> Mapping[str, Value] | None:
    """Return a world in which two norms do not stand alike, whatever may prevail over them; `None`: there is none."""
    differ = disj(
        conj(
            (
                program.stands(one, status, leaving_out={"aside"}),
                program.negated(program.stands(other, status, leaving_out={"aside"})),
            )
        )
        for status in _STANDS
    )
    standing = program.negated(one.aside.formula)
    return _world(program, policy, conj((differ, standing))) or _world(program, policy, differ)


def _world(program: Program, policy: Policy, formula: Formula) -> Mapping[str, Value] | None:
    masks = find((formula, *program.constraints), program.left_by(policy.given), program.full)
    return None if masks is None else program.world(masks)


def _facts(world: Mapping[str, Value] | None, program: Program, clauses: Iterable[Clause]) -> dict[str, Value]:
    """Return what of a world norms turn on."""
    named = {name for clause in clauses for name in clause.facts}
    known = program.vocabulary.facts
    return {name: value for name, value in sorted((world or {}).items()) if name in named and name in known}


def _mutated(policy: Policy, mutant: Mutant) -> Policy:
    """Return a policy with a mutant in the place of its norm; what prevails over what is settled anew."""

    def with_it(norms: tuple[Norm, ...]) -> tuple[Norm, ...]:
        instead = (mutant.changed if each.id == mutant.norm.id else each for each in norms)
        return tuple(each for each in instead if each is not None)

    resolution = policy.resolution
    instruments = tuple(
        replace(each, norms=with_it(each.norms)) if each.id == mutant.norm.instrument else each
        for each in resolution.instruments
    )
    changed = replace(resolution, norms=with_it(resolution.norms), instruments=instruments)
    return Policy(resolution=changed, lowered=policy.lowered)


def _decided(policy: Policy, facts: Mapping[str, object]) -> Decision | None:
    """Decide by the search: a mutant is asked too seldom to be compiled for good."""
    try:
        ruling = policy.ruling(facts, assume="neutral")
    except ImpossibleFacts:
        return None
    return Decision(policy=policy, assume="neutral", source=ruling)


def _notices(scenario: ScenarioForm, changed: Policy) -> bool:
    """Whether a scenario comes out otherwise with a mutant."""
    try:
        ruling = changed.ruling(scenario.facts, assume=scenario.assume)
    except ImpossibleFacts:
        return True
    decision = Decision(policy=changed, assume=scenario.assume, source=ruling)
    return next(differences(scenario, decision), None) is not None
