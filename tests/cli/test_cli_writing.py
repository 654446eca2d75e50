"""`new`, `pin`, `adopt`: the command line writes into a drafter's file, and only what it says."""

from __future__ import annotations

import json
import os
import re
import tempfile
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import ARCADIA, Ran, run
from smpolicy.authoring.rewriting import open_overlay
from smpolicy.documents.forms import OverlayForm
from smpolicy.documents.packaged import policies_folder
from smpolicy.foundations.source import digest

STRUCTURES = smpolicy.load().structures
INVITED = [each.id for each in STRUCTURES.values() if each.kind != "secretariat" and each.parent is None]
BASE = smpolicy.load().lowered.instruments["si31"]

#: A draft as a drafter keeps it: remarks, an order and a layout of their own.
DRAFT = """\
# Our draft, third version.
schema: smpolicy/overlay@1
id: arcadia/draft
title: "Personal use of social media"   # as in 2019
status: draft      # until it is signed
proposed_for: arcadia
drafted_by: Press Unit
layer: 3
under: si31:7.3
context: >
  Staff travel along a contact line; this draft says
  what follows from that.

dates:
  effective: {from: 2026-06-01}   # or later
norms:
  care:
    under: si31:7.2.b7
    text: Staff take care.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of documents with the invented structure, and a signed text beside it."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "structures.yaml").write_bytes((Path(ARCADIA) / "structures.yaml").read_bytes())
    (tmp_path / "signed.pdf").write_bytes(b"%PDF the signed text")
    return documents


@pytest.fixture
def draft(folder: Path) -> Path:
    """Return the file of a draft in that folder."""
    path = folder / "draft.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def form(path: Path) -> OverlayForm:
    """Return what a file says."""
    return open_overlay(path).form


class TestNew:
    """`new` gives a drafter something to begin from."""

    @pytest.mark.parametrize("structure", INVITED)
    def test_what_it_prints_is_right(self, structure: str, tmp_path: Path) -> None:
        """For each structure that 7.3 invites, the beginning is a valid draft without any finding."""
        target = tmp_path / "overlays" / structure / "draft.yaml"
        ran = run("new", structure, "--from", "2021-06-01", "--output", str(target))
        assert (ran.code, ran.out, ran.err) == (0, f"{target}\n", "")
        checked = run("check", str(target))
        assert checked.code == 0
        assert checked.out.endswith("\n1 file checked: 0 errors, 0 warnings, 0 notes\n")

    def test_its_head(self, tmp_path: Path) -> None:
        """The head is a draft's: proposed for the structure, under 7.3, pinned to the present text, with its day."""
        target = tmp_path / "x.yaml"
        target.write_text(run("new", "kosovo", "--id", "social-media", "--from", "2027-03-01").out, encoding="utf-8")
        said = form(target)
        assert (said.id, said.status, said.issuer, said.proposed_for) == (
            "kosovo/social-media",
            "draft",
            None,
            "kosovo",
        )
        assert (said.layer, said.under, said.dates.effective.from_) == (3, "si31:7.3", date(2027, 3, 1))
        assert said.base
        assert (said.base.id, said.base.version, said.base.digest) == ("si31", BASE.version, BASE.digest)

    def test_slots_are_offered_and_nobody_is_named(self) -> None:
        """Each slot that stands open is there to be filled, as a remark; no address is made up."""
        out = run("new", "kosovo", "--from", "2027-01-01").out
        slots = [each.id for each in BASE.slots.values() if each.open]
        assert len(slots) == 2
        assert all(f"#  {slot}: {{role: the office, email: its address}}\n" in out for slot in slots)
        assert "@" not in out.replace("overlay@1", "")

    def test_what_is_offered_is_valid(self, tmp_path: Path) -> None:
        """To take the first mark of a line away, as the remarks say, is all that slots and guidance need."""
        text = run("new", "kosovo", "--from", "2027-01-01").out
        for key in ("#slots:", "#guidance:"):
            offered = key + text.partition(key)[2].partition("\n\n")[0]
            text = text.replace(offered, re.sub("^#", "", offered, flags=re.M))
        target = tmp_path / "x.yaml"
        target.write_text(text, encoding="utf-8")
        assert run("check", str(target)).out.endswith("0 errors, 0 warnings, 0 notes\n")
        said = form(target)
        assert (sorted(said.slots), len(said.guidance)) == (["si31:7.1.b3/authoriser", "si31:8.1/focal-point"], 1)

    def test_without_a_day(self) -> None:
        """Without a day it is the first of the next year, and a notice says so."""
        years = [date.today().year]
        ran = run("new", "kosovo")
        years.append(date.today().year)  # it may be past New Year by now
        days = [f"{year + 1}-01-01" for year in years]
        assert ran.err in [f"notice: to hold from {day}; --from names another day\n" for day in days]
        assert any(f"dates: {{effective: {{from: {day}}}}}\n" in ran.out for day in days)

    def test_a_closed_structure(self) -> None:
        """For a structure that is closed a draft can be begun, and a notice says that it is closed."""
        ran = run("new", "ukraine-smm", "--from", "2027-01-01")
        assert (ran.code, ran.err) == (
            0,
            "notice: `ukraine-smm` does not exist on 2027-01-01, as far as the registry knows\n",
        )

    def test_never_over_a_file(self, tmp_path: Path) -> None:
        """A file that is there stays as it is."""
        target = tmp_path / "x.yaml"
        target.write_text("mine")
        ran = run("new", "kosovo", "--from", "2027-01-01", "--output", str(target))
        assert (ran.code, ran.out) == (2, "")
        assert "is there already, and is not overwritten" in ran.err
        assert target.read_text() == "mine"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["kosvo"], "did you mean `kosovo`?"),
            (["OMiK"], "write `kosovo`"),
            (["secretariat"], "7.3 invites others: “OSCE Field Operations and Institutions"),
            (["moldova/tiraspol"], "a part is named in the overlay of its structure, under `structures:`"),
            (["moldova", "--id", "draft-2026"], "there is a document `moldova/draft-2026` already"),
            (["moldova", "--id", "Our Draft"], "`Our Draft` is no short name"),
            (["moldova", "--from", "2026-02-30"], "`2026-02-30` is no day"),
        ],
    )
    def test_refusals(self, arguments: list[str], said: str) -> None:
        """What cannot be begun is refused with the reason, and nothing is printed."""
        ran = run("new", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert said in " ".join(ran.err.split())

    def test_without_an_invitation(self, tmp_path: Path) -> None:
        """A folder with instruments of its own, none of which invites anybody, gives nothing to stand under."""
        (tmp_path / "structures.yaml").write_bytes((Path(ARCADIA) / "structures.yaml").read_bytes())
        other = "schema: smpolicy/instrument@1\nid: other\ntitle: T\nnumber: N\nshort: N\nissuer: {body: B}\n"
        (tmp_path / "other.yaml").write_text(f"{other}status: in-force\nlayer: 1\nversion: v\nprovisions: []\n")
        ran = run("new", "arcadia", "--policies", str(tmp_path))
        assert ran.code == 2
        assert "N invites nobody" in ran.err
        assert run("pin", f"{ARCADIA}/ai-2024-07.yaml", "--policies", str(tmp_path)).code == 2


PIN = f"si31, version {BASE.version}, {BASE.digest}"
PROVISIONS = {each.id: each for each in BASE.provisions}


def words_digest(anchor: str) -> str:
    """Return the digest of the words of a provision with those that lead in to it, worked out here once more."""
    words: list[str] = []
    above = PROVISIONS.get(PROVISIONS[anchor].parent or "")
    while above is not None:
        words.insert(0, " ".join(above.text.split()))
        above = PROVISIONS.get(above.parent or "")
    own = " ".join(f"{PROVISIONS[anchor].heading} {PROVISIONS[anchor].text}".split()).rstrip(";.")
    said = json.dumps([*filter(None, words), own], ensure_ascii=False, separators=(",", ":"))
    return digest(said.encode())


#: What the draft cites, as it is pinned: in lines of their own, and within braces.
ANCHORS = [(each, words_digest(each)) for each in ("si31:7.3", "si31:7.2.b7")]
IN_LINES = "".join(f'    {anchor}: "{digest}"\n' for anchor, digest in ANCHORS)
IN_BRACES = "anchors: {{\n{}}}".format(",\n".join(f'  {anchor}: "{digest}"' for anchor, digest in ANCHORS))


class TestPin:
    """`pin` writes the present base into overlays."""

    def test_a_key_comes_in(self, draft: Path) -> None:
        """Where there is no pin, it comes below `under:`; every other byte is as it was."""
        ran = run("pin", str(draft))
        assert (ran.code, ran.out, ran.err) == (0, f"{draft}: pinned to {PIN}\n", "")
        digests = f'digest: "{BASE.digest}", text_digest: "{BASE.text_digest}"'
        line = f"base: {{id: si31, version: {BASE.version}, {digests}, {IN_BRACES}}}\n"
        assert draft.read_bytes().decode() == DRAFT.replace("under: si31:7.3\n", f"under: si31:7.3\n{line}")

    def test_values_are_replaced(self, draft: Path) -> None:
        """Where there is an old pin, its values are replaced, what it lacks comes below, and one is to read again."""
        old = "base:  # keep\n  id: si31\n  version: old  # why\n  # below\n  digest: 'sha256:0'\n"
        text = DRAFT.replace("layer: 3\n", f"layer: 3\n{old}").replace("\n", "\r\n")
        draft.write_bytes(text.encode())
        ran = run("pin", str(draft))
        assert ran.out == f"{draft}: pinned to {PIN}\n"
        assert ran.err == (
            f"notice: {draft} was pinned to si31, version old, sha256:0: read its norms again beside the present text\n"
        )
        digests = f'"{BASE.digest}"\n  text_digest: "{BASE.text_digest}"\n  anchors:\n{IN_LINES[:-1]}'
        digests = digests.replace("\n", "\r\n")
        expected = text.replace("version: old", f"version: {BASE.version}").replace("'sha256:0'", digests)
        assert draft.read_bytes() == expected.encode()

    def test_the_same_words(self, draft: Path) -> None:
        """Where the old pin says that the words were the present ones, one is to look at how they are read."""
        old = f'base: {{id: si31, version: {BASE.version}, digest: "sha256:0", text_digest: "{BASE.text_digest}"}}\n'
        draft.write_text(DRAFT + old, encoding="utf-8")
        ran = run("pin", str(draft))
        assert ran.err == (
            f"notice: {draft} was pinned to si31, version {BASE.version}, sha256:0: "
            "the words are the same; see what `check --readback` says of its norms\n"
        )
        assert draft.read_text("utf-8") == DRAFT + old.replace("sha256:0", BASE.digest).replace("}", f", {IN_BRACES}}}")

    def test_the_digest_of_the_words_comes_in(self, draft: Path) -> None:
        """A pin that lacks the digest of the words, and is right, gets it, and nobody is told to read again."""
        old = f'base: {{id: si31, version: {BASE.version}, digest: "{BASE.digest}"}}\n'
        draft.write_text(DRAFT + old, encoding="utf-8")
        ran = run("pin", str(draft))
        assert (ran.out, ran.err) == (f"{draft}: pinned to {PIN}\n", "")
        assert draft.read_text("utf-8") == DRAFT + old.replace(
            "}", f', text_digest: "{BASE.text_digest}", {IN_BRACES}}}'
        )

    def test_unchanged(self, draft: Path) -> None:
        """A pin that is right is left alone, and so is the file."""
        run("pin", str(draft))
        before = (draft.read_bytes(), draft.stat().st_mtime_ns)
        ran = run("pin", str(draft))
        assert (ran.code, ran.out) == (0, f"{draft}: unchanged, pinned already to {PIN}\n")
        assert (draft.read_bytes(), draft.stat().st_mtime_ns) == before

    def test_it_ends_the_warning(self, draft: Path, folder: Path) -> None:
        """After it, `check` no longer says that the base is stale."""
        draft.write_text(DRAFT + 'base: {id: si31, version: old, digest: "sha256:0"}\n', encoding="utf-8")
        assert "stale-base" in run("check", str(draft), "--policies", str(folder)).out
        run("pin", str(draft), "--policies", str(folder))
        assert "0 errors, 0 warnings" in run("check", str(draft), "--policies", str(folder)).out

    def test_all_or_none_where_the_system_refuses(
        self, draft: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where the second of two files cannot be written, the first is as it was, and nothing lies beside them."""
        second = folder / "second.yaml"
        second.write_text(DRAFT.replace("arcadia/draft", "arcadia/second"), encoding="utf-8")
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        replaced = os.replace
        made = tempfile.mkstemp

        def not_onto_second(old: Path, new: Path) -> None:
            if new == second.resolve() and BASE.digest in Path(old).read_text("utf-8"):
                raise OSError(28, "No space left on device", str(new))
            replaced(old, new)

        def not_beside_second(**said: object) -> tuple[int, str]:
            if "second" in str(said["prefix"]):
                raise OSError(28, "No space left on device", str(second))
            return made(**said)  # type: ignore[call-overload, no-any-return]

        for where, name, refuse in ((os, "replace", not_onto_second), (tempfile, "mkstemp", not_beside_second)):
            with monkeypatch.context() as patched:
                patched.setattr(where, name, refuse)
                ran = run("pin", str(draft), str(second))
            assert (ran.code, ran.out, ran.err) == (2, "", f"error: `{second}`: no space left on device\n")
            assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert run("pin", str(draft), str(second)).code == 0
        assert BASE.digest in second.read_text("utf-8")

    def test_all_or_none(self, draft: Path, folder: Path) -> None:
        """Where one file is no overlay, no file is written."""
        ran = run("pin", str(draft), str(folder / "structures.yaml"))
        assert (ran.code, ran.out) == (2, "")
        assert "is no overlay but a document of the form `smpolicy/structures@1`" in ran.err
        assert draft.read_text("utf-8") == DRAFT

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("a: [", "x.yaml:1:4"),
            ("a: 1\n", "unknown-schema"),
            (DRAFT + "layer: 4\n", "the file has faults of form; `smpolicy check` shows them"),
            (DRAFT.replace("under: si31:7.3", "under: si31:7.3\nbase: []"), "a value stands where keys are expected"),
        ],
    )
    def test_what_cannot_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
        """A file in which no overlay can be read is refused with its faults, and stays as it is."""
        monkeypatch.chdir(tmp_path)
        Path("x.yaml").write_text(text, encoding="utf-8")
        ran = run("pin", "x.yaml")
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert Path("x.yaml").read_text("utf-8") == text

    def test_a_missing_file(self) -> None:
        """A path that is missing is refused."""
        ran = run("pin", "nowhere.yaml")
        assert ran.code == 2
        assert "no such file" in ran.err

    def test_a_link_stays_a_link(self, draft: Path, tmp_path: Path) -> None:
        """Where a link is named, the file behind it is written, with its rights as they were."""
        draft.chmod(0o640)
        link = tmp_path / "link.yaml"
        link.symlink_to(draft)
        assert run("pin", str(link)).code == 0
        assert link.is_symlink()
        assert BASE.digest in draft.read_text("utf-8")
        assert draft.stat().st_mode & 0o777 == 0o640

    def test_never_half_a_file(self, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the system refuses, the file is as it was, and nothing lies beside it."""

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device", str(draft))

        monkeypatch.setattr(os, "replace", refuse)
        ran = run("pin", str(draft))
        assert (ran.code, ran.err) == (2, f"error: `{draft}`: no space left on device\n")
        assert draft.read_text("utf-8") == DRAFT
        assert sorted(os.listdir(draft.parent)) == ["draft.yaml", "structures.yaml"]


def adopt(draft: Path, *more: str, **said: str) -> Ran:
    """Adopt a draft; what is not said is as in most tests."""
    options = {
        "number": "Administrative Issuance 2026/03",
        "signed-by": "head-of-mission",
        "issued": "2026-03-01",
        "signed-text": str(draft.parent.parent / "signed.pdf"),
        "policies": str(draft.parent),
    } | {key.replace("_", "-"): value for key, value in said.items()}
    return run("adopt", str(draft), *(part for key, value in options.items() for part in (f"--{key}", value)), *more)


def _again(draft: Path) -> Path:
    draft.write_text(DRAFT, encoding="utf-8")
    return draft


ADOPTED = (
    DRAFT.replace("status: draft ", "status: in-force ")
    .replace(
        "proposed_for: arcadia\ndrafted_by: Press Unit\n", "issuer: {structure: arcadia, signed_by: head-of-mission}\n"
    )
    .replace(
        "  effective: {from: 2026-06-01}   # or later\n",
        "  effective: {from: 2026-03-01}   # or later\n  issued: 2026-03-01\n",
    )
    .replace(
        "norms:\n",
        'source: {title: "Administrative Issuance 2026/03", date: 2026-03-01, '
        f'digest: "{digest(b"%PDF the signed text")}"}}\nnorms:\n',
    )
)


class TestAdopt:
    """`adopt` turns a draft into the issuance that was signed."""

    def test_only_the_keys_that_say_so(self, draft: Path) -> None:
        """Status, issuer, days and source change; every other byte, remarks too, is as it was."""
        ran = adopt(draft)
        assert (ran.code, ran.out) == (0, f"{draft}: arcadia/draft is in force from 2026-03-01\n")
        assert draft.read_text("utf-8") == ADOPTED

    def test_line_breaks_stay(self, draft: Path) -> None:
        """A file from another system keeps its line breaks, in the new lines too."""
        draft.write_bytes(DRAFT.replace("\n", "\r\n").encode())
        assert adopt(draft).code == 0
        assert draft.read_bytes() == ADOPTED.replace("\n", "\r\n").encode()

    def test_a_whole_document(self, folder: Path) -> None:
        """The full draft of the packaged documents, for the invented mission: all that it says stays."""
        packaged = (policies_folder() / "overlays/moldova/draft-2026.yaml").read_text("utf-8")
        draft = folder / "draft.yaml"
        draft.write_text(packaged.replace("moldova", "arcadia"), encoding="utf-8")
        before = draft.read_text("utf-8").splitlines()
        assert adopt(draft).code == 0
        after = draft.read_text("utf-8").splitlines()
        gone = [line.partition(":")[0] for line in before if line not in after]
        come = [line.partition(":")[0] for line in after if line not in before]
        assert gone == ["status", "proposed_for", "drafted_by", "dates"]
        assert come == ["status", "issuer", "dates", "source"]

    def test_the_result_is_in_force(self, draft: Path, folder: Path) -> None:
        """What was adopted has no error, and takes part without `--drafts`."""
        adopt(draft)
        assert run("check", "--policies", str(folder)).code == 0
        shown = run("show", "arcadia", "--policies", str(folder), "--as-of", "2026-03-01")
        assert "Administrative Issuance 2026/03" in shown.out
        assert "[draft]" not in shown.out

    def test_what_people_must_mend(self, draft: Path) -> None:
        """Lines that still speak of a draft are listed, and that the day is another than the draft's."""
        assert adopt(draft).err.splitlines() == [
            "notice: the draft was to hold from 2026-06-01",
            f"notice: {draft}:1 still speaks of a draft, mend it by hand: # Our draft, third version.",
            f"notice: {draft}:3 still speaks of a draft, mend it by hand: id: arcadia/draft",
            f"notice: {draft}:10 still speaks of a draft, mend it by hand: "
            "Staff travel along a contact line; this draft says",
        ]

    def test_another_id_and_another_day(self, draft: Path) -> None:
        """With `--id` the short name changes, and one is told to rename the file; `--from` is the first day."""
        ran = adopt(draft, "--id", "ai-2026-03", "--from", "2026-06-01")
        assert ran.out == f"{draft}: arcadia/ai-2026-03 is in force from 2026-06-01\n"
        assert "it was called arcadia/draft: rename the file to `ai-2026-03.yaml`" in ran.err
        assert "was to hold" not in ran.err
        said = form(draft)
        assert (said.id, said.dates.issued, said.dates.effective.from_) == (
            "arcadia/ai-2026-03",
            date(2026, 3, 1),
            date(2026, 6, 1),
        )

    def test_a_closed_structure(self, draft: Path, folder: Path) -> None:
        """Where nothing holds any more, nothing is said to be in force; what `check` warns of is shown."""
        registry = folder / "structures.yaml"
        registry.write_text(f"{registry.read_text('utf-8').rstrip()}\n    closed: 2025-01-01\n", encoding="utf-8")
        ran = adopt(draft)
        assert (ran.code, ran.out) == (0, f"{draft}: arcadia/draft holds from 2026-03-01 by its own words alone\n")
        assert "warning[SMP606] after-closure: `arcadia` was closed on `2025-01-01`" in ran.err
        assert "\n14 |   effective: {from: 2026-03-01}" in ran.err
        assert ran.err.endswith("1 file checked: 0 errors, 1 warning, 0 notes\n")

    def test_several_instruments_that_govern(self, draft: Path, folder: Path) -> None:
        """Where no one instrument governs on its first day, nothing is said to be in force."""
        for path in (policies_folder() / "base").glob("*.yaml"):
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / "structures.yaml").write_bytes((Path(ARCADIA) / "structures.yaml").read_bytes())
        other = "schema: smpolicy/instrument@1\nid: other\ntitle: T\nnumber: N\nshort: N\nissuer: {body: B}\n"
        (folder / "other.yaml").write_text(f"{other}status: in-force\nlayer: 1\nversion: v\nprovisions: []\n")
        ran = adopt(draft)
        assert (ran.code, ran.out) == (0, f"{draft}: arcadia/draft holds from 2026-03-01 by its own words alone\n")

    def test_what_check_finds(self, draft: Path, folder: Path) -> None:
        """Warnings and notes about the file are shown in its new text; where there are none, nothing is."""
        assert "checked" not in adopt(draft).err
        (folder / "second.yaml").write_text(DRAFT.replace("arcadia/draft", "arcadia/second"), encoding="utf-8")
        err = adopt(folder / "second.yaml").err
        assert "note[SMP604] overlapping" in err
        assert err.endswith("1 file checked: 0 errors, 0 warnings, 1 note\n")

    def test_another_document_is_not_broken(self, draft: Path, folder: Path) -> None:
        """A new id that would leave another document with a name of nothing is refused, and the place is shown."""
        other = folder / "other.yaml"
        named = DRAFT.replace("id: arcadia/draft", "id: arcadia/other\nsupersedes: [arcadia/draft]")
        other.write_text(named, encoding="utf-8")
        ran = adopt(draft, "--id", "ai-2026-03")
        assert (ran.code, ran.out) == (2, "")
        assert f"{other}:4:14" in ran.err
        assert "SMP312" in ran.err
        assert "4 | supersedes: [arcadia/draft]" in ran.err
        assert "nothing was written" in ran.err
        assert draft.read_text("utf-8") == DRAFT
        assert adopt(draft).code == 0
        assert run("check", "--policies", str(folder)).code == 0

    def test_errors_of_others_are_not_its_own(self, draft: Path, folder: Path) -> None:
        """An error that another document had before is no reason to refuse."""
        broken = DRAFT.replace("arcadia/draft", "arcadia/broken").replace("si31:7.2.b7", "si31:99")
        (folder / "broken.yaml").write_text(broken, encoding="utf-8")
        assert run("check", "--policies", str(folder)).code == 1
        assert adopt(draft).code == 0

    @pytest.mark.parametrize("copy", ["a-copy.yaml", "z-copy.yaml"])
    def test_a_copy_elsewhere(self, draft: Path, folder: Path, copy: str) -> None:
        """A copy of the draft in another file of the folder would have the same id: refused, whichever comes first."""
        (folder / copy).write_text(DRAFT, encoding="utf-8")
        ran = adopt(draft)
        assert (ran.code, ran.out) == (2, "")
        assert "nothing was written" in ran.err
        assert draft.read_text("utf-8") == DRAFT

    def test_the_file_by_another_path(self, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The file is the one in the folder, however the paths to both are written."""
        monkeypatch.chdir(draft.parent)
        assert adopt(draft, policies=".", signed_text="../signed.pdf").code == 0

    def test_a_file_outside_the_folder(self, draft: Path, folder: Path, tmp_path: Path) -> None:
        """A copy that is kept elsewhere takes the place of the document with its id, as with `check`."""
        outside = tmp_path / "outside.yaml"
        outside.write_text(DRAFT, encoding="utf-8")
        ran = adopt(outside, policies=str(folder), signed_text=str(tmp_path / "signed.pdf"))
        assert ran.code == 0
        assert draft.read_text("utf-8") == DRAFT

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("empty.pdf", "is empty"),
            ("documents/draft.yaml", "is the draft itself"),
            ("documents/structures.yaml", "is the document `"),
            ("copy.yaml", "is the draft itself"),
        ],
    )
    def test_what_was_never_signed(self, draft: Path, tmp_path: Path, name: str, said: str) -> None:
        """An empty file, the draft, a copy of it or another document of the folder is no signed text."""
        (tmp_path / "empty.pdf").write_bytes(b"\n")
        (tmp_path / "copy.yaml").write_bytes(draft.read_bytes())
        ran = adopt(draft, signed_text=str(tmp_path / name))
        assert (ran.code, ran.out) == (2, "")
        assert f"error: `{tmp_path / name}` {said}" in ran.err
        assert "and not the signed text; nothing was written" in ran.err
        assert draft.read_text("utf-8") == DRAFT

    def test_interrupted(self, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C exits with 130, even while the file is being replaced, and leaves everything as it was."""

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        replaced = os.replace
        interrupted: list[Path] = []

        def interrupt_once(old: Path, new: Path) -> None:
            replaced(old, new)
            if not interrupted:
                interrupted.append(new)
                raise KeyboardInterrupt

        before = sorted(os.listdir(draft.parent))
        for instead in (interrupt_once, interrupt):
            monkeypatch.setattr(os, "replace", instead)
            assert (adopt(draft).code, draft.read_text("utf-8")) == (130, DRAFT)
            assert sorted(os.listdir(draft.parent)) == before

    def test_what_the_draft_said_of_its_source_stays(self, draft: Path) -> None:
        """A remark on the source stays; title, day and digest are those of the signed text."""
        draft.write_text(DRAFT.replace("norms:\n", "source: {title: T, note: a file}\nnorms:\n"), encoding="utf-8")
        assert adopt(draft).code == 0
        said = form(draft).source
        assert said
        assert (said.title, said.note, said.digest) == (
            "Administrative Issuance 2026/03",
            "a file",
            digest(b"%PDF the signed text"),
        )

    def test_a_draft_without_days(self, draft: Path) -> None:
        """Where a draft names no day, the days come in."""
        draft.write_text(DRAFT.replace("dates:\n  effective: {from: 2026-06-01}   # or later\n", ""), encoding="utf-8")
        assert adopt(draft).code == 0
        assert "dates: {issued: 2026-03-01, effective: {from: 2026-03-01}}\n" in draft.read_text("utf-8")

    def test_signed_after_it_takes_effect(self, draft: Path) -> None:
        """That an issuance reaches back is no fault of this command; it names the days, and shows the warning."""
        ran = adopt(draft, "--from", "2026-01-01")
        assert (ran.code, ran.out) == (0, f"{draft}: arcadia/draft is in force from 2026-01-01\n")
        assert "notice: it reaches back over the days from 2026-01-01 to 2026-02-28, before it was issued" in ran.err
        assert "warning[SMP603] retroactive" in ran.err
        assert "reaches back" not in adopt(_again(draft), "--from", "2026-03-01").err

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (("status: draft ", "status: withdrawn "), "`withdrawn`, and only a draft can be adopted"),
            (("Press Unit", '"[to be written: who]"'), "words are still to be written in line 7"),
            (("si31:7.2.b7", "si31:99"), "`si31:99` does not exist"),
            (("layer: 3", "layer: three"), "SMP"),
            (("from: 2026-06-01", "until: 2026-02-01"), "empty-interval"),
            (("drafted_by", "issuer: {structure: arcadia}\ndrafted_by"), "a draft has no issuer"),
        ],
    )
    def test_what_cannot_be_adopted(self, draft: Path, change: tuple[str, str], said: str) -> None:
        """A document that is no draft, is unfinished, or has errors or would have them, is refused and stays."""
        text = DRAFT.replace(*change)
        assert text != DRAFT
        draft.write_text(text, encoding="utf-8")
        ran = adopt(draft)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert "nothing was written" in ran.err
        assert draft.read_text("utf-8") == text

    def test_the_id_of_another(self, draft: Path, folder: Path) -> None:
        """An id that another document has is refused."""
        (folder / "other.yaml").write_text(DRAFT.replace("arcadia/draft", "arcadia/other"), encoding="utf-8")
        ran = adopt(draft, "--id", "other")
        assert ran.code == 2
        assert "`arcadia/other` is the id of another document; nothing was written" in ran.err

    @pytest.mark.parametrize(
        ("option", "value", "said"),
        [
            ("signed_text", "nowhere.pdf", "cannot read `nowhere.pdf`: the signed text is not there, or is no file"),
            ("signed_text", ".", "the signed text is not there, or is no file"),
            ("issued", "2026-02-30", "`2026-02-30` is no day"),
            ("number", " ", "write at least a word"),
            ("signed_by", "", "write at least a word"),
            ("number", "N\n# Forged", "write it on one line"),
            ("signed_by", "us\n", "write it on one line"),
            ("number", "N \u202e", "let nothing be written there safely"),
            ("id", "../x", "is no short name"),
        ],
    )
    def test_what_is_said_wrongly(self, draft: Path, option: str, value: str, said: str) -> None:
        """A signed text that is not there, a day that does not exist or an empty name is refused."""
        ran = adopt(draft, **{option: value})
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert draft.read_text("utf-8") == DRAFT

    def test_no_overlay(self, folder: Path) -> None:
        """Another kind of document is refused."""
        ran = adopt(folder / "structures.yaml")
        assert ran.code == 2
        assert "is no overlay" in ran.err

    def test_nothing_but_these_keys_is_taken_on_trust(self, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Were an edit to change anything else, the result would be refused before it is written."""
        from smpolicy.authoring import adoption

        monkeypatch.setattr(adoption, "remove", lambda source, _: source)
        ran = adopt(draft)
        assert ran.code == 2
        assert draft.read_text("utf-8") == DRAFT


def test_from_beginning_to_issuance(folder: Path, tmp_path: Path) -> None:
    """A drafter begins, writes, checks, pins, prints, and adopts: each step works on what the one before left."""
    target, policies = folder / "overlays" / "arcadia" / "draft.yaml", ["--policies", str(folder)]
    assert run("new", "arcadia", "--from", "2026-03-15", "--output", str(target), *policies).code == 0
    unfinished = run(
        "adopt", str(target), "--number", "N", "--signed-by", "us", "--issued", "2026-03-01",
        "--signed-text", str(tmp_path / "signed.pdf"), *policies,
    )  # fmt: skip
    assert unfinished.code == 2
    assert "words are still to be written in lines" in unfinished.err
    text = target.read_text("utf-8")
    for placeholder, own in (
        ("[to be written: the unit or the person who writes this draft]", "Press Unit"),
        ("[to be written: the operational and security context]", "Staff travel along a contact line."),
        ("  example:   # an example: your own sentence is [to be written]", "  journeys:"),
    ):
        assert placeholder in text
        text = text.replace(placeholder, own)
    target.write_text(text, encoding="utf-8")
    assert run("check", *policies).code == 0
    assert "unchanged" in run("pin", str(target), *policies).out
    assert "2.1 Staff should not post a photo" in run("show", "arcadia", "--issuance", *policies).out
    done = run(
        "adopt", str(target), "--number", "Administrative Issuance 2026/03", "--signed-by", "head-of-mission",
        "--issued", "2026-03-01", "--signed-text", str(tmp_path / "signed.pdf"), *policies,
    )  # fmt: skip
    assert done.code == 0
    assert run("check", *policies).code == 0
    paper = run("show", "arcadia", "--issuance", *policies).out
    assert "Illustrative draft" not in paper
    assert "- Signed by: Head of mission\n" in paper
