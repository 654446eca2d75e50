"""How a record is shown to a developer: in one line, however much it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from typing import Any, Final

#: The longest line, and the most that is shown of one field.
_LINE: Final = 160
_FIELD: Final = 60


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
