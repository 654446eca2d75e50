"""A diagnostic is a value, and each output format shows all that its readers need of it."""

import json
import unicodedata
from pathlib import Path

from jsonschema import Draft202012Validator

from smpolicy.checks.rules import RULES
from smpolicy.documents.file_rules import UNREADABLE_FILE
from smpolicy.documents.schema import shipped
from smpolicy.documents.syntax_rules import DUPLICATE_KEY, NOT_YAML, TAB
from smpolicy.foundations.corrections import Correction, Edit, corrected
from smpolicy.foundations.diagnostics import Diagnostic, Related, report
from smpolicy.foundations.source import Source, Span
from smpolicy.render import concise, full, github, sarif
from smpolicy.render import json as json_format

CONTRACT = Path(__file__).parents[1] / "data/contract/check.json"

TEXT = "a: 1\nb: 2\na: 3\n"
SOURCE = Source(path="dir/x.yaml", text=TEXT)
SOURCES = {SOURCE.path: SOURCE}
DUPLICATE = report(
    DUPLICATE_KEY,
    "the key `a` stands here a second time",
    SOURCE.span(10, 11),
    help="remove one",
    related=[Related(span=SOURCE.span(0, 1), message="it stands here first")],
)
WHOLE = report(UNREADABLE_FILE, "cannot be read", None, path="y.yaml")


def underlined(text: str, start: int, end: int) -> list[str]:
    """Show a stretch of a text; give the lines between the arrow and the summary."""
    source = Source(path="x", text=text)
    each = report(NOT_YAML, "m", source.span(start, end))
    return full.render([each], {"x": source}, 1).splitlines()[2:-2]


def test_full() -> None:
    """The message, both places underlined, the help and a summary."""
    assert full.render([DUPLICATE], SOURCES, 2) == (
        "error[SMP111] duplicate-key: the key `a` stands here a second time\n"
        " --> dir/x.yaml:3:1\n"
        "  |\n"
        "3 | a: 3\n"
        "  | ^\n"
        "  |\n"
        "  |\n"
        "1 | a: 1\n"
        "  | - it stands here first\n"
        "  |\n"
        "  = help: remove one\n"
        "\n"
        "2 files checked: 1 error, 0 warnings, 0 notes\n"
    )


def test_full_of_nothing() -> None:
    """Where nothing was found the summary says so."""
    assert full.render([], {}, 1) == "1 file checked: 0 errors, 0 warnings, 0 notes\n"


def test_full_without_source() -> None:
    """A finding about a whole file, or whose text is not at hand, is written without lines."""
    written = full.render([WHOLE, DUPLICATE], {}, 2)
    assert "--> y.yaml\n" in written
    assert "::: dir/x.yaml:1:1: it stands here first\n" in written
    nowhere = report(UNREADABLE_FILE, "m", None)
    assert full.render([nowhere], {}, 0).startswith("error[SMP101] unreadable-file: m\n\n")


def test_full_related_elsewhere() -> None:
    """A related place in another file is named, and underlined too."""
    other = Source(path="o.yaml", text="zz")
    each = report(TAB, "m", SOURCE.span(0, 1), related=[Related(span=other.span(0, 2), message="see")])
    written = full.render([each], SOURCES | {"o.yaml": other}, 1)
    assert " ::: o.yaml:1:1: see\n" in written
    assert "  | -- see\n" in written


def test_wide_characters() -> None:
    """The marks stand beneath the words, also where letters take two columns or none."""
    assert underlined("字e\u0301: x", 5, 6) == ["  |", "1 | 字e\u0301: x", "  |      ^", "  |"]
    assert underlined("a: 字字", 3, 5)[2] == "  |    ^^^^"


def test_tabs_and_escapes_are_tamed() -> None:
    """A tab takes its columns, and nothing from a file reaches the terminal as a command."""
    assert underlined("\ta", 0, 1) == ["  |", "1 |     a", "  | ^^^^", "  |"]
    evil = report(TAB, "\x1b[2J\u202e\t\t", SOURCE.span(0, 1), help="write\t`x`")
    for render in (full.render, concise.render, github.render, json_format.render):
        written = render([evil], {"dir/x.yaml": Source(path="dir/x.yaml", text="\x1b[2J")}, 1)
        assert "\x1b" not in written
        assert "\u202e" not in written
        assert "\t" not in written


def test_long_lines_are_trimmed() -> None:
    """A long line is cut around what is underlined."""
    text = "x" * 500 + "HERE" + "y" * 500
    _, line, marks, _ = underlined(text, 500, 504)
    assert len(line) < 120
    start = marks.index("^")
    assert line[start : start + 4] == "HERE"
    assert marks.count("^") == 4
    assert line.startswith("1 | ...")
    assert line.endswith("...")


def test_many_lines() -> None:
    """Of a span over many lines the first are shown, without marks beneath the indentation."""
    text = "a: >\n" + "  b\n" * 9
    shown = underlined(text, 3, len(text))
    assert shown[:5] == ["  |", "1 | a: >", "  |    ^", "2 |   b", "  |   ^"]
    assert shown[-2:] == ["  | ...", "  |"]


def test_nothing_to_underline() -> None:
    """A place between characters gets one mark."""
    assert underlined("a:", 2, 2)[2] == "  |   ^"


def test_concise() -> None:
    """One line each, and a summary, also where nothing was found."""
    assert concise.render([DUPLICATE, WHOLE], SOURCES, 2) == (
        "dir/x.yaml:3:1: error SMP111 duplicate-key the key `a` stands here a second time\n"
        "y.yaml: error SMP101 unreadable-file cannot be read\n"
        "2 files checked: 2 errors, 0 warnings, 0 notes\n"
    )
    assert concise.render([report(TAB, "a\nb", None)], {}, 0).splitlines()[0] == "error SMP123 tab a b"
    assert concise.render([], {}, 1) == "1 file checked: 0 errors, 0 warnings, 0 notes\n"


def rich() -> Diagnostic:
    """Make a diagnostic with everything in it."""
    return report(
        DUPLICATE_KEY,
        "m",
        Span(path="p", line=31, column=22, end_line=31, end_column=45),
        help="h",
        related=[Related(span=Span(path="q", line=1, column=1, end_line=1, end_column=2), message="r")],
        norm="arcadia/ai-2024-07#patrol-routes",
        provision="si31:7.2.b7",
        kind="adds-exception",
        witness={"facts": {"a": "b"}},
        survives="s",
    )


def test_json_has_the_keys_of_the_contract() -> None:
    """The keys and their order are those that other tools are written against."""
    contract = json.loads(CONTRACT.read_text(encoding="utf-8"))
    written = json.loads(json_format.render([rich()], {}, 1))
    assert written.keys() == contract.keys()
    assert written["format"] == contract["format"]
    assert list(written["diagnostics"][0]) == list(contract["diagnostics"][0])
    assert list(written["diagnostics"][0]["related"][0]) == list(contract["diagnostics"][0]["related"][0])
    assert written["summary"] == {"files": 1, "errors": 1, "warnings": 0, "notes": 0}


def test_json_has_all_that_a_tool_needs_to_make_a_correction() -> None:
    """The edits of a finding, as other tools get them, mend its file; and the published schema describes them."""
    source = Source(path="x.yaml", text="a: 1\nbearer: official\n")
    edits = (Edit(span=source.span(13, 13), text="["), Edit(span=source.span(21, 21), text="]"))
    correction = Correction(label="write `bearer: [official]`", edits=edits, safe=True)
    found = report(DUPLICATE_KEY, "m", source.span(5, 21), corrections=[correction])
    printed = json.loads(json_format.render([found], {}, 1))
    Draft202012Validator(shipped("smpolicy/diagnostics@1")).validate(printed)
    (each,) = printed["diagnostics"][0]["corrections"]
    assert {"label": each["label"], "safe": each["safe"]} == {"label": correction.label, "safe": True}
    read = Correction(
        label=each["label"],
        safe=each["safe"],
        edits=tuple(Edit(text=edit.pop("text"), span=Span(path="x.yaml", **edit)) for edit in each["edits"]),
    )
    assert read == correction
    assert corrected(source, [read])[0].text == "a: 1\nbearer: [official]\n"


def test_json_leaves_out_what_is_not_there() -> None:
    """An optional key without a value is left out."""
    written = json.loads(json_format.render([WHOLE], {}, 3))
    assert set(written["diagnostics"][0]) == {"code", "name", "severity", "message", "path"}
    assert written["summary"]["files"] == 3


def test_severities_are_counted() -> None:
    """Errors, warnings and notes are counted apart."""
    each = [report(TAB, "m", None, severity=severity) for severity in ("error", "warning", "warning", "note")]
    assert json_format.plain_diagnostics(each, files=1)["summary"] == {
        "files": 1,
        "errors": 1,
        "warnings": 2,
        "notes": 1,
    }
    assert full.render(each, {}, 1).endswith("1 file checked: 1 error, 2 warnings, 1 note\n")


def test_sarif() -> None:
    """Every rule is listed, and each result points to its rule and its place."""
    run = json.loads(sarif.render([rich(), WHOLE, report(TAB, "m", None)], {}, 1, rules=RULES))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == len(RULES)
    first, whole, nowhere = run["results"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "SMP111"
    assert first["message"]["text"] == "m\nhelp: h"
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 31,
        "startColumn": 22,
        "endLine": 31,
        "endColumn": 45,
    }
    assert first["relatedLocations"][0]["message"] == {"text": "r"}
    assert first["properties"]["witness"] == {"facts": {"a": "b"}}
    assert "region" not in whole["locations"][0]["physicalLocation"]
    assert "locations" not in nowhere


def test_github() -> None:
    """Each finding is one command, which nothing quoted from a file can end."""
    assert github.render([DUPLICATE], {}, 1) == (
        "::error file=dir/x.yaml,line=3,endLine=3,col=1,endColumn=2,title=SMP111 duplicate-key"
        "::the key `a` stands here a second time%0Ahelp: remove one\n"
    )
    evil = report(TAB, "100%\n::error::x\r\n", None, path="a,b:c.yaml", severity="note")
    assert github.render([evil], {}, 1) == (
        "::notice file=a%2Cb%3Ac.yaml,title=SMP123 tab::100%25%0A::error::x%0D%0A\n"
    )
    over = report(TAB, "m", SOURCE.span(0, 8), severity="warning")
    assert github.render([over], {}, 1).startswith("::warning file=dir/x.yaml,line=1,endLine=2,col=1,title=")
    assert github.render([report(TAB, "m", None)], {}, 1) == "::error title=SMP123 tab::m\n"


def test_nothing_that_a_terminal_acts_on_is_printed_raw() -> None:
    """Whatever a document quotes and however a file is called, no format prints control characters or other lines."""
    hostile = "x\x1b[31m\x9b\u202e\x07"
    path, span = (
        f"{hostile}\n::error::forged.yaml",
        Span(path="other\n.yaml", line=1, column=1, end_line=1, end_column=2),
    )
    related = Related(span=span, message=hostile)
    each = report(TAB, f"it says {hostile}", None, help=f"not {hostile}", path=path, related=[related])
    assert not controls(each.message + each.help + each.place)
    printed = {
        "full": full.render([each], {}, 1),
        "concise": concise.render([each], {}, 1),
        "github": github.render([each], {}, 1),
        "sarif": sarif.render([each], {}, 1, rules=[TAB]),
        "json": json_format.render([each], {}, 1),
    }
    for name, text in printed.items():
        assert not controls(text.replace("\n", "")), name
    assert printed["concise"].count("\n") == 2
    assert printed["github"].count("\n") == 1
    assert not any(line.startswith("::error::forged") for line in "".join(printed.values()).splitlines())


def controls(text: str) -> set[str]:
    """Return the characters that a terminal acts on, or that turn the order of others round."""
    return {character for character in text if unicodedata.category(character) in ("Cc", "Cf")}
