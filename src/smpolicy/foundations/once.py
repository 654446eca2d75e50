"""What is worked out once and kept, whichever thread asks for it first."""

from __future__ import annotations

from _thread import RLock
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

_Result = TypeVar("_Result")
#: Under which name an object keeps its lock among what it has worked out.
_LOCK: Final = "_worked_out_by"

if TYPE_CHECKING:
    once = cached_property
else:

    class once(cached_property):  # noqa: N801  (used as `cached_property` is)
        """A `cached_property` that is worked out once however many threads ask for it: from 3.12 on that one is not.

        One lock for each object, so that two policies are worked out at the same time. What is kept is found without
        the lock.
        """

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            """Work it out, unless another thread has while this one waited for the lock."""
            if instance is None:
                return self
            kept, name = instance.__dict__, self.attrname
            with kept.setdefault(_LOCK, RLock()):
                if name not in kept:
                    kept[name] = self.func(instance)
                return kept[name]


class Unchanging:
    """A frozen record that works out once what it is asked: its copy is itself, and a pickle has its fields alone."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what was worked out: it can be again."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
