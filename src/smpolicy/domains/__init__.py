"""What a kind of fact is: one record per kind, in one file each, and the table of them."""

from smpolicy.domains.boolean import Boolean
from smpolicy.domains.choice import Choice
from smpolicy.domains.domain import Asked, Cell, Domain, Part, Side
from smpolicy.domains.integer import Integer
from smpolicy.domains.sets import Sets
from smpolicy.domains.table import RELATIONS, DomainKind, Operand, Value, declared, plain_value

__all__ = [
    "RELATIONS",
    "Asked",
    "Boolean",
    "Cell",
    "Choice",
    "Domain",
    "DomainKind",
    "Integer",
    "Operand",
    "Part",
    "Sets",
    "Side",
    "Value",
    "declared",
    "plain_value",
]
