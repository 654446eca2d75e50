"""An HTML form drawn from the schema of what can be stated, and facts from what comes back from it.

Nothing else is needed: a `oneOf` of constants becomes radio buttons, a list of them boxes to tick, a number or a day a
field; whatever is left alone is left out, since what nobody said is unknown.

    python form.py > form.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import smpolicy

#: The name of the box that says of a set that it has none of its members.
NONE = ":none"


def drawn(schema: Mapping[str, Any]) -> str:
    """Draw the form: a fieldset for each group, and in it each fact with its question and its help."""
    groups = "".join(
        f"<fieldset><legend>{escape(group['title'])}</legend>"
        + "".join(_fact(name, schema["properties"][name]) for name in group["facts"])
        + "</fieldset>\n"
        for group in schema["x-groups"]
    )
    return (
        f"<!doctype html>\n<html lang=en><meta charset=utf-8><title>{escape(schema['title'])}</title>\n"
        f"<h1>{escape(schema['title'])}</h1>\n<p>{escape(schema['description'])}</p>\n"
        f"<form method=post>\n{groups}<button>Go on</button></form></html>\n"
    )


def read(schema: Mapping[str, Any], sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what was stated: the names and values of the fields that were filled in, as a browser sends them."""
    facts: dict[str, Any] = {}
    for name, values in sent.items():
        fact = name.removesuffix(NONE)
        filled = [value for value in values if value]
        if not filled or fact not in schema["properties"]:
            continue
        known = _constants(schema["properties"][fact])
        if name.endswith(NONE):
            facts.setdefault(fact, [])
        elif _list(schema["properties"][fact]):
            facts[fact] = "not_sure" if "not_sure" in filled else filled
        else:
            facts[fact] = next((each["const"] for each in known if _sent(each["const"]) == filled[0]), None)
            if facts[fact] is None:
                facts[fact] = int(filled[0]) if filled[0].isdigit() else filled[0]
    return facts


def _fact(name: str, fact: Mapping[str, Any]) -> str:
    words = escape(fact["title"]) + (" (only you can judge this)" if fact.get("x-judgement") else "")
    told = f"<small>{escape(fact['description'])}</small>" if "description" in fact else ""
    return f"<fieldset><legend>{words}</legend>{told}{_inputs(name, fact)}</fieldset>"


def _inputs(name: str, fact: Mapping[str, Any]) -> str:
    members = _list(fact)
    if members:
        boxes = "".join(_input("checkbox", name, each["const"], each["title"]) for each in members)
        return boxes + _input("checkbox", name + NONE, "none", "none of these") + _unsure("checkbox", name)
    field = next((each for each in fact.get("anyOf", ()) if each.get("type") in ("integer", "string")), None)
    if field is None:
        return "".join(_input("radio", name, each["const"], each["title"]) for each in _constants(fact))
    if field["type"] == "integer":
        typed = f'type="number" min="{field["minimum"]}" max="{field["maximum"]}" step="1"'
    else:
        typed = 'type="date"'
    unit = escape(f" {fact['x-unit']}s") if "x-unit" in fact else ""
    return f'<label><input {typed} name="{escape(name)}">{unit}</label>' + _unsure("checkbox", name)


def _constants(fact: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [each for each in fact.get("oneOf", fact.get("anyOf", ())) if "const" in each]


def _list(fact: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the members of a set, where a fact is one."""
    lists = [each for each in fact.get("anyOf", ()) if each.get("type") == "array"]
    return lists[0]["items"]["oneOf"] if lists else ()


def _input(kind: str, name: str, value: object, label: str) -> str:
    sent = escape(_sent(value))
    return f'<label><input type="{kind}" name="{escape(name)}" value="{sent}"> {escape(label)}</label>'


def _unsure(kind: str, name: str) -> str:
    return _input(kind, name, "not_sure", "not sure")


def _sent(value: object) -> str:
    """Return a value as a form sends it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    print(drawn(smpolicy.load().resolve("secretariat", as_of=date(2026, 1, 1)).facts_schema()))
