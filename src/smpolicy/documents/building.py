"""Forms from the content of a file: the one door to pydantic, which also makes the schema of a form.

pydantic is imported only when a file is checked or a schema is made; what was checked before is built without it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

from smpolicy.documents.document import FORMS, Form
from smpolicy.documents.forms.parts import CONFIG, key_of


@cache
def _adapter(schema: str) -> Any:
    """Return the pydantic adapter of the form that `schema` names."""
    from pydantic import TypeAdapter

    return TypeAdapter(FORMS[schema])


def form_schema(schema: str) -> dict[str, Any]:
    """Return the JSON Schema of the form that `schema` names, as pydantic makes it, with what is said of each key."""
    from pydantic import TypeAdapter

    # Said of the schemas alone: pydantic looks it up in the source, which takes as long as all else on one overlay.
    CONFIG["use_attribute_docstrings"] = True
    try:
        return TypeAdapter(FORMS[schema]).json_schema(by_alias=True)
    finally:
        del CONFIG["use_attribute_docstrings"]


def typed_dict_schema(kind: Any) -> dict[str, Any]:
    """Return the JSON Schema of a `TypedDict`, as pydantic makes it: keys that it does not name are allowed."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind).json_schema()


def from_checked(schema: str, content: object) -> Form:
    """Build the form of content that a JSON Schema has accepted, with pydantic.

    Raises `pydantic.ValidationError` where the content does not fit: the schema and the types then disagree.
    """
    return cast(Form, _adapter(schema).validate_python(content, by_alias=True))


def from_prepared(schema: str, content: object) -> Form:
    """Build the form of content that was checked when the package was built, without pydantic."""
    return cast(Form, _builder(cast(Hashable, FORMS[schema]))(content))


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that builds values of one type from plain data."""
    origin, args = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass_builder(cast(type[Any], kind))
    if kind is date:
        return date.fromisoformat
    if origin is list:
        element = _builder(args[0])
        return lambda content: [element(each) for each in content]
    if origin is dict and (is_dataclass(args[1]) or get_origin(args[1]) in (Union, UnionType)):
        member = _builder(args[1])
        return lambda content: {key: member(each) for key, each in content.items()}
    if origin in (Union, UnionType):
        return _union_builder([arg for arg in args if arg is not NoneType])
    return lambda content: content


def _union_builder(options: list[Any]) -> Callable[[Any], Any]:
    """Tell the options of a union apart by the shape of the content: no two here share one."""
    forms = [option for option in options if is_dataclass(option)]
    if forms:
        build = _builder(cast(Hashable, forms[0]))
        return lambda content: build(content) if isinstance(content, dict) else content
    if options == [date]:
        return lambda content: None if content is None else date.fromisoformat(content)
    return lambda content: content


def _dataclass_builder(kind: type[Any]) -> Callable[[Any], Any]:
    builders: dict[str, tuple[str, Callable[[Any], Any]]] = {}

    def build(content: Any) -> Any:
        if not builders:  # filled on first use: a provision holds provisions
            for field in fields(kind):
                builders[key_of(field.name)] = (field.name, _builder(_type(kind.__module__, str(field.type))))
        return kind(**{builders[key][0]: builders[key][1](value) for key, value in content.items()})

    return build


@cache
def _type(module: str, annotation: str) -> Any:
    """Return the type that an annotation in a module means: read once, since many are the same."""
    return eval(annotation, vars(sys.modules[module]))
