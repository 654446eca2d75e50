"""Documents checked against their JSON Schemas, each fault in plain words: the one door to jsonschema.

Facts are left to the vocabulary when checking: it knows the local ones, and can say which was meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from smpolicy.documents.meant import as_name, day_meant, is_another_word, meant_by, near, near_key, read_elsewhere
from smpolicy.documents.packaged import schemas_folder
from smpolicy.documents.published import FACT_NAME, LOCAL_FACT_NAME, NAME, NOTICE, STRUCTURE_NAME, WORDS, file_name
from smpolicy.documents.schema_rules import (
    IMPOSSIBLE_DATE,
    MALFORMED,
    MISSING_KEY,
    UNKNOWN_KEY,
    UNKNOWN_WORD,
    WRONG_TYPE,
)
from smpolicy.foundations.corrections import Correction, Edit, written_instead
from smpolicy.foundations.diagnostics import Diagnostic, quoted, report
from smpolicy.foundations.source import Path, Places, Source, Span

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator


#: The form of a document that says which structure it belongs to.
OVERLAY: Final = "smpolicy/overlay@1"

#: What says under which provision it stands, which people cite as it is printed.
_UNDER_A_PROVISION: Final = ("NormForm", "GuidanceForm", "PrecedenceForm", "InvitationForm")

#: The id of a structure or of a provision, or a name that people write for it.
_NAME_OR_ID: Final = r"^\S+( \S+)*(?![\s\S])"


def shipped(schema: str) -> dict[str, Any]:
    """Return a schema as shipped."""
    loaded: dict[str, Any] = json.loads((schemas_folder() / file_name(schema)).read_text(encoding="utf-8"))
    return loaded


@cache
def _validator(schema: str) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker

    form = shipped(schema)
    # facts are the vocabulary's to check
    for shared, replacement in (("Condition", {}), ("StatedFacts", {"type": "object"})):
        if shared in form["$defs"]:
            form["$defs"][shared] = replacement
    if schema == OVERLAY:  # which structure and which provision is meant, others know: these have names too
        named = {"pattern": _NAME_OR_ID}
        form["properties"]["proposed_for"] |= named
        form["$defs"]["IssuerForm"]["properties"]["structure"] |= named
        for holder in (form, *(form["$defs"][each] for each in _UNDER_A_PROVISION)):
            holder["properties"]["under"] |= named
    if schema == "smpolicy/scenarios@1":
        form["$defs"]["ScenarioForm"]["properties"]["structure"] |= {"pattern": _NAME_OR_ID}
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


def check(schema: str, content: object, places: Places, source: Source | None = None) -> list[tuple[Path, Diagnostic]]:
    """Check the content of a file against its schema; each fault with the path of the part that it spoils.

    From the `source` corrections are made. A reader that leaves those parts out can go on with the rest.
    The path is empty where the fault spoils the whole document, or a part that an earlier fault has spoilt.
    """
    faults: list[tuple[Path, Diagnostic]] = []
    spoilt: set[Path] = set()
    validator = _validator(schema)
    definitions = cast("dict[str, Any]", validator.schema)["$defs"]
    home = str(content.get("id", "")).partition("/")[0] if isinstance(content, dict) and schema == OVERLAY else ""
    for error in _once(_leaves(validator.iter_errors(cast(Any, content)))):
        for path, fault in _faults(error, tuple(error.absolute_path), places, source, definitions, home):
            part = _part(path, content)
            faults.append((() if part in spoilt else part, fault))
            spoilt.add(part)
    return faults


def lacks_something(fault: Diagnostic) -> bool:
    """Whether a fault is that something is not there, and not that something is."""
    return fault.rule is MISSING_KEY or fault.message.endswith(("found nothing", "found none"))


def _part(path: Path, content: object) -> Path:
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
            same_type = [
                each
                for each in branches.values()
                if not any(inner.validator == "type" and not inner.relative_path for inner in each)
            ]
            if same_type:
                yield from _leaves(same_type[0])
                continue
        yield error


def _once(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Keep one error of each place: the first that tells which keys it lacks, and of a word that it is none of them."""
    lacking: set[Path] = set()
    found = list(errors)
    worded = {tuple(each.absolute_path) for each in found if each.validator == "enum"}
    for error in found:
        place = tuple(error.absolute_path)
        if error.validator == "type" and place in worded:  # that it is none of the words tells as much
            continue
        if error.validator != "required" or place not in lacking:
            yield error
        if error.validator == "required":
            lacking.add(place)


def _faults(
    error: ValidationError,
    path: Path,
    places: Places,
    source: Source | None,
    definitions: Mapping[str, Any],
    home: str,
) -> Iterator[tuple[Path, Diagnostic]]:
    instance: Any = error.instance
    schema: Any = error.schema
    wanted: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            keys = list(schema.get("properties", {}))
            within = _within_a_key(instance, schema, definitions)
            if within:
                yield (*path, within[1][0]), _not_within(*within, path, places, source)
            for key in instance:
                if key not in keys and key not in (within[1] if within else ()):
                    yield (*path, key), unknown_key(key, keys, _key_span((*path, key), places))
        case "required":
            for key in wanted:
                if key not in instance:
                    yield path, _missing_key(key, schema, instance, path, places, source)
        case "propertyNames":
            key = instance
            yield (
                (*path, key),
                _misnamed(str(key), schema, _key_span((*path, key), places), home),
            )
        case "pattern" if instance.endswith("\n") and re.search(wanted, instance[:-1]):
            named = "propertyNames" in error.absolute_schema_path
            span = _key_span((*path, instance), places) if named else _value_span(path, places)
            yield ((*path, instance) if named else path), _broken_name(instance, span)
        case "pattern" if "propertyNames" in error.absolute_schema_path:
            span = _key_span((*path, instance), places)
            yield (*path, instance), _misnamed(instance, schema, span, home)
        case _:
            yield path, _wrong_value(error, schema, instance, _Place(path, places, source, definitions))


def _missing_key(
    key: str, schema: Mapping[str, Any], instance: Mapping[str, Any], path: Path, places: Places, source: Source | None
) -> Diagnostic:
    """Report a missing key: where its part begins; the only one behind the key that it comes after."""
    lacking = [each for each in schema.get("required", ()) if each not in instance]
    before = _before(key, schema, instance) if len(lacking) == 1 else None
    span = _key_span(path, places) if path else _first_line(places)
    corrections: tuple[Correction, ...] = ()
    value = "draft" if key == "status" and "proposed_for" in instance and "issuer" not in instance else ""
    if before is not None:
        span = _key_span((*path, before), places)
        corrections = _added(f"{key}: {value}", span, _value_span((before,), places), source) if value else ()
    message = f"the key `{key}` is missing" + (f" in {_called(path)}" if path else "")
    mend = f"add `{key}: {value}`" if value else f"add `{key}:`"
    return report(MISSING_KEY, message, span, help=f"{mend}{_hint(schema, key)}", corrections=corrections)


def _before(key: str, schema: Mapping[str, Any], instance: Mapping[str, Any]) -> str | None:
    """Return the key of a document behind which another comes, of those that it has."""
    keys = list(schema.get("properties", {}))
    above = keys[: keys.index(key)] if key in keys else []
    return next((each for each in reversed(above) if each in instance), None)


def _added(line: str, key: Span | None, value: Span | None, source: Source | None) -> tuple[Correction, ...]:
    """Return the correction that writes a line behind a key with its value, which end the line on which they stand."""
    if source is None or key is None or value is None or source.line(value.end_line)[value.end_column - 1 :].strip():
        return ()
    at = Span(
        path=key.path,
        line=value.end_line,
        column=value.end_column,
        end_line=value.end_line,
        end_column=value.end_column,
    )
    edit = Edit(span=at, text=f"\n{' ' * (key.column - 1)}{line}")
    return (Correction(label=f"add `{line}`", edits=(edit,)),)


def _called(path: Path) -> str:
    """Say what stands at a path: by its key, or by its place among the like."""
    *above, last = path
    return f"`{last}`" if isinstance(last, str) else f"entry {last + 1} of `{above[-1] if above else ''}`"


def _within_a_key(
    instance: Mapping[str, Any], schema: Mapping[str, Any], definitions: Mapping[str, Any]
) -> tuple[str, list[str]] | None:
    """Return the one key that is not there and of which unknown keys are, with these; nothing where any is not."""
    known = schema.get("properties", {})
    unknown = [each for each in instance if each not in known]
    holding = [
        key
        for key, form in known.items()
        if key not in instance
        for each in form.get("anyOf", [form])
        if set(unknown) <= set(definitions.get(str(each.get("$ref", "")).rpartition("/")[2], {}).get("properties", {}))
    ]
    misspelt = any(near_key(each, [key for key in known if key not in instance]) for each in unknown)
    return (holding[0], unknown) if len(holding) == 1 and unknown and not misspelt else None


def _not_within(key: str, unknown: list[str], path: Path, places: Places, source: Source | None) -> Diagnostic:
    """Report keys that stand where the key that holds them is missing."""
    named = ", ".join(f"`{each}`" for each in unknown)
    what = f"{named} {'is a key' if len(unknown) == 1 else 'are keys'} of `{key}`, which is missing here"
    spans = [places.get((*path, each)) for each in unknown]
    values = [source.slice(each[1]) if source and each else "" for each in spans]
    span = _key_span((*path, unknown[0]), places)
    if span is None or any("\n" in each or not each for each in values):
        return report(UNKNOWN_KEY, what, span, help=f"write {named} under `{key}:`")
    line = f"{key}: {{{', '.join(f'{name}: {value}' for name, value in zip(unknown, values, strict=True))}}}"
    lines = [each[1].line for each in spans if each]
    written = [source.line(n).rstrip() for n in lines] if source else []
    plain = [rf" *{re.escape(name)}: +{re.escape(value)}" for name, value in zip(unknown, values, strict=True)]
    alone = all(re.fullmatch(pattern, words) for pattern, words in zip(plain, written, strict=True))
    corrections: tuple[Correction, ...] = ()
    if alone and lines == list(range(lines[0], lines[0] + len(lines))):
        whole = replace(span, end_line=lines[-1], end_column=len(written[-1]) + 1)
        corrections = (Correction(label=f"write `{line}`", edits=(Edit(span=whole, text=line),)),)
    return report(UNKNOWN_KEY, what, span, help=f"write `{line}`", corrections=corrections)


def _misnamed(name: str, schema: Mapping[str, Any], span: Span | None, home: str = "") -> Diagnostic:
    """Report a key that is to be a name and cannot be one; `home` is the structure that a part belongs to."""
    meant = _name_meant(name, schema) or (home and _name_meant(f"{home}/{name} ", schema)) or None
    return report(
        MALFORMED,
        f"{quoted(name)} cannot be used as a name",
        span,
        help=(f"did you mean `{meant}`? " if meant else "") + _shape(schema),
        corrections=written_instead(span, meant, of=name) if meant else (),
    )


def _broken_name(name: str, span: Span | None) -> Diagnostic:
    mend = "write it on the line of its key, without `>` or `|` before it and without `\\n` in it"
    return report(MALFORMED, f"{quoted(name)} ends with a line break, and is another name by that", span, help=mend)


#: Keys that people look for in an overlay, and that it does not have on purpose.
_NONE_SUCH: Final = re.compile("(overrid|remov|delet|repeal|replac|amend|priorit|precede|rank)", re.I)


def unknown_key(key: str, keys: list[str], span: Span | None) -> Diagnostic:
    """Report a key that has no meaning where it stands, and say which of those that can stand there was meant."""
    meant = near_key(key, keys)
    mend = f"did you mean `{meant}`?" if meant else "the keys here are " + ", ".join(f"`{each}`" for each in keys)
    if "claims" in keys and _NONE_SUCH.match(str(key)):
        meant = None
        mend = (
            "an overlay adds to the instrument above it, and cannot change or outrank it; write under `claims:` what "
            "the document says of that instrument, and under `supersedes:` which earlier document it replaces"
        )
    if "claims" in keys and key == "persons":
        meant = None
        mend = "whom norms can bind is declared for every structure, under `persons:` of a vocabulary; name them here"
    corrections = written_instead(span, meant, of=key) if meant else ()
    return report(UNKNOWN_KEY, f"unknown key `{key}`", span, help=mend, corrections=corrections)


def _hint(schema: Mapping[str, Any], key: str) -> str:
    description = schema.get("properties", {}).get(key, {}).get("description", "")
    return f" ({description[0].lower()}{description[1:].rstrip('.')})" if description else ""


def _shape(schema: Mapping[str, Any]) -> str:
    pattern = schema.get("pattern", schema.get("propertyNames", {}).get("pattern", ""))
    if pattern in (FACT_NAME, LOCAL_FACT_NAME):
        return "write the structure, a full stop and a name in small letters: `arcadia.route_inferable`"
    if pattern in (NAME, _NAME_OR_ID):
        return "write a name without spaces and line breaks"
    if pattern == NOTICE:
        return "write words; only `{author}` and `{structure}` stand for something else"
    if pattern == STRUCTURE_NAME:
        return "write a name without spaces; a part of a structure is written as that structure, a stroke and a name"
    if "/" in pattern:
        return (
            "write the structure, a stroke and a short name, in small letters, digits and hyphens: `arcadia/ai-2026-01`"
        )
    return "use small letters, digits and hyphens: `patrol-routes`"


_TYPES: Final = {
    "string": "text", "integer": "a whole number", "number": "a number", "boolean": "`true` or `false`",
    "array": "a list", "object": "keys with values", "null": "nothing",
}  # fmt: skip


#: Names of which nobody can tell by themselves what was meant: what they name must exist.
_NOT_TO_GUESS: Final = (NAME, _NAME_OR_ID, STRUCTURE_NAME, NOTICE, FACT_NAME, LOCAL_FACT_NAME)


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


class _Place(NamedTuple):
    """Where a value stands."""

    path: Path
    places: Places
    source: Source | None
    #: The forms that others refer to, by name.
    definitions: Mapping[str, Any]

    @property
    def span(self) -> Span | None:
        """Where its words stand."""
        return _value_span(self.path, self.places)

    def forms(self, schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Return what a value can be here, with what is referred to in its place."""
        found = (
            self.definitions.get(str(each.get("$ref", "")).rpartition("/")[2], each)
            for each in schema.get("anyOf", [schema])
        )
        return [self.form(each) for each in found]

    def form(self, form: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a form with that of its items in their place."""
        items = form.get("items", {})
        return {**form, "items": self.definitions.get(str(items.get("$ref", "")).rpartition("/")[2], items)}

    @property
    def written(self) -> str:
        """What stands there."""
        return self.source.slice(self.span) if self.source is not None and self.span is not None else ""

    def mended(self, value: str) -> str:
        """Write another value behind its key, if it has one."""
        key = self.path[-1] if self.path else ""
        return f"{key}: {value}" if isinstance(key, str) and key else value


def _wrong_value(error: ValidationError, schema: Any, instance: object, place: _Place) -> Diagnostic:
    wanted: Any = error.validator_value
    span = place.span
    match error.validator:
        case "enum" | "const":
            options = [wanted] if error.validator == "const" else list(wanted)
            meant = near(str(instance), [str(each) for each in options])
            listed = ", ".join(f"`{each}`" for each in options)
            named = isinstance(instance, str | int) and not isinstance(instance, bool)
            value_in_words = quoted(instance) if named else _kind_of(instance)
            mend = f"did you mean `{meant}`? " if meant else ""
            sure = not is_another_word(str(instance), meant or "")
            return report(
                UNKNOWN_WORD,
                f"{value_in_words} is not one of the words that can stand here",
                span,
                help=f"{mend}expected {listed}",
                corrections=written_instead(span, meant, of=str(instance)) if sure and meant else (),
            )
        case "format":
            meant = day_meant(str(instance))
            mend = f"did you mean `{meant}`? " if meant else ""
            return report(
                IMPOSSIBLE_DATE,
                f"`{instance}` is no day",
                span,
                help=f"{mend}write a day that exists as year, month and day: `{meant or '2026-03-31'}`",
                corrections=written_instead(span, meant, of=str(instance)) if meant else (),
            )
        case "pattern" if schema.get("pattern") == WORDS:
            return report(WRONG_TYPE, "expected words, found none", span, help="write the words here")
        case "minProperties":
            mend = "write a key with its value, or remove the key above"
            return report(WRONG_TYPE, "expected keys with values, found none", span, help=mend)
        case "pattern":
            meant = _name_meant(str(instance), schema)
            mend = (f"did you mean `{place.mended(meant)}`? " if meant else "") + _shape(schema)
            if schema.get("pattern") == STRUCTURE_NAME and " " in str(instance).strip():
                one, part = (as_name(str(instance).replace(" ", by)) or "" for by in ("-", "/"))
                mend = f"write `{one}`, or `{part}` for a part of a structure"
            return report(
                MALFORMED,
                f"{quoted(instance)} is not written as expected here",
                span,
                help=mend,
                corrections=written_instead(span, meant, of=str(instance)) if meant else (),
            )
        case "type" if schema.get("format") == "date" and type(instance) in (int, float):
            day = f"{instance}-01-01" if isinstance(instance, int) and 1000 <= instance <= 9999 else "2026-03-31"
            mend = f"write a day as year, month and day: `{place.mended(day)}`"
            return report(IMPOSSIBLE_DATE, f"`{instance}` is no day", span, help=mend)
        case "type":
            expected = " or ".join(_TYPES[each] for each in (wanted if isinstance(wanted, list) else [wanted]))
        case "anyOf":
            expected = " or ".join(_TYPES.get(each.get("type", "object"), "keys with values") for each in wanted)
        case "minItems" | "maxItems":
            expected = f"a list of {wanted}"
        case _:
            return report(MALFORMED, f"`{instance}` cannot stand here", span, help=error.message)
    asked = place.forms(schema) if error.validator in ("type", "anyOf") else []
    if (
        isinstance(instance, dict)
        and any(each.get("type") == "array" for each in asked)
        and (behind := _behind_dash(place))
    ):
        return behind
    meant = next((found for each in asked if (found := meant_by(instance, place.written, each))), None)
    mend = "write the words here" if expected == "text" and instance is None else f"write {expected} here"
    if meant:
        quotes = expected == "text" and isinstance(instance, int | float)
        mend = f"{'put it in quotes: ' if quotes else 'write '}`{place.mended(meant)}`"
    return report(
        WRONG_TYPE,
        f"expected {expected}, found {_kind_of(instance)}",
        span,
        help=mend + _elsewhere(instance, place),
        corrections=written_instead(span, meant, of=place.written) if meant else (),
    )


def _elsewhere(instance: object, place: _Place) -> str:
    """Say as what other programs read a text without quotes, which whoever wrote it may have known them to."""
    other = read_elsewhere(instance) if isinstance(instance, str) and place.written == instance else None
    return f"; programs that follow YAML 1.1 read `{instance}` as `{other}`, and here it is text" if other else ""


def _behind_dash(place: _Place) -> Diagnostic | None:
    """Report an entry of a list that has no dash before it, where it stands on lines of its own."""
    span, source = place.span, place.source
    if source is None or span is None or source.line(span.line)[: span.column - 1].strip():
        return None
    edits = [
        Edit(span=Span(path=span.path, line=n, column=at, end_line=n, end_column=at), text=words)
        for n in range(span.line, span.end_line + 1)
        for at, words in [(span.column, "- ") if n == span.line else (1, "  ")]
        if source.line(n).strip()
    ]
    first = source.line(span.line).strip()
    return report(
        WRONG_TYPE,
        "expected a list, found keys with values",
        span,
        help=f"begin each entry of the list with a dash: `- {first}`",
        corrections=[Correction(label="write a dash before it", edits=tuple(edits))],
    )


def _name_meant(said: str, schema: Mapping[str, Any]) -> str | None:
    """Return a name as it should be written, where that is plain: the schema must accept it."""
    pattern = schema.get("pattern", schema.get("propertyNames", {}).get("pattern", ""))
    if pattern in (FACT_NAME, LOCAL_FACT_NAME):
        structure, _, tail = said.strip().rpartition(".")
        words = [as_name(each) for each in (structure, tail)]
        name = ".".join(each.replace("-", "_") if n else each for n, each in enumerate(words) if each)
        return name if name != said and re.search(pattern, name) else None
    meant = as_name(said.strip())
    return meant if meant and meant != said and re.search(pattern, meant) and pattern not in _NOT_TO_GUESS else None


def _key_span(path: Path, places: Places) -> Span | None:
    spans = places.get(path)
    return (spans[0] or spans[1]) if spans else _value_span(path[:-1], places) if path else None


def _value_span(path: Path, places: Places) -> Span | None:
    spans = places.get(path)
    return spans[1] if spans else None


def _first_line(places: Places) -> Span | None:
    whole = places.get(())
    return whole and Span(path=whole[1].path, line=whole[1].line, column=1, end_line=whole[1].line, end_column=2)
