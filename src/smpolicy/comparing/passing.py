"""Passing: which parts of one version of an instrument are those of another, under whatever ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from smpolicy.meaning.norms import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Under one name, what is the same on two sides: a part that moved, and all parts of one that was split.

    What is gone has a name that nothing has on the other side, even where something else took its id.
    """

    names_before: Mapping[str, str] = field(default_factory=dict)
    names_after: Mapping[str, str] = field(default_factory=dict)

    def before(self, name: str) -> str:
        """Return the one name of a provision, a norm or a slot that is there before."""
        return _named(name, self.names_before)

    def after(self, name: str) -> str:
        """Return the one name of what is there after."""
        return _named(name, self.names_after)

    @property
    def turned(self) -> Passing:
        """The same with the sides exchanged."""
        return Passing(names_before=self.names_after, names_after=self.names_before)


def passing_between(before: Iterable[Instrument], after: Iterable[Instrument]) -> Passing:
    """Return which parts of the instruments on two sides are the same, where they are two versions of one work."""
    one = {each.id: each.version_of for each in before if each.version_of is not None}
    passing = Passing()
    for each in after:
        was, now = one.get(each.id), each.version_of
        if was is None or now is None or was.id == now.id:
            continue
        if was.id in now.became:
            passing = _joined(passing, _names(now.became[was.id]))
        elif now.id in was.became:
            passing = _joined(passing, _names(was.became[now.id]).turned)
    return passing


def _names(became: Mapping[str, tuple[str, ...]]) -> Passing:
    """Return the names of what an earlier version has, before, and a later one, after: those of the later one."""
    earlier = {old: new[0] if new else f"{old} (gone)" for old, new in became.items()}
    later = {part: new[0] for new in became.values() for part in new[1:]}
    return Passing(names_before=earlier, names_after=later)


def _joined(one: Passing, other: Passing) -> Passing:
    return Passing(
        names_before={**one.names_before, **other.names_before}, names_after={**one.names_after, **other.names_after}
    )


def _named(name: str, names: Mapping[str, str]) -> str:
    """Return the one name; a slot goes with its provision."""
    provision, separator, slot = name.partition("/")
    return names.get(name) or f"{names.get(provision, provision)}{separator}{slot}"
