"""What can be stated of an activity as a JSON Schema: for a form to be drawn by, and for a request to be held to.

Everything that it accepts is an answer; whether answers can hold together is for an evaluation to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from smpolicy.conflicts.regime import Regime
from smpolicy.meaning.domains import Domain, Value, plain_value
from smpolicy.meaning.vocabulary import NOT_SURE, Fact
from smpolicy.policy.lists import Lists
from smpolicy.policy.screens import NOT_SURE_WORDS

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
#: The end: `$` is in Python also the place before a last line break.
_END: Final = r"(?![\s\S])"
#: How each day of the calendar is written, and nothing else: most that read a schema pass over `format`.
_DAYS: Final = (
    "^(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
    + _END
)
#: Of a set, what stands over its members, and over those of which alone something is known.
_WHOLE: Final = "all that is so"
_PARTLY: Final = "as far as it is known"
_SIDES: Final[Mapping[str, str]] = {"has": "this is so", "lacks": "this is not so"}


def facts_schema(policy: Regime) -> dict[str, Any]:
    """Return the JSON Schema of what can be stated under a policy."""
    headings = Lists(policy=policy).headings
    properties = {fact.name: _fact(fact) for facts in headings.values() for fact in facts}
    given = {name: _given(value) for name, value in policy.given.items()}
    return {
        "$schema": _DIALECT,
        "title": policy.name,
        "description": f"What can be stated of an activity on {policy.as_of.isoformat()}. "
        "What is left out is unknown, never false.",
        "type": "object",
        "x-groups": [{"title": words, "facts": [fact.name for fact in facts]} for words, facts in headings.items()],
        "properties": properties,
        "patternProperties": {
            _named(name): each
            for name, each in {
                **given,
                **{alias: properties[of] for alias, of in policy.vocabulary.aliases.items() if of in properties},
                **{alias: given[of] for alias, of in policy.vocabulary.aliases.items() if of in given},
            }.items()
        },
        "additionalProperties": False,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": fact.question}
    if fact.help:
        schema["description"] = fact.help
    printed = fact.domain.printed()
    if "unit" in printed:
        schema["x-unit"] = printed["unit"]
    if fact.is_judgement:
        schema["x-judgement"] = True
    if fact.origin:
        schema["x-origin"] = fact.origin
    return {**schema, **_labelled(fact.domain.stated_schema(), fact.domain)}


def _labelled(schema: Any, domain: Domain) -> Any:
    """Return the schema of an answer with a label beside each value, and every day written out."""
    if not isinstance(schema, Mapping):
        return schema
    if "enum" in schema:
        return {"oneOf": [_value(each, domain) for each in schema["enum"]]}
    if "const" in schema:
        return _value(schema["const"], domain)
    told = {key: _labelled(each, domain) for key, each in schema.items()}
    if told.get("format") == "date":
        told |= {"pattern": _DAYS, "maxLength": len("2027-03-01")}
    if "anyOf" in told:
        told["anyOf"] = [_labelled(each, domain) for each in told["anyOf"]]
    if told.get("type") == "array":
        told["title"] = _WHOLE
    if told.get("type") == "object":
        sides = {side: {**told["properties"][side], "title": words} for side, words in _SIDES.items()}
        told |= {"title": _PARTLY, "properties": sides}
    return told


def _value(value: Any, domain: Domain) -> dict[str, Any]:
    return {"const": value, "title": NOT_SURE_WORDS if value == NOT_SURE.value else domain.label(value)}


def _given(value: Value) -> dict[str, Any]:
    """Return what can be stated of a fact that the structure itself decides: the same, or nothing."""
    return {"enum": [plain_value(value), NOT_SURE.value]}


def _named(name: str) -> str:
    """Return the pattern of one name: what can be stated, but is not asked."""
    dotted = name.replace(".", r"\.")
    return f"^{dotted}{_END}"
