"""What looks like something else: keys that are alike but for their characters, and numbers of another base."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import ARCADIA, run
from smpolicy.documents.corpus import read_text
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source

HEAD = "schema: smpolicy/vocabulary@1\nid: x\ntitle: X\nfacts: {}\n"


def found_in(text: str) -> list[Diagnostic]:
    """Return what is found in a text that looks like something else."""
    found = read_text(Source(path="a.yaml", text=HEAD + text), "").faults
    return [each for each in found if each.name in ("look-alike-key", "look-alike-number")]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("caf\u00e9", "cafe\u0301", "U+0065 U+0301 here, and U+00E9 there"),
        ("cafe\u0301", "caf\u00e9", "U+00E9 here, and U+0065 U+0301 there"),
        ("act", "\uff41ct", "U+FF41 U+0063 here, and U+0061 U+0063 there"),
        ("\uac00", "\u1100\u1161", "U+1100 U+1161 here, and U+AC00 there"),
        ("\u30ab", "\uff76", "U+FF76 here, and U+30AB there"),
        ("\u212b", "\u00c5", "U+00C5 here, and U+212B there"),
        ("a\u00a0b", "a b", "U+0020 U+0062 here, and U+00A0 U+0062 there"),
        ("a\u0323\u0307", "a\u0307\u0323", "U+0307 U+0323 here, and U+0323 U+0307 there"),
    ],
)
@pytest.mark.parametrize("flow", [False, True])
def test_keys_that_look_alike(first: str, second: str, codes: str, flow: bool) -> None:
    """Composed and not, wide and narrow, with a space that is none: said, with the codes of what differs."""
    pair = f"note: {{{first}: 1, {second}: 2}}" if flow else f"note:\n  {first}: 1\n  {second}: 2\n"
    (found,) = found_in(pair)
    assert (found.name, found.severity) == ("look-alike-key", "error")
    assert found.message.endswith(f"looks like one that stands here already, and is another: {codes}")
    assert found.place == (f"a.yaml:5:{len(first) + 13}" if flow else "a.yaml:7:3")
    assert [each.message for each in found.related] == ["it stands here first"]


@pytest.mark.parametrize("pair", [("m\u00b2", "m2"), ("\ufb01", "fi"), ("e", "\u00e9"), ("a", "A"), ("\u0430", "a")])
def test_keys_that_can_be_told_apart(pair: tuple[str, str]) -> None:
    """What a reader can see, and a letter of another script, which the check of names finds, is another key."""
    assert found_in("note:\n  {}: 1\n  {}: 2\n".format(*pair)) == []
    assert found_in(f"note: {{a: {{{pair[0]}: 1}}, b: {{{pair[0]}: 1}}}}") == []


@pytest.mark.parametrize(
    ("written", "message", "mend"),
    [
        ("024", "`024` is the number 24 here, and 20 to programs that read a 0 in front as base eight", "write `24`"),
        ("-017", "`-017` is the number -17 here, and -15 to programs that read", "write `-17`"),
        ("010", "`010` is the number 10 here, and 8 to programs that read", "write `10`"),
        ("08", "`08` is the number 8 here, and no number to some programs", "write `8`"),
        ("0o24", "`0o24` is the number 20: `0o` begins one to the base eight", "write `20`"),
        ("0x1F", "`0x1F` is the number 31: `0x` begins one to the base sixteen", "write `31`"),
    ],
)
@pytest.mark.parametrize("place", ["note: {}", "note: [1, {}]", "note: {{a: {}}}", "note:\n  - {}"])
def test_numbers_that_look_like_others(written: str, message: str, mend: str, place: str) -> None:
    """A number is said to be what it is, wherever it stands."""
    (found,) = found_in(place.format(written))
    assert (found.name, found.severity) == ("look-alike-number", "error")
    assert found.message.startswith(message)
    assert found.help.startswith(mend)
    assert f'`"{written}"`' in found.help


@pytest.mark.parametrize(
    "written", ["24", "0", "-0", "007", "00", "0.5", "024.5", "'024'", '"0o24"', "1_000", "12:30", "yes", "no", "0b1"]
)
def test_numbers_that_are_what_they_seem(written: str) -> None:
    """A number that all read alike, and text, are what they seem to be."""
    assert found_in(f"note: {written}") == []


@pytest.mark.parametrize("written", ["yes", "no", "on", "1_000", "12:30"])
def test_what_is_no_number_is_refused_where_one_must_stand(tmp_path: Path, written: str) -> None:
    """What other readers take for a number, or for true and false, is text, and is said to be."""
    file = tmp_path / "x.yaml"
    file.write_text(f"schema: smpolicy/overlay@1\nlayer: {written}\n", encoding="utf-8")
    found = [each for each in smpolicy.check(file).diagnostics if each.span and each.span.line == 2]
    assert [each.message for each in found] == ["expected a whole number, found text"]


class TestOneFile:
    """One file under two names is one file."""

    def test_however_it_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """With detours, in full, by a symbolic link, by a hard link: it is checked once, by its first name."""
        source = Path(ARCADIA, "ai-2024-07.yaml").resolve()
        file = tmp_path / "overlays" / "arcadia" / "a.yaml"
        file.parent.mkdir(parents=True)
        file.write_bytes(source.read_bytes())
        (tmp_path / "structures.yaml").write_bytes(source.with_name("structures.yaml").read_bytes())
        (tmp_path / "linked.yaml").symlink_to(file)
        (tmp_path / "hard.yaml").hardlink_to(file)
        monkeypatch.chdir(file.parent)
        names = ("a.yaml", "./a.yaml", "../arcadia/a.yaml", str(file), "../../linked.yaml", "../../hard.yaml")
        for name in names:
            ran = run("check", "a.yaml", name, "--policies", str(file.parent), "--output-format", "json")
            said = json.loads(ran.out)
            assert said["summary"]["files"] == 1, name
            assert not [each for each in said["diagnostics"] if each["name"] == "duplicate-id"]
        alone = run("check", "a.yaml", "--policies", str(file.parent), "--output-format", "concise")
        beside = run("check", str(file), "--policies", ".", "--output-format", "concise")
        assert beside.out.replace(str(file), "a.yaml") == alone.out

    def test_within_a_folder(self, tmp_path: Path) -> None:
        """Two hard links in a folder are one document, and not two with one id; two equal files are two."""
        for name in ("structures.yaml", "ai-2024-07.yaml"):
            (tmp_path / name).write_bytes(Path(ARCADIA, name).read_bytes())
        (tmp_path / "again.yaml").hardlink_to(tmp_path / "ai-2024-07.yaml")
        assert len(smpolicy.check(tmp_path).files) == 2
        (tmp_path / "copy.yaml").write_bytes(Path(ARCADIA, "ai-2024-07.yaml").read_bytes())
        found = smpolicy.check(tmp_path)
        assert len(found.files) == 3
        assert "duplicate-id" in {each.name for each in found.diagnostics}
