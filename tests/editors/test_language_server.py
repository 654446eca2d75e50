"""The language server, as a program of its own, by a scripted client."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.request import url2pathname

import pytest

pytest.importorskip("pygls", reason="the extra [lsp] is not installed")

from editors.client import Client, place, words_at
from smpolicy.foundations.source import MOST_BYTES

ROOT = Path(__file__).parents[2]
FAULTY = (ROOT / "examples/broken/ai-2024-08.yaml").read_text(encoding="utf-8")
MENDED = FAULTY.replace("interacton", "interaction")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with documents of an invented organization."""
    return Path(shutil.copytree(ROOT / "examples/arcadia", tmp_path_factory.mktemp("editors") / "policies"))


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Client]:
    """Return a client of one server for all tests here; in the end it wrote nothing, and ends cleanly."""
    before = stamps(folder)
    client = Client(cwd=folder)
    yield client
    code, said = client.end()
    assert (code, stamps(folder)) == (0, before)
    assert not [each for each in client.said if "a fault of smpolicy" in str(each)], said


def stamps(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file with when it was written and what stands in it."""
    return {str(each): (each.stat().st_mtime_ns, each.read_bytes()) for each in folder.rglob("*") if each.is_file()}


def codes(found: list[dict[str, object]]) -> set[object]:
    """Return the codes of findings."""
    return {each["code"] for each in found}


def draft(folder: Path, name: str) -> str:
    """Return the address of a draft that is on no disk yet."""
    return (folder / f"overlays/arcadia/{name}.yaml").as_uri()


def test_findings_come_and_go_while_somebody_types(client: Client, folder: Path) -> None:
    """What is found stands at its words, in every version that is typed, and is gone when the text is closed."""
    uri = draft(folder, "typed")
    (one,) = [each for each in client.open(uri, FAULTY) if each["code"] == "SMP401"]
    assert words_at(FAULTY, one["range"]) == "activity.interacton"
    assert one["severity"] == 1
    assert "help: did you mean `activity.interaction`?" in one["message"]
    assert "SMP401" not in codes(client.change(uri, MENDED, 2))
    client.close(uri)
    assert client.found(uri, None) == []
    assert "SMP401" in codes(client.open(uri, FAULTY))
    client.close(uri)


def test_what_a_machine_can_mend_is_a_quick_fix(client: Client, folder: Path) -> None:
    """The edits of the fix that is offered beside a misspelt key, made by the client, give the text as it was meant."""
    uri = draft(folder, "fixed")
    text = MENDED.replace("\ntitle:", "\ntitel:")
    (found,) = [each for each in client.open(uri, text) if words_at(text, each["range"]) == "titel"]
    here = {"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}}
    fixes = client.ask("textDocument/codeAction", **here)
    client.close(uri)
    assert {each["kind"] for each in fixes} == {"quickfix"}
    ((address, edits),) = fixes[0]["edit"]["changes"].items()
    assert address == uri
    lines = text.split("\n")
    for edit in edits:
        start, end = edit["range"]["start"], edit["range"]["end"]
        line = lines[start["line"]]
        lines[start["line"]] = line[: start["character"]] + edit["newText"] + line[end["character"] :]
    assert "\n".join(lines) == MENDED


def test_places_count_what_the_editor_counts(client: Client, folder: Path) -> None:
    """Behind a character that takes two units of UTF-16, what is underlined is still the words that are meant."""
    uri = draft(folder, "astral")
    text = FAULTY.replace("{activity.interacton", '{"😀𝕊": {x: 1}, activity.interacton', 1)
    (one,) = [each for each in client.open(uri, text) if "activity.interacton" in each["message"]][:1]
    assert words_at(text, one["range"]) == "activity.interacton"
    hovered = client.ask("textDocument/hover", textDocument={"uri": uri}, position=place(text, "si31:7", 2))
    assert words_at(text, hovered["range"]).startswith("si31:7")
    client.close(uri)


def test_an_editor_that_counts_otherwise_is_answered_in_its_units(folder: Path) -> None:
    """One that counts characters is given characters."""
    other = Client(cwd=folder, units="utf-32")
    assert other.able["positionEncoding"] == "utf-32"
    text = FAULTY.replace("{activity.interacton", '{"😀": {x: 1}, activity.interacton', 1)
    (one,) = [each for each in other.open(draft(folder, "x"), text) if "activity.interacton" in each["message"]][:1]
    line = text.split("\n")[one["range"]["start"]["line"]]
    assert line[one["range"]["start"]["character"] :].startswith("activity.interacton")
    assert other.end()[0] == 0


def test_what_words_mean_and_where_that_is_said(client: Client, folder: Path) -> None:
    """A provision is quoted, a fact asked, a norm read back, a key described; a definition is a place in a file."""
    uri = draft(folder, "hovered")
    client.open(uri, MENDED)

    def hover(words: str, offset: int = 1) -> str:
        said = client.ask("textDocument/hover", textDocument={"uri": uri}, position=place(MENDED, words, offset))
        return str(said["contents"]["value"]) if said else ""

    anchor = MENDED[MENDED.index("under: si31:7.") + 7 :].split()[0]
    assert "SI 31, 7." in hover(f"under: {anchor}", 9)
    assert "What did you do, or do you plan to do?" in hover("activity.interaction")
    assert hover("issuer:") != ""
    norm = MENDED[MENDED.index("\nnorms:\n") + 8 :].split(":")[0]
    assert "What is done with this norm" in hover(f"\n{norm}:", 4)
    gone_to = client.ask(
        "textDocument/definition", textDocument={"uri": uri}, position=place(MENDED, f"under: {anchor}", 9)
    )
    file = Path(url2pathname(gone_to["uri"].removeprefix("file://")))
    there = file.read_text(encoding="utf-8").split("\n")[gone_to["range"]["start"]["line"] :][:3]
    quoted = hover(f"under: {anchor}", 9).split("\n\n")[1]
    assert " ".join(quoted.split()[:4]) in " ".join(" ".join(there).split())
    client.close(uri)


def test_what_can_stand_here(client: Client, folder: Path) -> None:
    """Keys, facts, values, provisions and the words of the norm's own text, in a document that is half written."""
    uri = draft(folder, "completed")
    text = """schema: smpolicy/overlay@1
id: arcadia/completed
status: draft
proposed_for: arcadia
facts:
  arcadia.seen: Was it seen?
norms:
  photos:
    under: si31:7.2.b
    text: >
      Staff shall not post photos of a convoy, unless the Head of Mission approved it.
    act:
      post
    when:
      x: {
    unless:
      y: {activity.interaction: [po
    exam
"""
    client.open(uri, text)

    def offered(words: str) -> list[str]:
        at = place(text, words, len(words))
        listed = client.ask("textDocument/completion", textDocument={"uri": uri}, position=at)
        assert all(each["textEdit"]["range"]["end"] == at for each in listed["items"])
        return [each["label"] for each in listed["items"]]

    assert {"si31:7.2.b2", "si31:7.3"} <= set(offered("under: si31:7.2.b"))
    assert "post photos of a convoy" in offered("    act:\n      post")
    assert {"arcadia.seen", "activity.interaction"} <= set(offered("x: {"))
    assert {"post", "share", "like"} <= set(offered("y: {activity.interaction: [po"))
    assert {"examples", "act", "bearer"} <= set(offered("    exam"))
    assert {"draft", "in-force"} <= set(offered("status: "))
    client.close(uri)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x1b[31m\ud800",
        "schema: smpolicy/overlay@1\nnorms: {a: {b: [",
        "schema: smpolicy/overlay@1\r\nid: a\rb\u2028c\n\tnorms:",
        "&a [*a, *a]\nschema: smpolicy/overlay@1\n<<: *a",
        "schema: smpolicy/overlay@1\n" + "- " * 3000,
        "[" * 20000 + "smpolicy/",
        "schema: smpolicy/overlay@1\n" + "#" * MOST_BYTES,
    ],
    ids=["empty", "control", "half", "breaks", "aliases", "deep", "brackets", "huge"],
)
def test_no_text_ends_it(client: Client, folder: Path, text: str) -> None:
    """Hostile, half-written and huge texts are found fault with, and every question about them is answered."""
    uri = draft(folder, "hostile")
    client.open(uri, text)
    for position in ({"line": 0, "character": 0}, {"line": 1, "character": 9}, {"line": 10**6, "character": 10**6}):
        for method in ("hover", "completion", "definition"):
            answer = client.ask(f"textDocument/{method}", textDocument={"uri": uri}, position=position)
            assert answer is None or "message" not in answer
        found = client.ask(
            "textDocument/codeAction",
            textDocument={"uri": uri},
            range={"start": position, "end": position},
            context={"diagnostics": []},
        )
        assert isinstance(found, list)
    client.close(uri)
    assert client.found(uri, None) == []


def test_what_is_none_of_ours_is_left_alone(client: Client, folder: Path) -> None:
    """Other YAML beside the documents is not found fault with; one of ours that is no file yet, or elsewhere, is."""
    assert client.open((folder / "workflow.yaml").as_uri(), "jobs: {}\n") == []
    assert client.open("untitled:Untitled-1", FAULTY) != []
    assert "SMP401" in codes(client.open((folder.parent / "elsewhere.yaml").as_uri(), FAULTY))
    for each in (folder / "workflow.yaml", folder.parent / "elsewhere.yaml"):
        client.close(each.as_uri())
    client.close("untitled:Untitled-1")


def test_messages_that_nobody_knows_are_refused(client: Client, folder: Path) -> None:
    """An unknown question is refused, unknown news is passed over, nothing is said of a text that is not open.

    The next text is answered as ever.
    """
    assert client.ask("nothing/such")["code"] == -32601
    client.tell("nothing/told", what=1)
    client.send(b'{"jsonrpc": "2.0"}')
    closed = {"uri": draft(folder, "never-opened")}
    assert client.ask("textDocument/hover", textDocument=closed, position={"line": 0, "character": 0}) is None
    client.close(closed["uri"])
    uri = draft(folder, "after")
    assert "SMP401" in codes(client.open(uri, FAULTY))
    client.close(uri)


def test_an_editor_that_dies_takes_it_along(folder: Path) -> None:
    """When stdin ends without a word of leave, so does the program."""
    client = Client(cwd=folder)
    assert client.program.stdin is not None
    client.program.stdin.close()
    assert client.program.wait(timeout=60) in (0, 1)
    for stream in (client.program.stdout, client.program.stderr):
        assert stream is not None
        stream.close()


def test_a_folder_that_is_not_there_is_refused() -> None:
    """It is said before anything is served."""
    from cli.commandline import run

    ran = run("lsp", "--policies", os.devnull)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no such folder" in ran.err
