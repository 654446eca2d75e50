"""What a kind of fact is: one record per kind, in one file each, and here the table of them.

Another kind is a file of its own and its entries here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from smpolicy.meaning.domains.boolean import Boolean
from smpolicy.meaning.domains.choice import Choice
from smpolicy.meaning.domains.day import Day
from smpolicy.meaning.domains.domain import (
    SHARED,
    Asked,
    Cell,
    Domain,
    DomainKind,
    Operand,
    Part,
    Relation,
    Side,
    Value,
)
from smpolicy.meaning.domains.integer import Integer
from smpolicy.meaning.domains.sets import Sets

__all__ = [
    "KINDS",
    "RELATIONS",
    "Asked",
    "Boolean",
    "Cell",
    "Choice",
    "Day",
    "Domain",
    "DomainKind",
    "Integer",
    "Operand",
    "Part",
    "Sets",
    "Side",
    "Value",
    "declared",
    "fact_hint",
    "plain_value",
]

#: Each kind; a fact is of the first that its keys declare.
KINDS: Final[tuple[type[Domain], ...]] = (Day, Integer, Sets, Choice, Boolean)
#: What a test can ask, by name.
RELATIONS: Final[Mapping[str, Relation]] = dict(SHARED) | {
    name: relation for kind in KINDS for name, relation in kind.relations.items()
}
_PLAIN: Final = {of: plain for kind in KINDS for of, plain in kind.plain.items()}


def declared(form: Mapping[str, Any]) -> Domain:
    """Return the domain of a fact from the keys that declare it."""
    return next(domain for kind in KINDS if (domain := kind.declared(form)) is not None)


def fact_hint(domain: Domain, question: str, *, derived: bool) -> dict[str, Any]:
    """Return what an editor should offer for one fact: in a condition (`test`) and as a stated fact (`stated`)."""
    hint = {"test": {"description": question, **domain.test_schema()}}
    return hint if derived else {**hint, "stated": {"description": question, **domain.stated_schema()}}


def plain_value(value: object) -> Any:
    """Return what was stated of a fact as plain data, in which it can be stated again."""
    return _PLAIN[type(value)](value) if type(value) in _PLAIN else value
