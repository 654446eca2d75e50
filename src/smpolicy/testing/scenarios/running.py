"""Scenarios and examples run: what was expected, what came of it, and the first norm that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from smpolicy.checks.written import Checked, Written
from smpolicy.deciding.by_example import left_open, standings, still_to_state
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import ANSWERS
from smpolicy.deciding.worlds import Formula, possible
from smpolicy.documents.document import Document
from smpolicy.documents.forms import ExampleForm, ScenarioForm, ScenariosForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.errors import ImpossibleFacts, InvalidDocuments
from smpolicy.foundations.source import Span
from smpolicy.library import Library
from smpolicy.meaning.conditions import NEVER
from smpolicy.meaning.norms import Line, Norm
from smpolicy.policy import Decision, Policy

#: Told of each scenario as it is run.
Progress: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A scenario that did not get the answer it must get: where it stands, and what differs."""

    scenario: str
    place: str
    message: str

    def __str__(self) -> str:
        """Say it on one line."""
        return f"{self.place}: {self.scenario}: {self.message}"


def run_scenarios(library: Library, documents: Iterable[Document] | None = None) -> tuple[Failure, ...]:
    """Run every scenario of some documents (those of the library if none are given), and return what failed.

    Raises `UnknownStructure`, `InvalidDocuments` or `ImpossibleFacts` where a scenario cannot be run at all.
    """
    chosen = library.corpus.documents if documents is None else documents
    return tuple(
        Failure(scenario=each.form.name, place=f"{each.span.path}:{each.span.line}", message=message)
        for each in scenarios_in(chosen)
        for message in differences(each.form, _decided(each, _policy(library, each)))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedScenario:
    """A scenario, and where it stands."""

    form: ScenarioForm
    span: Span
    number: int


def scenarios_in(documents: Iterable[Document]) -> Iterator[PlacedScenario]:
    """Yield every scenario of documents, with its place."""
    for document in documents:
        if isinstance(document.form, ScenariosForm):
            for number, form in enumerate(document.form.scenarios):
                yield PlacedScenario(form=form, span=document.place("scenarios", number), number=number)


def _policy(library: Library, scenario: PlacedScenario) -> Policy:
    return library.resolve(scenario.form.structure, as_of=scenario.form.as_of, drafts=scenario.form.drafts)


def _decided(scenario: PlacedScenario, policy: Policy) -> Decision:
    return policy.evaluate(scenario.form.facts, assume=scenario.form.assume)


def differences(scenario: ScenarioForm, decision: Decision) -> Iterator[str]:
    """Yield what a decision says otherwise than a scenario expects."""
    if decision.answer != scenario.expect:
        yield f"expected `{scenario.expect}`, the answer is `{decision.answer}`"
    if decision.or_worse != scenario.or_worse:
        yield f"expected `or_worse: {str(scenario.or_worse).lower()}`"
    cited = _cited(decision)
    yield from (f"`{name}` is not cited" for name in scenario.because if name not in cited)
    yield from (f"`{name}` is cited" for name in scenario.not_because if name in cited)
    if scenario.asks:
        open_facts, named = {fact.name for fact in decision.questions}, decision.policy.vocabulary.named
        asked = (name for name in scenario.asks if named(name) not in open_facts)
        yield from (f"`{name}` is not among the open questions" for name in asked)
    for name, status in scenario.statuses.items():
        standing = _standing(decision, name)
        if standing != status:
            yield f"`{name}` stands as `{standing}`, expected `{status}`"


def _cited(decision: Decision) -> set[str]:
    return {name for reason in decision.because for name in (reason.norm.id, reason.norm.provision)}


def _standing(decision: Decision, norm: str) -> str:
    """Return how a norm stands by its id, without a look at the others."""
    if not any(clause.norm.id == norm for clause in decision.policy.program.clauses) or not decision.policy.in_force:
        return "no norm that facts decide"
    return decision.ruling.finding(norm).status


# ------------------------------------------------------------ what a run says of each


#: What comes of a scenario that is not asked, and why.
NOT_ASKED: Final = "not asked"
#: The rule that finds an example which does not come out; where it alone finds errors, examples are still told.
_BROKEN_EXAMPLE: Final = "broken-example"
_HELD_UP: Final = "an example of a norm does not come out, so nothing can be said of what holds: mend that first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """The first norm that differs: how it stands, and the line of it by which it does, or where it stands itself."""

    norm: Norm
    status: str
    #: The words of the line; nothing where it is the norm as a whole.
    words: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A scenario or an example that was run: what was expected, and what came of it."""

    kind: Literal["scenario", "example"]
    name: str
    span: Span
    #: The structure that a scenario asks; of an example, the norm that it is about.
    about: str
    expected: str
    got: str
    #: What differs, one sentence each; nothing where it came out.
    problems: tuple[str, ...] = ()
    #: Facts that would have to be stated for another answer than `undetermined`.
    to_state: tuple[str, ...] = ()
    differing: Differing | None = None

    @property
    def passed(self) -> bool:
        """Whether it came out as expected."""
        return not self.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How scenarios are asked otherwise than they say: on another day, with drafts; and which of them."""

    as_of: date | None = None
    drafts: bool = False
    words: str = ""

    def named(self, *names: str) -> bool:
        """Whether something is among those that were asked for: each word stands in one of its names."""
        known = "\n".join(names).lower()
        return all(word in known for word in self.words.lower().split())

    def chosen(self, documents: Iterable[Document]) -> list[PlacedScenario]:
        """Return the scenarios that are to be run, as they are to be asked."""
        return [self._asked(each) for each in scenarios_in(documents) if self._wanted(each)]

    def _wanted(self, each: PlacedScenario) -> bool:
        return self.named(each.form.name, each.form.structure, each.span.path)

    def _asked(self, each: PlacedScenario) -> PlacedScenario:
        drafts = self.drafts or each.form.drafts
        return replace(each, form=replace(each.form, as_of=self.as_of or each.form.as_of, drafts=drafts))


def run(
    library: Library,
    documents: Sequence[Document],
    asked: Wanted,
    *,
    faults: Sequence[Diagnostic] = (),
    progress: Progress | None = None,
) -> tuple[Tried, ...]:
    """Run the scenarios and the examples of documents, as they were asked for, in the order of their places.

    Scenarios that cannot be run, since one of the `faults` stands in them, are left out.

    Raises `UnknownStructure` or `InvalidDocuments` where a scenario cannot be run at all; facts that cannot be are
    what came of it.
    """
    tried: list[Tried] = []
    faulty = _faulty(faults)
    policies: dict[tuple[str, date, bool], Policy | None] = {}
    for each in asked.chosen(documents):
        if (each.span.path, each.number) in faulty:
            continue
        if progress is not None:
            progress(each.form.name)
        key = (each.form.structure, each.form.as_of, each.form.drafts)
        if key not in policies:
            policies[key] = _policy_unless_held_up(library, each)
        tried.append(_tried(each, policies[key]))
    tried.extend(_tried_examples(library, documents, asked))
    return tuple(sorted(tried, key=lambda each: (each.span.path, each.span.line, each.span.column)))


def _policy_unless_held_up(library: Library, scenario: PlacedScenario) -> Policy | None:
    """Return the policy that a scenario asks; nothing where an example of a norm keeps it from that, and nothing else.

    Raises what `_policy` raises where anything else does.
    """
    try:
        return _policy(library, scenario)
    except InvalidDocuments as error:
        if any(each.name != _BROKEN_EXAMPLE for each in error.diagnostics):
            raise
        return None


def passed_scenarios(
    library: Library, documents: Sequence[Document], asked: Wanted, tried: Iterable[Tried]
) -> Iterator[tuple[PlacedScenario, Policy]]:
    """Yield the scenarios that came out, each with the policy that it asks."""
    came_out = {(each.span, each.name) for each in tried if each.passed and each.kind == "scenario"}
    policies: dict[tuple[str, date, bool], Policy] = {}
    for each in asked.chosen(documents):
        if (each.span, each.form.name) in came_out:
            key = (each.form.structure, each.form.as_of, each.form.drafts)
            if key not in policies:
                policies[key] = _policy(library, each)
            yield each, policies[key]


def _tried(scenario: PlacedScenario, policy: Policy | None) -> Tried:
    form = scenario.form
    expected = _or_worse(form.expect, or_worse=form.or_worse)
    if policy is None:
        return _of(scenario, expected=expected, got=NOT_ASKED, problems=(_HELD_UP,))
    try:
        decision = _decided(scenario, policy)
    except ImpossibleFacts as error:
        problems = tuple(each.message for each in error.problems)
        return _of(scenario, expected=expected, got="impossible", problems=problems)
    problems = tuple(differences(form, decision))
    got = _or_worse(decision.answer, or_worse=decision.or_worse)
    if not problems:
        return _of(scenario, expected=expected, got=got)
    return replace(
        _of(scenario, expected=expected, got=got, problems=problems),
        to_state=tuple(fact.name for fact in decision.questions[:1]) if decision.answer == "undetermined" else (),
        differing=_differing(form, decision),
    )


def _of(scenario: PlacedScenario, *, expected: str, got: str, problems: tuple[str, ...] = ()) -> Tried:
    form = scenario.form
    return Tried(
        kind="scenario",
        name=form.name,
        span=scenario.span,
        about=form.structure,
        expected=expected,
        got=got,
        problems=problems,
    )


def _or_worse(answer: str, *, or_worse: bool) -> str:
    return f"{answer} or worse" if or_worse else answer


def _differing(scenario: ScenarioForm, decision: Decision) -> Differing | None:
    """Return the first norm that differs, in the order of the text: one that a scenario names, or that decides."""
    cited = _cited(decision)
    missed = {name for name in scenario.because if name not in cited}
    missed |= {name for name, status in scenario.statuses.items() if _standing(decision, name) != status}
    missed |= set(scenario.not_because) & cited
    if not missed and decision.answer != scenario.expect and scenario.expect in ANSWERS:
        graver = ANSWERS.index(decision.answer) > ANSWERS.index(scenario.expect)
        missed = {reason.norm.id for reason in decision.because} if graver else set()
    for norm in decision.policy.norms:
        if {norm.id, norm.provision} & missed:
            status = _standing(decision, norm.id)
            return _differs(norm, status, decision.policy.program, decision.ruling.can_hold)
    return None


def _differs(norm: Norm, status: str, program: Program, can_hold: Callable[[Formula], bool]) -> Differing:
    """Return a norm that stands as it should not, with the line of it by which it does, where it is one."""

    def can(line: Line) -> bool:
        return can_hold(program.condition(line.condition))

    def must(line: Line) -> bool:
        return not can_hold(program.negated(program.condition(line.condition)))

    line = None
    if status == "outside":
        line = next((each for each in norm.when if not can(each)), None)
    elif status == "exception":
        line = next((lines[0] for lines in norm.unless if lines and all(map(must, lines))), None)
    elif status == "met" and norm.polarity == "refrain":
        line = next((each for each in norm.act if not can(each)), None)
    words = (line.words or "") if line is not None else ""
    return Differing(norm=norm, status=status, words=words, span=line.span if line is not None else norm.span)


# ------------------------------------------------------------ examples


def _tried_examples(library: Library, documents: Sequence[Document], asked: Wanted) -> Iterator[Tried]:
    """Yield the examples of norms; where an instrument has versions, each by the version that its norm stands under."""
    paths = frozenset(each.path for each in documents)
    whole = Checked(corpus=library.corpus, lowered=library.lowered, paths=paths)
    seen: set[Span] = set()
    for checked in [here for _, here in whole.in_editions()] or [whole]:
        for written in checked.norms:
            for number, example in enumerate(written.form.examples):
                span = written.document.place(*written.path, "examples", number)
                name = f"{written.norm.id}, example {number + 1}"
                if span not in seen and asked.named(name, span.path):
                    seen.add(span)
                    yield _tried_example(checked, written, example, name, span)


def _tried_example(checked: Checked, written: Written, example: ExampleForm, name: str, span: Span) -> Tried:
    norm = written.norm
    tried = Tried(kind="example", name=name, span=span, about=norm.id, expected=example.expect, got="nothing")
    if not norm.decides:
        return replace(tried, problems=("the norm has no act, so no example can come out one way or the other",))
    program = None if norm.borne == NEVER else checked.program(checked.lowered.instruments[norm.instrument])
    if program is None:
        return replace(tried, problems=("what the norm stands under is missing, or it binds nobody",))
    stated, problems = checked.lowered.vocabulary.read(example.given)
    if problems:
        return replace(tried, problems=tuple(each.message for each in problems))
    clause = program.clause(norm.id)
    found = standings(program, clause, stated)
    if found == [example.expect]:
        return replace(tried, got=example.expect)
    if not found:
        return replace(tried, got="impossible", problems=("the facts of this example cannot all be true",))
    if len(found) > 1:
        listed = " or ".join(f"`{each}`" for each in found)
        to_state = tuple(still_to_state(clause, stated)) or tuple(left_open(program, clause))
        message = f"these facts leave open whether the norm is {listed}"
        return replace(tried, got="undetermined", problems=(message,), to_state=to_state)
    message = f"expected `{example.expect}`, the norm comes out `{found[0]}`"
    domains = program.left_by(stated)

    def can_hold(formula: Formula) -> bool:
        return possible((formula, *program.constraints), domains, program.full)

    differing = _differs(norm, found[0], program, can_hold)
    return replace(tried, got=found[0], problems=(message,), differing=differing)


# ------------------------------------------------------------ scenarios that cannot be run


def faults_in_scenarios(library: Library, documents: Sequence[Document]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with scenarios that cannot be run: they name what there is not."""
    paths = [each.path for each in documents if isinstance(each.form, ScenariosForm)]
    found = library.about(paths) if paths else ()
    return tuple(each for each in found if each.severity == "error" and each.path in paths)


def _faulty(faults: Sequence[Diagnostic]) -> frozenset[tuple[str, object]]:
    """Return which scenarios hold a fault: by their document and number, never by lines."""
    return frozenset((each.path, each.at[1]) for each in faults if each.at[:1] == ("scenarios",) and len(each.at) > 1)
