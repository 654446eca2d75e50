"""Documents declare whomever a norm binds: else it would be switched off without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.documents.corpus import folder_below_overlays
from smpolicy.documents.document import Document
from smpolicy.documents.forms import VocabularyForm
from smpolicy.foundations.corrections import written_instead
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.meaning.conditions import NEVER, All, AnyOf, Condition, Test
from smpolicy.meaning.vocabulary import Bearer, Fact

RULE: Final = Rule(
    code="SMP419",
    name="unknown-bearer",
    severity="error",
    summary="A norm binds somebody whom no vocabulary declares, or binds nobody; or somebody who is declared is told "
    "by what no fact ever comes out as. Such a norm would apply to nobody, and no answer would ever rest on it. Whom "
    "norms can bind is declared under `persons:` of a vocabulary; a norm without `bearer:` binds all of them who "
    "are told by facts and do not say `by_default: false`.",
    mend="Declare the person, with the condition that tells who is one. Whose activity no fact decides, such as the "
    "organization itself, is declared without `told_by:`.",
    wrong="bearer: [volunteer]",
    right="persons:\n  volunteer: {label: volunteer, plural: volunteers, told_by: {person.role: volunteer}}",
    rests_on_elsewhere=(("smpolicy/vocabulary@1", "facts"), ("smpolicy/vocabulary@1", "persons")),
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report whom norms bind and nobody declares, norms that bind nobody, and persons whom nothing tells.

    What is wrong with a declaration is not said again of the norms that rest on it.
    """
    corpus, vocabulary = checked.corpus, checked.lowered.vocabulary
    persons = vocabulary.persons
    slipped = frozenset(_slipped(checked))
    for document in corpus.documents:
        for name in document.form.persons if isinstance(document.form, VocabularyForm) else ():
            bearer = persons[name]
            if bearer.span == document.place("persons", name, key=True):
                yield from _told_by_nothing(bearer, document, vocabulary.facts, slipped)
    read = {document.path for document in corpus.documents}
    if any(path not in read and folder_below_overlays(path) is None for path in corpus.files):
        return  # what declares persons may stand in a file that could not be read, which is reported
    reported: set[tuple[str, str]] = set()
    for written in sorted(checked.whole.norms, key=lambda each: each.overlay is not None):
        home = "" if written.overlay is None else written.document.path
        for name, fault in _unknown(written, persons):
            if reported.isdisjoint({(name, ""), (name, home)}):
                reported.add((name, home))
                yield fault


def _slipped(checked: Checked) -> Iterator[str]:
    """Yield the derived facts with a slip in a value, which is reported for itself."""
    for _, name, form in checked.whole.declared_facts():
        fact = checked.lowered.vocabulary.facts.get(name)
        if fact is None or not isinstance(form.derived, dict):
            continue
        if not set(form.derived) <= set(fact.domain.follows_as()):
            yield name


def _told_by_nothing(
    bearer: Bearer, document: Document, facts: Mapping[str, Fact], slipped: Set[str]
) -> Iterator[Diagnostic]:
    """Yield a person whose condition can hold of nobody, since derived facts never come out as it asks."""
    told_by = bearer.told_by
    if told_by is None or told_by == NEVER or _can_hold(told_by, facts, slipped):
        return
    yield report(
        RULE,
        f"nothing says who is `{bearer.name}`",
        document.place("persons", bearer.name, "told_by"),
        help="write under `derived:` of the fact from what its value follows, or name a value that it comes out as",
    )


def _can_hold(condition: Condition, facts: Mapping[str, Fact], slipped: Set[str]) -> bool:
    """Whether derived facts come out as a condition asks, as far as each of them is looked at for itself."""
    match condition:
        case All(parts=parts):
            return all(_can_hold(part, facts, slipped) for part in parts)
        case AnyOf(parts=parts):
            return any(_can_hold(part, facts, slipped) for part in parts)
        case Test(fact=name, operand=operand) if facts[name].kind == "derived" and name not in slipped:
            cases = {value for value, _ in facts[name].cases}
            return any(value is False or ("true" if value is True else value) in cases for value in operand)
        case _:
            return True


def _unknown(written: Written, persons: Mapping[str, Bearer]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield each bearer of a norm that nobody declares, by its name; without a name, that it binds nobody."""
    for index, name in enumerate(written.form.bearer or ()):
        if name not in persons:
            message = f"this binds `{name}`, and no vocabulary declares who that is"
            fault = _report(message, _mend(name, persons), written, "bearer", index)
            near = get_close_matches(name, persons, n=1)
            yield name, replace(fault, corrections=written_instead(fault.span, near[0])) if near else fault
    if not written.form.bearer and not written.norm.bearer:
        message = "this does not say whom it binds, and nobody is bound by default"
        help_ = f"name in `bearer:` whom it binds ({_listed(persons)}), or remove `by_default: false` from one of them"
        yield "", _report(message, help_ if persons else _declare("employee"), written)


def _mend(name: str, persons: Mapping[str, Bearer]) -> str:
    if not persons:
        return _declare(name)
    near = get_close_matches(name, persons, n=1)
    meant = f"did you mean `{near[0]}`? " if near else ""
    return f"{meant}declared are {_listed(persons)}; declare another under `persons:` of a vocabulary"


def _listed(persons: Mapping[str, Bearer]) -> str:
    return ", ".join(f"`{name}`" for name in persons)


def _declare(name: str) -> str:
    """Say how to declare the first person."""
    return (
        "declare under `persons:` of a vocabulary whom norms can bind, and which facts tell who is one: "
        f"`persons: {{{name}: {{label: one of them in words, plural: several, told_by: {{some.fact: its value}}}}}}`"
    )


def _report(message: str, help_: str, written: Written, *path: str | int) -> Diagnostic:
    return report(
        RULE,
        message,
        written.document.place(*written.path, *path, key=not path),
        help=help_,
        norm=written.norm.id,
        provision=written.norm.provision,
    )
