"""Run scenarios: activities with the answers they must get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from smpolicy.documents.document import Document
from smpolicy.documents.forms import ScenarioForm, ScenariosForm
from smpolicy.library import Library
from smpolicy.policy import Decision


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
        failure
        for document in chosen
        if isinstance(document.form, ScenariosForm)
        for number, scenario in enumerate(document.form.scenarios)
        for failure in _failures(library, scenario, document, number)
    )


def _failures(library: Library, scenario: ScenarioForm, document: Document, number: int) -> Iterator[Failure]:
    policy = library.resolve(scenario.structure, as_of=scenario.as_of, drafts=scenario.drafts)
    decision = policy.evaluate(scenario.facts, assume=scenario.assume)
    span = document.place("scenarios", number)
    for message in differences(scenario, decision):
        yield Failure(scenario=scenario.name, place=f"{span.path}:{span.line}", message=message)


def differences(scenario: ScenarioForm, decision: Decision) -> Iterator[str]:
    """Yield what a decision says otherwise than a scenario expects."""
    if decision.answer != scenario.expect:
        yield f"expected `{scenario.expect}`, the answer is `{decision.answer}`"
    if decision.or_worse != scenario.or_worse:
        yield f"expected `or_worse: {str(scenario.or_worse).lower()}`"
    cited = {name for reason in decision.because for name in (reason.norm.id, reason.norm.provision)}
    yield from (f"`{name}` is not cited" for name in scenario.because if name not in cited)
    yield from (f"`{name}` is cited" for name in scenario.not_because if name in cited)
    open_facts, named = {fact.name for fact in decision.questions}, decision.policy.vocabulary.named
    yield from (f"`{name}` is not among the open questions" for name in scenario.asks if named(name) not in open_facts)
    for name, status in scenario.statuses.items():
        finding = decision.findings.get(name)
        if finding is None or finding.status != status:
            standing = finding.status if finding else "no norm that facts decide"
            yield f"`{name}` stands as `{standing}`, expected `{status}`"
