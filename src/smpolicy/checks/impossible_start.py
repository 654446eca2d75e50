"""What a starting point of an interview states can all be true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.deciding.worlds import possible
from smpolicy.documents.forms import VocabularyForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report

RULE: Final = Rule(
    code="SMP431",
    name="impossible-start",
    severity="error",
    summary="What a starting point of an interview states cannot all be true: the constraints keep such a world out. "
    "Of whoever chooses it, a part of it would be passed over.",
    mend="State only what can be true together; the message says which constraint keeps it out.",
    wrong="states: {person.phase: prospective, person.event: separation}",
    right="states: {person.event: separation}",
    rests_on_elsewhere=(
        ("smpolicy/vocabulary@1", "facts"),
        ("smpolicy/vocabulary@1", "constraints"),
    ),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report starting points whose statements leave no possible world."""
    starts = checked.lowered.vocabulary.interview.starts
    base = next((each for each in checked.lowered.instruments.values() if each.structure is None), None)
    for document in checked.documents:
        form = document.form
        if not isinstance(form, VocabularyForm) or form.interview is None or base is None:
            continue
        if not checked.document_understood(document.path):
            continue
        for name in form.interview.starts:
            program = checked.program(base) if starts[name].states else None
            if program is None:
                continue
            domains = program.left_by(starts[name].states)
            if possible(program.constraints, domains, program.full):
                continue
            broken = (
                constraint.why.rstrip(".")
                for constraint, formula in zip(program.vocabulary.constraints, program.constraints, strict=True)
                if not possible((formula,), domains, program.full)
            )
            yield report(
                RULE,
                f"nobody can start at `{name}`: {next(broken, 'what it states leaves no possible world')}",
                document.place("interview", "starts", name, "states", key=True),
                help="state only what can be true together",
            )
