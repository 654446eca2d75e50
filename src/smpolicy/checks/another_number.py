"""The number in the words of a line is the bound of its condition, and so is the last day of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from smpolicy.checks.sense import Beside, in_doubt, lines_beside, turned_before
from smpolicy.checks.turned import proved_by_examples, with_condition
from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.corrections import Correction, Edit
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.source import Path, Span
from smpolicy.meaning.amounts import UNITS, Amount, amounts, last_days
from smpolicy.meaning.conditions import All, AnyOf, ByReading, Condition, Not, Test
from smpolicy.meaning.domains import Asked
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Vocabulary

RULE: Final = Rule(
    code="SMP434",
    name="another-number",
    severity="warning",
    summary="The words of this line name a number, and its condition turns on another one, takes in or leaves out the "
    "number itself where the words do not, or looks to its other side. Or they name the last day of a period, and the "
    "condition ends before or after it.",
    mend="Write the bound that the words state: `under` and `over` leave the number out, `at_least` and `at_most` take "
    "it in. `until` is the first day that no longer counts.",
    wrong="within 36 hours of its end: {arcadia.hours_since_patrol: {under: 24}}",
    right="within 36 hours of its end: {arcadia.hours_since_patrol: {under: 36}}",
)

#: By the relation of a test: how far behind what it names the values above begin, and whether it asks for these.
_ASKED: Final = {"under": (0, False), "at-least": (0, True), "over": (1, True), "at-most": (1, False)}
#: The key of a document for a bound.
_KEYS: Final = {bound: relation.replace("-", "_") for relation, bound in _ASKED.items()}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each number, and each last day, in the words of a line that is not the bound of its condition."""
    vocabulary = checked.lowered.vocabulary
    for written, norm in in_doubt(checked):
        for line in lines_beside(written):
            yield from _days(line, written, vocabulary)
            yield from _by_examples(line, written, norm, checked)
            bounds = [*_bounds(line.condition, vocabulary)]
            for amount in _of_these([*amounts(line.words)], bounds, vocabulary) if bounds else ():
                known = [bound for bound in bounds if _counted(amount, bound, vocabulary) is not None]
                if known and not any(_agree(amount, bound, line, written, vocabulary) for bound in known):
                    test, _ = known[0]
                    said = vocabulary.facts[test.fact].domain.said(Asked(test.relation, test.operand))
                    yield report(
                        RULE,
                        f"the words say {quoted(amount.words)}, and the condition {said}",
                        _place(line, test, written, vocabulary),
                        help=_help(amount, known[0], vocabulary),
                        norm=norm.id,
                        provision=norm.provision,
                        corrections=_corrections(amount, known[0], line, written, vocabulary),
                    )


def _days(line: Beside, written: Written, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Report the last day of a period in the words of a line, where its one condition on days is another period."""
    match [*last_days(line.words)], line.condition:
        case [last], Test(relation="during", operand=operand) as test:
            (_, until) = sorted(date.fromisoformat(str(each)) for each in operand)
            after = last.follows(until.year)
            if after is not None and not last.is_(until - timedelta(days=1)):
                said = vocabulary.facts[test.fact].domain.said(Asked(test.relation, test.operand))
                yield report(
                    RULE,
                    f"the words say {quoted(last.words)}, and the condition {said}",
                    written.document.place(*line.path, key=True),
                    help=f"write `until: {after}`, the first day that no longer counts, or mend the words",
                    norm=written.norm.id,
                    provision=written.norm.provision,
                )


def _bounds(condition: Condition, vocabulary: Vocabulary, *, so: bool = True) -> Iterator[tuple[Test, bool]]:
    """Yield each test of a number in a condition, and whether the condition asks that it holds."""
    match condition:
        case Test():
            if _unit((condition, so), vocabulary):
                yield condition, so
        case Not(part=part):
            yield from _bounds(part, vocabulary, so=not so)
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _bounds(part, vocabulary, so=so)
        case ByReading(readings=readings):
            for _, part in readings:
                yield from _bounds(part, vocabulary, so=so)


def _of_these(found: list[Amount], bounds: list[tuple[Test, bool]], vocabulary: Vocabulary) -> list[Amount]:
    """Return the numbers that count what is tested, or a bound on something without a name, where there is one only."""
    counted = [each for each in found if any(_exact(each, bound, vocabulary) for bound in bounds)]
    unnamed = [each for each in found if each.edge is not None and each.unit.lower().removesuffix("s") not in UNITS]
    return counted or (unnamed if len(unnamed) == 1 else [])


def _unit(bound: tuple[Test, bool], vocabulary: Vocabulary) -> str:
    return vocabulary.facts[bound[0].fact].domain.printed().get("unit", "")


def _exact(amount: Amount, bound: tuple[Test, bool], vocabulary: Vocabulary) -> bool:
    return amount.counted_in(_unit(bound, vocabulary)) is not None


def _counted(amount: Amount, bound: tuple[Test, bool], vocabulary: Vocabulary) -> tuple[int, int] | None:
    unit = _unit(bound, vocabulary)
    known = amount.counted_in(unit)
    return (amount.number, 1) if known is None and amount.unit.lower().removesuffix("s") not in UNITS else known


def _agree(amount: Amount, bound: tuple[Test, bool], line: Beside, written: Written, vocabulary: Vocabulary) -> bool:
    """Whether a number in words is the bound of a test, on the side that the words say."""
    (test, so), counted = bound, _counted(amount, bound, vocabulary)
    number, each = counted or (amount.number, 1)
    if test.relation not in _ASKED:
        return any(
            number <= int(named) * each <= number + 1 or int(named) + 1 == number for named in map(str, test.operand)
        )
    named = next(int(str(named)) for named in test.operand)
    edge, above = _ASKED[test.relation]
    if each > 1:  # the words count something smaller, so that the edge of a bound cannot be told
        return named * each == number
    if amount.edge is None:
        return named + edge in (number, number + 1)
    sides_differ = amount.above is not None and amount.above != (above == so)
    sure = written.form.polarity is None and not turned_before(line, written.norm)
    return named + edge == number + amount.edge and not (sides_differ and sure)


def _by_examples(line: Beside, written: Written, norm: Norm, checked: Checked) -> Iterator[Diagnostic]:
    """Report a number whose bound the words leave open, where the norm's own examples say that it is another one."""
    found = _other_bound(line, written, norm, checked)
    if found is None:
        return
    amount, test, other = found
    vocabulary = checked.lowered.vocabulary
    said = vocabulary.facts[test.fact].domain.said(Asked(test.relation, test.operand))
    meant = f"{other.relation.replace('-', '_')}: {amount.number}"
    paths = [*_numbers(written.at(line.path), line.path, test, vocabulary)]
    document = written.document
    edits: tuple[Edit, ...] = ()
    if len(paths) == 1 and test.relation not in _ASKED:
        edits = (Edit(span=document.place(*paths[0]), text=f"{{{meant}}}"),)
    elif len(paths) == 1:
        edits = (Edit(span=document.place(*paths[0], key=True), text=other.relation.replace("-", "_")),)
    yield report(
        RULE,
        f"the words say {quoted(amount.words)}, and the condition {said}; the norm's own examples say otherwise",
        _place(line, test, written, vocabulary),
        help=f"write `{meant}`, or mend the examples",
        severity="error",
        norm=norm.id,
        provision=norm.provision,
        corrections=(Correction(label=f"write `{meant}`", edits=edits),) if edits else (),
    )


def _other_bound(line: Beside, written: Written, norm: Norm, checked: Checked) -> tuple[Amount, Test, Test] | None:
    """Return the bound that examples ask for where words leave it open, with what is asked, if it is another one."""
    vocabulary, test = checked.lowered.vocabulary, line.condition
    if not written.form.examples or not isinstance(test, Test) or not _unit((test, True), vocabulary):
        return None
    said = [each for each in amounts(line.words) if each.edge is None and _exact(each, (test, True), vocabulary)]
    if len(said) != 1 or [*map(str, test.operand)] != [str(said[0].number)]:
        return None
    for relation in ("under", "at-most", "at-least", "over"):
        other = replace(test, relation=relation)
        if relation != test.relation and proved_by_examples(written, norm, with_condition(norm, line, other), checked):
            return said[0], test, other
    return None


def bounds_are_others(written: Written, norm: Norm, checked: Checked) -> bool:
    """Whether the examples of a norm come out as they expect only with another bound that its words leave open."""
    lines = lines_beside(written) if written.form.examples else ()
    return any(_other_bound(line, written, norm, checked) for line in lines)


def _place(line: Beside, test: Test, written: Written, vocabulary: Vocabulary) -> Span:
    """Return where the number of a test stands; where several may be its, the words of its line."""
    found = [*_numbers(written.at(line.path), line.path, test, vocabulary)]
    document = written.document
    return document.place(*found[0]) if len(found) == 1 else document.place(*line.path, key=True)


def _numbers(form: object, path: Path, test: Test, vocabulary: Vocabulary) -> Iterator[Path]:
    """Yield where the number of a test may stand in a condition as it is written."""
    if isinstance(form, list):
        for n, each in enumerate(form):
            yield from _numbers(each, (*path, n), test, vocabulary)
    for key, value in form.items() if isinstance(form, dict) else ():
        if vocabulary.named(str(key)) != test.fact:
            yield from _numbers(value, (*path, key), test, vocabulary)
        elif not isinstance(value, dict):
            yield from ((*path, key),) if test.relation not in _ASKED else ()
        elif (bound := test.relation.replace("-", "_")) in value:
            yield (*path, key, bound)


def _corrections(
    amount: Amount, bound: tuple[Test, bool], line: Beside, written: Written, vocabulary: Vocabulary
) -> tuple[Correction, ...]:
    """Return the number of the words as the bound, where they say no other bound; what else is meant people decide."""
    found = [*_numbers(written.at(line.path), line.path, bound[0], vocabulary)]
    counted = _counted(amount, bound, vocabulary)
    test, so = bound
    if len(found) != 1 or counted is None or counted[1] != 1 or test.relation not in _ASKED or not so:
        return ()
    key, above = found[0][-1], _ASKED[test.relation][1] if amount.above is None else amount.above
    meant = str(key) if amount.edge is None else _KEYS[amount.edge, above]
    document = written.document
    edits = [Edit(span=document.place(*found[0]), text=str(counted[0]))]
    if meant != key:
        edits.insert(0, Edit(span=document.place(*found[0], key=True), text=meant))
    return (Correction(label=f"write `{meant}: {counted[0]}`", edits=tuple(edits)),)


def _help(amount: Amount, bound: tuple[Test, bool], vocabulary: Vocabulary) -> str:
    counted = _counted(amount, bound, vocabulary)
    number, each = counted or (amount.number, 1)
    unit = _unit(bound, vocabulary)
    if each > 1:
        return f"count in a smaller unit than {unit}s, or write as many {unit}s as the words say"
    relation = bound[0].relation
    if amount.edge is None or (amount.above is None and relation not in _ASKED):
        return f"write the number of the words, {number}, or mend the words"
    above = _ASKED[relation][1] if amount.above is None else amount.above
    return f"write `{_KEYS[amount.edge, above]}: {number}`, or mend the words"
