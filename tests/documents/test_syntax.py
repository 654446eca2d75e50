"""YAML is read strictly: every hostile form is a diagnostic with a place, never a crash, never silence."""

import math
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from profiles import draws
from smpolicy.checks.rules import RULES
from smpolicy.documents import comment_rules, syntax
from smpolicy.documents.characters import MOST_FINDINGS
from smpolicy.documents.files import decode
from smpolicy.documents.nodes import Entry, Mapping, Node, Scalar, Sequence, places, plain
from smpolicy.documents.syntax import DEEPEST, MOST_VALUES, read
from smpolicy.foundations.corrections import corrected
from smpolicy.foundations.diagnostics import Diagnostic, sorted_diagnostics
from smpolicy.foundations.source import INVISIBLE, MOST_BYTES, Source, Span

OVERLAY = Path(__file__).parents[1] / "data/contract/overlay.yaml"


def reading(text: str) -> tuple[Node | None, list[Diagnostic], Source]:
    """Read a text."""
    source = Source(path="x.yaml", text=text)
    node, found = read(source)
    return node, found, source


def findings(text: str) -> list[tuple[str, str]]:
    """Name each rule that a text breaks, with the words underlined."""
    _, found, source = reading(text)
    return [(each.name, source.slice(each.span)) for each in found if each.span]


def value(text: str) -> object:
    """Read a text that has no faults."""
    node, found, _ = reading(text)
    assert not found
    assert node is not None
    return plain(node)


HOSTILE = [
    # what would let a file mean something else than it seems to say
    ("a: 1\na: 2", [("duplicate-key", "a")]),
    ("{a: 1, 'a': 2}", [("duplicate-key", "'a'")]),
    ("a: &x 1", [("anchor", "&x")]),
    ("a: *x", [("anchor", "*x")]),
    ("*x : 1", [("anchor", "*x")]),
    ("[*x, b]", [("anchor", "*x")]),
    ("text: *Never* share passwords", [("anchor", "*Never*")]),
    ("a: & b", [("anchor", "&")]),
    ("<<: {a: 1}", [("merge-key", "<<")]),
    ("<<: *x", [("merge-key", "<<"), ("anchor", "*x")]),
    ("a: !!str 1", [("tag", "!!str")]),
    ("a: !<tag:yaml.org,2002:str> 1", [("tag", "!<tag:yaml.org,2002:str>")]),
    ("a: [!x, b]", [("tag", "!x")]),
    ("!x &y a: 1\nb: 2", [("tag", "!x"), ("anchor", "&y")]),
    ("a: 1\n---\nb: 2", [("several-documents", "---")]),
    ("a: 1\n...\nb: 2\nc: 3", [("several-documents", "b: 2")]),
    ("%YAML 1.1\n---\na: 1", [("directive", "%YAML 1.1")]),
    ("%TAG ! tag:x,2000:\n---\na: 1", [("directive", "%TAG ! tag:x,2000:")]),
    ("\ufeffa: 1", [("byte-order-mark", "\ufeff")]),
    ("a: b\u202ec", [("bidirectional-character", "\u202e")]),
    ("# \u2066c\na: b", [("bidirectional-character", "\u2066")]),
    ('a: "\\u200f"', [("bidirectional-character", '"\\u200f"')]),
    ("a: b\x00c", [("control-character", "\x00")]),
    ("a: b\x85\u2028c", [("control-character", "\x85\u2028")]),
    ("a: b\ufeffc", [("control-character", "\ufeff")]),
    *(
        (f"a: pho{each}to", [("invisible-character", each)])
        for each in (
            "\u00ad",
            "\u200b",
            "\u200c",
            "\u200d",
            "\u2060",
            "\u2063",
            "\u034f",
            "\u115f",
            "\u2800",
            "\u3164",
            "\ufe0f",
            "\ufff9",
            "\ufdd0",
            "\uf0b7",
            "\U000e0041",
            "\U000e0100",
            "\U0001fffe",
            "\U0010fffd",
        )
    ),
    ("a\u200bb: c", [("invisible-character", "\u200b")]),
    ("# \u00ad\na: b", [("invisible-character", "\u00ad")]),
    ("a: b\u200b\u00adc", [("invisible-character", "\u200b\u00ad")]),
    ('a: "pho\\u200bto"', [("invisible-character", '"pho\\u200bto"')]),
    ('a: "pho\u200bto"', [("invisible-character", "\u200b")]),
    ('a: "\u200b\\u00ad"', [("invisible-character", '"\u200b\\u00ad"'), ("invisible-character", "\u200b")]),
    ("# a\rb: c\na: b", [("control-character", "\r")]),
    ("a: \ud800", [("control-character", "\ud800")]),
    ('a: "\\x1b[2J"', [("control-character", '"\\x1b[2J"')]),
    ('a: "\\uD800"', [("control-character", '"\\uD800"')]),
    ("", [("empty-document", "")]),
    ("# only a comment\n", [("empty-document", "")]),
    ("---\n...\n", [("empty-document", "")]),
    ("7.2: a", [("key-not-text", "7.2")]),
    ("true: a\n~: b", [("key-not-text", "true"), ("key-not-text", "~")]),
    (": a", [("key-not-text", ":")]),
    ("{: a}", [("key-not-text", ":")]),
    ("? [a]\n: b", [("key-not-text", "[a]")]),
    ("text: {{ name }}", [("key-not-text", "{ name }")]),
    ("a: 99999999999999999999", [("number-too-large", "99999999999999999999")]),
    ("a: 0xffffffffffffffff", [("number-too-large", "0xffffffffffffffff")]),
    ("a: -1e999", [("number-too-large", "-1e999")]),
    ("a: " + "9" * 5000, [("number-too-large", "9" * 5000)]),
    # words that would be lost
    ("text: do not use the hashtag #OSCE", [("comment-after-prose", "#OSCE")]),
    ("text: some words # and more  ", [("comment-after-prose", "# and more")]),
    ("text: post #OSCE", [("comment-after-prose", "#OSCE")]),
    ("text: #OSCE", [("comment-after-prose", "#OSCE")]),
    ("text: #OSCE\nother: a", [("comment-after-prose", "#OSCE")]),
    ("- #OSCE", [("comment-after-prose", "#OSCE")]),
    ("- see ##OSCE", [("comment-after-prose", "##OSCE")]),
    ("a: [x y # z\n  ]", [("comment-after-prose", "# z")]),
    ("a: {b: x #y\n  }", [("comment-after-prose", "#y")]),
    ("text: > #OSCE\n  a", [("comment-after-prose", "#OSCE")]),
    ("text: do not use\n  #OSCE\nb: c", [("comment-after-prose", "#OSCE")]),
    ("text: do not use\n  the #OSCE\n  hashtag", [("comment-after-prose", "#OSCE")]),
    ("text: do not use\r\n  #OSCE\r\n  hashtag", [("comment-after-prose", "#OSCE")]),
    ("bearer: staff\n  - interns", [("misplaced-item", "-")]),
    # text that is not YAML
    ("a:\tb", [("tab", "\t")]),
    ("a:\n\t\tb: c", [("tab", "\t\t")]),
    ("a: b\t", [("tab", "\t")]),
    ("a: b\n  c: d", [("broken-indentation", "c:")]),
    ("a: 'b'\n  c: d", [("broken-indentation", "c: d")]),
    ("  a: 1\nb: 2", [("broken-indentation", "b: 2")]),
    ("- a\nb: 1", [("broken-indentation", "b: 1")]),
    ("a: >\n   b\n c: d", [("broken-indentation", "c: d")]),
    ("a: b\nstatus:draft", [("missing-colon", "status:draft")]),
    ("status:draft\na: b", [("missing-colon", "status:draft")]),
    ("a: b\nc d\ne: f", [("missing-colon", "c d")]),
    ("a: b: c", [("colon-in-text", ":")]),
    ("a: {b: c: d}", [("colon-in-text", ":")]),
    ("x" * 1100 + ": 1", [("not-yaml", ":")]),
    ('a: "b\nc: d', [("unclosed-quote", '"b')]),
    ("a: 'b\n---\n", [("unclosed-quote", "'b")]),
    ("a: 'the Mission's guide'", [("unclosed-quote", "s guide'")]),
    ("'the Mission's guide'", [("unclosed-quote", "s guide'")]),
    ("a: [b, c", [("unclosed-bracket", "[")]),
    ("a: [b,", [("unclosed-bracket", "[")]),
    ("a: {b: c\nd: e", [("unclosed-bracket", "{")]),
    ("a: [b}", [("unclosed-bracket", "}")]),
    ("a: [b]]", [("unclosed-bracket", "]")]),
    ('a: ["b" "c"]', [("unclosed-bracket", '"c"]')]),
    ("a: > b", [("text-beside-mark", "b")]),
    ("a: >0\n  b", [("text-beside-mark", "0")]),
    ("a: @b", [("special-first-character", "@")]),
    ("a: `b`", [("special-first-character", "`")]),
    ("a: ? b", [("special-first-character", "?")]),
    ('a: "C:\\drafts"', [("unknown-escape", "\\d")]),
    ('a: "\\x1"', [("unknown-escape", "\\x1")]),
    ('a: "\\UFFFFFFFF"', [("unknown-escape", "\\UFFFFFFFF")]),
    ("a: - b", [("misplaced-item", "-")]),
    ("a: 1\n- b", [("misplaced-item", "-")]),
    ("[- a]", [("misplaced-item", "-")]),
    ("[a, , b]", [("not-yaml", ",")]),
    ("a: [b] c", [("not-yaml", "c")]),
    ("a: 1\n... x", [("not-yaml", "x")]),
    # a comma between braces ends a text
    ("a: {b: only here, not there}", [("comma-in-text", "not there")]),
    ("a: {b: here, there, everywhere else, c: 1}", [("comma-in-text", "there, everywhere else")]),
    ("{a: here,\n  there}", [("comma-in-text", "there")]),
    ("a: {b: 3, 4}", [("comma-in-text", "4")]),
    ("a: {b: x, b}", [("comma-in-text", "b")]),
]


def test_a_comma_between_braces() -> None:
    """The whole text is offered in quotes, where it is one; single words may be a list, and nothing is chosen."""
    _, (found,), source = reading('a: {b: only "here", not there, c: 1}')
    assert found.help == 'put all of the text in quotes: `"only \\"here\\", not there"`'
    assert corrected(source, found.corrections)[0].text == 'a: {b: "only \\"here\\", not there", c: 1}'
    _, (found,), _ = reading("a: {b: post, share}")
    assert (
        found.help == 'put it in quotes if it is a text: `"post, share"`; in brackets if it is a list: `[post, share]`'
    )
    assert found.corrections == ()
    # without a text before them, keys without a value are what they are
    assert value("a: {b, c}") == {"a": {"b": None, "c": None}}
    assert value("a: {b: {c: d}, e}") == {"a": {"b": {"c": "d"}, "e": None}}
    assert value("{a: x, }") == {"a": "x"}


@pytest.mark.parametrize(("text", "expected"), HOSTILE, ids=[repr(text[:40]) for text, _ in HOSTILE])
def test_hostile_forms(text: str, expected: list[tuple[str, str]]) -> None:
    """Each form gives its own rule, with the words underlined that are to be changed, and help."""
    _, found, _ = reading(text)
    assert findings(text) == expected
    for each in found:
        assert each.help
        assert not each.message[0].isupper() or each.message.startswith("U+")
        assert not each.message.endswith(".")


@pytest.mark.parametrize(
    "rule",
    [each for each in RULES if each.code < "SMP200" and each not in vars(comment_rules).values()],
    ids=lambda rule: rule.name,
)
def test_examples_of_rules(rule: object) -> None:
    """What `explain` shows as wrong breaks that rule alone, and what it shows as right breaks none."""
    wrong, right, name = (getattr(rule, field) for field in ("wrong", "right", "name"))
    if wrong:
        assert [each for each, _ in findings(wrong)] == [name]
        value(right)


def test_rules_are_distinct() -> None:
    """No code and no name is given twice, and the table is in the order of the codes."""
    assert len({each.name for each in RULES}) == len(RULES)
    assert all(one.code < next_one.code for one, next_one in pairwise(RULES))


def test_overlay_of_the_contract() -> None:
    """The document that other tools are written against is read without any finding, comments and all."""
    content = value(OVERLAY.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    assert content["status"] == "in-force"
    assert content["dates"]["issued"] == "2024-06-20"


@pytest.mark.parametrize(
    "text",
    [
        "status: in-force      # draft | in-force",
        "a: {b: c d}  # comment",
        "a: 'b c'  # comment",
        "a:  # comment\n  b: c",
        "a: #comment\n  b: c",
        "a: >  # comment\n  b",
        "a: word # ",
        "a: some words\n  # a comment\nb: c",
        "a: some words\n#a comment\nb: c",
        "a: in C#, or a#b",
        "a: b # c\r\nd: e\r\n",
    ],
)
def test_comments_that_lose_nothing(text: str) -> None:
    """A comment that cannot be taken for lost words is fine."""
    value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None), ("~", None), ("null", None), ("NULL", None), ("nULL", "nULL"),
        ("true", True), ("False", False), ("TRUE", True), ("tRue", "tRue"),
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"),
        ("2020-12-14", "2020-12-14"), ("12:30", "12:30"), ("2001-12-14t21:59:43.10-05:00",) * 2,
        ("12", 12), ("-3", -3), ("+3", 3), ("007", 7), ("0o17", 15), ("0xFf", 255), ("1_000", "1_000"),
        ("0b1", "0b1"), ("7.2", 7.2), ("1e3", 1000.0), (".5", 0.5), ("3.2a", "3.2a"), ("7.2.b5", "7.2.b5"),
        (".inf", math.inf), ("-.INF", -math.inf), ("'12'", "12"), ('"true"', "true"), ("\u0663", "\u0663"),
    ],
)  # fmt: skip
def test_core_schema(text: str, expected: object) -> None:
    """Unquoted words resolve as the core schema of YAML 1.2 says: no dates, no yes and no."""
    content = value(f"- {text}")
    assert content == [expected]
    assert isinstance(content, list)
    assert type(content[0]) is type(expected)


def test_not_a_number() -> None:
    """`.nan` is a number, and what holds it is still equal to itself read again."""
    assert reading("- .nan")[0] == reading("-  .nan")[0]


def test_text_is_kept() -> None:
    """A value remembers how it was written: `7.20` is 7.2, and still says 7.20."""
    node, _, _ = reading("[7.20]")
    assert isinstance(node, Sequence)
    assert node.items[0] == Scalar(
        value=7.2, text="7.20", style="plain", span=Span(path="", line=9, column=9, end_line=9, end_column=9)
    )


def test_styles() -> None:
    """Every style of writing text is told apart."""
    node, _, _ = reading("- a\n- 'b'\n- \"c\"\n- |\n  d\n- >-\n  e\n  f\n")
    assert isinstance(node, Sequence)
    assert [(each.value, each.style) for each in node.items if isinstance(each, Scalar)] == [
        ("a", "plain"),
        ("b", "single"),
        ("c", "double"),
        ("d\n", "literal"),
        ("e f", "folded"),
    ]


def test_place_is_not_meaning() -> None:
    """The same content in another place is equal."""
    assert reading("a: [b, {c: d}]")[0] == reading("\n\n# x\na:\n  - b\n  - c: d\n")[0]


def test_places() -> None:
    """Each path leads to its key and its value, in the author's own words."""
    text = "a:\n  - b\n  - {c: 'd e'}\nf: >\n  g\n\n\nh:\n"
    node, _, source = reading(text)
    assert node is not None
    words = {path: (key and source.slice(key), source.slice(span)) for path, (key, span) in places(node).items()}
    assert words == {
        (): (None, text.rstrip()),
        ("a",): ("a", "- b\n  - {c: 'd e'}"),
        ("a", 0): (None, "b"),
        ("a", 1): (None, "{c: 'd e'}"),
        ("a", 1, "c"): ("c", "'d e'"),
        ("f",): ("f", ">\n  g"),
        ("h",): ("h", "h"),
    }


def test_pairs_within_a_list() -> None:
    """A single pair within brackets is a mapping of its own, and ends where its value ends."""
    node, _, source = reading("[a: b, ]")
    assert isinstance(node, Sequence)
    assert isinstance(node.items[0], Mapping)
    assert [(entry.key.value, plain(entry.value)) for entry in node.items[0].entries] == [("a", "b")]
    assert source.slice(node.items[0].span) == "a: b"
    assert isinstance(node.items[0].entries[0], Entry)


def test_duplicate_key_shows_both() -> None:
    """The first of two keys is shown beside the second, and is the one that is kept."""
    node, found, source = reading("a: 1\nb: {c: 1}\na: 2")
    assert [source.slice(each.span) for each in found[0].related] == ["a"]
    assert found[0].related[0].span.line == 1
    assert node is not None
    assert plain(node) == {"a": 1, "b": {"c": 1}}


def test_all_is_reported_at_once() -> None:
    """One run reports everything, also what stands before a place beyond which nothing can be read."""
    text = "\ufeffa: *x\n7: b\u202e\nc: some words #lost\nd: [e"
    assert [name for name, _ in findings(text)] == [
        "byte-order-mark",
        "anchor",
        "key-not-text",
        "bidirectional-character",
        "comment-after-prose",
        "unclosed-bracket",
    ]


def test_findings_are_in_order() -> None:
    """Findings come in the order of the text."""
    _, found, _ = reading("b: some words #lost\na: \u202e\nb: *x")
    assert found == sorted_diagnostics(found)


def calls(work: Callable[[], object]) -> int:
    """Count the calls that some work makes: a measure of it that no clock disturbs."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


DEEP: dict[str, str] = {
    "brackets": "[" * 100_000,
    "closed brackets": "[" * 100_000 + "]" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "lines": "\n".join(" " * n + "-" for n in range(1400)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_runaway_nesting(text: str) -> None:
    """Nesting without end is a finding, and twice the nesting costs no more than twice the work."""
    assert [name for name, _ in findings(text)] == ["too-deep"]
    assert calls(lambda: reading(text)) < 2.2 * calls(lambda: reading(text[: len(text) // 2]))


@pytest.mark.parametrize("make", [lambda n: "[" * n + "]" * n, lambda n: "- " * (n - 1) + "[]"])
def test_deepest_nesting(make: Callable[[int], str]) -> None:
    """Exactly as deep as the limit is fine, one more is not."""
    value(make(DEEPEST))
    assert [name for name, _ in findings(make(DEEPEST + 1))] == ["too-deep"]


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit of values nothing more is read."""
    monkeypatch.setattr("smpolicy.documents.syntax.MOST_VALUES", 50)
    assert [name for name, _ in findings("- a\n" * 100)] == ["too-many-values"]
    assert reading("- a\n" * 100)[0] is None
    assert MOST_VALUES == 100_000


def test_too_large() -> None:
    """A text beyond the limit is not read, counted in bytes."""
    assert [name for name, _ in findings("# " + "\u00e4" * (MOST_BYTES // 2))] == ["too-large"]


def test_too_many_findings() -> None:
    """A file of the wrong kind does not give a finding for each of its characters."""
    found = findings("a\x01" * 5000)
    assert len(found) == MOST_FINDINGS + 1
    assert "too-many-findings" in {name for name, _ in found}


def test_linear_work() -> None:
    """Twice the text takes twice the work, counted in calls, not four times."""

    def work(count: int) -> int:
        return calls(lambda: reading("a: [" + "b c,\n" * count + "]"))

    assert work(2000) < 2.2 * work(1000)


PIECES = st.sampled_from(
    [
        *"abc:-?#&*!|>'\"%@`,[]{}~ \t\n\r\\\x00\x85\u2028\ufeff\u202e\ud800",
        *(
            ": ",
            "- ",
            "? ",
            " #",
            "\n  ",
            "\n",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "<<: ",
            "!!str ",
            "&x ",
            "*x",
        ),
        *(
            "\\x41",
            "\\U0010ffff",
            "\\UFFFFFFFF",
            "|2-\n",
            ">+\n",
            "a: ",
            "{a: ",
            "b\n",
            "\r\n",
            "0x",
            "1e9",
            "é字",
        ),
    ]
)


def holds_together(source: Source) -> None:
    """Check what holds of every text: no exception, places within the text, values without places."""
    node, found = read(source)
    assert node is not None or found
    for each in found:
        assert each.span is not None
        assert source.offset(each.span.line, each.span.column) <= len(source.text)
        assert source.offset(each.span.end_line, each.span.end_column) <= len(source.text)
    if node is not None:
        plain(node)
        for key, span in places(node).values():
            for place in (span, *([key] if key else ())):
                start = source.offset(place.line, place.column)
                assert 0 <= start <= source.offset(place.end_line, place.end_column) <= len(source.text)


@settings(max_examples=draws(400))
@given(st.lists(PIECES, max_size=40).map("".join))
@example("a: ?")
@example("'")
@example("--- |\n...")
def test_no_fragments_crash(text: str) -> None:
    """No combination of what YAML gives a meaning to is anything but a node or a finding."""
    holds_together(Source(path="x.yaml", text=text))


@settings(max_examples=draws(400))
@given(st.lists(PIECES, max_size=40).map("".join))
@example("a: b:c ,d\n e?f: g\r\n{h: i j,k:l [m\ufeff n: o\x85p]}")
def test_what_is_read_faster_is_read_alike(text: str) -> None:
    """With ruamel.yaml's own ways, which take longer, every text has the same nodes and findings."""

    def all_of_it() -> object:
        node, found = read(Source(path="x.yaml", text=text))
        said = [(each, each.span, each.related) for each in found]
        return node, node and (repr(plain(node)), dict(places(node))), said

    with pytest.MonkeyPatch.context() as slow:
        for name in ("forward", "need_more_tokens", "scan_plain"):
            slow.delattr(syntax._Events, name)
        read_slowly = all_of_it()
    assert all_of_it() == read_slowly


@settings(max_examples=draws(200))
@given(st.text())
def test_no_text_crashes(text: str) -> None:
    """No text is anything but a node or a finding."""
    holds_together(Source(path="x.yaml", text=text))


@settings(max_examples=draws(200))
@given(st.binary())
@example(b"\xff\xfea\x00")
def test_no_bytes_crash(content: bytes) -> None:
    """No bytes are anything but a text or a finding."""
    source, found = decode(content, "x.yaml")
    assert (source is None) == bool(found)
    if source is not None:
        holds_together(source)


SEEN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"]).filter(
    lambda each: not INVISIBLE.search(each)
)
WORDS = st.text(SEEN, max_size=9)


@settings(max_examples=draws(100))
@given(st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)))
def test_json_is_read_as_json(content: object) -> None:
    """What JSON writes is read back as it was: strictness costs no meaning."""
    import json

    assert value(json.dumps(content, ensure_ascii=True)) == content
