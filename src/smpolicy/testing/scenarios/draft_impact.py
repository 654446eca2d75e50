"""Impact: which scenarios would be answered otherwise if a draft came into force, and by which norms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from smpolicy.documents.document import Document
from smpolicy.documents.forms import ConcurrenceForm, IssuerForm, OverlayForm, ScenarioForm
from smpolicy.foundations.errors import ImpossibleFacts
from smpolicy.library import Library, library_of
from smpolicy.meaning.norms import within
from smpolicy.policy import Decision, Policy
from smpolicy.testing.scenarios.running import PlacedScenario, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAnswer:
    """What a scenario is answered on one side: nothing where its facts are impossible there."""

    answer: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """A scenario that was asked on both sides: without the draft, and as if it were in force."""

    scenario: PlacedScenario
    as_of: date
    before: ScenarioAnswer
    after: ScenarioAnswer

    @property
    def otherwise(self) -> bool:
        """Whether the answer is another."""
        return self.before.answer != self.after.answer

    @property
    def by_other_norms(self) -> bool:
        """Whether the same answer rests on other norms."""
        return not self.otherwise and self.before.because != self.after.because


def impact(library: Library, draft: Document, documents: Sequence[Document], asked: Wanted) -> tuple[Impact, ...]:
    """Ask the scenarios of documents that a draft could bear on, without it and as if it were in force.

    One that is about a day before the draft is asked as of its first day; without the draft nobody knows its facts.
    Raises `UnknownStructure` or `InvalidDocuments` where a scenario cannot be asked at all.
    """
    form = draft.form
    assert isinstance(form, OverlayForm)
    others = [each for each in library.corpus.documents if each.path != draft.path]
    before = _with(library, others)
    after = _with(library, [*others, in_force(draft)])
    own = frozenset(form.facts)
    home = form.proposed_for or (form.issuer.structure if form.issuer else None) or ""
    first = form.dates.effective.from_
    found = []
    for each in asked.chosen(documents):
        structure = library.structures.get(each.form.structure)
        if structure is None or not (within(structure, home) or home.startswith(f"{structure.id}/")):
            continue
        day = max(each.form.as_of, first) if first is not None and asked.as_of is None else each.form.as_of
        without = replace(each.form, facts={name: said for name, said in each.form.facts.items() if name not in own})
        was, will_be = _answered(without, before, day), _answered(each.form, after, day)
        found.append(Impact(scenario=each, as_of=day, before=was, after=will_be))
    return tuple(found)


def in_force(draft: Document) -> Document:
    """Return a draft as it would be if it were issued as it stands, on its first day, and concurred in."""
    form = draft.form
    assert isinstance(form, OverlayForm)
    first = form.dates.effective.from_
    dates = replace(form.dates, issued=form.dates.issued or first, published=form.dates.published or first)
    concurrence = form.concurrence or (ConcurrenceForm(by="nobody", date=first) if first is not None else None)
    issued = replace(
        form,
        status="in-force",
        issuer=IssuerForm(structure=form.proposed_for, signed_by="nobody"),
        proposed_for=None,
        drafted_by=None,
        dates=dates,
        concurrence=concurrence,
    )
    return replace(draft, form=issued)


def _with(library: Library, documents: Iterable[Document]) -> Library:
    return library_of(replace(library.corpus, documents=tuple(documents)))


def _answered(scenario: ScenarioForm, library: Library, day: date) -> ScenarioAnswer:
    policy: Policy = library.resolve(scenario.structure, as_of=day, drafts=scenario.drafts)
    try:
        decision: Decision = policy.evaluate(scenario.facts, assume=scenario.assume)
    except ImpossibleFacts:
        return ScenarioAnswer(answer="impossible")
    answer = f"{decision.answer} or worse" if decision.or_worse else decision.answer
    return ScenarioAnswer(answer=answer, because=tuple(dict.fromkeys(each.norm.id for each in decision.because)))
