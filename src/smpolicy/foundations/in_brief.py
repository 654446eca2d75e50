"""How a record, or what a caller said, is shown to a developer: in one line, however much it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from reprlib import Repr
from typing import Any, Final

#: The longest line, and the most that is shown of one field.
_LINE: Final = 160
_FIELD: Final = 60
#: Python refuses to write out numbers of thousands of digits.
_LARGEST_SHOWN: Final = 10**20


def in_brief(self: Any) -> str:
    """Return the `repr` of a frozen record: the fields that say something, as far as they fit on one line."""
    line = f"{type(self).__name__}({', '.join(_said(self))})"
    return line if len(line) <= _LINE else f"{line[:_LINE]}...)"


def _said(record: Any) -> Iterator[str]:
    for each in fields(record):
        value = getattr(record, each.name)
        if each.repr and value is not None and not (isinstance(value, Collection) and not value):
            yield f"{each.name}={_shown(value)}"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= _FIELD else f"{value[:_FIELD]}...")
    if isinstance(value, Collection):
        kinds = sorted({type(each).__name__ for each in value})
        return f"<{len(value)} {' or '.join(kinds)}>"
    words = repr(value)
    return words if len(words) <= _FIELD else f"{words[:_FIELD]}..."


class _Short(Repr):
    """What was said, as short as that tells it; it may be as large and as deep as one likes."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxstring, self.maxother = 3, 60, 60

    def repr_int(self, x: int, level: int) -> str:  # noqa: ARG002  (its name in `Repr`)
        return str(x) if -_LARGEST_SHOWN < x < _LARGEST_SHOWN else "a very large number"


_SHORT: Final = _Short()


def in_short(value: object) -> str:
    """Return the `repr` of a value in short, however large and deep it is, and whatever its own `repr` raises."""
    return _SHORT.repr(value)
