"""Whatever somebody can do or post, and a norm turns on, needs words by which they can say so when they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.deciding.semantics import matters
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.meaning.conditions import facts
from smpolicy.meaning.norms import Norm, conjunction

RULE: Final = Rule(
    code="SMP427",
    name="no-words-for-a-list",
    severity="note",
    summary="A norm turns on conduct that has no words for the lists of an interview. Its whole question stands there "
    "in their place, which is harder to read among others.",
    mend="Add `tick:` with a few words that people can tick, or `tick: follow_up` where it is to be asked only once "
    "something else was said.",
    wrong="arcadia.shows_route:\n  question: Does it show the route of a patrol?\n  kind: conduct\n  neutral: false",
    right="arcadia.shows_route:\n  question: Does it show the route of a patrol?\n  kind: conduct\n  neutral: false\n"
    "  tick: {words: the route of a patrol}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Note conduct that a norm turns on and no list of the interview has words for."""
    plan = checked.lowered.vocabulary.interview
    if not plan.lists:
        return
    turning = {name for norm in _norms(checked) for name in _parts(norm)}
    asked = {*plan.who, *plan.what, *(name for start in plan.starts.values() for name in start.asks)}
    for document, name, form in checked.declared_facts():
        fact = checked.lowered.vocabulary.facts.get(name)
        if fact is None or fact.kind != "conduct" or fact.occasion or name not in turning - asked:
            continue
        if form.tick is None and form.kind is not None:
            yield report(
                RULE,
                f"`{name}` has no words for a list, so its whole question stands there",
                document.place("facts", name, key=True),
                help="add `tick:` with a few words, or `tick: follow_up` where it is asked only afterwards",
            )


def _norms(checked: Checked) -> Iterator[Norm]:
    """Yield the norms that can make an answer worse, or say what is to be done."""
    for instrument in checked.lowered.instruments.values():
        yield from (each for each in instrument.norms if each.decides and matters(each))


def _parts(norm: Norm) -> frozenset[str]:
    """Return what a norm turns on, its exceptions left aside: these are asked about once it is broken without them."""
    return facts(conjunction((*norm.act, *norm.when)))
