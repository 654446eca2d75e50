"""A mapping that nobody can change: what callers hold is read-only all through, and can be pickled and printed."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to import than a program that was compiled takes to decide
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NoReturn, TypeVar

    _Key = TypeVar("_Key")
    _Value = TypeVar("_Value")


class ReadOnly(dict["_Key", "_Value"]):
    """A mapping that is made once.

    It is a `dict` for whoever reads it, for `json` above all; `MappingProxyType` is none, and can be neither pickled
    nor copied.
    """

    __slots__ = ()

    def _refused(self, *_said: object, **_named: object) -> NoReturn:
        """Refuse to change it. Raises `TypeError`, as a tuple does."""
        raise TypeError("this mapping is read-only; `dict(...)` makes one of it that can be changed")

    __setitem__ = __delitem__ = __ior__ = _refused
    clear = pop = popitem = setdefault = update = _refused

    def __hash__(self) -> int:  # type: ignore[override]
        """Agree with equality, so that a record that holds it can be a key; its values need not be hashable."""
        return hash(frozenset(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Come out of pickles and copies without being changed on the way."""
        return ReadOnly, (dict(self),)


def read_only(mapping: Mapping[_Key, _Value]) -> Mapping[_Key, _Value]:
    """Return what a mapping holds now, to be read alone."""
    return mapping if isinstance(mapping, ReadOnly) else ReadOnly(mapping)


def keep_read_only(record: object, *names: str) -> None:
    """Let a frozen record hold mappings, by the names of its fields, that whoever gave them can no longer change."""
    for name in names:
        held = getattr(record, name)
        if held is not None:
            object.__setattr__(record, name, read_only(held))
