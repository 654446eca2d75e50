"""How facts are told of: what they are in an example that is about something else, and how they are said in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import FactForm, OverlayForm, VocabularyForm
from smpolicy.foundations.source import Path
from smpolicy.lowering.context import Context, declares, fault
from smpolicy.lowering.lowering_rules import UNKNOWN_VALUE
from smpolicy.meaning.domains import Value
from smpolicy.meaning.vocabulary import NOT_SURE, Fact, read_answer

#: What stands for the empty set among the members of one.
NONE: Final = "none"


def link_telling(document: Document, context: Context) -> None:
    """Give each fact of a document its usual value, and the clauses that say it."""
    for name, form in cast("VocabularyForm | OverlayForm", document.form).facts.items():
        fact = context.facts.get(name)
        if isinstance(form, FactForm) and fact is not None and declares(document, fact):
            context.facts[name] = replace(
                fact,
                usual=_usual(fact, form, document, context),
                where=tuple(_clauses(fact, form, document, context)),
            )


def _usual(fact: Fact, form: FactForm, document: Document, context: Context) -> Value | None:
    if form.usual is None:
        return None
    answer = None if fact.kind == "derived" else read_answer(fact.domain, form.usual)
    if answer is None or answer is NOT_SURE:
        message = f"the usual value of `{fact.name}` is none that it can be stated to have"
        mend = "remove `usual:`" if fact.kind == "derived" else f"expected {fact.domain.describe()}"
        context.faults.append(fault(UNKNOWN_VALUE, message, document, ("facts", fact.name, "usual"), help=mend))
        return None
    return cast("Value", answer)


def _clauses(
    fact: Fact, form: FactForm, document: Document, context: Context
) -> Iterator[tuple[Value, tuple[str, str]]]:
    """Yield, for each value that has them, the clause that says that it is so, and the one that says that it is not."""
    path: Path = ("facts", fact.name, "where")
    names = fact.domain.names()
    if form.where is None:
        return
    if isinstance(form.where, list) or not names:
        if fact.domain.choices() != (True, False) or len(form.where) != 2 or isinstance(form.where, dict):
            expected = f"two clauses for each of {', '.join(names)}" if names else "two clauses, of a yes/no fact alone"
            message = f"how `{fact.name}` is said is no pair of clauses of a yes/no fact"
            mend = f"expected {expected}: that it is so, and that it is not"
            context.faults.append(fault(UNKNOWN_VALUE, message, document, path, help=mend))
            return
        yield True, (form.where[0], form.where[1])
        return
    members = fact.domain.members()
    for value, pair in form.where.items():
        if value not in names and not (members and value == NONE):
            message, mend = f"`{value}` is no value of `{fact.name}`", f"expected {fact.domain.describe()}"
        elif len(pair) != 2:
            message = f"how `{value}` of `{fact.name}` is said is no pair of clauses"
            mend = "expected two clauses: that it is so, and that it is not"
        else:
            empty = frozenset[str]()
            member = empty if value == NONE and value not in names else frozenset((value,))
            yield member if members else value, (pair[0], pair[1])
            continue
        context.faults.append(fault(UNKNOWN_VALUE, message, document, (*path, value), key=True, help=mend))
