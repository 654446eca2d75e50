"""A scenario names structures, facts, norms and answers that there are: else it would test nothing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple, get_args

from smpolicy.checks.written import Checked
from smpolicy.deciding.semantics import ANSWERS, NormStatus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import ScenarioForm, ScenariosForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.source import Path

RULE: Final = Rule(
    code="SMP450",
    name="faulty-scenario",
    severity="error",
    summary="A scenario names a structure, a fact, a value, a norm or an answer that there is not. What must not be "
    "cited, and is nothing, is never cited: such a scenario would come out without testing anything.",
    mend="Write the id as it stands in the documents.",
    wrong="expect: contravens",
    right="expect: contravenes",
    rests_on_elsewhere=(
        ("smpolicy/vocabulary@1", "facts"),
        ("smpolicy/structures@1", "structures"),
        ("smpolicy/instrument@1", "norms"),
        ("smpolicy/instrument@1", "provisions"),
    ),
    keeps_from_use=False,
)

#: How a norm can stand.
_STATUSES: Final = (*get_args(NormStatus), "undetermined", "standing")


class _Fault(NamedTuple):
    """What is wrong in a scenario, at which of its keys, and how to mend it."""

    at: Path
    key: bool
    message: str
    help: str


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report what a scenario names and nothing is."""
    cited = list(dict.fromkeys((*checked.norms_by_id, *checked.provisions)))
    for document in checked.documents:
        if isinstance(document.form, ScenariosForm):
            for number, scenario in enumerate(document.form.scenarios):
                for fault in (*_named(scenario, checked, cited), *_stated(scenario, checked)):
                    at = ("scenarios", number, *fault.at)
                    place = document.place(*at, key=fault.key)
                    yield report(RULE, fault.message, place, help=fault.help, at=at)
                yield from _named_twice(document, number)


def _named(scenario: ScenarioForm, checked: Checked, cited: list[str]) -> Iterator[_Fault]:
    """Yield what is wrong with the structure, the answer, the norms and the facts that are to be asked."""
    structures = list(checked.lowered.structures)
    if scenario.structure not in structures:
        message = f"the registry has no structure {quoted(scenario.structure)}"
        yield _Fault(("structure",), False, message, _nearest(scenario.structure, structures))
    if scenario.expect not in ANSWERS:
        yield _Fault(("expect",), False, f"there is no answer {quoted(scenario.expect)}", _one_of(ANSWERS))
    for key in ("because", "not_because"):
        for index, name in enumerate(getattr(scenario, key)):
            if name not in cited:
                message = f"there is no norm and no provision {quoted(name)}"
                yield _Fault((key, index), False, message, _nearest(name, cited))
    norms = list(checked.norms_by_id)
    for name, status in scenario.statuses.items():
        if name not in norms:
            yield _Fault(("statuses", name), True, f"there is no norm {quoted(name)}", _nearest(name, norms))
        if status not in _STATUSES:
            message = f"no norm stands as {quoted(status)}"
            yield _Fault(("statuses", name), False, message, _one_of(_STATUSES))


def _stated(scenario: ScenarioForm, checked: Checked) -> Iterator[_Fault]:
    """Yield what is wrong with the facts that are stated, and with those that must be among the open questions."""
    vocabulary = checked.lowered.vocabulary
    for problem in vocabulary.read(scenario.facts)[1]:
        at: Path = ("facts", *problem.facts[:1])
        message, _, mend = problem.message.partition("; ")
        yield _Fault(at, problem.kind != "outside-domain", message, mend or "a scenario states facts as people answer")
    for index, name in enumerate(scenario.asks):
        if vocabulary.named(name) not in vocabulary.facts:
            near = vocabulary.nearest(name)
            mend = f"did you mean `{near}`?" if near else "write the name of a fact"
            yield _Fault(("asks", index), False, f"no fact is called {quoted(name)}", mend)


def _named_twice(document: Document, number: int) -> Iterator[Diagnostic]:
    """Report a scenario that bears the name of an earlier one of its file: nobody could tell which of them failed."""
    assert isinstance(document.form, ScenariosForm)
    names = [each.name for each in document.form.scenarios]
    if names[number] in names[:number]:
        message = f"a scenario before this one is called {quoted(names[number])} too"
        at = ("scenarios", number, "name")
        yield report(
            RULE,
            message,
            document.place(*at),
            at=at,
            help="give it a name of its own: it is how a test that failed is told",
        )


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=2, cutoff=0.7)
    listed = " or ".join(f"`{each}`" for each in near)
    return f"did you mean {listed}?" if near else "write an id as the documents have it"


def _one_of(words: tuple[str, ...]) -> str:
    return "write one of " + ", ".join(f"`{each}`" for each in words)
