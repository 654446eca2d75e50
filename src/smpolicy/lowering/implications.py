"""What facts imply: who shows a patrol shows the operation. Only what raises a concern can be implied.

A fact of one's own hides nothing, then, from the norms above: it brings along what they speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import FactForm, OverlayForm, VocabularyForm
from smpolicy.foundations.source import Path
from smpolicy.lowering.conditions import lower_condition
from smpolicy.lowering.context import Context, declared_otherwise, declares, fault
from smpolicy.lowering.lowering_rules import UNFIT_IMPLICATION, UNKNOWN_VALUE
from smpolicy.meaning.conditions import NEVER, All, Condition, Test, holds, tests
from smpolicy.meaning.domains import Asked
from smpolicy.meaning.vocabulary import Fact, Implication

#: What a test on a value or a member is implied by, with the place where it is written.
_Cases = Iterator[tuple[Condition, Mapping[str, Any], Path, str]]


def lower_implications(document: Document, context: Context) -> None:
    """Give each fact of a vocabulary or an overlay what it implies; what cannot be is reported, and is not implied.

    Two overlays of a structure that declare one fact must say the same of what it implies.
    """
    for name, form in cast("VocabularyForm | OverlayForm", document.form).facts.items():
        declared = context.facts.get(name)
        if declared is None:
            continue
        implies = form.implies if isinstance(form, FactForm) else None
        implied = () if implies is None else tuple(_implied(declared, implies, document, context))
        if declares(document, declared):
            context.facts[name] = replace(declared, implies=implied)
        elif set(implied) != set(declared.implies):
            what, mend = f"what the fact `{name}` implies", "say the same in both, or give one of the two another name"
            context.faults.append(declared_otherwise(what, ("facts", name), declared.span, document, mend))


def _implied(fact: Fact, form: Mapping[str, Any], document: Document, context: Context) -> Iterator[Implication]:
    path: Path = ("facts", fact.name, "implies")
    if fact.kind != "conduct" or not (fact.domain.names() or fact.domain.denied):
        if fact.kind == "conduct":
            message, mend = "is counted, and has no value that could imply another", "declare a yes/no fact that does"
        elif fact.kind == "derived":
            message, mend = "follows from other facts", "write `implies:` beside these"
        else:
            message = "is a circumstance: of conduct that it implied, what nobody said would answer it"
            mend = "say `kind: conduct`, if it is what somebody does or posts; else remove `implies:`"
        context.faults.append(fault(UNFIT_IMPLICATION, f"`{fact.name}` {message}", document, path, key=True, help=mend))
        return
    for where, what, at, answer in _cases(fact, form, document, context):
        for name, asked in what.items():
            condition = lower_condition({name: asked}, document, at, context)
            if condition == NEVER:
                continue
            message = _unfit(name, condition, context)
            if message:
                mend = "imply conduct alone, each fact by itself, with a value that is not its neutral one"
                here = (*at, name)
                context.faults.append(fault(UNFIT_IMPLICATION, message, document, here, key=True, help=mend))
                continue
            other = context.facts[next(tests(condition)).fact]
            said = " and ".join(other.domain.said(each) for each in _asked(condition))
            yield Implication(
                where=where,
                what=condition,
                why=f"“{fact.question}” {answer} implies “{other.question}” {said}",
                span=document.place(*at, name, key=True),
            )


def _cases(fact: Fact, form: Mapping[str, Any], document: Document, context: Context) -> _Cases:
    """Yield where a fact implies something, and what: a yes/no fact where it is not neutral, others by value."""
    path: Path = ("facts", fact.name, "implies")
    domain = fact.domain
    if not domain.names():
        value = fact.neutral is not True
        yield _test(fact, value), form, path, domain.label(value)
        return
    neutral = fact.neutral if isinstance(fact.neutral, frozenset) else {fact.neutral}
    for key, what in form.items():
        at = (*path, key)
        if key not in domain.names():
            near = get_close_matches(key, domain.names(), n=1)
            listed = ", ".join(f"`{each}`" for each in domain.names())
            mend = f"did you mean `{near[0]}`?" if near else f"expected one of {listed}, with what it implies"
            message = f"`{key}` is no value of `{fact.name}` that could imply something"
            context.faults.append(fault(UNKNOWN_VALUE, message, document, at, key=True, help=mend))
        elif key in neutral or not isinstance(what, dict):
            message = f"`{key}` is the neutral value of `{fact.name}`, and implies nothing"
            mend = "remove it here: what is neutral raises no concern"
            if key not in neutral:
                message = f"what `{key}` implies is no fact with a value"
                mend = "write a fact and its value between braces: `{content.recording_kind: photo}`"
            context.faults.append(fault(UNFIT_IMPLICATION, message, document, at, key=True, help=mend))
        else:
            yield _test(fact, {"has": [key]} if domain.members() else key), what, at, domain.label(key)


def _test(fact: Fact, stated: object) -> Condition:
    (asked,) = fact.domain.read_test(stated) or ()
    return Test(fact=fact.name, relation=asked.relation, operand=asked.operand)


def _asked(condition: Condition) -> Iterator[Asked]:
    return (Asked(each.relation, each.operand) for each in tests(condition))


def _unfit(name: str, condition: Condition, context: Context) -> str:
    """Say why something cannot be implied; nothing where it can."""
    whole = condition.parts if isinstance(condition, All) else (condition,)
    if not all(isinstance(each, Test) for each in whole):
        return f"`{name}` is no fact with a value, and nothing else can be implied"
    fact = context.facts[next(tests(condition)).fact]
    if fact.kind != "conduct":
        what = "follows from other facts" if fact.kind == "derived" else "is a circumstance"
        return f"`{name}` {what}: it is no concern that conduct could raise"
    if fact.occasion:
        return f"`{name}` is an occasion, and raises no concern"
    if fact.neutral is None or holds(condition, {fact.name: fact.neutral}):
        return f"`{name}` can still be neutral by that, which raises no concern"
    return ""
