"""What is printed of another organization's documents is in its own words, and none of them is the OSCE's."""

from __future__ import annotations

import ast
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import smpolicy
from checks.faults import fixtures
from cli.commandline import run
from corpora import write
from smpolicy.agents import Tools
from smpolicy.checks.rules import RULES
from smpolicy.cli.main import commands
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.naming import Words, with_article
from smpolicy.site.book import Book, open_book
from smpolicy.site.names import page_of_text
from smpolicy.site.pages import page, page_names
from smpolicy.testing import run_scenarios

HARBOUR = Path(__file__).parents[2] / "examples" / "harbour"
DAY = "2026-05-01"
#: A day of each version of the port's rules.
DAYS = (DAY, "2027-02-01")
TERMINAL, BERTH = "east", "east/oil-berth"
STRUCTURES = (TERMINAL, BERTH, "north", "head-office")
#: The words of the OSCE and of its Staff Instruction, and the numbers of provisions that a text of ours might name.
OTHERS = re.compile(r"OSCE|\bSI\b|Staff Instruction|(?<![\d.])[78]\.[23]\b|COMMS|[Ff]ield[ _][Oo]peration|si31")
#: What speaks of the packaged documents by their names: what is generated of them, and the way to it.
OF_THE_PACKAGED = {
    "__init__.py",
    "authoring/generated.py",
    "documents/packaged.py",
    "policy/policy.py",
    "si31.py",
    "testing/strategies.py",
}


def foreign(text: str) -> list[str]:
    """Return the OSCE's words in a text, each with what stands around it."""
    return [text[max(0, match.start() - 60) : match.end() + 30] for match in OTHERS.finditer(text)]


def printed(*arguments: str, stdin: str = "", codes: tuple[int, ...] = (0,)) -> str:
    """Return all that a command prints, and hold it to an exit code."""
    ran = run(*arguments, stdin=stdin)
    assert ran.code in codes, (arguments, ran.err[:2000])
    return f"{ran.out}\n{ran.err}"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Return a copy of the port's documents."""
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))


# ------------------------------------------------------------ the example is whole


def test_in_the_port_nothing_is_found_but_what_was_reworded() -> None:
    """It has two local texts, an order of a berth under one of them, and rules in two versions.

    Twelve norms are in the first version; what stands under words that the second one changed is flagged, and no more.
    """
    report = smpolicy.check(HARBOUR, policies=HARBOUR)
    found = {(each.name, Path(each.path).stem) for each in report.diagnostics}
    assert found == {("reworded", "order-2025"), ("reworded", "order-2026")}
    library = smpolicy.load(HARBOUR)
    norms = [len(library.lowered.on(date.fromisoformat(day)).instruments["rules"].norms) for day in DAYS]
    assert norms == [12, 11]
    local = {each.id: each.beneath for each in library.lowered.instruments.values() if each.structure}
    assert local == {
        "east/order-2025": (),
        "east/oil-berth/order-2026": ("east/order-2025",),
        "north/draft-2026": (),
    }


def test_its_second_version_says_what_became_of_the_first() -> None:
    """Two provisions have other words, one moved into the place of one that is gone; where, each is said once."""
    days = ("--as-of", DAYS[0], "--other-as-of", DAYS[1])
    compared = json.loads(printed("diff", BERTH, "--policies", str(HARBOUR), *days, "--format", "json"))
    assert [(each["kind"], each.get("was", each["id"]), each["id"]) for each in compared["texts"]] == [
        ("reworded", "rules:3.1", "rules:3.1"),
        ("reworded", "rules:3.5", "rules:3.5"),
        ("removed", "rules:4.2", "rules:4.2"),
        ("moved", "rules:4.3", "rules:4.2"),
    ]


def test_its_scenarios_come_out() -> None:
    """What its scenarios expect is what is decided."""
    assert run_scenarios(smpolicy.load(HARBOUR)) == ()


def test_duties_are_told_by_what_people_are_called_there() -> None:
    """Whom duties bind is told by the fact that an interview of the port asks first, whatever it is called."""
    policy = smpolicy.load(HARBOUR).resolve(BERTH, as_of=date.fromisoformat(DAY))
    norms = {each.norm.id for each in policy.duties(category="contractor")}
    assert {"rules:accidents", "east/oil-berth/order-2026#tankers"} <= norms
    assert "rules:own-view" not in norms


def test_a_gate_keeps_out_what_was_not_published(harbour: Path) -> None:
    """A terminal order holds once it was concurred in and published, and not before."""
    path = harbour / "overlays" / "east" / "order-2025.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(", published: 2025-02-20", ""), encoding="utf-8")
    policy = smpolicy.load(harbour).resolve("east", as_of=date(2026, 5, 1))
    assert [each.why for each in policy.resolution.left_out] == ["not-concurred"]
    assert smpolicy.load(HARBOUR).resolve("east", as_of=date(2026, 5, 1)).resolution.left_out == ()


# ------------------------------------------------------------ nothing printed is the OSCE's


def outputs(folder: Path, day: str) -> Iterator[tuple[str, str]]:
    """Yield what each command prints in the port on a day, by its name."""
    place = ("--policies", str(folder))
    facts = "{person.role: contractor, post.done: publish, post.picture_shows: [person, accident], seal.seen: true}"
    for form in ("full", "concise", "json", "sarif", "junit", "github", "gitlab"):
        yield f"check {form}", printed("check", str(folder), *place, "--output-format", form)
    yield "check --readback", printed("check", str(folder), *place, "--readback")
    for structure in STRUCTURES:
        for form in ("text", "markdown", "json"):
            yield "show", printed("show", structure, *place, "--as-of", day, "--drafts", "--format", form)
        yield "before", printed("show", structure, *place, "--as-of", "2010-01-01")
        for form in ("text", "json"):
            for assume in ((), ("--assume-neutral",)):
                asked = ("evaluate", structure, "-", *place, "--as-of", day, "--drafts", "--format", form, *assume)
                yield f"evaluate {form}", printed(*asked, stdin=facts)
                yield f"evaluate {form}", printed(*asked, stdin="{person.role: passer_by}")
                yield f"evaluate {form}", printed(*asked, stdin="{person.role: employee, post.done: read}")
    for form in ("text", "json"):
        yield "diff", printed("diff", TERMINAL, "north", *place, "--as-of", day, "--drafts", "--format", form)
        yield "diff", printed("diff", TERMINAL, BERTH, *place, "--as-of", day, "--format", form)
        days = ("--as-of", "2024-06-01", "--other-as-of", day)
        yield "diff of days", printed("diff", BERTH, *place, *days, "--drafts", "--format", form)
    yield "ask", printed("ask", BERTH, *place, "--as-of", day, stdin="1\n" * 30)
    yield "structures", printed("structures", *place)
    for structure in (TERMINAL, BERTH, "north"):
        yield "show --issuance", printed("show", structure, *place, "--issuance")
    for form in ("program", "words", "page"):
        yield "export", printed("export", form, BERTH, *place, "--as-of", day)
    yield "evaluate-table", decided_of_a_table(folder, day)
    yield "mcp", told_to_agents(folder, day)
    for structure in ("north", BERTH):
        new = folder / "overlays" / structure / "more.yaml"
        yield "new", printed("new", structure, *place, "--id", "more", "--from", day, "--output", str(new))
        yield "the beginning", new.read_text(encoding="utf-8")
        yield "pin", printed("pin", str(new), *place)
    yield "not invited", printed("new", "head-office", *place, codes=(2,))
    draft = folder / "overlays" / "north" / "draft-2026.yaml"
    signed = folder.parent / "signed.txt"
    signed.write_text("Signed.", encoding="utf-8")
    details = ("--number", "Terminal Order 2/2026", "--signed-by", "terminal-manager", "--issued", "2026-03-01")
    yield "adopt", printed("adopt", str(draft), *place, *details, "--signed-text", str(signed))


def decided_of_a_table(folder: Path, day: str) -> str:
    """Return what is found of a table of two activities, as text."""
    table, found = folder.parent / "table.parquet", folder.parent / "found.parquet"
    rows = {"case": ["a", "b"], "person.role": ["employee", "contractor"], "post.done": ["publish", "publish"]}
    pq.write_table(pa.table(rows), table)
    place = ("--policies", str(folder), "--as-of", day)
    said = printed("evaluate-table", BERTH, str(table), *place, "--key", "case", "--output", str(found))
    read = pq.read_table(found)
    assert read.num_rows == 2
    return f"{said}{read.schema}{read.to_pylist()}"


def told_to_agents(folder: Path, day: str) -> str:
    """Return what each tool of an agent says."""
    tools = Tools(smpolicy.load(folder))
    return json.dumps(
        [
            tools.structures(day),
            tools.text(BERTH, day),
            tools.duties(BERTH, day, "employee"),
            tools.facts(BERTH, day),
            tools.evaluate(BERTH, day, {"person.role": "employee", "post.done": "publish"}, "neutral"),
            tools.interview(BERTH, day),
        ],
        ensure_ascii=False,
    )


@pytest.mark.parametrize("day", DAYS)
def test_no_command_prints_them(harbour: Path, day: str) -> None:
    """Whatever is checked, shown, decided, asked, compared, begun, signed or exported is in the port's words."""
    found = {name: words for name, text in outputs(harbour, day) if (words := foreign(text))}
    assert found == {}


@pytest.mark.parametrize(("structure", "its_own"), [
    ("north", "The Harbour Board has not issued it"), (BERTH, "which stands under 5.1 of Port Rules No. 4"),
])  # fmt: skip
def test_no_paper_holds_them(harbour: Path, structure: str, its_own: str) -> None:
    """The paper of a terminal order, and that of a berth's, names neither, in Word too."""
    paper = harbour.parent / "paper.docx"
    printed("show", structure, "--policies", str(harbour), "--issuance", "--format", "docx", "--output", str(paper))
    with zipfile.ZipFile(io.BytesIO(paper.read_bytes())) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith(".xml")]
    text = re.sub(r"<[^>]*>", "", " ".join(each for each in parts if "schemas.openxmlformats" in each))
    assert its_own in text
    assert foreign(text) == []


def pages(book: Book) -> Iterator[tuple[str, str]]:
    """Yield every page of the port's site."""
    for name in page_names(book):
        made = page(book, name, lambda to: to)
        yield name, f"{made.title} {made.body}"


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize("day", DAYS)
def test_no_page_holds_them(drafts: bool, day: str) -> None:
    """Every page is in the port's words, and that of the rules is named for them."""
    book = open_book(smpolicy.load(HARBOUR), as_of=date.fromisoformat(day), drafts=drafts)
    found = {name: words for name, text in pages(book) if (words := foreign(text))}
    assert found == {}
    written = dict(pages(book))
    assert written["rules"].startswith("Port Rules No. 4 ")
    assert "Read the Westhaven Port Authority’s " in written["index"]
    if not drafts:
        assert "no terminal order in force here under 5.1. Drafts are left out." in written["structures/north"]


@pytest.mark.parametrize("name", [*(each.name for each in RULES), *KINDS])
def test_no_explanation_holds_them(name: str) -> None:
    """A rule and a kind of inconsistency are explained for any organization."""
    assert foreign(printed("explain", name)) == []


def helps(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of each command."""
    yield names
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from helps(below, *names, name)


@pytest.mark.parametrize("names", [*helps(commands)], ids=lambda names: " ".join(names) or "smpolicy")
def test_no_help_holds_them(names: tuple[str, ...]) -> None:
    """The help of every command is for any organization."""
    assert foreign(printed(*names, "--help")) == []


def test_no_finding_holds_them(harbour: Path) -> None:
    """What is wrong in the port is said in its words, whatever is wrong: each fault is tried under its rules."""
    for number, path in enumerate(fixtures().values()):
        text = path.read_text(encoding="utf-8").replace("arcadia", "east").replace("elbonia", "north")
        text = re.sub(r"si31:7\.3\b", "rules:5.1", text.replace("si31:7.2.b7", "rules:3.1"))
        text = re.sub(r"si31:\d[\w.]*", "rules:3.3", text).replace("si31", "rules").replace("layer: 3", "layer: 2")
        text = re.sub(r"^id: .*$", f"id: east/fault-{number}", OTHERS.sub("x", text), flags=re.MULTILINE)
        write(harbour, {f"faults/{number}.yaml": text})
    report = smpolicy.check(harbour, policies=harbour)
    assert len({each.name for each in report.diagnostics}) > 30
    said = "\n".join(f"{each.name}: {each.message} / {each.help} / {each.survives}" for each in report.diagnostics)
    assert foreign(said) == []


def test_no_module_holds_them() -> None:
    """No text of any module, what it says of itself included, names the OSCE, its instrument or a provision of that."""
    source = Path(smpolicy.__file__).parent
    found = {}
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        texts = [
            each.value
            for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if name not in OF_THE_PACKAGED and (words := foreign("\n".join(texts))):
            found[name] = words
    assert found == {}


# ------------------------------------------------------------ the words themselves


def test_plain_words_stand_for_what_is_not_said() -> None:
    """An instrument without `words:` is called by its number, and nobody is named beside a structure."""
    words = Words(instrument="The Code")
    assert words.on_a_draft("Ann", "North") == "Draft by Ann. Not issued by North. Binds nobody."
    assert words.of_the_organization() == ""
    assert words.a_local_text == "a local text"


def test_an_organization_is_named_where_it_has_a_name() -> None:
    """The notice on drafts names it; a notice of the document's own goes before, and one for an author before that."""
    named = Words(organization="the Port")
    assert named.on_a_draft("Ann", "North") == "Draft by Ann. Not issued by North or the Port. Binds nobody."
    own = Words(draft_notices=(("", "By {author} for {structure}."), ("Ann", "A sketch for {structure}.")))
    assert own.on_a_draft("Ben {structure}", "North") == "By Ben {structure} for North."
    assert own.on_a_draft("Ann", "North") == "A sketch for North."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("issuance", "an issuance"), ("terminal order", "a terminal order"), ("hour", "an hour"),
        ("unit rule", "a unit rule"), ("update", "an update"), ("user note", "a user note"),
        ("European rule", "a European rule"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound(words: str, expected: str) -> None:
    """A local text may be called anything, and its article fits."""
    assert with_article(words) == expected


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("Proposed by {author}", "Proposed by {autor}", "malformed"),
        (", many: terminal orders}", "}", "missing-key"),
        ("  organization: the", "  organisation: the", "unknown-key"),
        ('    under: "3.3"\n    act:', '    under: "3.9"\n    act:', "unknown-provision"),
        ("      publish: {post.done: publish}", "      publish: {post.don: publish}", "unknown-fact"),
        ("      publish: {post.done: publish}", "      publish: {post.done: print}", "unknown-value"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_reported(harbour: Path, right: str, wrong: str, rule: str) -> None:
    """A mistake in the words, or in how a local text begins, has a place and a name."""
    path = harbour / "base" / "port-rules.yaml"
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    errors = [each for each in smpolicy.check(harbour, policies=harbour).diagnostics if each.severity == "error"]
    assert [each.name for each in errors] == [rule]
    assert errors[0].help


def test_a_page_of_its_own_whatever_an_instrument_is_called() -> None:
    """The page of an instrument is named by its id, and by another name where a page is called so already."""
    (rules,) = (each for each in smpolicy.load(HARBOUR).lowered.instruments.values() if each.structure is None)
    ids = {"rules": "rules", "documents": "text-documents", "index": "text-index", "a:b": "a-b"}
    assert {name: page_of_text(replace(rules, id=name)) for name in ids} == ids


# ------------------------------------------------------------ beginnings

#: A base that knows nothing of persons, and plans no interview.
CODE = """schema: smpolicy/instrument@1
id: code
title: A Code
number: The Code
short: Code
issuer: {}
status: in-force
layer: 1
version: "1"
dates: {effective: {from: 2020-01-01}}
invites: {under: "2", words: Branches may say more, structures: [branch]}
provisions:
  - {id: "1", kind: section, number: "1.", eid: sec_1, text: Nobody shall post what is secret.}
  - {id: "2", kind: section, number: "2.", eid: sec_2, text: Branches may say more.}
norms:
  secret: {under: "1", text: Nobody shall post what is secret, act: {what is secret: {post.secret: true}}}
  more: {under: "2", text: Branches may say more, bearer: [branch]}
"""
CODE_FACTS = """schema: smpolicy/vocabulary@1
id: facts
title: Facts
persons:
  everybody: {label: everybody, told_by: {all: []}}
  branch: {label: branches}
facts:
  post.secret: {question: Is it secret?, kind: conduct, neutral: false}
"""
BRANCHES = """schema: smpolicy/structures@1
id: structures
title: Branches
structures: [{id: north, kind: branch, names: [{name: Northern Branch}]}]
"""


def test_a_beginning_is_checked_without_a_finding_beside_any_base(harbour: Path, tmp_path: Path) -> None:
    """A new overlay is valid as it is printed, in the port and beside a base that knows nothing of persons."""
    files = {"base/code.yaml": CODE, "base/facts.yaml": CODE_FACTS, "base/structures.yaml": BRANCHES}
    for folder in (harbour, write(tmp_path / "code", files)):
        target = folder / "overlays" / "north" / "begun.yaml"
        place = ("--policies", str(folder))
        printed("new", "north", *place, "--id", "begun", "--from", "2027-01-01", "--output", str(target))
        report = smpolicy.check(folder, policies=folder)
        assert [each.message for each in report.diagnostics if each.path == str(target)] == []
        policy = smpolicy.load(folder).resolve("north", as_of=date(2027, 2, 1), drafts=True)
        assert "north/begun#example" in {norm.id for norm in policy.norms}


def test_a_beginning_stands_under_the_nearest_that_invites_it(harbour: Path) -> None:
    """A berth is invited by the order of its terminal, so its order begins there; without one it is not invited."""
    day = ("--policies", str(harbour), "--id", "begun", "--from", "2027-01-01")
    target = harbour / "overlays" / BERTH / "begun.yaml"
    before = printed("new", BERTH, *day[:-1], "2025-01-01", codes=(2,))
    assert "5.1 invites others: “Terminals may issue terminal orders”" in before
    printed("new", BERTH, *day, "--output", str(target))
    text = target.read_text(encoding="utf-8")
    assert "# A draft of a terminal order under berths of Terminal Order 1/2025, for: Oil Berth.\n" in text
    assert '\nlayer: 3\nunder: "east/order-2025#berths"\n' in text
    assert "\n# Their names begin with `east.`." in text
    assert [each.message for each in smpolicy.check(target, policies=harbour).diagnostics] == []


def test_a_beginning_has_words_for_the_list_in_which_it_is_asked(harbour: Path) -> None:
    """Beside a base that plans an interview and says nothing of how one begins, nothing is found in it either."""
    for rules in (harbour / "base").glob("port-rules*.yaml"):
        text = rules.read_text(encoding="utf-8")
        start, end = text.index("  begins:\n"), text.index("\nreminders:")
        rules.write_text(text[:start] + text[end:], encoding="utf-8")
    target = harbour / "overlays" / "north" / "begun.yaml"
    printed("new", "north", "--policies", str(harbour), "--from", "2027-01-01", "--output", str(target))
    assert [each.message for each in smpolicy.check(target, policies=harbour).diagnostics] == []


def test_a_berth_need_not_name_whom_its_terminal_names(harbour: Path) -> None:
    """A paper asks for contacts that nobody has named yet, and has no heading where there are none."""
    place = ("--policies", str(harbour), "--issuance")
    assert "safety.east@port.example.org" in printed("show", TERMINAL, *place)
    assert "[to be named by the North Terminal]" in printed("show", "north", *place)
    assert "Contacts" not in printed("show", BERTH, *place)


def test_a_beginning_is_in_the_words_of_its_base(harbour: Path) -> None:
    """It stands under what the base names, is called what the base calls it, and turns on the base's facts."""
    text = printed("new", "north", "--policies", str(harbour), "--id", "begun", "--from", "2027-01-01")
    assert "# A draft of a terminal order under 5.1 of Port Rules No. 4, for: North Terminal.\n" in text
    assert "\nlayer: 2\nunder: rules:5.1\n" in text
    assert "\n# 5.1 asks for the goods and the neighbours of the terminal: two or three sentences" in text
    assert "\n      publish: {post.done: publish}\n" in text
