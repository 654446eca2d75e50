"""The JSON Schemas that are published: made from the forms of documents, and from the formats that are printed.

An editor completes keys, enums and the facts of the base from the same file that `check` validates with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from smpolicy.documents.building import form_schema, typed_dict_schema
from smpolicy.documents.document import FORMS

_CONDITION: Final = {"$ref": "#/$defs/Condition"}
_LINES: Final = {"$ref": "#/$defs/Lines"}
_FACTS: Final = {"$ref": "#/$defs/StatedFacts"}

#: Where a form holds facts or conditions, which the types cannot spell out.
_CONDITIONED: Final[Mapping[str, Mapping[str, Any]]] = {
    "NormForm": {"act": _LINES, "when": _LINES, "unless": {"anyOf": [_LINES, {"type": "array", "items": _LINES}]}},
    "StepForm": {"late": {"type": "object", **_CONDITION}},
    "ExampleForm": {"given": _FACTS},
    "ScenarioForm": {"facts": _FACTS},
    "FactForm": {"presupposes": {"type": "object", **_CONDITION}},
    "StartForm": {"states": _FACTS},
    "PersonForm": {"told_by": {"type": "object", **_CONDITION}},
    "BeginsForm": {"act": {"type": "object", "minProperties": 1, "additionalProperties": _FACTS}},
    "ScopeForm": {"holds": {"type": "object", **_CONDITION}, "persons": {"type": "object", **_CONDITION}},
    "ConstraintForm": {
        "if": {"type": "object", **_CONDITION},
        "then": {"type": "object", **_CONDITION},
        "if_and_only_if": {"type": "array", "items": {"type": "object", **_CONDITION}, "minItems": 2, "maxItems": 2},
    },
}
#: White space, character by character: of `\\s`, Python and ECMAScript each have their own notion.
_SPACE: Final = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
#: The end: `$` is in Python also the place before a last line break, and in ECMAScript it is not.
_END: Final = r"(?![\s\S])"
#: What people read must hold a word: more than white space, and than characters that show nothing.
WORDS: Final = rf"[^{_SPACE}\u200b-\u200d\u2060]"
_READ: Final = frozenset(
    (
        "text",
        "title",
        "context",
        "because",
        "why",
        "words",
        "do",
        "name",
        "role",
        "question",
        "label",
        "plural",
        "asks",
        "heading",
        "remark",
        "organization",
        "instrument",
        "one",
        "many",
        "persons",
        "principle",
        "subject",
        "authentic",
        "asks_for",
    )
)
#: Names that files, addresses and citations are made of.
_SLUG: Final = f"^[a-z0-9][a-z0-9-]*{_END}"
_SLUGS: Final = f"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+{_END}"
#: A name that nothing is made of: what stands for something else is told from it by every character.
NAME: Final = f"^[^{_SPACE}]+{_END}"
#: The name of a structure: that of a part of one is the name of the whole, a stroke and a name.
STRUCTURE_NAME: Final = f"^[^{_SPACE}/]+(/[^{_SPACE}/]+)*{_END}"
#: Where a form holds names of its own, or those of others, by itself, in a list, or as keys.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "InstrumentForm": ("id", "work", "norms", "slots", "open_questions"),
    "VocabularyForm": ("id", "persons"),
    "StructuresForm": ("id", "kinds"),
    "StructureForm": ("kind",),
    "OverlayForm": ("proposed_for", "under", "supersedes", "slots", "open_questions"),
    "InterpretationForm": ("id", "interprets", "supersedes", "closes"),
    "ClosingForm": ("reading",),
    "ScenarioForm": ("structure", "because", "not_because", "asks", "statuses"),
    "IssuerForm": ("structure",),
    "BaseForm": ("id", "digest", "text_digest", "anchors"),
    "SourceForm": ("digest",),
    "ProvisionForm": ("id", "eid", "reproduces"),
    "NormForm": ("under", "bearer", "governs", "defines"),
    "StepForm": ("contact",),
    "OpenQuestionForm": ("touches", "readings", "kinds", "raised_by", "unraised"),
    "SlotForm": ("under",),
    "ScopeForm": ("stated_by", "with"),
    "PrecedenceForm": ("under",),
    "OverForm": ("promulgated_in",),
    "InvitationForm": ("under", "structures"),
    "BeginsForm": ("under",),
    "LimitForm": ("under",),
    "RevisionForm": ("moved", "split", "gone"),
    "FactForm": ("same_as", "values", "members"),
    "TickForm": ("under",),
    "InterviewForm": ("who", "what", "starts", "lists"),
    "StartForm": ("lists", "asks"),
    "ClaimForm": ("under", "replaces"),
    "PaperForm": ("norm",),
    "ReviewForm": ("of", "kind", "against"),
    "NormReviewForm": ("of", "digest"),
    "GuidanceForm": ("under",),
    "SubStructureForm": ("slots",),
}
#: A notice on drafts: words, in which only the author and the structure are filled in.
NOTICE: Final = rf"^(?![\s\S]*\{{(?!(?:author|structure)\}}))[\s\S]*{WORDS}"
#: How many lists a starting point opens at most: nobody goes through more.
_MOST_LISTS: Final = 3
_FACT_NAME: Final = "^[a-z][a-z0-9_-]*([.][a-z][a-z0-9_]*)"
FACT_NAME: Final = f"{_FACT_NAME}+{_END}"
#: A local fact without its structure's name has a rule of its own, which can say what the name should be.
LOCAL_FACT_NAME: Final = f"{_FACT_NAME}*{_END}"


def file_name(schema: str) -> str:
    """Return the file that holds a schema: `smpolicy/overlay@1` stands in `overlay-1.schema.json`."""
    return schema.removeprefix("smpolicy/").replace("@", "-") + ".schema.json"


def generate(
    schema: str, facts: Mapping[str, Mapping[str, Any]], questions: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """Generate the JSON Schema of a form, with the facts and open questions that an editor can complete.

    `facts` gives for each fact its type (see `domains.fact_hint`), and `questions` for each open question its readings.
    """
    json_schema = form_schema(schema)
    definitions = json_schema.setdefault("$defs", {})
    for name, form in [*definitions.items(), (FORMS[schema].__name__, json_schema)]:
        for key, conditioned in _CONDITIONED.get(name, {}).items():
            form["properties"][key] = {**_described(form["properties"][key]), **conditioned}
        for key, key_schema in form.get("properties", {}).items():
            for option in (key_schema, *key_schema.get("anyOf", ())):
                if key in _READ and option.get("type") == "string" and "enum" not in option and "const" not in option:
                    option["pattern"] = WORDS
        for key in _NAMES.get(name, ()):
            _name(form["properties"][key], NAME)
        if name == "StartForm":
            form["properties"]["lists"]["maxItems"] = _MOST_LISTS
        if name == "WordsForm":
            form["properties"]["draft_notices"]["additionalProperties"] = {"type": "string", "pattern": NOTICE}
            for option in form["properties"]["draft_notice"]["anyOf"]:
                option |= {"pattern": NOTICE} if option["type"] == "string" else {}
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
    _name_keys(schema, json_schema)
    return _headed(schema, _without_null(json_schema))


def generate_printed(name: str, kind: type[Any]) -> dict[str, Any]:
    """Generate the JSON Schema of a format that is printed: it names the keys there are, and allows others."""
    return _headed(name, _without_titles(typed_dict_schema(kind)))


def _headed(name: str, json_schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name.replace('/', ':').replace('@', ':')}",
        **json_schema,
    }


def _described(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": form["description"]} if "description" in form else {}


def _name(form: dict[str, Any], pattern: str) -> None:
    """Say what names must look like: this one, those in this list, or the keys here."""
    shape = {"pattern": pattern}
    for option in (form, *form.get("anyOf", ())):
        match option.get("type"):
            case "string":
                option |= shape
            case "array":
                option["items"] |= shape
            case "object":
                option["propertyNames"] = shape


def _name_keys(schema: str, json_schema: dict[str, Any]) -> None:
    """Say what names must look like where they become part of an id."""
    properties = json_schema["properties"]
    if schema == "smpolicy/overlay@1":
        _name(properties["id"], _SLUGS)
        _name(properties["norms"], _SLUG)
        _name(json_schema["$defs"]["SubStructureForm"]["properties"]["norms"], _SLUG)
        _name(properties["facts"], LOCAL_FACT_NAME)
        _name(properties["structures"], _SLUGS)
    if schema == "smpolicy/interpretation@1":
        properties["closes"]["minProperties"] = 1
    if schema == "smpolicy/structures@1":
        json_schema["$defs"]["StructureForm"]["properties"]["names"]["minItems"] = 1
        _name(json_schema["$defs"]["StructureForm"]["properties"]["id"], STRUCTURE_NAME)
    if schema == "smpolicy/vocabulary@1":
        _name(properties["facts"], FACT_NAME)


def _shared(facts: Mapping[str, Mapping[str, Any]], questions: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Return what conditions and stated facts look like."""
    condition_list = {"type": "array", "items": _CONDITION}
    connectives = {
        "all": {**condition_list, "description": "Every one of these holds."},
        "any": {**condition_list, "description": "At least one of these holds."},
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
        "properties": {"because": {"type": "string", "pattern": WORDS}, "holds": _CONDITION},
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
