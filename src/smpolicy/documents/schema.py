"""JSON Schemas of the documents: generated from their forms, and used to check them. The one door to jsonschema.

An editor completes keys, enums and the facts of the base from the same file that `check` validates with.
Facts are left to the vocabulary when checking: it knows the local ones, and can say which was meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from smpolicy.documents.forms import FORMS, Places, form_schema, typed_dict_schema
from smpolicy.documents.packaged import schemas_folder
from smpolicy.documents.schema_rules import (
    IMPOSSIBLE_DATE,
    MALFORMED,
    MISSING_KEY,
    UNKNOWN_KEY,
    UNKNOWN_WORD,
    WRONG_TYPE,
)
from smpolicy.foundations.diagnostics import Diagnostic, quoted, report
from smpolicy.foundations.source import Span

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_CONDITION: Final = {"$ref": "#/$defs/Condition"}
_LINES: Final = {"$ref": "#/$defs/Lines"}
_FACTS: Final = {"$ref": "#/$defs/StatedFacts"}

#: Where a form holds facts or conditions, which the types cannot spell out.
_CONDITIONED: Final[Mapping[str, Mapping[str, Any]]] = {
    "NormForm": {"act": _LINES, "when": _LINES, "unless": {"anyOf": [_LINES, {"type": "array", "items": _LINES}]}},
    "ExampleForm": {"given": _FACTS},
    "ScenarioForm": {"facts": _FACTS},
    "PersonForm": {"told_by": {"type": "object", **_CONDITION}},
    "ScopeForm": {"holds": {"type": "object", **_CONDITION}, "persons": {"type": "object", **_CONDITION}},
    "ConstraintForm": {
        "if": {"type": "object", **_CONDITION},
        "then": {"type": "object", **_CONDITION},
        "if_and_only_if": {"type": "array", "items": {"type": "object", **_CONDITION}, "minItems": 2, "maxItems": 2},
    },
}
#: What people read must hold a word: more than white space, and than characters that show nothing.
_WORDS: Final = "[^\\s\u200b-\u200d\u2060\ufeff]"
_READ: Final = frozenset(
    ("text", "title", "context", "because", "why", "words", "do", "name", "role", "question", "label", "plural")
)
#: Names that files, addresses and citations are made of.
_SLUG: Final = "^[a-z0-9][a-z0-9-]*$"
_SLUGS: Final = "^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$"
#: A name that nothing is made of: what stands for something else is told from it by every character.
_NAME: Final = r"^\S+$"
#: The name of a structure: that of a part of one has a stroke in it.
_WHOLE: Final = r"^[^\s/]+$"
#: `$` means the end in most places where a schema is read, and in Python also the place before a last line break.
_NO_LINE_BREAK: Final[Mapping[str, Any]] = {"not": {"type": "string", "pattern": r"\n"}}
#: Where a form holds names of its own, or those of others, by itself, in a list, or as keys.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "InstrumentForm": ("id", "norms", "slots", "open_questions"),
    "VocabularyForm": ("id", "persons"),
    "StructuresForm": ("id", "kinds"),
    "StructureForm": ("kind",),
    "OverlayForm": ("proposed_for", "under", "supersedes", "slots"),
    "InterpretationForm": ("id", "interprets", "supersedes", "closes"),
    "ClosingForm": ("reading",),
    "ScenarioForm": ("structure", "because", "not_because", "asks", "statuses"),
    "IssuerForm": ("structure",),
    "BaseForm": ("id", "digest", "text_digest"),
    "SourceForm": ("digest",),
    "ProvisionForm": ("id", "eid", "reproduces"),
    "NormForm": ("under", "bearer", "defines"),
    "StepForm": ("contact",),
    "OpenQuestionForm": ("touches", "readings", "kinds", "raised_by", "unraised"),
    "SlotForm": ("under",),
    "ScopeForm": ("stated_by", "with"),
    "PrecedenceForm": ("under",),
    "OverForm": ("promulgated_in",),
    "InvitationForm": ("under", "structures"),
    "LimitForm": ("under",),
    "FactForm": ("values", "members"),
    "ClaimForm": ("under", "replaces"),
    "ReviewForm": ("of", "kind", "against"),
    "GuidanceForm": ("under",),
    "SubStructureForm": ("slots",),
}
_FACT_NAME: Final = "^[a-z][a-z0-9_-]*([.][a-z][a-z0-9_]*)+$"
#: A local fact without its structure's name has a rule of its own, which can say what the name should be.
_LOCAL_FACT_NAME: Final = _FACT_NAME.replace(")+$", ")*$")


def file_name(schema: str) -> str:
    """Return the file that holds a schema: `smpolicy/overlay@1` stands in `overlay-1.schema.json`."""
    return schema.removeprefix("smpolicy/").replace("@", "-") + ".schema.json"


def generate(
    schema: str, facts: Mapping[str, Mapping[str, Any]], questions: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """Generate the JSON Schema of a form, with the facts and open questions that an editor can complete.

    `facts` gives for each fact its type (see `domains.fact_hint`), and `questions` for each open question its readings.
    """
    made = form_schema(schema)
    definitions = made.setdefault("$defs", {})
    for name, form in [*definitions.items(), (FORMS[schema].__name__, made)]:
        for key, conditioned in _CONDITIONED.get(name, {}).items():
            form["properties"][key] = {**_described(form["properties"][key]), **conditioned}
        for key, each in form.get("properties", {}).items():
            for option in (each, *each.get("anyOf", ())):
                if key in _READ and option.get("type") == "string" and "enum" not in option and "const" not in option:
                    option["pattern"] = _WORDS
        for key in _NAMES.get(name, ()):
            _name(form["properties"][key], _NAME)
        if name == "ContactForm":
            form["minProperties"] = 1
        if name == "FactForm":
            form["properties"]["derived"] = {
                "anyOf": [
                    {"type": "object", "additionalProperties": {"type": "object", **_CONDITION}},
                    {"const": "by-norm"},
                ]
            }
    definitions |= _shared(facts, questions)
    _name_keys(schema, made)
    return _headed(schema, _without_null(made))


def generate_printed(name: str, kind: type[Any]) -> dict[str, Any]:
    """Generate the JSON Schema of a format that is printed: it names the keys there are, and allows others."""
    return _headed(name, _without_titles(typed_dict_schema(kind)))


def _headed(name: str, made: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name.replace('/', ':').replace('@', ':')}",
        **made,
    }


def _described(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": form["description"]} if "description" in form else {}


def _name(form: dict[str, Any], pattern: str) -> None:
    """Say what names must look like: this one, those in this list, or the keys here."""
    named = {"pattern": pattern, **_NO_LINE_BREAK}
    for option in (form, *form.get("anyOf", ())):
        match option.get("type"):
            case "string":
                option |= named
            case "array":
                option["items"] |= named
            case "object":
                option["propertyNames"] = named


def _name_keys(schema: str, made: dict[str, Any]) -> None:
    """Say what names must look like where they become part of an id."""
    properties = made["properties"]
    if schema == "smpolicy/overlay@1":
        _name(properties["id"], _SLUGS)
        _name(properties["norms"], _SLUG)
        _name(made["$defs"]["SubStructureForm"]["properties"]["norms"], _SLUG)
        _name(properties["facts"], _LOCAL_FACT_NAME)
        _name(properties["structures"], _SLUGS)
    if schema == "smpolicy/interpretation@1":
        properties["closes"]["minProperties"] = 1
    if schema == "smpolicy/structures@1":
        made["$defs"]["StructureForm"]["properties"]["names"]["minItems"] = 1
        _name(made["$defs"]["StructureForm"]["properties"]["id"], _WHOLE)
    if schema == "smpolicy/vocabulary@1":
        _name(properties["facts"], _FACT_NAME)


def _shared(facts: Mapping[str, Mapping[str, Any]], questions: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Return what conditions and stated facts look like."""
    many = {"type": "array", "items": _CONDITION}
    connectives = {
        "all": {**many, "description": "Every one of these holds."},
        "any": {**many, "description": "At least one of these holds."},
        "not": {**_CONDITION, "description": "This does not hold."},
        "readings": {
            "description": "What holds depends on how an open question is read.",
            "type": "object",
            "properties": {
                name: {
                    "type": "object",
                    "properties": dict.fromkeys(readings, _CONDITION),
                    "additionalProperties": False,
                }
                for name, readings in questions.items()
            },
        },
    }
    implied = {
        "type": "object",
        "properties": {"because": {"type": "string", "pattern": _WORDS}, "holds": _CONDITION},
        "required": ["because", "holds"],
        "additionalProperties": False,
    }
    return {
        "Lines": {
            "type": "object",
            "minProperties": 1,
            "properties": {
                "implied": {
                    "description": "What holds without words of the text that say so, each with the reason.",
                    "type": "array",
                    "items": implied,
                }
            },
            "additionalProperties": _CONDITION,
        },
        "Condition": {
            "type": "object",
            "description": "Facts with their values; all must hold.",
            "properties": {**connectives, **{name: each["test"] for name, each in facts.items()}},
        },
        "StatedFacts": {
            "type": "object",
            "description": "Facts with what is stated of them.",
            "properties": {name: each["stated"] for name, each in facts.items() if "stated" in each},
        },
    }


def _without_null(form: Any) -> Any:
    """Drop "or nothing" from optional keys: a key without a value is a mistake, not an absence."""
    if isinstance(form, list):
        return [_without_null(each) for each in form]
    if not isinstance(form, dict):
        return form
    kept = {key: _without_null(each) for key, each in form.items() if not (key == "default" and each is None)}
    options = [each for each in kept.get("anyOf", ()) if each != {"type": "null"}]
    if "anyOf" in kept and len(options) < len(kept["anyOf"]):
        del kept["anyOf"]
        kept |= options[0] if len(options) == 1 else {"anyOf": options}
    kept.pop("title", None) if isinstance(kept.get("title"), str) else None
    return kept


def _without_titles(form: Any) -> Any:
    """Drop the titles that pydantic makes from names: they repeat the key. A key called `title` stays."""
    if isinstance(form, list):
        return [_without_titles(each) for each in form]
    if not isinstance(form, dict):
        return form
    return {key: _without_titles(each) for key, each in form.items() if not (key == "title" and isinstance(each, str))}


def shipped(schema: str) -> dict[str, Any]:
    """Return a schema as shipped."""
    loaded: dict[str, Any] = json.loads(Path(schemas_folder(), file_name(schema)).read_text(encoding="utf-8"))
    return loaded


@cache
def _validator(schema: str) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker

    form = shipped(schema)
    for shared, left in (("Condition", {}), ("StatedFacts", {"type": "object"})):  # facts are the vocabulary's to check
        if shared in form["$defs"]:
            form["$defs"][shared] = left
    checker = FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(_is_day)
    return Draft202012Validator(form, format_checker=checker)


def _is_day(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return False
    date.fromisoformat(value)
    return True


def check(schema: str, content: object, places: Places) -> list[tuple[tuple[str | int, ...], Diagnostic]]:
    """Check the content of a file against its schema; each fault with the path of the part that it spoils.

    A reader that leaves those parts out can go on with the rest.
    The path is empty where the fault spoils the whole document, or a part that an earlier fault has spoilt.
    """
    found: list[tuple[tuple[str | int, ...], Diagnostic]] = []
    spoilt: set[tuple[str | int, ...]] = set()
    for error in _once(_leaves(_validator(schema).iter_errors(cast(Any, content)))):
        for path, fault in _faults(error, tuple(error.absolute_path), places):
            part = _part(path, content)
            found.append((() if part in spoilt else part, fault))
            spoilt.add(part)
    return found


def _part(path: tuple[str | int, ...], content: object) -> tuple[str | int, ...]:
    """Return the part of a document that a place stands in: an entry of a section, else the section."""
    section = content.get(path[0]) if path and isinstance(content, dict) else None
    return path[:2] if isinstance(section, dict) else path[:1]


def _leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Replace "none of these fits" by what is wrong with the alternative that was meant: the one of the same type."""
    for error in errors:
        if error.validator == "anyOf" and error.context:
            branches: dict[int, list[ValidationError]] = {}
            for inner in error.context:
                branches.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
            meant = [
                each
                for each in branches.values()
                if not any(inner.validator == "type" and not inner.relative_path for inner in each)
            ]
            if meant:
                yield from _leaves(meant[0])
                continue
        yield error


def _once(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Keep the first error of each place that lacks keys: there is one for each key, and the first tells of all."""
    lacking: set[tuple[str | int, ...]] = set()
    for error in errors:
        place = tuple(error.absolute_path)
        if error.validator != "required" or place not in lacking:
            yield error
        if error.validator == "required":
            lacking.add(place)


def _faults(
    error: ValidationError, path: tuple[str | int, ...], places: Places
) -> Iterator[tuple[tuple[str | int, ...], Diagnostic]]:
    instance: Any = error.instance
    schema: Any = error.schema
    wanted: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = list(schema.get("properties", {}))
            for key in instance:
                if key not in known:
                    yield (*path, key), _unknown_key(key, known, _key_span((*path, key), places))
        case "required":
            for key in wanted:
                if key not in instance:
                    where = _key_span(path, places) if path else _first_line(places)
                    message = f"the key `{key}` is missing" + (f" in `{path[-1]}`" if path else "")
                    yield path, report(MISSING_KEY, message, where, help=f"add `{key}:`{_hint(schema, key)}")
        case "propertyNames":
            key = instance
            yield (
                (*path, key),
                report(
                    MALFORMED,
                    f"`{key}` cannot be used as a name",
                    _key_span((*path, key), places),
                    help=_shape(schema),
                ),
            )
        case "not" if not re.search(schema["pattern"], instance):
            return  # the pattern says it already
        case "not" if "propertyNames" in error.absolute_schema_path:
            yield (*path, instance), _broken_name(instance, _key_span((*path, instance), places))
        case "not":
            yield path, _broken_name(instance, _value_span(path, places))
        case "pattern" if "propertyNames" in error.absolute_schema_path:
            where = _key_span((*path, instance), places)
            message = f"{quoted(instance)} cannot be used as a name"
            yield (*path, instance), report(MALFORMED, message, where, help=_shape(schema))
        case _:
            yield path, _wrong_value(error, schema, instance, _value_span(path, places))


def _broken_name(name: str, where: Span | None) -> Diagnostic:
    mend = "write it on the line of its key, without `>` or `|` before it and without `\\n` in it"
    return report(MALFORMED, f"{quoted(name)} ends with a line break, and is another name by that", where, help=mend)


#: Keys that people look for in an overlay, and that it does not have on purpose.
_NONE_SUCH: Final = re.compile("(overrid|remov|delet|repeal|replac|amend|priorit|precede|rank)", re.I)


def _unknown_key(key: str, known: list[str], where: Span | None) -> Diagnostic:
    near = get_close_matches(str(key), known, n=1, cutoff=0.6)
    mend = f"did you mean `{near[0]}`?" if near else "the keys here are " + ", ".join(f"`{each}`" for each in known)
    if "claims" in known and _NONE_SUCH.match(str(key)):
        mend = (
            "an overlay adds to the instrument above it, and cannot change or outrank it; write under `claims:` what "
            "the issuance says of that instrument, and under `supersedes:` which earlier issuance it replaces"
        )
    if "claims" in known and key == "persons":
        mend = "whom norms can bind is declared for every structure, under `persons:` of a vocabulary; name them here"
    return report(UNKNOWN_KEY, f"unknown key `{key}`", where, help=mend)


def _hint(schema: Mapping[str, Any], key: str) -> str:
    description = schema.get("properties", {}).get(key, {}).get("description", "")
    return f" ({description[0].lower()}{description[1:].rstrip('.')})" if description else ""


def _shape(schema: Mapping[str, Any]) -> str:
    pattern = schema.get("pattern", schema.get("propertyNames", {}).get("pattern", ""))
    if pattern in (_FACT_NAME, _LOCAL_FACT_NAME):
        return "write the structure, a full stop and a name in small letters: `moldova.route_inferable`"
    if pattern == _NAME:
        return "write a name without spaces and line breaks"
    if pattern == _WHOLE:
        return (
            "write a name without strokes and spaces; a part of a structure is named by an overlay, not in the registry"
        )
    if "/" in pattern:
        return (
            "write the structure, a stroke and a short name, in small letters, digits and hyphens: `moldova/ai-2026-01`"
        )
    return "use small letters, digits and hyphens: `patrol-routes`"


_TYPES: Final = {
    "string": "text", "integer": "a whole number", "number": "a number", "boolean": "`true` or `false`",
    "array": "a list", "object": "keys with values", "null": "nothing",
}  # fmt: skip


def _kind_of(instance: object) -> str:
    match instance:
        case None:
            return "nothing"
        case bool():
            return f"`{str(instance).lower()}`"
        case str():
            return "text"
        case int() | float():
            return f"the number `{instance}`"
        case list():
            return "a list"
        case _:
            return "keys with values"


def _wrong_value(error: ValidationError, schema: Any, instance: object, where: Span | None) -> Diagnostic:
    wanted: Any = error.validator_value
    match error.validator:
        case "enum" | "const":
            options = [wanted] if error.validator == "const" else list(wanted)
            near = get_close_matches(str(instance), [str(each) for each in options], n=1)
            listed = ", ".join(f"`{each}`" for each in options)
            found = f"`{instance}`" if isinstance(instance, str | int) else _kind_of(instance)
            mend = f"did you mean `{near[0]}`? " if near else ""
            return report(
                UNKNOWN_WORD,
                f"{found} is not one of the words that can stand here",
                where,
                help=f"{mend}expected {listed}",
            )
        case "format":
            return report(
                IMPOSSIBLE_DATE,
                f"`{instance}` is no day",
                where,
                help="write a day that exists as year, month and day: `2026-03-31`",
            )
        case "pattern" if schema.get("pattern") == _WORDS:
            return report(WRONG_TYPE, "expected words, found none", where, help="write the words here")
        case "minProperties":
            mend = "write a key with its value, or remove the key above"
            return report(WRONG_TYPE, "expected keys with values, found none", where, help=mend)
        case "pattern" | "not":
            return report(MALFORMED, f"{quoted(instance)} is not written as expected here", where, help=_shape(schema))
        case "type":
            expected = " or ".join(_TYPES[each] for each in (wanted if isinstance(wanted, list) else [wanted]))
        case "anyOf":
            expected = " or ".join(_TYPES.get(each.get("type", "object"), "keys with values") for each in wanted)
        case "minItems" | "maxItems":
            expected = f"a list of {wanted}"
        case _:
            return report(MALFORMED, f"`{instance}` cannot stand here", where, help=error.message)
    mend = "put it in quotes" if expected == "text" and isinstance(instance, int | float) else f"write {expected} here"
    return report(WRONG_TYPE, f"expected {expected}, found {_kind_of(instance)}", where, help=mend)


def _key_span(path: tuple[str | int, ...], places: Places) -> Span | None:
    found = places.get(path)
    return (found[0] or found[1]) if found else _value_span(path[:-1], places) if path else None


def _value_span(path: tuple[str | int, ...], places: Places) -> Span | None:
    found = places.get(path)
    return found[1] if found else None


def _first_line(places: Places) -> Span | None:
    whole = places.get(())
    return whole and Span(path=whole[1].path, line=whole[1].line, column=1, end_line=whole[1].line, end_column=2)
