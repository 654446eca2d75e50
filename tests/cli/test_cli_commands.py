"""The other commands, the streams, and the exit codes."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest

import smpolicy
from cli.commandline import ARCADIA, BROKEN, DATA, HOBBY, run, started
from smpolicy.checks.rules import RULES
from smpolicy.cli.facts import read_content
from smpolicy.cli.streams import show_progress
from smpolicy.documents.document import FORMS
from smpolicy.documents.packaged import prepared_documents, schemas_folder
from smpolicy.foundations.errors import InvalidDocuments, NoDocuments
from smpolicy.render.formats import FORMATS
from smpolicy.render.table import REPORTS


class TestCheck:
    """`check` finds what is wrong, where, and how to mend it."""

    def test_all_is_well(self) -> None:
        """The packaged documents have no error."""
        ran = run("check")
        assert (ran.code, ran.err) == (0, "")
        assert " checked: 0 errors" in ran.out.splitlines()[-1]

    def test_errors(self) -> None:
        """An error exits with 1; the findings go to stdout."""
        ran = run("check", BROKEN)
        assert (ran.code, ran.err) == (1, "")
        assert "did you mean `activity.interaction`?" in ran.out
        assert run("check", "--policies", BROKEN).code == 1

    def test_one_file_among_others(self) -> None:
        """A file is checked together with the documents around it, and only its own findings are shown."""
        ran = run("check", f"{ARCADIA}/ai-2024-07.yaml", "--policies", ARCADIA, "--output-format", "json")
        assert ran.code == 0
        found = json.loads(ran.out)
        assert {each["path"] for each in found["diagnostics"]} <= {f"{ARCADIA}/ai-2024-07.yaml"}
        assert found["summary"]["files"] == 1

    @pytest.mark.parametrize("form", REPORTS)
    def test_formats(self, form: str) -> None:
        """Each format names the rule that was broken."""
        ran = run("check", BROKEN, "--output-format", form)
        assert ran.code == 1
        assert "SMP401" in ran.out

    def test_json_has_the_shape_of_the_contract(self) -> None:
        """Each key of a finding is one of the contract's, and those that every finding has are there."""
        contract = json.loads((DATA / "contract/check.json").read_text("utf-8"))
        found = json.loads(run("check", BROKEN, "--output-format", "json").out)
        assert found.keys() >= contract.keys()
        assert found["summary"].keys() >= contract["summary"].keys()
        always = {"code", "name", "severity", "message", "path"}
        known = contract["diagnostics"][0].keys() | {"corrections"}  # keys may be added to the contract's
        assert all(always <= each.keys() <= known for each in found["diagnostics"])

    @pytest.mark.parametrize("path", ["/nonexistent", "/dev/null", "x" * 5000])
    def test_unreadable(self, path: str) -> None:
        """A path that is missing or no document exits with 2."""
        assert run("check", path).code == 2

    @pytest.mark.parametrize("name", [None, "notes.txt", ".hidden.yaml", "below/readme.md"])
    def test_nothing_to_check(self, tmp_path: Path, name: str | None) -> None:
        """A check that found no document says so, what was looked for and where, and exits with 2."""
        if name is not None:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("schema: smpolicy/overlay@1\n", encoding="utf-8")
        for arguments in (
            ["check", str(tmp_path)],
            ["check", BROKEN, str(tmp_path)],
            ["check", "--policies", str(tmp_path)],
        ):
            ran = run(*arguments)
            assert (ran.code, ran.out) == (2, "")
            assert f"there is no document in `{tmp_path}`"[:80] in ran.err
            assert "`.yaml` or `.yml`" in ran.err
        with pytest.raises(NoDocuments):
            smpolicy.check(tmp_path)

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("draft.yaml.txt", "there is `draft.yaml.txt`: rename"),
            ("below/Draft.YML.docx", "there is `below/Draft.YML.docx`: rename"),
            ("draft.yaml~", "there is `draft.yaml~`: rename"),
            (".draft.yaml", "there is `.draft.yaml`: rename"),
            ("draft.json", "there is `draft.json`: rename"),
        ],
    )
    def test_what_may_have_been_meant_is_named(self, tmp_path: Path, name: str, said: str) -> None:
        """Where there is no document, those are named that may have been meant for one; first those called alike."""
        for each in (name, "a.csv") if ".y" in name.lower() else (name,):
            (tmp_path / each).parent.mkdir(exist_ok=True)
            (tmp_path / each).write_text("schema: smpolicy/overlay@1\n", encoding="utf-8")
        ran = run("check", str(tmp_path))
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err

    @pytest.mark.parametrize("arguments", [("show", "moldova"), ("evaluate", "moldova", "-"), ("check", BROKEN)])
    def test_a_folder_without_documents_is_no_folder_of_documents(
        self, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        """Nor is anything answered or checked beside a folder in which there is none."""
        ran = run(*arguments, "--policies", str(tmp_path), stdin="{}")
        assert (ran.code, ran.out) == (2, "")
        assert "there is no document in" in ran.err
        with pytest.raises(NoDocuments):
            smpolicy.load(tmp_path)

    @pytest.mark.parametrize(
        "name", ["draft.yaml.txt", "draft.YAML.TXT", "draft.yml.md", "draft.yaml ", "draft.yaml.", "a.yaml.docx"]
    )
    def test_a_misnamed_file_among_documents(self, tmp_path: Path, name: str) -> None:
        """Among documents, one that is not read for what stands behind its name is a warning; copies are none."""
        shutil.copytree(ARCADIA, tmp_path / "a")
        for each in (name, "draft.yaml~", "draft.yaml.bak", "draft.txt"):
            (tmp_path / "a" / each).write_text("schema: smpolicy/overlay@1\n", encoding="utf-8")
        found = [each for each in smpolicy.check(tmp_path / "a").diagnostics if each.name == "misnamed-file"]
        assert [(each.severity, each.path) for each in found] == [("warning", str(tmp_path / "a" / name))]
        assert "call it `" in found[0].help

    @pytest.mark.parametrize("place", ["", "policies/"])
    def test_which_documents_are_checked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
        """Without PATH, the packaged documents are checked, which is said; where others stand, one must say which."""
        monkeypatch.chdir(tmp_path)
        assert "the packaged documents are checked" in run("check", "--output-format", "concise").err
        (tmp_path / place / "overlays").mkdir(parents=True)
        ran = run("check")
        assert (ran.code, ran.out) == (2, "")
        assert f"not those in `{place}overlays`" in ran.err
        assert f"`smpolicy check --policies {place.rstrip('/') or '.'}`" in ran.err

    def test_either_ending(self, tmp_path: Path) -> None:
        """A document may end with `.yml`, in capitals too; what keeps one from being read is something found."""
        (tmp_path / "facts.YML").write_text(
            "schema: smpolicy/vocabulary@1\nid: x\ntitle: X\nfacts: {}\n", encoding="utf-8"
        )
        assert run("check", str(tmp_path)).code == 0
        (tmp_path / "facts.YML").rename(tmp_path / "facts")
        (tmp_path / "linked.yml").symlink_to(tmp_path / "facts")
        assert run("check", str(tmp_path)).code == 1

    def test_malformed_yaml(self, tmp_path: Path) -> None:
        """Malformed YAML is a finding like any other."""
        (tmp_path / "x.yaml").write_bytes(b"[" * 100_000)
        ran = run("check", str(tmp_path))
        assert (ran.code, ran.err) == (1, "")

    def test_progress_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """On a terminal each file is named as it is read, on one line that is wiped in the end."""
        said: list[str] = []
        monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: True))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(click, "echo", lambda text, **_: said.append(text))
        with show_progress() as progress:
            assert progress is not None
            progress("a" * 100)
        assert said == [f"\r\x1b[K...{'a' * 73}", "\r\x1b[K"]
        monkeypatch.setenv("TERM", "dumb")
        with show_progress() as progress:  # which cannot wipe a line
            assert progress is None


class TestSchema:
    """`schema` prints what editors and other tools read."""

    def test_list(self) -> None:
        """Without a name, the forms of document and the printed formats are listed."""
        assert run("schema").out.splitlines() == [*FORMS, *FORMATS]

    @pytest.mark.parametrize("name", ["overlay", "overlay@1", "smpolicy/overlay@1", "overlay-1.schema.json"])
    def test_print(self, name: str) -> None:
        """A form may be named in full or in short."""
        shipped = json.loads(Path(schemas_folder(), "overlay-1.schema.json").read_text("utf-8"))
        assert json.loads(run("schema", name).out) == shipped

    def test_write(self, tmp_path: Path) -> None:
        """All are written byte by byte, and their paths printed."""
        ran = run("schema", "--output", str(tmp_path / "made"))
        written = [Path(line) for line in ran.out.splitlines()]
        assert len(written) == len([*FORMS, *FORMATS])
        assert all(each.read_bytes() == Path(schemas_folder(), each.name).read_bytes() for each in written)

    def test_no_such_form(self) -> None:
        """An unknown form is refused, and the forms are named."""
        ran = run("schema", "overlays")
        assert (ran.code, ran.out) == (2, "")
        assert "`smpolicy/overlay@1`" in ran.err

    def test_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        """A fault of the system names the path, and is not taken for one of ours."""
        (tmp_path / "file").write_text("")
        ran = run("schema", "--output", str(tmp_path / "file" / "made"))
        assert ran.code == 2
        assert str(tmp_path) in ran.err


class TestExplain:
    """`explain` tells an author what a rule finds, and how to mend it."""

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
    def test_every_rule(self, rule: Any) -> None:
        """Each rule has its page, by code, by name, in small letters too."""
        page = run("explain", rule.code)
        assert page.code == 0
        assert page == run("explain", rule.name) == run("explain", rule.code.lower())
        assert page.out.startswith(f"{rule.code} {rule.name}")
        assert " ".join(rule.mend.split()) in " ".join(page.out.split())

    @pytest.mark.parametrize(("asked", "says"), [("unknown-fcat", "`unknown-fact`"), ("x", "SMP101")])
    def test_no_such_rule(self, asked: str, says: str) -> None:
        """A misspelt name is answered with the one that was meant."""
        ran = run("explain", asked)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err


class TestSite:
    """`site` hands over to the module that makes it."""

    def test_build(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """The folder, the documents, the day and whether drafts count are passed on."""
        calls: list[Any] = []
        made = SimpleNamespace(build_site=lambda out, **options: calls.append((out, options)))
        monkeypatch.setattr("smpolicy.cli.site._site_module", lambda: nullcontext(made))
        ran = run("site", "build", str(tmp_path), "--as-of", "2026-01-01", "--drafts", "--policies", ARCADIA)
        assert (ran.code, ran.out, ran.err) == (0, f"{tmp_path}\n", "")
        options = {"policies": Path(ARCADIA), "drafts": True, "as_of": date(2026, 1, 1), "progress": None}
        assert calls == [(tmp_path, options)]

    def test_serve(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The port is passed on."""
        calls: list[Any] = []
        made = SimpleNamespace(serve_site=lambda **options: calls.append(options))
        monkeypatch.setattr("smpolicy.cli.site._site_module", lambda: nullcontext(made))
        assert run("site", "serve", "--port", "8123", "--as-of", "2026-01-01").code == 0
        assert calls == [{"policies": None, "drafts": False, "as_of": date(2026, 1, 1), "address": "127.0.0.1:8123"}]

    def test_missing_documents(self) -> None:
        """A folder of documents that is not there is refused before anything is written."""
        assert run("site", "build", "--policies", "/nonexistent").code == 2

    def test_documents_with_errors(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """No site is made of documents with errors; they are shown on stderr."""

        def refuse(*_: object, **__: object) -> None:
            raise InvalidDocuments(diagnostics=smpolicy.check(BROKEN).diagnostics)

        made = SimpleNamespace(build_site=refuse)
        monkeypatch.setattr("smpolicy.cli.site._site_module", lambda: nullcontext(made))
        ran = run("site", "build", "--as-of", "2026-01-01")
        assert (ran.code, ran.out) == (2, "")
        assert "SMP401" in ran.err

    @pytest.mark.parametrize(("module", "code"), [("mkdocs.config", 2), ("smpolicy.site", 3)])
    def test_missing_module(self, monkeypatch: pytest.MonkeyPatch, module: str, code: int) -> None:
        """Where mkdocs is missing, it is said how to install it; where a part of ours is, the fault is ours."""

        def absent(name: str) -> None:
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)

        monkeypatch.setattr("smpolicy.cli.site.import_module", absent)
        ran = run("site", "build", "--as-of", "2026-01-01")
        assert ran.code == code
        assert ("smpolicy[site]" in ran.err) == (code == 2)


class TestStructures:
    """`structures` lists the ids to write."""

    def test_names_on_a_day(self) -> None:
        """The name is the one borne on the day; a closed structure says so."""
        early = run("structures", "--as-of", "2021-06-01").out
        assert re.search(r"^astana +OSCE Programme Office in Nur-Sultan$", early, re.M)
        assert "closed" not in early
        assert run("structures", "--as-of", "2026-01-01").out.count("(closed ") == 3


class TestFaults:
    """Each fault has its exit code and its stream."""

    @pytest.mark.parametrize(
        "arguments", [["nonsense"], ["show"], ["evaluate", "moldova"], ["show", "moldova", "--nonsense"]]
    )
    def test_wrong_usage(self, arguments: list[str]) -> None:
        """Wrong usage exits with 2, and stdout stays empty."""
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")

    def test_missing_folder_of_documents(self) -> None:
        """A folder of documents that is not there is named."""
        ran = run("show", "moldova", "--policies", "/nonexistent")
        assert (ran.code, ran.out) == (2, "")
        assert "/nonexistent" in ran.err

    def test_folder_of_documents_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """`SMPOLICY_POLICIES` names the folder where the option does not."""
        monkeypatch.setenv("SMPOLICY_POLICIES", ARCADIA)
        assert run("show", "arcadia", "--as-of", "2026-01-01").code == 0

    def test_fault_of_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An exception that nobody foresaw is one line and exit code 3, with its origin only on request."""

        def fails(*_: object) -> None:
            raise ValueError("surprise\nindeed")

        monkeypatch.setattr(smpolicy, "load", fails)
        monkeypatch.delenv("SMPOLICY_DEBUG", raising=False)
        ran = run("show", "moldova")
        assert (ran.code, ran.out) == (3, "")
        assert len(ran.err.splitlines()) == 1
        assert "please report it: ValueError: surprise indeed" in ran.err
        monkeypatch.setenv("SMPOLICY_DEBUG", "1")
        assert "Traceback" in run("show", "moldova").err

    def test_closed_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A standard input that was closed holds nothing."""
        monkeypatch.setattr(sys, "stdin", None)
        assert read_content("-") == (b"", "<stdin>")


class TestProgram:
    """The command line as a program of its own."""

    def test_version(self) -> None:
        """The version is one line."""
        ran = started("--version")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("smpolicy ")

    def test_exit_codes_and_streams(self) -> None:
        """Results go to stdout, notices to stderr."""
        found = started("check", BROKEN)
        assert (found.code, found.err) == (1, "")
        answered = started("evaluate", "moldova", "-", stdin=HOBBY.encode())
        assert answered.code == 0
        assert answered.out
        assert answered.err.startswith("notice: ")
        refused = started("show", "atlantis")
        assert (refused.code, refused.out) == (2, "")

    def test_output_that_lacks_characters(self) -> None:
        """A terminal without curly quotes shows their codes, and JSON stays JSON."""
        shown = started("show", "moldova", "--as-of", "2026-01-01", PYTHONIOENCODING="ascii")
        assert shown.code == 0
        assert "\\u2019" in shown.out
        plain = started("show", "moldova", "--as-of", "2026-01-01", "--format", "json", PYTHONIOENCODING="ascii")
        assert any("’" in each.get("heading", "") for each in json.loads(plain.out)["entries"])
        latin = started("show", "moldova", "--as-of", "2026-01-01", PYTHONIOENCODING="latin-1")
        assert (latin.code, latin.err) == (0, "")

    def test_broken_pipe(self) -> None:
        """A reader that goes away is no fault, and nothing is said of it."""
        command = [sys.executable, "-m", "smpolicy", "show", "moldova", "--as-of", "2026-01-01"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(60) == 0

    @pytest.mark.parametrize("streams", ["2>&-", ">&- 2>&-", "2>&- | true", "| head -1", "2>/dev/full"])
    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (["check", BROKEN], 1),
            (["evaluate", "moldova", "-", "--format", "json"], 0),
            (["show", "nowhere"], 2),
            (["no-such-command"], 2),
        ],
    )
    def test_streams_that_nobody_reads(self, tmp_path: Path, arguments: list[str], code: int, streams: str) -> None:
        """A stream that is closed, from the start or early, changes no exit code and brings up no fault of ours.

        What would go to a closed one goes to no other either: JSON on stdout stays JSON.
        """
        redirected, pipe, reader = streams.partition("|")
        kept = tmp_path / "kept"
        command = shlex.join([sys.executable, "-m", "smpolicy", *arguments])
        script = f"{{ {command} {redirected}; echo $? >{tmp_path}/code; }} 3>&- {f'| {reader}' if pipe else f'>{kept}'}"
        shell = ["sh", "-c", script]
        done = subprocess.run(shell, input=b"{}", capture_output=True, check=False, timeout=120)
        assert (tmp_path / "code").read_text().strip() == str(code)
        said = done.stdout + done.stderr + (kept.read_bytes() if kept.exists() else b"")
        for word in (b"Traceback", b"fault of smpolicy", b"BrokenPipe"):
            assert word not in said
        if "--format" in arguments and redirected == "2>&-" and not pipe:
            assert json.loads(kept.read_bytes())["answer"] == "undetermined"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
    @pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["show", "secretariat"]])
    def test_what_cannot_be_written_is_said(self, arguments: list[str]) -> None:
        """A full disk is no finding of `check`, which would be 1, and no fault of ours: it is said, with code 2."""
        command = shlex.join([sys.executable, "-m", "smpolicy", *arguments])
        done = subprocess.run(["sh", "-c", f"{command} >/dev/full"], capture_output=True, check=False, timeout=120)
        assert (done.returncode, done.stderr.splitlines()[-1]) == (2, b"error: no space left on device")

    def test_the_site_is_built_unheard(self, tmp_path: Path) -> None:
        """With both streams closed the site is built, and no file of it takes the place of a stream."""
        command = shlex.join(
            [sys.executable, "-m", "smpolicy", "site", "build", str(tmp_path / "site"), "--policies", ARCADIA]
        )
        done = subprocess.run(["sh", "-c", f"{command} >&- 2>&-"], capture_output=True, check=False, timeout=300)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")

    @pytest.mark.parametrize(
        ("arguments", "without"),
        [
            (["--help"], {"pydantic", "ruamel", "jsonschema", "mkdocs"}),
            (["show", "moldova", "--as-of", "2026-01-01"], {"pydantic", "ruamel", "jsonschema", "mkdocs"}),
            (["evaluate", "moldova", "-", "--as-of", "2026-01-01"], {"pydantic", "jsonschema", "mkdocs"}),
        ],
    )
    def test_nothing_heavy_is_imported_before_it_is_used(self, arguments: list[str], without: set[str]) -> None:
        """What a command does not need, it does not import."""
        if prepared_documents() is None:
            pytest.skip("the prepared documents are out of date, so the documents themselves are read")
        program = (
            "import sys\n"
            "from smpolicy.cli.main import main\n"
            f"sys.argv[1:] = {arguments!r}\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], input=HOBBY.encode(), capture_output=True, check=True, timeout=60
        )
        assert not set(io.StringIO(done.stderr.decode()).read().split()) & without


class TestProof:
    """`check --proof`: two independent methods, and no answer where they differ."""

    KIND = Path(__file__).parents[1] / "data" / "kinds" / "permits-disapproved.yaml"
    AROUND = str(Path(__file__).parents[1] / "data" / "corpora" / "arcadia")

    def test_it_says_for_how_much_the_two_agree(self) -> None:
        """What is found is the same, and z3 has been asked every question of it."""
        plain = run("check", str(self.KIND), "--policies", self.AROUND, "--output-format", "concise")
        proved = run("check", str(self.KIND), "--policies", self.AROUND, "--output-format", "concise", "--proof")
        assert (proved.code, proved.out) == (plain.code, plain.out)
        assert proved.err == "notice: z3 gives the same answers on 1 overlay, on 1 January 2026, 1 January 2040\n"

    def test_a_disagreement_is_a_fault_of_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the two differ, nothing is printed as if it were proved."""
        monkeypatch.setattr("smpolicy.deciding.z3_solver.Z3.find", lambda *_: None)
        ran = run("check", str(self.KIND), "--policies", self.AROUND, "--proof")
        assert (ran.code, ran.out) == (3, "")
        assert "exact finds a world where z3 finds none" in ran.err
