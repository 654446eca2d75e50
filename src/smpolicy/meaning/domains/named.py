"""What has names: the values of a list, or the members of a set, each with its label in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from smpolicy.meaning.domains.domain import Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Domain):
    """A domain of what has names; what `values` names are its values or its members."""

    values: tuple[tuple[str, str], ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the names, in the order in which they are declared."""
        return tuple(name for name, _ in self.values)

    def labels(self, names: Iterable[object]) -> list[str]:
        """Return the labels of some names, as declared; in quotes, since labels may have commas of their own."""
        among = set(names)
        return [f"‘{label}’" for name, label in self.values if name in among]

    def listed_names(self) -> str:
        """Return all names, for a sentence."""
        return ", ".join(f"`{name}`" for name in self.names())

    def follows_as(self) -> tuple[str, ...]:
        """Return the names."""
        return self.names()
