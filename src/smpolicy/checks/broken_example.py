"""A norm stands as its examples say, whatever else may be true of the activity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.another_number import bounds_are_others
from smpolicy.checks.answer_against_words import answers_are_turned
from smpolicy.checks.condition_without_act import lacks_its_act
from smpolicy.checks.turned import lines_are_turned
from smpolicy.checks.written import Checked, Written
from smpolicy.deciding.by_example import left_open, standings, still_to_state
from smpolicy.deciding.program import Program
from smpolicy.deciding.semantics import Clause
from smpolicy.documents.document import Document
from smpolicy.documents.forms import ExampleForm
from smpolicy.foundations.corrections import Correction, written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.errors import FactProblem
from smpolicy.foundations.source import Path
from smpolicy.lowering.lowering_rules import UNKNOWN_FACT, UNKNOWN_VALUE
from smpolicy.lowering.meant_values import in_yaml, value_meant
from smpolicy.meaning.conditions import NEVER
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Stated, read_answer

RULE: Final = Rule(
    code="SMP413",
    name="broken-example",
    severity="error",
    summary="An example says how an activity stands under the norm, and the conditions say otherwise, or the facts of "
    "the example leave it open. Examples are how those who do not program check that the conditions mean what the "
    "words say.",
    mend="Decide which of the two is right, and change the other; or state the facts that are still missing.",
    wrong="examples:\n  - {given: {activity.interaction: like}, expect: broken}",
    right="examples:\n  - {given: {activity.interaction: like}, expect: met}",
    rests_on_elsewhere=(
        ("smpolicy/vocabulary@1", "facts"),
        ("smpolicy/vocabulary@1", "constraints"),
    ),
)
#: How a problem with a stated fact is reported.
_PROBLEMS: Final[Mapping[str, Rule]] = {"unknown-fact": UNKNOWN_FACT}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report examples that come out otherwise, are left open, or cannot be.

    An example is about an activity to which the norm's instrument speaks, by a person whom the norm binds:
    it need not say so each time.
    """
    undeclared: set[tuple[str, str]] = set()
    for written in checked.norms:
        if not written.form.examples or not checked.understood(written) or lacks_its_act(written):
            continue
        program = _program(written.norm, checked) if written.norm.decides else None
        for index, example in enumerate(written.form.examples):
            path = (*written.path, "examples", index)
            stated, problems = checked.lowered.vocabulary.read(example.given)
            for problem in problems:
                name = problem.facts[0] if problem.facts else ""
                if not _told(name, written.document, checked) and (written.document.path, name) not in undeclared:
                    yield _misstated(problem, name, example.given.get(name), written, (*path, "given"), checked)
                    if name not in checked.lowered.vocabulary.facts:
                        undeclared.add((written.document.path, name))
            if not problems:
                fault = _fault(program, written, example, stated)
                if fault and not _told_by_words(written, checked):
                    yield report(
                        RULE,
                        fault[0],
                        written.document.place(*path, *(("given",) if "leave open" in fault[0] else ("expect",))),
                        help=fault[1],
                        norm=written.norm.id,
                        provision=written.norm.provision,
                    )


def _told_by_words(written: Written, checked: Checked) -> bool:
    """Whether the words of a norm tell why its examples come out otherwise, so that this is an error of its own."""
    norm = written.norm
    if not norm.act or norm.polarity is None or checked.stray_lines(written):
        return False
    return any(each(written, norm, checked) for each in (lines_are_turned, answers_are_turned, bounds_are_others))


def _told(name: str, document: Document, checked: Checked) -> bool:
    """Whether it is told already that a name is no fact: where it is declared, or where a condition turns on it."""
    if name in checked.lowered.vocabulary.facts:
        return False
    return ("facts", name) in document.places or (document.path, name) in checked.misnamed


def _misstated(
    problem: FactProblem, name: str, value: object, written: Written, path: Path, checked: Checked
) -> Diagnostic:
    """Report a fact that an example states and that there is not, or that cannot be so."""
    document, vocabulary = written.document, checked.lowered.vocabulary
    span, mend = document.place(*path, name, key=True), "an example states facts as a person would answer them"
    corrections: tuple[Correction, ...] = ()
    if problem.kind == "unknown-fact":
        near = vocabulary.nearest(name)
        corrections = written_instead(span, near, of=name) if near else ()
        home = f"{written.overlay.id.partition('/')[0]}." if written.overlay is not None else ""
        if not near and home and name.startswith(home):
            mend = f"declare it under `facts:`, as `{name}: a question?`"
    elif problem.kind == "outside-domain":
        domain = vocabulary.facts[vocabulary.named(name)].domain
        meant = value_meant(domain, value, lambda each: read_answer(domain, each) is not None)
        if meant is not None:
            mend = f"did you mean `{name}: {in_yaml(meant.value)}`? {mend}"
            corrections = written_instead(document.place(*path, name, *meant.path, key=meant.key), meant.text)
    return report(
        _PROBLEMS.get(problem.kind, UNKNOWN_VALUE),
        problem.message,
        span,
        help=mend,
        norm=written.norm.id,
        corrections=corrections,
    )


def _program(norm: Norm, checked: Checked) -> Program | None:
    """Return the instrument of a norm compiled; nothing where what it stands under is missing, or nobody is bound."""
    return None if norm.borne == NEVER else checked.program(checked.lowered.instruments[norm.instrument])


def _fault(
    program: Program | None,
    written: Written,
    example: ExampleForm,
    stated: Mapping[str, Stated],
) -> tuple[str, str] | None:
    """Return what is wrong with an example, and how to mend it."""
    if not written.norm.decides:
        return (
            "the norm has no act, so no example can come out one way or the other",
            "remove the example, or give the norm an `act:`",
        )
    if program is None:
        return None
    clause = program.clause(written.norm.id)
    found = standings(program, clause, stated)
    if found == [example.expect]:
        return None
    if not found:
        return "the facts of this example cannot all be true", "leave out a fact that follows from the others"
    if len(found) == 1:
        return (
            f"the norm comes out `{found[0]}` on these facts, and the example expects `{example.expect}`",
            "change the example, or the conditions, whichever does not say what the text says",
        )
    listed = " or ".join(f"`{each}`" for each in found)
    return f"these facts leave open whether the norm is {listed}", _missing(program, clause, stated)


def _missing(program: Program, clause: Clause, stated: Mapping[str, Stated]) -> str:
    """Say which facts an example would have to state as well."""
    wanted = still_to_state(clause, stated)
    if wanted:
        return "state also " + ", ".join(f"`{name}`" for name in wanted)
    numbers = left_open(program, clause)
    return f"the text itself leaves it open ({', '.join(numbers)}): choose facts on which every reading agrees"
