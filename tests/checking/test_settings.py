"""What a team settled for its checks stands beside its documents, and a slip there has its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.commandline import run
from smpolicy.checking.settings import Settings, settings_for
from smpolicy.foundations.errors import UnreadableSettings

KOSOVO = (Path(__file__).parents[2] / "policies/overlays/kosovo/draft-2026.yaml").read_text(encoding="utf-8")
TABLE = 'select = ["SMP43", "claim"]\nignore = ["stale-base"]\nfail-on = "warning"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in a folder with one document, three folders down."""
    place = tmp_path / "team/policies/kosovo"
    place.mkdir(parents=True)
    (place / "draft.yaml").write_text(KOSOVO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_settings_are_found_upward_from_the_first_path(folder: Path) -> None:
    """The nearest file counts, alone; a `pyproject.toml` without the table is passed over."""
    document = folder / "team/policies/kosovo/draft.yaml"
    assert settings_for(document) == Settings()
    (folder / "pyproject.toml").write_text("[tool.smpolicy]\n" + TABLE, encoding="utf-8")
    (folder / "team/pyproject.toml").write_text('[project]\nname = "smpolicy-team"\n', encoding="utf-8")
    far = Settings(path=folder / "pyproject.toml", select=("SMP43", "claim"), ignore=("stale-base",), fail_on="warning")
    for place in (document, document.parent, Path("team/policies"), folder / "team/policies/kosovo/missing.yaml"):
        assert settings_for(place) == far
    near = folder / "team/policies/smpolicy.toml"
    near.write_text("", encoding="utf-8")
    assert settings_for(document) == Settings(path=near)
    assert settings_for(folder / "team") == far


def test_settings_count_for_a_check(folder: Path) -> None:
    """What they say is as if it were said on the command line, where what is said there takes its place."""
    (folder / "team/smpolicy.toml").write_text('ignore = ["SMP44"]\nfail-on = "note"\n', encoding="utf-8")
    document = "team/policies/kosovo/draft.yaml"
    ran = run("check", document, "--output-format", "concise")
    assert (ran.code, ran.out) == (0, "1 file checked: 0 errors, 0 warnings, 0 notes; 1 not selected\n")
    ran = run("check", document, "--output-format", "concise", "--ignore", "claim")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "1 file checked: 0 errors, 0 warnings, 1 note")
    ran = run("check", document, "--output-format", "concise", "--ignore", "claim", "--fail-on", "error")
    assert ran.code == 0
    ran = run("check", document, "--output-format", "concise", "--no-config")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 file checked: 0 errors, 0 warnings, 1 note")
    (folder / "smpolicy.toml").write_text("no-such-key = 1\n", encoding="utf-8")
    assert run("check", "--policies", "team/policies").code == 0
    assert run("check").code == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# team\nselct = []\n", "smpolicy.toml:2:1: no setting is called `selct`; did you mean `select`?"),
        ("x = 1\n", "smpolicy.toml:1:1: no setting is called `x`; there are `select`, `ignore`, `fail-on`"),
        ("[tool.smpolicy]\nselect = []\n", "smpolicy.toml:1:2: no setting is called `tool`; there are"),
        ("select = []\n", "smpolicy.toml:1:1: `select` names no rule; leave it out"),
        ('\n  select = "SMP43"\n', 'smpolicy.toml:2:3: `select` is a list of rules, like `select = ["SMP43", '),
        ("ignore = [1]\n", "smpolicy.toml:1:1: `ignore` is a list of rules"),
        (
            'ignore = [\n  "claim",  # "SMP9"\n  "SMP9",\n]\n',
            "smpolicy.toml:3:3: `ignore`: `SMP9` names no rule; write a code",
        ),
        ('select = ["claim"]\nignore = ["inconsistent"]\n', "smpolicy.toml:2:11: `ignore`: `inconsistent` cannot be"),
        ('fail-on = "never"\n', 'smpolicy.toml:1:1: `fail-on` is one of `"error"`, `"warning"`, `"note"`'),
        ("fail-on = true\n", "smpolicy.toml:1:1: `fail-on` is one of"),
        ("select = [\n", "smpolicy.toml:2:1: this is no TOML: "),
        ("a = 1\na = 2\n", "smpolicy.toml:2:6: this is no TOML: "),
        ("x = " + "9" * 5000 + "\n", "smpolicy.toml:2:1: this is no TOML: "),
        ("x = " + "[" * 100_000, "this is no TOML: "),
        ("[a\x1b]\n", "smpolicy.toml:1:3: this is no TOML: "),
        ('"\\u001b[2J" = 1\n', "no setting is called `\ufffd[2J`"),
    ],
)
def test_a_slip_has_its_place(folder: Path, text: str, says: str) -> None:
    """Nothing is checked, and it is said in which line what is wrong and what was expected; the exit code is 2."""
    (folder / "smpolicy.toml").write_text(text, encoding="utf-8")
    ran = run("check", "team")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[project]\nselct = ["x"]\n[tool.smpolicy]\nselct = []\n', "pyproject.toml:4:1: no setting is called `selct`"),
        ("[tool]\nsmpolicy = 1\n", "pyproject.toml:2:1: `tool.smpolicy` is a table"),
        ("[tool]\nsmpolicy = {selct = 1}\n", "pyproject.toml:2:1: no setting is called `selct`"),
        ("tool.smpolicy.selct = 1\n", "pyproject.toml:1:1: no setting is called `selct`"),
        ("[tool.smpolicy.selct]\na = 1\n", "pyproject.toml:1:2: no setting is called `selct`"),
        ("[tool.'smpolicy']\n'fail-on' = 3\n", "pyproject.toml:2:1: `fail-on` is one of"),
        ("[tool.smpolicy\n", "pyproject.toml:1:15: this is no TOML"),
    ],
)
def test_a_slip_in_a_table_of_a_project_has_its_place(folder: Path, text: str, says: str) -> None:
    """However TOML lets the table be written."""
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSettings) as refused:
        settings_for(folder / "team")
    assert says in str(refused.value)


def test_what_is_about_something_else_is_no_matter(folder: Path) -> None:
    """A project whose own file is broken, and does not speak of this program, can have its documents checked."""
    (folder / "pyproject.toml").write_bytes(b"[tool\xff")
    (folder / "team/pyproject.toml").write_text("[tool.other]\nname = 'smpolicy'\n", encoding="utf-8")
    assert settings_for(folder / "team") == Settings()
    (folder / "team/pyproject.toml").write_text("tool = 'smpolicy'\n", encoding="utf-8")
    assert settings_for(folder / "team") == Settings()


def test_files_that_cannot_be_read_are_said(folder: Path) -> None:
    """Settings that are there and cannot be read are not taken for none."""
    settings = folder / "smpolicy.toml"
    settings.mkdir()
    with pytest.raises(UnreadableSettings, match="is not a file that holds text"):
        settings_for(folder)
    settings.rmdir()
    os.mkfifo(settings)
    with pytest.raises(UnreadableSettings, match="`--no-config` checks without it"):
        settings_for(folder)
    settings.unlink()
    settings.write_bytes(b"# \xe9\n")
    with pytest.raises(UnreadableSettings, match=r"smpolicy\.toml:1:3: the byte 0xe9 is not UTF-8"):
        settings_for(folder)
    settings.write_bytes(b"#" * (1 << 21))
    with pytest.raises(UnreadableSettings, match="the file has more than"):
        settings_for(folder)
    settings.unlink()
    settings.symlink_to(folder / "nowhere")
    with pytest.raises(UnreadableSettings, match="cannot be read"):
        settings_for(folder)


def test_settings_in_both_files_of_a_folder_are_refused(folder: Path) -> None:
    """Which of the two counts would be a guess."""
    (folder / "smpolicy.toml").write_text("", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool.smpolicy]\n", encoding="utf-8")
    with pytest.raises(UnreadableSettings, match=r"there are settings in `smpolicy\.toml` and `pyproject\.toml`"):
        settings_for(folder)
