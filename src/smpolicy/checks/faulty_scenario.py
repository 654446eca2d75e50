"""A scenario names structures, facts, norms and answers that there are: else it would test nothing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from typing import Final, NamedTuple, get_args

from smpolicy.checks.unknown_structure import structures_meant
from smpolicy.checks.written import Checked
from smpolicy.deciding.semantics import ANSWERS, NormStatus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import ScenarioForm, ScenariosForm
from smpolicy.documents.meant import near
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.source import Path
from smpolicy.lowering.meant_values import in_yaml, value_meant
from smpolicy.lowering.provisions import nearest_provision, provision_meant
from smpolicy.meaning.domains import Domain
from smpolicy.meaning.vocabulary import read_answer

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

_AN_ID: Final = "write an id as the documents have it"
#: How a norm can stand.
_STATUSES: Final = (*get_args(NormStatus), "undetermined", "standing")


class _Fault(NamedTuple):
    """What is wrong in a scenario, at which of its keys, and how to mend it."""

    at: Path
    key: bool
    message: str
    help: str
    #: What was meant, as it is to be written there.
    instead: str | None = None


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report what a scenario names and nothing is."""
    cited = list(dict.fromkeys((*checked.norms_by_id, *checked.provisions)))
    for document in checked.documents:
        if isinstance(document.form, ScenariosForm):
            for number, scenario in enumerate(document.form.scenarios):
                for fault in (*_named(scenario, checked, cited), *_stated(scenario, checked)):
                    at = ("scenarios", number, *fault.at)
                    place = document.place(*at, key=fault.key)
                    corrections = written_instead(place, fault.instead) if fault.instead else ()
                    yield report(RULE, fault.message, place, help=fault.help, at=at, corrections=corrections)
                yield from _named_twice(document, number)


def _named(scenario: ScenarioForm, checked: Checked, cited: list[str]) -> Iterator[_Fault]:
    """Yield what is wrong with the structure, the answer, the norms and the facts that are to be asked."""
    structures = list(checked.lowered.structures)
    if scenario.structure not in structures:
        message = f"the registry has no structure {quoted(scenario.structure)}"
        meant = structures_meant(scenario.structure, checked.lowered)
        mend = f"did you mean {' or '.join(f'`{each}`' for each in meant)}?" if meant else _AN_ID
        yield _Fault(("structure",), False, message, mend, meant[0] if len(meant) == 1 else None)
    if scenario.expect not in ANSWERS:
        message, meant_answer = f"there is no answer {quoted(scenario.expect)}", near(scenario.expect, ANSWERS)
        mend = f"did you mean `{meant_answer}`? " if meant_answer else ""
        yield _Fault(("expect",), False, message, f"{mend}{_one_of(ANSWERS)}", meant_answer)
    for key in ("because", "not_because"):
        for index, name in enumerate(getattr(scenario, key)):
            if name not in cited:
                message = f"there is no norm and no provision {quoted(name)}"
                meant_there = provision_meant(name, checked.provisions)
                mend = f"did you mean `{meant_there}`?" if meant_there else _cited(name, cited, checked)
                yield _Fault((key, index), False, message, mend, meant_there or _only(name, cited))
    norms = list(checked.norms_by_id)
    for name, status in scenario.statuses.items():
        if name not in norms:
            message = f"there is no norm {quoted(name)}"
            yield _Fault(("statuses", name), True, message, _nearest(name, norms), _only(name, norms))
        if status not in _STATUSES:
            message = f"no norm stands as {quoted(status)}"
            yield _Fault(("statuses", name), False, message, _one_of(_STATUSES))


def _stated(scenario: ScenarioForm, checked: Checked) -> Iterator[_Fault]:
    """Yield what is wrong with the facts that are stated, and with those that must be among the open questions."""
    vocabulary = checked.lowered.vocabulary
    for problem in vocabulary.read(scenario.facts)[1]:
        at: Path = ("facts", *problem.facts[:1])
        message, _, mend = problem.message.partition("; ")
        mend = mend or "a scenario states facts as people answer"
        name = problem.facts[0] if problem.facts else ""
        if problem.kind == "outside-domain":
            domain, said = vocabulary.facts[vocabulary.named(name)].domain, scenario.facts[name]
            meant = value_meant(domain, said, partial(_can_be, domain))
            mend = f"did you mean `{name}: {in_yaml(meant.value)}`? {mend}" if meant else mend
            yield _Fault(at, False, message, mend, in_yaml(meant.value) if meant else None)
        else:
            instead = vocabulary.nearest(name) if problem.kind == "unknown-fact" and name else None
            yield _Fault(at, True, message, mend, instead)
    for index, name in enumerate(scenario.asks):
        if vocabulary.named(name) not in vocabulary.facts:
            near_fact = vocabulary.nearest(name)
            mend = f"did you mean `{near_fact}`?" if near_fact else "write the name of a fact"
            yield _Fault(("asks", index), False, f"no fact is called {quoted(name)}", mend, near_fact)


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
    return f"did you mean {listed}?" if near else _AN_ID


def _only(name: str, known: list[str]) -> str | None:
    """Return the one name that is like another, if only one is."""
    near = get_close_matches(name, known, n=2, cutoff=0.7)
    return near[0] if len(near) == 1 else None


def _cited(name: str, cited: list[str], checked: Checked) -> str:
    """Say which norm or provision was probably meant: of one that is like several, all that stand beside these."""
    if ":" in name and "#" not in name and name.partition(":")[0] in checked.lowered.instruments:
        return nearest_provision(name, checked.provisions, checked.lowered.example)
    return _nearest(name, cited)


def _can_be(domain: Domain, said: object) -> bool:
    return read_answer(domain, said) is not None


def _one_of(words: tuple[str, ...]) -> str:
    return "write one of " + ", ".join(f"`{each}`" for each in words)
