"""What a fact implies must not lead around a norm above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.implications import Around, way_around
from smpolicy.deciding.program import Program
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.meaning.conditions import facts
from smpolicy.meaning.vocabulary import Fact

RULE: Final = Rule(
    code="SMP446",
    name="way-around",
    severity="error",
    summary="What a fact is to imply stands in an exception of a norm of the base, tells whom or what the norm "
    "reaches, makes good what was left undone, or is what the norm asks for. Whoever says the fact would be taken to "
    "have said that, and the norm could not be broken where it can be now.",
    mend="Imply only what raises a concern. About exceptions, approvals, scope and remedies people are asked.",
    wrong="arcadia.shows_training:\n  question: Does a picture in it show a training?\n"
    "  implies: {purpose.directly_supports_official_activity: true}",
    right="arcadia.shows_training:\n  question: Does a picture in it show a training?\n"
    "  implies: {content.depicts: {has: [osce_operation]}}",
    rests_on_elsewhere=(
        ("smpolicy/vocabulary@1", "facts"),
        ("smpolicy/vocabulary@1", "constraints"),
        ("smpolicy/instrument@1", "norms"),
    ),
)

#: Why something cannot be implied.
_WHY: Final[Mapping[Around, str]] = {
    "exception": "`{0}` stands in an exception of {1}",
    "reach": "`{0}` tells whom or what {1} reaches",
    "remedy": "`{0}` tells whether what {1} asks for can still be made good",
    "broken": "where it is so, nothing would break {1} of what breaks it now",
    "undecided": "whether it is a way around {1} was not found out within the budget of work",
}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report what facts imply that leads around a norm of the base."""
    base = next((each for each in checked.lowered.instruments.values() if each.structure is None), None)
    declared = checked.lowered.vocabulary.facts.values()
    implying = [each for each in declared if each.implies and each.span and each.span.path in checked.paths]
    program = checked.program(base) if implying and base is not None else None
    if program is not None:
        for fact in implying:
            yield from _ways_around(fact, program)


def _ways_around(fact: Fact, program: Program) -> Iterator[Diagnostic]:
    for implication in fact.implies:
        (name,) = facts(implication.what)
        for clause in program.clauses if name in program.places else ():
            way = way_around(program, clause, implication)
            if way is not None:
                yield report(
                    RULE,
                    f"`{fact.name}` cannot imply this: {_WHY[way].format(name, clause.norm.citation)}",
                    implication.span,
                    help=f"remove `{name}` here, and let people be asked about it",
                    related=[Related(span=clause.norm.span, message=f"{clause.norm.citation} says so")],
                    provision=clause.norm.provision,
                )
                break
