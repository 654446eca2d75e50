"""What is generated and checked in: JSON Schemas, two pages of the reference, and typed facts for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from smpolicy.checks.rules import reference_page
from smpolicy.documents import nodes, syntax
from smpolicy.documents.building import from_checked
from smpolicy.documents.document import FORMS, Document
from smpolicy.documents.files import yaml_files
from smpolicy.documents.packaged import policies_folder
from smpolicy.documents.published import file_name, generate, generate_printed
from smpolicy.foundations.source import Source, digest
from smpolicy.lowering import lower
from smpolicy.meaning.domains import fact_hint
from smpolicy.meaning.vocabulary import Fact, Vocabulary
from smpolicy.render.formats import ANOTHER, FORMATS

#: Groups of facts that go without saying in the typed names: `interaction` is `activity.interaction`.
_UNSAID: Final = ("activity", "person")


def generated_files() -> dict[str, str]:
    """Return every generated file, by its path in the project."""
    vocabulary = base_vocabulary()
    files = {f"schemas/{file_name(schema)}": schema_text(schema, vocabulary) for schema in FORMS}
    printed = {name: generate_printed(name, kind) for name, kind in FORMATS.items()}
    files |= {f"schemas/{file_name(name)}": _written(format_schema) for name, format_schema in printed.items()}
    files["docs/reference/formats.md"] = formats_page(printed)
    files["docs/reference/diagnostics.md"] = reference_page()
    return {**files, "src/smpolicy/si31.py": facts_module(vocabulary)}


def base_vocabulary() -> Vocabulary:
    """Return the vocabulary of the packaged base, read without the schemas that are made from it."""
    documents = []
    for path in yaml_files(policies_folder() / "base")[0]:
        content = path.read_bytes()
        node, _ = syntax.read(Source(path=str(path), text=content.decode()))
        plain = cast("dict[str, Any]", nodes.plain(node)) if node is not None else {}
        form = from_checked(plain["schema"], plain)
        documents.append(Document(form=form, path=str(path), digest=digest(content), places={}))
    return lower(documents).vocabulary


def schema_text(schema: str, vocabulary: Vocabulary) -> str:
    """Return a JSON Schema as it is written to its file."""
    facts = {
        name: fact_hint(fact.domain, fact.question, derived=fact.kind == "derived")
        for name, fact in sorted(_by_every_name(vocabulary).items())
    }
    questions = {
        name: [reading for reading, _ in question.readings]
        for name, question in sorted(vocabulary.questions.items())
        if question.readings
    }
    return _written(generate(schema, facts, questions))


def _by_every_name(vocabulary: Vocabulary) -> dict[str, Fact]:
    """Return the facts by every name under which they can be stated."""
    return {**vocabulary.facts, **{name: vocabulary.facts[of] for name, of in vocabulary.aliases.items()}}


def _written(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


_FORMATS_PAGE: Final = """# What is printed for other tools

Generated from `src/smpolicy/render/formats/`: do not edit.

Each format names itself under `format`. Keys may be added; none is renamed or given another type, so a reader
passes over keys that it does not know. A key marked *optional* is absent where there is nothing to say.
`smpolicy schema NAME` prints the JSON Schema of a format.
`smpolicy.render.formats` has the same as Python types: the formats, and each part under the name it has below.

```python
from smpolicy.render.formats import (
$TYPES
)
```

Where a list of values *may grow*, a later version may add to it, and a reader must bear that: its schema accepts any
other string there. A value that a reader does not know tells it nothing: a norm with such a status is neither met
nor broken, and a question of such a kind is one that it cannot put. Every other list is fixed, the answers and
outcomes above all: another value there comes only with another version, like `smpolicy/decision@2`.

What documents and rules name may be more at any time and is no list here: facts and what can be answered to them,
norms, structures, kinds of inconsistency, rules, notices. A reader shows such words, and decides nothing by them.

A program is not read for what it says but decides: whoever evaluates one refuses a key, a kind or a version that they
do not know, and so does `smpolicy.load_program`. What changes there is another version.

Beside it the library reads one thing back, what was `stated`, and as strictly as any facts: what nobody declared is
an error. So does `smpolicy check` with a baseline that it wrote.
"""


def formats_page(printed: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the page that says in one line what each key of each printed format holds."""
    parts = {part: None for schema in printed.values() for part in schema["$defs"]}
    shared = [part for part in parts if sum(part in schema["$defs"] for schema in printed.values()) > 1]
    lines = [_FORMATS_PAGE.replace("$TYPES", "\n".join(sorted(f"    {kind.__name__}," for kind in FORMATS.values())))]
    for name, schema in printed.items():
        lines += [f"## {name}\n", f"As a Python type: `{FORMATS[name].__name__}`.\n", *_keys(schema)]
        for part, inner in schema["$defs"].items():
            if part not in shared:
                lines += [f"### {part}\n", *_keys(inner)]
    lines.append("## Parts of several formats\n")
    for part in shared:
        inner = next(schema["$defs"][part] for schema in printed.values() if part in schema["$defs"])
        lines += [f"### {part}\n", *_keys(inner)]
    return "\n".join(lines)


def _keys(schema: Mapping[str, Any]) -> Iterator[str]:
    yield f"{schema['description']}\n"
    for key, member in schema["properties"].items():
        optional = "" if key in schema["required"] else " *(optional)*"
        grows = " *(may grow)*" if _grows(member) else ""
        of = _part(member)
        yield f"- `{key}`{optional}{grows}: {member['description']}" + (f" See [{of}](#{of.lower()})." if of else "")
    yield ""


def _part(schema: Mapping[str, Any]) -> str:
    """Return the part that a key holds, or holds many of; nothing where it holds none."""
    for member in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "$ref" in member:
            return str(member["$ref"]).rpartition("/")[2]
    inner = schema.get("additionalProperties")
    return _part(inner) if isinstance(inner, dict) else ""


def _grows(schema: Mapping[str, Any]) -> bool:
    """Whether a key holds values of a list that may grow."""
    return schema == ANOTHER or any(map(_grows, (*schema.get("anyOf", ()), *_values(schema))))


def _values(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the schema of what a key holds many of, if it does."""
    yield from (each for key in ("items", "additionalProperties") if isinstance(each := schema.get(key), dict))


def argument(name: str) -> str:
    """Return the typed name of a fact: without the group that goes without saying, dots as underlines."""
    group, _, rest = name.partition(".")
    return (rest if group in _UNSAID else name).replace(".", "_")


def facts_module(vocabulary: Vocabulary) -> str:
    """Return the module of typed facts."""
    stated = {
        name: fact
        for name, fact in sorted(_by_every_name(vocabulary).items())
        if fact.kind != "derived" and not fact.origin
    }
    return _TEMPLATE.format(
        imports="".join(
            f"{line}\n" for line in sorted({line for fact in stated.values() for line in fact.domain.imports})
        ),
        types="\n".join(_types(stated)),
        arguments="\n".join(
            f"        {argument(name)}: {fact.domain.annotation(_camel(name))} | None = None,"
            for name, fact in stated.items()
        ),
        documented="\n".join(f"            {argument(name)}: {_asked(name, fact)}" for name, fact in stated.items()),
        pairs="\n".join(f'            "{name}": {argument(name)},' for name in stated),
        dotted="\n".join(
            f'        "{name}": {fact.domain.annotation(_camel(name))} | Literal["not_sure"],'
            for name, fact in stated.items()
        ),
    )


def _asked(name: str, fact: Fact) -> str:
    """Return the question of a fact, or which argument is the same under its other name."""
    return fact.question if name == fact.name else f"The same as {argument(fact.name)}."


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in argument(name).split("_"))


def _types(facts: Mapping[str, Fact]) -> Iterator[str]:
    for name, fact in facts.items():
        if fact.domain.names():
            names = ", ".join(f'"{each}"' for each in fact.domain.names())
            yield f"{_camel(name)} = Literal[{names}]"


_TEMPLATE: Final = '''"""The facts of SI 31, typed, for editors and type checkers.

Generated from `policies/base/facts.yaml`: do not edit.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
{imports}from typing import Generic, Literal, TypedDict, TypeVar

from smpolicy.meaning.vocabulary import NOT_SURE, NotSure

__all__ = ["NOT_SURE", "DottedFacts", "Facts", "NotSure", "Partly"]

_Member = TypeVar("_Member")


class Partly(TypedDict, Generic[_Member], total=False):
    """Part of a set: members it has and members it lacks; the rest is unknown."""

    has: Collection[_Member]
    lacks: Collection[_Member]


{types}

#: The same facts by their dotted names, as a plain `dict` of which a type checker proves names and values.
DottedFacts = TypedDict(
    "DottedFacts",
    {{
{dotted}
    }},
    total=False,
)


class Facts(Mapping[str, object]):
    """Facts about an activity, stated by typed names; what is left out is unknown.

    It is a mapping of the dotted names, so `{{**Facts(...), "arcadia.local_fact": True}}` adds local facts.
    The groups `activity` and `person` go without saying: `interaction` is `activity.interaction`.
    """

    __slots__ = ("_stated",)

    def __init__(
        self,
        *,
{arguments}
    ) -> None:
        """State facts.

        Args:
{documented}

        """
        said: dict[str, object] = {{
{pairs}
        }}
        self._stated = {{name: value for name, value in said.items() if value is not None}}

    def __getitem__(self, name: str) -> object:
        """Return what was stated of the fact with this dotted name."""
        return self._stated[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the dotted names of the facts that were stated."""
        return iter(self._stated)

    def __len__(self) -> int:
        """Return how many facts were stated."""
        return len(self._stated)

    def __repr__(self) -> str:
        """Show what was stated."""
        return f"Facts({{self._stated!r}})"
'''
