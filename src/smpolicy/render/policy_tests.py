"""What came of scenarios and examples: in text, and as JUnit XML, both from `smpolicy/tests@1`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from smpolicy.documents.scalars import scalar_value
from smpolicy.foundations.source import on_one_line, visible

if TYPE_CHECKING:
    from smpolicy.render import formats

#: Text that YAML takes for itself without quotes.
_PLAIN: Final = re.compile(r"[A-Za-z](?:[\w./-]|:(?=\w))*|\d{4}-\d\d-\d\d")
#: What no XML can hold, in whatever way it is written.
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_of_tests(run: formats.PolicyTests, *, every_one: bool = False) -> str:
    """Write what failed, expected beside got, and at the end how many came out; `every_one` names the others too."""
    passed = [_passed(each) for each in run["tests"] if every_one and each["result"] == "passed"]
    failed = ["\n".join(_failed(each)) for each in run["tests"] if each["result"] == "failed"]
    blocks = [*(["\n".join(passed)] if passed else []), *failed]
    if "coverage" in run:
        blocks.append("\n".join(_coverage(run["coverage"])))
    if "mutants" in run:
        slipped = [each for each in run["mutants"]["mutants"] if each["fate"] == "slipped"]
        alike = list(_by_scenario(slipped))
        blocks.extend("\n".join(_slipped(each)) for each in alike)
        offered = sum(each[0]["scenario"] is not None for each in alike)
        if offered:
            blocks.append(_what_to_paste(offered))
        blocks.append("\n".join(_mutants(run["mutants"], every_one=every_one)))
    blocks.append(_summary(run))
    return "\n\n".join(blocks) + "\n"


def _passed(tried: formats.TriedTest) -> str:
    return f"passed  {_placed(tried['place'])}  {visible(tried['name'])}"


def _failed(tried: formats.TriedTest) -> Iterator[str]:
    yield f"FAILED  {_placed(tried['place'])}  {visible(tried['name'])}"
    yield f"  expected:  {visible(tried['expected'])}"
    yield f"  got:       {visible(tried['got'])}"
    for problem in tried["problems"]:
        if tried["got"] == "impossible" or not problem.startswith("expected `"):
            yield f"  - {visible(problem)}"
    differing = tried["differing"]
    if differing is not None:
        by = f": “{visible(differing['words'])}”" if differing["words"] else ""
        stands = f"{visible(differing['norm'])} stands as `{visible(differing['status'])}`{by}"
        yield f"  first norm that differs: {stands}"
        yield f"    --> {_placed(differing['place'])}"
    if tried["to_state"]:
        yield f"  state also: {', '.join(f'`{visible(each)}`' for each in tried['to_state'])}"


def _placed(place: formats.Place) -> str:
    return f"{on_one_line(place['path'])}:{place['line']}"


def _summary(run: formats.PolicyTests) -> str:
    counted = run["summary"]
    kinds = {"scenario": 0, "example": 0}
    for each in run["tests"]:
        kinds[each["kind"]] += 1
    told = ", ".join(f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in kinds.items())
    faulty = f", {counted['faulty']} faulty" if counted["faulty"] else ""
    return f"{told}: {counted['passed']} passed, {counted['failed']} failed{faulty}"


#: What is not shown, in words.
_NOT_SHOWN: Final = {
    "met": "the norm is never met",
    "broken": "the norm is never broken",
    "exception": "no exception of the norm ever holds",
    "outside": "the norm never fails to apply",
    "holds": "never holds",
    "fails": "never fails",
    "decides": "never decides alone",
}


def _coverage(coverage: formats.PolicyCoverage) -> Iterator[str]:
    for norm in coverage["norms"]:
        for each in norm["not_shown"]:
            words = f"“{visible(each['words'])}” " if each["words"] else ""
            yield f"not shown  {_placed(each['place'])}  {visible(norm['norm'])}: {words}{_NOT_SHOWN[each['aspect']]}"
            yield f"  {_shown_by(each)}"
    yield f"coverage: {coverage['shown']} of {coverage['to_show']} shown, {coverage['percent']:.1f} %"


def _shown_by(each: formats.NotShown) -> str:
    if each["facts"] is None:
        return "no activity can show it, which is proved: it does not count"
    return f"an activity that shows it: {in_flow(each['facts'])}"


def _by_scenario(slipped: Sequence[formats.PolicyMutant]) -> Iterator[list[formats.PolicyMutant]]:
    """Yield the mutants that one scenario would catch together, in the order of the text."""
    left = list(slipped)
    while left:
        scenario = left[0]["scenario"]
        alike = [each for each in left if scenario is not None and each["scenario"] == scenario] or left[:1]
        yield alike
        left = [each for each in left if each not in alike]


def _slipped(mutants: Sequence[formats.PolicyMutant]) -> Iterator[str]:
    for each in mutants:
        yield f"SLIPPED  {_placed(each['place'])}  {visible(each['norm'])}: {visible(each['change'])}"
    scenario = mutants[0]["scenario"]
    if scenario is None:
        yield "  no scenario was found that would catch it"
        return
    yield f"  a scenario that would catch {'it' if len(mutants) == 1 else 'them'}, as the norm stands now:"
    for number, (key, value) in enumerate(scenario.items()):
        yield f"  {'- ' if number == 0 else '  '}{key}: {in_flow(value)}"


def _what_to_paste(offered: int) -> str:
    which = "the scenario, if it says" if offered == 1 else f"those of the {offered} scenarios that say"
    return (
        f"paste {which} what is meant, below `scenarios:` in a file that begins with `schema: smpolicy/scenarios@1`;\n"
        "`name:` is for your own words: what is decided, and why it matters"
    )


def _mutants(mutants: formats.PolicyMutants, *, every_one: bool) -> Iterator[str]:
    for each in mutants["mutants"]:
        if each["fate"] == "equivalent" or (every_one and each["fate"] == "caught"):
            told = f"{_placed(each['place'])}  {visible(each['norm'])}: {visible(each['change'])}"
            by = f"by proof: {each['by']}" if each["fate"] == "equivalent" else f"by {visible(each['by'])}"
            yield f"{each['fate']}  {told} ({by})"
    counted = {fate: mutants[fate] for fate in ("caught", "equivalent", "slipped")}
    yield f"mutants: {', '.join(f'{number} {fate}' for fate, number in counted.items())}"


def in_flow(value: object) -> str:
    """Write a value on one line as YAML reads it again, so that it can be pasted."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{in_flow(key)}: {in_flow(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(in_flow, value)) + "]"
        case bool():
            return str(value).lower()
        case str() if not _PLAIN.fullmatch(value) or not isinstance(scalar_value(value), str | date):
            return json.dumps(visible(value), ensure_ascii=False)
        case _:
            return str(value)


def text_of_impact(impact: formats.DraftImpact) -> str:
    """Write which scenarios a draft changes: before and after, each with the norms that the answer rests on."""
    blocks = []
    for each in impact["scenarios"]:
        if each["before"] == each["after"]:
            continue
        head = "CHANGED" if each["otherwise"] else "norms  "
        lines = [f"{head}  {_placed(each['place'])}  {visible(each['name'])} ({each['structure']}, {each['as_of']})"]
        for label, side in (("before", each["before"]), ("after", each["after"])):
            because = f", because of {', '.join(map(visible, side['because']))}" if side["because"] else ""
            lines.append(f"  {label + ':':<8}{visible(side['answer'])}{because}")
        blocks.append("\n".join(lines))
    number = impact["asked"]
    told = f"{number} scenario{'' if number == 1 else 's'} asked, {impact['answered_otherwise']} answered otherwise"
    return "\n\n".join([*blocks, f"{told} if {visible(impact['draft'])} came into force"]) + "\n"


def junit_of_tests(run: formats.PolicyTests) -> str:
    """Write JUnit XML: a suite for each file, a case for each scenario and each example."""
    counted = run["summary"]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    total = counted["passed"] + counted["failed"] + counted["faulty"]
    lines.append(
        f'<testsuites name="smpolicy" tests="{total}" failures="{counted["failed"]}" errors="{counted["faulty"]}">'
    )
    places = {each["place"]["path"] for each in (*run["tests"], *run["faults"])}
    by_file = {path: list(each) for path, each in groupby(run["tests"], lambda each: each["place"]["path"])}
    for path in sorted(places):
        faults = [each for each in run["faults"] if each["place"]["path"] == path]
        lines.extend(_suite(path, by_file.get(path, []), faults))
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(path: str, tried: Sequence[formats.TriedTest], faults: Sequence[formats.FaultyTest]) -> Iterator[str]:
    failed = sum(each["result"] == "failed" for each in tried)
    yield (
        f'  <testsuite name={_attribute(path)} tests="{len(tried) + len(faults)}" failures="{failed}" '
        f'errors="{len(faults)}" skipped="0">'
    )
    for each in tried:
        place = each["place"]
        head = f"    <testcase name={_attribute(each['name'])} classname={_attribute(each['about'])}"
        head += f' file={_attribute(place["path"])} line="{place["line"]}"'
        if each["result"] == "passed":
            yield f"{head}/>"
        else:
            message = _attribute(f"expected {each['expected']}, got {each['got']}")
            told = _text("\n".join(_failed(each)))
            yield f"{head}>"
            yield f'      <failure message={message} type="failed">{told}</failure>'
            yield "    </testcase>"
    for fault in faults:
        place = fault["place"]
        name = _attribute(f"line {place['line']}: {fault['rule']}")
        yield f"    <testcase name={name} classname={_attribute(place['path'])} file={_attribute(place['path'])}>"
        yield f"      <error message={_attribute(fault['message'])} type={_attribute(fault['rule'])}/>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _attribute(words: str) -> str:
    """Quote what anybody wrote as the value of an attribute, on one line, without what XML cannot hold."""
    return quoteattr(_held(visible(words)), {"\n": " ", "\t": " ", "\r": " "})


def _text(words: str) -> str:
    return escape(_held(words))


def _held(words: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", words)
