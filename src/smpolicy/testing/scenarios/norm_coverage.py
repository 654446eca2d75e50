"""Coverage: what of norms and their lines policy tests show, and an activity that would show the rest.

A line of a condition is shown to hold, to fail, and to decide: alone to make the norm stand otherwise.
A test shows what is so in every world that agrees with its facts; that nothing can show it is proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from smpolicy.checks.written import Checked
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import FALSE, TRUE, Formula, conj, disj, find, possible
from smpolicy.documents.document import Document
from smpolicy.documents.forms import ScenariosForm
from smpolicy.foundations.source import Span
from smpolicy.library import Library
from smpolicy.meaning.conditions import Value
from smpolicy.meaning.domains import plain_value
from smpolicy.meaning.norms import Line, Norm
from smpolicy.policy import Policy
from smpolicy.testing.scenarios.running import PlacedScenario

#: What is to be shown of a norm, by how it stands, and of a line.
Aspect: TypeAlias = Literal["met", "broken", "exception", "outside", "holds", "fails", "decides"]
_STANDS: Final[tuple[Aspect, ...]] = ("broken", "met", "exception", "outside")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToShow:
    """Something that a test should show: of a norm, or of the line with these words."""

    norm: Norm
    aspect: Aspect
    #: The words of the line; nothing where it is about the norm as a whole.
    words: str
    span: Span
    #: Where the line stands among those of its norm.
    at: tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotShown:
    """Something that no test shows, with facts that would; nothing where no activity can, which is proved."""

    what: ToShow
    facts: Mapping[str, object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NormCoverage:
    """How much of a norm is shown, and what is not."""

    norm: Norm
    shown: int
    to_show: int
    not_shown: tuple[NotShown, ...]


def lines_of(norm: Norm) -> Iterator[tuple[tuple[str | int, ...], Line]]:
    """Yield the lines of a norm with their places: those of its act, when it applies, and of each exception."""
    yield from ((("act", index), line) for index, line in enumerate(norm.act))
    yield from ((("when", index), line) for index, line in enumerate(norm.when))
    for number, lines in enumerate(norm.unless):
        yield from ((("unless", number, index), line) for index, line in enumerate(lines))


def to_show(norm: Norm) -> tuple[ToShow, ...]:
    """Return all that tests should show of a norm."""
    whole = (
        ToShow(norm=norm, aspect=aspect, words="", span=norm.span, at=())
        for aspect in _STANDS
        if not (aspect == "exception" and not norm.unless) and not (aspect == "outside" and not norm.when)
    )
    lines = (
        ToShow(norm=norm, aspect=aspect, words=line.words or line.because, span=line.span, at=at)
        for at, line in lines_of(norm)
        if line.words  # what is only implied is no line of the text
        for aspect in ("holds", "fails", "decides")
    )
    return (*whole, *lines)


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """The formulas of what is to be shown of a norm, in one program."""

    program: Program
    clause: Clause
    _kept: dict[tuple[object, Aspect], Formula] = field(default_factory=dict, repr=False)

    def formula(self, what: ToShow) -> Formula:
        """Return where something is shown, of somebody whom the norm binds."""
        key = (what.at, what.aspect)
        if key not in self._kept:
            inner = self._standing({}, what.aspect) if not what.at else self._of_line(what)
            self._kept[key] = conj((self.clause.scope.formula, self.clause.borne.formula, inner))
        return self._kept[key]

    def _of_line(self, what: ToShow) -> Formula:
        line = dict(lines_of(self.clause.norm))[what.at]
        formula = self.program.condition(line.condition)
        if what.aspect == "holds":
            return formula
        if what.aspect == "fails":
            return self.program.negated(formula)
        kept, dropped = ({what.at: each} for each in (TRUE, FALSE))
        return disj(
            conj((self._standing(kept, status), self.program.negated(self._standing(dropped, status))))
            for status in _STANDS
        )

    def _standing(self, instead: Mapping[tuple[str | int, ...], Formula], status: Aspect) -> Formula:
        """Return where the norm has a status, with other formulas in the place of some lines."""
        norm, negated = self.clause.norm, self.program.negated

        def all_of(lines: Sequence[Line], *at: str | int) -> Formula:
            return conj(
                instead[(*at, index)] if (*at, index) in instead else self.program.condition(line.condition)
                for index, line in enumerate(lines)
            )

        when = all_of(norm.when, "when")
        excepted = disj(all_of(lines, "unless", number) for number, lines in enumerate(norm.unless))
        act = all_of(norm.act, "act")
        against = FALSE if norm.force == "permitted" else act if norm.polarity == "refrain" else negated(act)
        match status:
            case "outside":
                return negated(when)
            case "exception":
                return conj((when, excepted))
            case "broken":
                return conj((when, negated(excepted), against))
            case _:
                return conj((when, negated(excepted), negated(against)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftByTest:
    """What a test leaves possible in a program: the worlds that agree with it."""

    shapes: Mapping[str, Shapes]
    domains: Sequence[int]
    #: What an example need not say: that it is about somebody whom the norm binds.
    bound: Formula = TRUE

    def shows(self, what: ToShow) -> bool:
        """Whether something is so in every world that is left."""
        shapes = self.shapes.get(what.norm.id)
        if shapes is None:
            return False
        program = shapes.program
        negated = program.negated(shapes.formula(what))
        return not possible((self.bound, negated, *program.constraints), self.domains, program.full)


def witness(shapes: Shapes, what: ToShow) -> dict[str, object] | None:
    """Return the fewest facts that would show something, found by the exact search; `None` where no world does."""
    program, formula = shapes.program, shapes.formula(what)
    masks = find((formula, *program.constraints), program.full, program.full)
    if masks is None:
        return None
    world = program.world(masks)
    named = program.vocabulary.facts
    facts: dict[str, Value] = {
        name: value for name, value in sorted(world.items()) if name in named and name in program.spoken_of(formula)
    }
    for name in sorted(facts, key=lambda name: (name.startswith("person."), name)):
        fewer = {other: value for other, value in facts.items() if other != name}
        left = LeftByTest(shapes={what.norm.id: shapes}, domains=program.left_by(fewer))
        if left.shows(what):
            facts = fewer
    return {name: plain_value(value) for name, value in facts.items()}


def coverage_of_norms(
    norms: Iterable[tuple[Norm, Shapes]], left: Mapping[str, Sequence[LeftByTest]]
) -> Iterator[NormCoverage]:
    """Yield for each norm how much of it tests show, by what they leave possible, and what would show the rest."""
    for norm, shapes in norms:
        shown, missing = 0, []
        for what in to_show(norm):
            if any(each.shows(what) for each in left.get(norm.id, ())):
                shown += 1
            else:
                missing.append(NotShown(what=what, facts=witness(shapes, what)))
        can_be = sum(each.facts is not None for each in missing)
        yield NormCoverage(norm=norm, shown=shown, to_show=shown + can_be, not_shown=tuple(missing))


def coverage(
    library: Library,
    documents: Sequence[Document],
    scenarios: Iterable[tuple[PlacedScenario, Policy]],
    examples: Set[Span],
) -> tuple[NormCoverage, ...]:
    """Return what scenarios and examples that came out show of the norms of documents that facts can decide.

    Where scenarios alone are named, of the norms of the overlays that hold in the policies that they ask.
    """
    asked = list(scenarios)
    named = frozenset(each.path for each in documents)
    local = frozenset(norm.span.path for _, policy in asked for norm in policy.norms if norm.structure is not None)
    only_scenarios = all(isinstance(each.form, ScenariosForm) for each in documents)
    paths = local if only_scenarios else named
    whole = Checked(corpus=library.corpus, lowered=library.lowered, paths=paths)
    own: dict[str, tuple[Norm, Shapes]] = {}
    left: dict[str, list[LeftByTest]] = {}
    for checked in [here for _, here in whole.in_editions()] or [whole]:
        for written in checked.norms:
            norm = written.norm
            program = checked.program(checked.lowered.instruments[norm.instrument]) if norm.decides else None
            if program is None or not any(each.norm.id == norm.id for each in program.clauses):
                continue
            if norm.id not in own:
                own[norm.id] = norm, Shapes(program=program, clause=program.clause(norm.id))
            for number, example in enumerate(written.form.examples):
                if written.document.place(*written.path, "examples", number) in examples:
                    stated, _ = checked.lowered.vocabulary.read(example.given)
                    shapes = Shapes(program=program, clause=program.clause(norm.id))
                    clause = shapes.clause
                    domains = program.left_by(stated)
                    bound = conj((clause.scope.formula, clause.borne.formula))
                    left.setdefault(norm.id, []).append(
                        LeftByTest(shapes={norm.id: shapes}, domains=domains, bound=bound)
                    )
    kept: dict[int, dict[str, Shapes]] = {}
    for scenario, policy in asked:
        ruling = policy.ruling(scenario.form.facts, assume=scenario.form.assume)
        program = ruling.program
        if id(policy) not in kept:
            clauses = (each for each in program.clauses if each.norm.id in own)
            kept[id(policy)] = {each.norm.id: Shapes(program=program, clause=each) for each in clauses}
        for name in kept[id(policy)]:
            left.setdefault(name, []).append(LeftByTest(shapes=kept[id(policy)], domains=ruling.domains))
    return tuple(coverage_of_norms(own.values(), left))
