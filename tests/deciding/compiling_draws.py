"""Policies to be compiled, drawn: the documents of all strategies, with what else documents can say of asking.

Occasions, a stage, what is presupposed, readings without a difference, other neutral values, steps of every occasion.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.documents.forms import InstrumentForm, OverlayForm, VocabularyForm
from smpolicy.documents.forms.parts import NormForm, StepForm
from smpolicy.documents.forms.vocabulary import FactForm
from smpolicy.foundations.keywords import Occasion
from smpolicy.library import Library
from smpolicy.lowering import lower
from smpolicy.policy import Policy
from smpolicy.testing import strategies as drawn

DAY = date(2026, 1, 1)
_BEFORE = date(2020, 6, 1)  # nothing is in force
STAGE = "act.stage"
_STAGES = {"planned": "planned", "done": "done"}
#: In this order one is asked: no fact presupposes anything about one behind it.
_ORDER = ("act.posted", "time.crisis", "act.shows", "act.tone", "time.day", "time.hours")
_ASKED_BEFORE: tuple[dict[str, Any], ...] = (
    {"act.posted": True},
    {"time.crisis": False},
    {"act.shows": {"has": ["map"]}},
    {"act.tone": ["sharp", "rude"]},
    {"time.day": {"before": "2027-03-03"}},
)


@dataclass(frozen=True)
class Drafted:
    """Documents and a day, with what else is said of facts, open questions and norms: what a policy is resolved of."""

    documents: list[Document]
    #: What is said of each fact, of how each open question is raised, and when each step arises: one after the other.
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)
    steps: list[str | None] = field(default_factory=list)
    as_of: date = DAY

    def policy(self) -> Policy:
        """Resolve it for a structure, drafts included."""
        documents = [replace(each, form=self._said(each.form)) for each in self.documents]
        library = Library(corpus=Corpus(documents=tuple(documents)), lowered=lower(documents))
        return library.resolve("arcadia", as_of=self.as_of, drafts=True)

    def _said(self, form: Any) -> Any:
        if isinstance(form, VocabularyForm):
            facts = {name: replace(fact, **self.facts.get(name, {})) for name, fact in form.facts.items()}
            own = {name: FactForm(**said) for name, said in self.facts.items() if name not in facts}
            return replace(form, facts={**facts, **own})
        if isinstance(form, InstrumentForm | OverlayForm):
            questions = {
                name: replace(each, **self.questions.get(name, {})) for name, each in form.open_questions.items()
            }
            norms = {name: self._stepping(at, norm) for at, (name, norm) in enumerate(form.norms.items())}
            return replace(form, open_questions=questions, norms=norms)
        return form

    def _stepping(self, at: int, norm: NormForm) -> NormForm:
        on: Any = self.steps[at] if at < len(self.steps) else None
        if norm.step is None:
            return replace(norm, step=StepForm(do="Take it", on=on)) if on else norm
        return replace(norm, step=replace(norm.step, on=on))


@cache
def _presupposed(at: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what the fact at a place of the order presupposes."""
    leaves = st.sampled_from(_ASKED_BEFORE[:at])
    parts = st.lists(leaves, min_size=1, max_size=2)
    nested = (
        st.builds(lambda each: {"not": each}, leaves),
        st.builds(lambda each: {"all": each}, parts),
        st.builds(lambda each: {"any": each}, parts),
        st.builds(lambda one, other: {"readings": {"si31:qb": {"narrow": one, "wide": other}}}, leaves, leaves),
    )
    return st.one_of(leaves, *nested)


@cache
def _fact(at: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what else is said of the fact at a place of the order."""
    name = _ORDER[at]
    said: dict[str, st.SearchStrategy[Any]] = {}
    if at:
        said["presupposes"] = _presupposed(at)
    if name != "time.crisis":  # what raises something is no occasion
        said["occasion"] = st.just(True)
    if name == "act.tone":
        said["neutral"] = st.sampled_from(("sharp", "rude"))
    if name == "act.shows":
        said["neutral"] = st.sampled_from(([], ["map"]))
    if name == "time.hours":
        return st.fixed_dictionaries({}, optional=said) | st.builds(
            lambda neutral: {"kind": "conduct", "neutral": neutral}, st.integers(0, 3)
        )
    return st.fixed_dictionaries({}, optional=said)


@cache
def _asking() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what documents say of asking, beside all else."""
    stage: dict[str, Any] = {"question": "When?", "values": _STAGES, "kind": "circumstance", "stage": True}
    facts: dict[str, st.SearchStrategy[Any]] = {name: _fact(at) for at, name in enumerate(_ORDER)}
    fact, reading = st.sampled_from(_ORDER), st.sampled_from(("narrow", "wide"))
    raised = st.builds(lambda name, unraised: {"raised_by": name, "unraised": unraised}, fact, reading)
    return st.fixed_dictionaries(
        {
            "facts": st.fixed_dictionaries({}, optional={**facts, STAGE: st.just(stage)}),
            "questions": st.fixed_dictionaries({name: raised | raised | st.just({}) for name in ("qa", "qb", "qo")}),
            "steps": st.lists(st.sampled_from((None, *get_args(Occasion))), max_size=3),
        }
    )


@st.composite
def policies(draw: st.DrawFn) -> Drafted:
    """Draw a policy of a base alone, of one that prevails over what ties facts, or of structures over time."""
    kind = draw(st.sampled_from(("base", "tied", "corpus")))
    if kind == "base":
        return Drafted(draw(drawn.bases()), **draw(_asking()))
    if kind == "tied":
        return Drafted(draw(drawn.tied()), **draw(_asking()))
    return Drafted(
        draw(drawn.corpora()), **draw(_asking()), as_of=draw(st.sampled_from((DAY, *drawn.DAYS, DAY, _BEFORE)))
    )


@cache
def _most_of_it() -> st.SearchStrategy[dict[str, Any]]:
    """Draw facts of which most are known."""
    members = st.sampled_from(("map", "face"))
    one, other = st.lists(members, max_size=2, unique=True), st.sampled_from(("has", "lacks"))
    values = {
        "act.posted": st.booleans(),
        "act.tone": st.sampled_from(("calm", "sharp", "rude")),
        "act.shows": st.one_of(one, st.builds(lambda how, each: {how: [each]}, other, members)),
        "time.hours": st.integers(0, 4),
        "time.crisis": st.booleans(),
        "person.category": st.sampled_from(("staff_mission_member", "intern", "head_of_mission")),
    }
    unsure = {name: st.one_of(each, each, each, st.just("not_sure")) for name, each in values.items()}
    kept = st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True)
    return st.builds(
        lambda facts, left_out: {name: said for name, said in facts.items() if name not in left_out},
        st.fixed_dictionaries(unsure),
        kept,
    )


@st.composite
def activities(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what somebody states, of the stage and of what an overlay asks too: not all of it is a fact everywhere."""
    facts = dict(draw(st.one_of(drawn.stated_facts(), _most_of_it(), _most_of_it())))
    if draw(st.integers(0, 3)) == 0:
        facts[STAGE] = draw(st.sampled_from((*_STAGES, "not_sure")))
    if draw(st.integers(0, 3)) == 0:
        facts["arcadia.late"] = draw(st.sampled_from((True, False, "not_sure")))
    return facts
