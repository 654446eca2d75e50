"""Where a line stands in a text that is being typed: the keys above it, and the schemas of what can stand there.

Such a text is no document yet, so it is read by its lines and how far they are indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from smpolicy.documents.schema import shipped
from smpolicy.foundations.errors import SmpolicyError

#: A key at the beginning of a line, behind the marks of list items.
_KEY: Final = re.compile(
    r"""^(?P<indent>[ ]*(?:-[ ]+)*)["']?(?P<key>[^"'#\s{}\[\],][^"'#{}\[\],]*?)["']?[ ]*:(?:[ ]|$)"""
)
#: No more lines are looked at above the one that is typed.
FAR: Final = 5000
#: So much of a text is looked at for its form.
_HEAD: Final = 4096


def keys_above(text: str, index: int) -> list[str]:
    """Return the keys below which a line stands, the outermost first, by how far each is indented."""
    lines = text[:index].split("\n")[-FAR:]
    last = lines.pop()
    indent = len(last) - len(last.lstrip(" ")) if last.strip() else len(last)
    keys: list[str] = []
    for line in reversed(lines):
        found = _KEY.match(line)
        if found and len(found["indent"]) < indent:
            keys.append(found["key"])
            # The key above a list may stand as far in as its marks.
            indent = found["indent"].index("-") + 1 if "-" in found["indent"] else len(found["indent"])
        if indent == 0:
            break
    return keys[::-1]


def schema_of(text: str) -> dict[str, Any]:
    """Return the schema of the form that a text names; of an overlay, where it names none yet."""
    named = re.search(r"^[\"']?schema[\"']?:\s+[\"']?(smpolicy/[a-z]+@[0-9]+)", text[:_HEAD], re.MULTILINE)
    try:
        return shipped(named.group(1) if named else "smpolicy/overlay@1")
    except (SmpolicyError, OSError):
        return {}


def parts_of(root: dict[str, Any], keys: Sequence[str]) -> list[dict[str, Any]]:
    """Return the schemas of what stands below keys."""
    here = list(_plain(root, root))
    for key in keys:
        below: list[Any] = []
        for each in here:
            properties = each.get("properties", {})
            more = each.get("additionalProperties")
            below += [properties[key]] if key in properties else [more] if isinstance(more, dict) else []
            below += [each for pattern, each in each.get("patternProperties", {}).items() if re.search(pattern, key)]
        here = [part for each in below for part in _plain(root, each)]
    return here


def _plain(root: Mapping[str, Any], schema: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield a schema and those that it refers to or offers, of lists those of their items."""
    if not isinstance(schema, dict) or depth > 8:
        return
    yield schema
    reference = schema.get("$ref", "")
    others: list[Any] = [root.get("$defs", {}).get(reference.rpartition("/")[2])] if reference else []
    for word in ("anyOf", "oneOf", "allOf"):
        others += schema.get(word, [])
    others.append(schema.get("items"))
    for each in others:
        yield from _plain(root, each, depth + 1)
