"""Conditions from what stands under words of the text; what cannot be understood is reported and never holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from smpolicy.documents.document import Document
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, quoted
from smpolicy.foundations.source import Path
from smpolicy.lowering.context import Context, fault, identity, nearest_fact, question_id, uses_of
from smpolicy.lowering.lowering_rules import (
    DECLARED,
    FOR_EVERYBODY,
    FOREIGN_FACT,
    FOREIGN_QUESTION,
    NOT_A_CONDITION,
    UNKNOWN_FACT,
    UNKNOWN_READING,
    UNKNOWN_VALUE,
)
from smpolicy.meaning.conditions import NEVER, All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.norms import Line
from smpolicy.meaning.vocabulary import Fact

#: No longer condition is shown as it should be written.
_LONGEST_SHOWN: Final = 120


def lower_condition(form: object, document: Document, path: Path, context: Context) -> Condition:
    """Lower a condition; what cannot be understood is reported and never holds."""
    if not isinstance(form, dict):
        meant = _condition_meant(form, context)
        context.faults.append(
            fault(
                NOT_A_CONDITION,
                f"`{_written(form)}` is no condition: expected facts with their values",
                document,
                path,
                help=f"write it between braces: `{meant}`"
                if meant
                else "write a fact and its value between braces: `{activity.interaction: post}`",
                instead=meant,
            )
        )
        return NEVER
    if not form:
        context.faults.append(
            fault(
                NOT_A_CONDITION,
                "no fact is named, so this would always hold",
                document,
                path,
                help="write a fact and its value between the braces: `{activity.interaction: post}`",
            )
        )
        return NEVER
    parts = tuple(_test(key, value, document, (*path, key), context) for key, value in form.items())
    return parts[0] if len(parts) == 1 else All(parts=parts)


def _condition_meant(form: object, context: Context) -> str | None:
    """Return a condition that was written as text: in quotes, or as the name of a fact that is to be so."""
    words = form.strip() if isinstance(form, str) else ""
    fact = context.facts.get(context.aliases.get(words, words))
    if fact is not None:
        return f"{{{words}: true}}" if fact.domain.read_test(True) is not None else None
    inner = re.fullmatch(r"\{?(?P<fact>[\w.]+): (?P<value>[\w.]+|\{[^{}\n]*\}|\[[^\[\]\n]*\])\}?", words)
    return f"{{{inner['fact']}: {inner['value']}}}" if inner and inner["fact"] in context.facts else None


def _test(key: str, value: object, document: Document, path: Path, context: Context) -> Condition:
    match key:
        case "all" | "any":
            return _joined(key, value, document, path, context)
        case "not":
            return Not(part=lower_condition(value, document, path, context))
        case "readings":
            return _by_reading(value, document, path, context)
    fact = context.facts.get(context.aliases.get(key, key))
    if fact is None:
        unknown = _unknown_fact(key, value, document, path, context)
        # Of one that is declared, but not as it must be, that alone is told: see `checks.spoilt`.
        if _told_where_declared(key, document, context):
            context.faults.append(replace(unknown, kind=DECLARED))
        elif declared := _declared_misspelt(key, document, context):
            context.unresolved.append((document.path, path))
            told = _misspelt_where_declared(key, declared, document)
            context.faults += [told] if told not in context.faults else []
        else:
            context.faults.append(unknown)
        return NEVER
    if fact.local_to and not _may_turn_on(fact, document, path):
        context.faults.append(
            fault(
                FOREIGN_FACT,
                f"`{key}` is a local fact of `{fact.local_to}`, and this holds for others too",
                document,
                path,
                key=True,
                help=FOR_EVERYBODY,
            )
        )
        return NEVER
    lowered = _fact_test(fact, value)
    if lowered is None:
        context.faults.append(_unknown_value(key, fact, value, document, path))
        return NEVER
    return lowered


def _told_where_declared(key: str, document: Document, context: Context) -> bool:
    """Whether a fact is declared, but not as it must be, and that is told there."""
    declared = [str(at[1]) for at in document.places if len(at) == 2 and at[0] == "facts"]
    if key in declared or any(_plainly(each) == _plainly(key) for each in declared if each not in context.facts):
        return True
    home = f"{identity(document).partition('/')[0]}."
    tail = key.removeprefix(home)
    spoilt = (each for each in declared if each not in context.facts and each != tail)
    return key.startswith(home) and (tail in declared or _ends(spoilt, tail))


def _declared_misspelt(key: str, document: Document, context: Context) -> str | None:
    """Return the local fact that was declared under a misspelt name: nothing turns on that, and several on this one."""
    uses, near = uses_of(document, context), nearest_fact(key, document, context)
    declared = near is not None and near in context.facts and ("facts", near) in document.places
    return near if declared and near and uses[key] > 1 and not uses[near] else None


def _misspelt_where_declared(key: str, declared: str, document: Document) -> Diagnostic:
    return fault(
        UNKNOWN_FACT,
        f"nothing turns on the fact `{declared}`, and conditions turn on `{key}`, which nobody declares",
        document,
        ("facts", declared),
        key=True,
        help=f"did you mean `{key}`?",
        instead=key,
    )


def _ends(names: Iterable[str], tail: str) -> bool:
    return any(each.rpartition(".")[2] == tail for each in names)


def _plainly(name: str) -> str:
    return re.sub("[-_ ]", "", name).lower()


def _may_turn_on(fact: Fact, document: Document, path: Path) -> bool:
    """Whether a document may turn on a local fact; of norms in overlays a check says it, who knows the norm."""
    if not isinstance(document.form, OverlayForm):
        return False
    return path[0] != "facts" or document.form.id.partition("/")[0] == fact.local_to


def _joined(key: str, value: object, document: Document, path: Path, context: Context) -> Condition:
    """Lower conditions of which `all` or `any` must hold."""
    if not isinstance(value, list):
        from smpolicy.lowering.meant_values import in_yaml  # whoever decides mends nothing

        words = f"[{in_yaml(value)}]" if isinstance(value, dict) and len(value) == 1 else ""
        meant = words if 0 < len(words) <= _LONGEST_SHOWN else None
        context.faults.append(
            fault(
                NOT_A_CONDITION,
                f"`{key}` needs a list of conditions",
                document,
                path,
                help=f"write `{key}: {meant or '[{first.fact: true}, {second.fact: true}]'}`",
                instead=meant,
            )
        )
        return NEVER
    parts = tuple(lower_condition(each, document, (*path, n), context) for n, each in enumerate(value))
    return All(parts=parts) if key == "all" else AnyOf(parts=parts)


def _unknown_fact(name: str, value: object, document: Document, path: Path, context: Context) -> Diagnostic:
    joined = re.fullmatch(r"(?P<fact>[\w.]+?)(?P<mark>:| ?==? ?)(?P<value>[\w.]+)", name)
    if joined and value is None and context.aliases.get(joined["fact"], joined["fact"]) in context.facts:
        meant = f"{joined['fact']}: {joined['value']}"
        what = "a space behind the colon" if joined["mark"] == ":" else "a colon"
        mend = f"between a fact and its value stands {'a colon and a space' if what == 'a colon' else what}: `{meant}`"
        message = f"{quoted(name)} is read as the name of a fact: {what} is missing"
        return fault(UNKNOWN_FACT, message, document, path, key=True, help=mend, instead=meant)
    near = nearest_fact(name, document, context)
    local = isinstance(document.form, OverlayForm) and name.startswith(f"{document.form.id.partition('/')[0]}.")
    declare = f"declare it under `facts:`, as `{name}: a question?`" if local else "use a fact that is declared"
    mend = f"did you mean `{near}`?" if near else declare
    return fault(UNKNOWN_FACT, f"no fact is called `{name}`", document, path, key=True, help=mend, instead=near)


def _unknown_value(key: str, fact: Fact, value: object, document: Document, path: Path) -> Diagnostic:
    from smpolicy.lowering.meant_values import in_yaml, value_meant  # whoever decides mends nothing

    meant = value_meant(fact.domain, value, lambda each: fact.domain.read_test(each) is not None)
    mend = f"did you mean `{in_yaml(meant.value)}`? " if meant else ""
    return fault(
        UNKNOWN_VALUE,
        f"`{_written(value)}` is no value of `{key}`",
        document,
        path,
        help=f"{mend}expected {fact.domain.describe()}{fact.domain.or_test}",
        instead=meant.text if meant else None,
        where=document.place(*path, *meant.path, key=meant.key) if meant else None,
    )


def _written(value: object) -> str:
    """Write a value as it would stand in a document."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_written(each)}' for key, each in value.items())}}}"
        case _:
            return quoted(str(value)).strip("`")


def _fact_test(fact: Fact, value: object) -> Condition | None:
    """Lower one test; `None` where the value does not fit the fact's domain."""
    asked = fact.domain.read_test(value)
    if asked is None:
        return None
    parts = [Test(fact=fact.name, relation=each.relation, operand=each.operand) for each in asked]
    return parts[0] if len(parts) == 1 else All(parts=tuple(parts))


def _may_be_read_in(document: Document, path: Path, question: str) -> bool:
    """Whether a condition may turn on an overlay's own open question: in a norm of a document that declares it."""
    form = document.form
    declares = isinstance(form, OverlayForm) and question in (question_id(form, key) for key in form.open_questions)
    return declares and path[0] != "facts"


def _by_reading(value: object, document: Document, path: Path, context: Context) -> Condition:
    """Lower a condition that depends on how one open question is read."""
    if not isinstance(value, dict) or len(value) != 1 or not isinstance(next(iter(value.values())), dict):
        context.faults.append(
            fault(
                NOT_A_CONDITION,
                "`readings` needs one open question, with a condition for each of its readings",
                document,
                path,
                help=f"write `readings: {_readings_of_one(context)}`",
            )
        )
        return NEVER
    ((name, branches),) = value.items()
    question = context.questions.get(name)
    if question is not None and question.local_to and not _may_be_read_in(document, path, name):
        context.faults.append(
            fault(
                FOREIGN_QUESTION,
                f"`{name}` is an open question of an overlay of `{question.local_to}`, and touches its norms alone",
                document,
                (*path, name),
                key=True,
                help="turn on it in the norms of the overlay that declares it; another overlay of the structure may "
                "declare it too, in the same words",
            )
        )
        return NEVER
    expected = dict(question.readings) if question else {}
    if set(branches) != set(expected) or not expected:
        listed = ", ".join(f"`{reading}`" for reading in expected) or "none: there is no such question"
        context.faults.append(
            fault(
                UNKNOWN_READING,
                f"the readings given for `{name}` are not those of the open question",
                document,
                (*path, name),
                key=True,
                help=f"its readings are {listed}",
            )
        )
        return NEVER
    return ByReading(
        question=name,
        readings=tuple(
            (reading, lower_condition(branches[reading], document, (*path, name, reading), context))
            for reading in expected
        ),
    )


def _readings_of_one(context: Context) -> str:
    """Write the readings of an open question, each to be completed: of the first there is, or of one made up."""
    asked = next((each for each in context.questions.values() if not each.local_to), None)
    name, readings = (asked.id, tuple(key for key, _ in asked.readings)) if asked else ("rules:q1", ("narrow", "wide"))
    return "{" + f"{name}: {{" + ", ".join(f"{each}: {{...}}" for each in readings) + "}}"


def lower_lines(form: Mapping[str, Any], document: Document, path: Path, context: Context) -> tuple[Line, ...]:
    """Lower condition lines, each keyed by the words that state it, and what is implied."""
    lines: list[Line] = []
    for words, value in form.items():
        if words in context.facts and not isinstance(value, dict):
            context.faults.append(_line_without_words(words, value, document, (*path, words)))
            lines.append(Line(words=words, condition=NEVER, span=document.place(*path, words, key=True)))
        elif words == "implied":
            lines.extend(_implied(value, document, (*path, words), context))
        else:
            lines.append(
                Line(
                    words=words,
                    condition=lower_condition(value, document, (*path, words), context),
                    span=document.place(*path, words, key=True),
                )
            )
    return tuple(lines)


def _line_without_words(name: str, value: object, document: Document, path: Path) -> Diagnostic:
    """Report a fact that stands where the words of the text should, which state what it asks."""
    mend = f"write the words of the text that say so, and the fact behind them: `words: {{{name}: {_written(value)}}}`"
    message = f"the fact `{name}` stands where words of the text should"
    return fault(NOT_A_CONDITION, message, document, path, key=True, help=mend)


def _implied(form: object, document: Document, path: Path, context: Context) -> Iterator[Line]:
    for index, item in enumerate(form if isinstance(form, list) else [form]):
        item_path = (*path, index) if isinstance(form, list) else path
        if not isinstance(item, dict) or set(item) != {"because", "holds"} or not isinstance(item["because"], str):
            context.faults.append(
                fault(
                    NOT_A_CONDITION,
                    "what is implied needs `because`, a reason, and `holds`, a condition",
                    document,
                    item_path,
                    help="write `implied: [{because: why the words need not say it, holds: {some.fact: true}}]`",
                )
            )
            continue
        holds = lower_condition(item["holds"], document, (*item_path, "holds"), context)
        yield Line(words=None, because=item["because"], condition=holds, span=document.place(*item_path))
