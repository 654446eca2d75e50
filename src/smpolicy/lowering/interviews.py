"""How a person is asked: presuppositions and ticks of facts, and the plan of an interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import FactForm, InterviewForm, OverlayForm, StartForm, TickForm, VocabularyForm
from smpolicy.foundations.diagnostics import Diagnostic, Related
from smpolicy.foundations.source import Path
from smpolicy.foundations.wording import near_name
from smpolicy.lowering.conditions import lower_condition
from smpolicy.lowering.context import Context, declares, fault, nearest_fact
from smpolicy.lowering.lowering_rules import (
    DUPLICATE_ID,
    EMPTY_START,
    PRESUPPOSES_ITSELF,
    UNKNOWN_FACT,
    UNKNOWN_LIST,
    UNKNOWN_PROVISION,
    UNKNOWN_VALUE,
    WORDS_NOT_FOR_EACH_VALUE,
)
from smpolicy.lowering.provisions import nearest_provision
from smpolicy.meaning.conditions import facts as facts_of
from smpolicy.meaning.domains import Part, Value
from smpolicy.meaning.interviews import Plan, Start, TickList
from smpolicy.meaning.vocabulary import Fact


def link_asking(document: Document, context: Context) -> None:
    """Give each fact where it is asked about, and how it is ticked in a list."""
    forms = cast("VocabularyForm | OverlayForm", document.form).facts
    for _, fact in _declared((document,), context):
        form, path = forms[fact.name], ("facts", fact.name)
        if not isinstance(form, FactForm):
            continue
        if form.presupposes is not None:
            asked = lower_condition(form.presupposes, document, (*path, "presupposes"), context)
            fact = replace(fact, presupposes=asked)
        if form.tick == "follow_up":
            fact = replace(fact, follow_up=True)
        elif isinstance(form.tick, TickForm):
            ticks = tuple(_ticks(fact, form.tick, document, (*path, "tick", "words"), context))
            fact = replace(fact, ticks=ticks, ticked_under=form.tick.under or "")
        context.facts[fact.name] = fact


def _ticks(fact: Fact, form: TickForm, document: Document, path: Path, context: Context) -> Iterator[tuple[Value, str]]:
    """Yield what can be ticked of a fact: of a yes/no fact the answer that is not neutral, else what has words."""
    names = fact.domain.names()
    if isinstance(form.words, str):
        denied = fact.domain.denied.operand if fact.domain.denied else frozenset()
        neutral = denied if fact.neutral is None else (fact.neutral,)
        ticked = [each for each in fact.domain.choices() if each not in neutral]
        if len(ticked) == 1:
            yield ticked[0], form.words
            return
        said = f"the words of each of {', '.join(names)}" if names else "`follow_up`: nobody ticks a number or a day"
        message = f"which of its answers ticking `{fact.name}` states is left open"
        context.faults.append(fault(UNKNOWN_VALUE, message, document, path, help=f"expected {said}"))
        return
    context.faults.extend(_words_for_others(fact, form.words, document, path))
    for value, words in form.words.items():
        if value in names:
            yield frozenset((value,)) if fact.domain.members() else value, words
        else:
            near = near_name(value, [each for each in names if each not in form.words])
            mend = f"expected {fact.domain.describe()}" if names else "write the words in one line"
            context.faults.append(
                fault(
                    UNKNOWN_VALUE,
                    f"`{value}` is no value of `{fact.name}`",
                    document,
                    (*path, value),
                    key=True,
                    help=f"did you mean `{near}`? {mend}" if near else mend,
                    instead=near,
                )
            )


def _words_for_others(fact: Fact, words: Mapping[str, str], document: Document, path: Path) -> Iterator[Diagnostic]:
    """Report values without words, and words for what a blank states; of a circumstance a blank states nothing."""
    if fact.neutral is None:
        return
    neutral = fact.neutral if isinstance(fact.neutral, frozenset) else (fact.neutral,)
    names = fact.domain.names()
    unknown = [each for each in words if each not in names]  # which is told there
    without = [f"`{each}`" for each in names if each not in neutral and each not in words and not unknown]
    if without:
        message = f"nobody can tick {' or '.join(without)} of `{fact.name}`, and a blank would deny it"
        mend = f"add words for {' and '.join(without)}"
        yield fault(WORDS_NOT_FOR_EACH_VALUE, message, document, path, key=True, help=mend)
    for each in names:
        if each in neutral and each in words:
            message = f"`{each}` is the neutral value of `{fact.name}`, which is stated by leaving the rest blank"
            mend = f"remove the words for `{each}`"
            yield fault(WORDS_NOT_FOR_EACH_VALUE, message, document, (*path, each), key=True, help=mend)


def break_presuppositions(documents: Iterable[Document], context: Context) -> None:
    """Report facts that presuppose themselves, and let them presuppose nothing."""
    before = {
        name: {
            each for case in (fact.presupposes, *(case for _, case in fact.cases)) if case for each in facts_of(case)
        }
        for name, fact in context.facts.items()
    }
    for document, fact in _declared(documents, context):
        reached: set[str] = set()
        waiting = list(before[fact.name]) if fact.presupposes else []
        while waiting:
            each = waiting.pop()
            if each not in reached:
                reached.add(each)
                waiting.extend(before.get(each, ()))
        if fact.name in reached:
            context.facts[fact.name] = replace(fact, presupposes=None)
            context.faults.append(
                fault(
                    PRESUPPOSES_ITSELF,
                    f"to be asked about `{fact.name}`, one would have to answer about it first",
                    document,
                    ("facts", fact.name, "presupposes"),
                    key=True,
                    help="name only what is asked before",
                )
            )


def check_ticks(documents: Iterable[Document], plan: Plan, context: Context) -> None:
    """Report facts that are to be ticked in a list that there is not; they stand where they would by themselves."""
    for document, fact in _declared(documents, context):
        if fact.ticked_under and fact.ticked_under not in plan.lists:
            path: Path = ("facts", fact.name, "tick", "under")
            context.faults.append(_unknown_list(fact.ticked_under, plan.lists, document, path))
            context.facts[fact.name] = replace(fact, ticked_under="")


def _declared(documents: Iterable[Document], context: Context) -> Iterator[tuple[Document, Fact]]:
    """Yield every fact with the document that declares it."""
    for document in documents:
        if isinstance(document.form, VocabularyForm | OverlayForm):
            for name in document.form.facts:
                fact = context.facts.get(name)
                if fact is not None and declares(document, fact):
                    yield document, fact


def lower_plan(documents: Iterable[Document], context: Context) -> Plan:
    """Lower how a person is asked: what all vocabularies plan, in the order of their ids."""
    planned = [
        (document, document.form.interview)
        for document in documents
        if isinstance(document.form, VocabularyForm) and document.form.interview is not None
    ]
    lists: dict[str, TickList] = {}
    starts: dict[str, Start] = {}
    for document, form in planned:
        for ticked in _lists(form, document, context):
            lists.setdefault(ticked.provision, ticked)
    for document, form in planned:
        for start in _starts(form, document, lists, context):
            starts.setdefault(start.name, start)
    for key in ("starts", "lists"):
        context.faults.extend(_planned_twice(key, planned))
    return Plan(
        who=_named_in("who", planned, context), what=_named_in("what", planned, context), starts=starts, lists=lists
    )


def _planned_twice(key: str, planned: Iterable[tuple[Document, InterviewForm]]) -> Iterator[Diagnostic]:
    """Report starting points or lists that another vocabulary plans too; what the first one says of them counts."""
    first: dict[str, Document] = {}
    for document, form in planned:
        for name in getattr(form, key):
            path: Path = ("interview", key, name)
            earlier = first.setdefault(name, document)
            if earlier is not document:
                what = f"the starting point `{name}`" if key == "starts" else f"the list under `{name}`"
                yield fault(
                    DUPLICATE_ID,
                    f"{what} is planned by another vocabulary too",
                    document,
                    path,
                    key=True,
                    help="plan it in one of them" if key == "lists" else "plan it in one of them, or rename this one",
                    related=[Related(span=earlier.place(*path, key=True), message="there")],
                )


def _lists(form: InterviewForm, document: Document, context: Context) -> Iterator[TickList]:
    for provision, each in form.lists.items():
        if provision in context.provisions:
            yield TickList(provision=provision, asks=each.asks, heading=each.heading or "")
        else:
            context.faults.append(
                fault(
                    UNKNOWN_PROVISION,
                    f"`{provision}` does not exist",
                    document,
                    ("interview", "lists", provision),
                    key=True,
                    help=nearest_provision(provision, context.provisions, context.example),
                    provision=provision,
                )
            )


def _starts(
    form: InterviewForm, document: Document, lists: Mapping[str, TickList], context: Context
) -> Iterator[Start]:
    for name, each in form.starts.items():
        path: Path = ("interview", "starts", name)
        if not (each.lists or each.states or each.asks):
            message = f"whoever starts at `{name}` is shown no list and asked nothing, and nothing is stated by it"
            mend = "give it `lists:`, `states:` or `asks:`, or remove it"
            context.faults.append(fault(EMPTY_START, message, document, path, key=True, help=mend))
        for n, provision in enumerate(each.lists):
            if provision not in lists and provision not in form.lists:  # else it is reported there
                context.faults.append(_unknown_list(provision, lists, document, (*path, "lists", n)))
        yield Start(
            name=name,
            words=each.words,
            lists=tuple(provision for provision in each.lists if provision in lists),
            states=dict(_states(each, document, path, context)),
            asks=tuple(_known(each.asks, document, (*path, "asks"), context)),
        )


def _states(form: StartForm, document: Document, path: Path, context: Context) -> Iterator[tuple[str, Value | Part]]:
    """Yield what choosing a starting point states; of two names of one fact the first counts."""
    stated: dict[str, str] = {}
    for name, said in form.states.items():
        (known,) = tuple(_known([name], document, (*path, "states"), context, by_key=True)) or (None,)
        if known is None:
            continue
        if stated.setdefault(known, name) != name:
            message = f"`{name}` is said of the same fact as `{stated[known]}`"
            mend = f"state `{known}` alone"
            context.faults.append(fault(DUPLICATE_ID, message, document, (*path, "states", name), key=True, help=mend))
            continue
        domain = context.facts[known].domain
        value = domain.read(said)
        if value is None:
            context.faults.append(
                fault(
                    UNKNOWN_VALUE,
                    f"`{name}` cannot be stated so",
                    document,
                    (*path, "states", name),
                    help=f"expected {domain.describe()}",
                )
            )
        else:
            yield known, value


def _named_in(key: str, planned: Iterable[tuple[Document, InterviewForm]], context: Context) -> tuple[str, ...]:
    named = (
        name for document, form in planned for name in _known(getattr(form, key), document, ("interview", key), context)
    )
    return tuple(dict.fromkeys(named))


def _known(
    names: Iterable[str], document: Document, path: Path, context: Context, *, by_key: bool = False
) -> Iterator[str]:
    """Yield the facts that a person can be asked; what is none, or follows from others, is reported."""
    for n, name in enumerate(names):
        fact = context.facts.get(context.aliases.get(name, name))
        if fact is not None and fact.kind != "derived" and not fact.local_to:
            yield fact.name
            continue
        near = nearest_fact(name, document, context)
        what = f"no fact is called `{name}`" if fact is None else f"nobody can be asked for `{name}` here"
        mend = f"did you mean `{near}`?" if fact is None and near else "name a fact for everybody that people can state"
        context.faults.append(
            fault(UNKNOWN_FACT, what, document, (*path, name if by_key else n), key=by_key, help=mend)
        )


def _unknown_list(said: str, lists: Mapping[str, TickList], document: Document, path: Path) -> Diagnostic:
    listed = ", ".join(f"`{each}`" for each in lists)
    return fault(
        UNKNOWN_LIST,
        f"no interview has a list under `{said}`",
        document,
        path,
        help=f"its lists are {listed}" if lists else "plan it under `interview:` of a vocabulary",
    )
