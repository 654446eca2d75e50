"""`review`: sheets to be signed, records of what was, and what is due again; the machine itself signs nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import smpolicy
from cli.commandline import ARCADIA, Ran, run
from smpolicy.conflicts.reviewed import how_reviewed

DRAFT = """\
schema: smpolicy/overlay@1
id: arcadia/draft
title: Personal use of social media
status: draft
proposed_for: arcadia
drafted_by: Press Unit
layer: 3
under: si31:7.3
dates: {effective: {from: 2026-06-01}}
facts: {arcadia.shows_patrol: Does it show a patrol?}
norms:
  patrols:
    under: si31:7.2.b7
    text: Staff shall not post photos of a patrol.
    act:
      post: {activity.interaction: post}
      photos of a patrol: {arcadia.shows_patrol: true}
    examples:
      - {given: {activity.interaction: post, arcadia.shows_patrol: true}, expect: broken}
  care: {under: si31:7.2.b7, text: Staff should take care.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the invented structure, and a draft for it."""
    (tmp_path / "structures.yaml").write_bytes((Path(ARCADIA) / "structures.yaml").read_bytes())
    (tmp_path / "draft.yaml").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def review(folder: Path, *arguments: str, name: str = "arcadia") -> Ran:
    """Run the command on the documents of a folder."""
    return run("review", name, *arguments, "--policies", str(folder))


def read_off(folder: Path, key: str) -> str:
    """Return what the sheet of a norm says was read."""
    out = review(folder, "--norm", key).out
    return str(re.findall(r"What was read: `(.*)`", out)[0])


def sign(folder: Path, key: str, by: str = "Legal Adviser", on: str = "2026-03-02", finds: str = "right") -> Ran:
    """Record that somebody signed the sheet of a norm."""
    count = len(list(folder.glob("review-*.yaml")))
    said = ("--signed", read_off(folder, key), "--by", by, "--on", on, "--finds", finds)
    return review(folder, *said, "--output", str(folder / f"review-{count}.yaml"))


def due(folder: Path, day: str = "2026-07-01") -> str:
    """Return what is still to be reviewed on a day."""
    return review(folder, "--due", "--as-of", day).out


class TestSheets:
    """A sheet holds what a person with a mandate needs to read, and names nobody."""

    def test_what_stands_on_one(self, folder: Path) -> None:
        """Words, provision, read-back, questions, examples, findings, and a place to sign."""
        out = review(folder).out
        for said in (
            "## arcadia/draft\\#patrols", "“Staff shall not post photos of a patrol.”", "**Under SI 31, 7.2, ",
            "A ban.", "Does it show a patrol? (arcadia.shows\\_patrol)",
            "“Does it show a patrol?” yes: the norm is broken", "compared-with-nothing: ",
            "- Name and office:\n- Date and signature:",
        ):  # fmt: skip
            assert said in out
        assert "@" not in out

    def test_of_the_base(self) -> None:
        """The base has a sheet for each norm, with what its open questions leave open."""
        ran = run("review", "si31", "--norm", "si31:7.2.b7")
        assert ran.code == 0
        assert "**What is left open**" in ran.out
        assert "- Q14: " in ran.out
        assert "Legal" not in ran.out

    def test_of_each_provision(self) -> None:
        """Without a norm that is named, the base has a sheet for each provision, and one for each open question."""
        out = run("review", "si31").out
        sheets = re.findall(r"^## (.+)$", out, re.M)
        library = smpolicy.load()
        base = library.lowered.instruments["si31"]
        named = [
            each.id for each in base.provisions if each.text or any(norm.provision == each.id for norm in base.norms)
        ]
        questions = [name for name, each in library.lowered.vocabulary.questions.items() if name.startswith("si31:")]
        assert [re.sub(r"[\\]| \(.*", "", each) for each in sheets] == [*named, *questions]
        (several,) = re.findall(r"^## si31:6\.4 .*?(?=^## )", out, re.M | re.S)
        assert several.count("upon appointment, assignment") + several.count("Upon appointment, assignment") >= 1
        assert re.search(r"What was read: `si31:6\.4a=\w{12}`, `si31:6\.4b=\w{12}`", several)
        (nothing,) = re.findall(r"^## si31:5\.fn1 .*?(?=^## )", out, re.M | re.S)
        assert "Nothing: they are shown in their place." in nothing

    def test_of_a_file(self, folder: Path) -> None:
        """A document is named by its file as well, and a norm of the base without the name of the base."""
        draft = str(folder / "draft.yaml")
        assert review(folder, name=draft).out.count("## ") == 2
        assert run("review", "si31", "--norm", "7.2.b7").out.startswith("# Sheets for review: si31\n\n## si31:7.2.b7\n")

    def test_of_an_open_question(self, tmp_path: Path) -> None:
        """A question has a sheet with its readings; once it is signed, the question is no more due."""
        out = run("review", "si31", "--norm", "si31:q1").out
        assert out.count("## ") == 1
        assert "**The readings**" in out
        (read,) = re.findall(r"What was read: `(.*)`", out)
        said = ("--signed", read, "--by", "Legal Adviser", "--on", "2026-03-02", "--finds", "right")
        made = run("review", "si31", *said)
        assert made.code == 0
        (tmp_path / "reviews.yaml").write_text(made.out, encoding="utf-8")
        ran = run("review", "si31", "--due", "--as-of", "2026-07-01", "--policies", str(tmp_path))
        assert "si31:q1: unreviewed" not in ran.out
        assert re.search(r"^open questions whose readings are reviewed: 1 of \d+$", ran.out, re.M)
        assert "review-due" not in run("check", "--policies", str(tmp_path)).out

    def test_in_word(self, folder: Path) -> None:
        """The same sheets are printed as a Word file."""
        from smpolicy.authoring.paper_word import paper_of_word

        target = folder / "sheets.docx"
        assert review(folder, "--format", "docx", "--output", str(target)).code == 0
        words = " ".join(each.text for each in paper_of_word(target.read_bytes()).pieces)
        for said in (
            "“Staff shall not post photos of a patrol.”",
            "A ban.",
            "Name and office:",
            read_off(folder, "care"),
        ):
            assert said in words


class TestRecords:
    """What was signed is recorded against what was read, and counts until that changes."""

    def test_it_counts(self, folder: Path) -> None:
        """A record makes a norm reviewed, in the list, in the text and in answers."""
        assert "arcadia/draft#patrols: unreviewed\n" in due(folder)
        assert sign(folder, "patrols").code == 0
        said = due(folder)
        assert "patrols" not in said
        assert "reviewed: 1 of 2 norms, by Legal Adviser; the others are our readings, unreviewed\n" in said
        assert "review-due" not in run("check", "--policies", str(folder)).out
        said = run("check", str(folder / "draft.yaml"), "--policies", str(folder), "--readback").out
        assert (said.count("= Reviewed by Legal Adviser."), said.count("= Our reading, unreviewed.")) == (1, 1)
        shown = run("show", "arcadia", "--drafts", "--as-of", "2026-07-01", "--policies", str(folder)).out
        assert re.search(r"Reviewed: 1 of \d+ norms, by Legal Adviser", shown)
        policy = smpolicy.load(folder).resolve("arcadia", as_of=date(2026, 7, 1), drafts=True)
        assert "norms, by Legal Adviser" in policy.evaluate({}).text(full=True)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("photos of a patrol.", "photos of a patrol on duty."),
            ("Does it show a patrol?", "Does it show a patrol or a convoy?"),
            ("post: {activity.interaction: post}", "post: {activity.interaction: [post, share]}"),
            ("under: si31:7.2.b7\n    text: Staff shall", "under: si31:7.2.b2\n    text: Staff shall"),
        ],
    )
    def test_what_changed_is_due_again(self, folder: Path, before: str, after: str) -> None:
        """Other words, another question, condition or provision: nobody read that, and `check` and the list say so."""
        sign(folder, "patrols")
        assert before in DRAFT
        (folder / "draft.yaml").write_text(DRAFT.replace(before, after), encoding="utf-8")
        assert "arcadia/draft#patrols: due again\n" in due(folder)
        assert "changed since, and due again: 1" in due(folder)
        found = run("check", "--policies", str(folder)).out
        assert "`arcadia/draft#patrols` is not what `Legal Adviser` read on 2026-03-02: it is due again" in found

    def test_what_changed_elsewhere_is_not(self, folder: Path) -> None:
        """Another norm, a remark or a day of the document makes nothing due again."""
        sign(folder, "patrols")
        other = DRAFT.replace("Staff should take care.", "Staff should take great care.").replace(
            "2026-06-01", "2026-06-02"
        )
        (folder / "draft.yaml").write_text(f"# a remark\n{other}", encoding="utf-8")
        assert "patrols" not in due(folder)

    def test_a_tampered_record(self, folder: Path) -> None:
        """A record whose digest or norm was changed counts for nothing."""
        sign(folder, "patrols")
        path = folder / "review-0.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("draft#patrols", "draft#care"), encoding="utf-8")
        assert "arcadia/draft#care: due again" in due(folder)
        assert "arcadia/draft#patrols: unreviewed" in due(folder)
        path.write_text(re.sub("sha256:.{8}", "sha256:00000000", text), encoding="utf-8")
        assert "arcadia/draft#patrols: due again" in due(folder)

    def test_two_reviewers(self, folder: Path) -> None:
        """Two who found it right are both named; where one finds it wrong, it is not reviewed; the last word counts."""
        sign(folder, "patrols")
        sign(folder, "patrols", by="Data Protection Officer", on="2026-03-03")
        assert "by Legal Adviser and Data Protection Officer" in due(folder)
        sign(folder, "patrols", by="Data Protection Officer", on="2026-03-04", finds="wrong")
        assert "arcadia/draft#patrols: found wrong\n" in due(folder)
        sign(folder, "patrols", by="Data Protection Officer", on="2026-03-05")
        assert "patrols" not in due(folder)

    def test_a_day_to_come(self, folder: Path) -> None:
        """A record counts from its day on, and before that it is said to be of a day to come."""
        sign(folder, "patrols", on="2026-07-02")
        assert "arcadia/draft#patrols: unreviewed, but for a record of a day to come\n" in due(folder)
        assert "patrols" not in due(folder, "2026-07-02")

    def test_a_second_one(self, folder: Path) -> None:
        """A record is added below those of a file of records, whose every other character stays."""
        path = folder / "reviews.yaml"
        for number, key in enumerate(("patrols", "care")):
            said = (
                "--signed",
                read_off(folder, key),
                "--by",
                "Legal Adviser",
                "--on",
                "2026-03-02",
                "--finds",
                "right",
            )
            before = path.read_text("utf-8") if number else ""
            assert review(folder, *said, "--output", str(path)).code == 0
            if number:
                assert path.read_text("utf-8").startswith(before)
            else:
                path.write_text(f"# ours\n{path.read_text('utf-8').rstrip()}", encoding="utf-8")
        assert due(folder) == "reviewed: 2 of 2 norms, by Legal Adviser\n"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (DRAFT.replace("arcadia/draft", "arcadia/other"), "is there already, and holds no records of reviews"),
            ("schema: smpolicy/reviews@1\nreviews: []\n", "records cannot be added at the end of"),
            ("schema: smpolicy/reviews@1\nreviews:\n", "is there already, and holds no records of reviews"),
        ],
    )
    def test_nowhere_to_add_it(
        self, folder: Path, tmp_path_factory: pytest.TempPathFactory, text: str, said: str
    ) -> None:
        """What holds no records, or cannot be added to at its end, stays as it is."""
        path = tmp_path_factory.mktemp("elsewhere") / "there.yaml"
        path.write_text(text, encoding="utf-8")
        what = ("--signed", read_off(folder, "care"), "--by", "Us", "--on", "2026-01-01", "--finds", "right")
        ran = review(folder, *what, "--output", str(path))
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert path.read_text("utf-8") == text

    def test_what_exists_no_more(self, folder: Path) -> None:
        """A record of a norm that is gone is reported with the nearest that is there, and counts for nothing."""
        sign(folder, "patrols")
        (folder / "draft.yaml").write_text(DRAFT.replace("  patrols:", "  patrol:"), encoding="utf-8")
        out = run("check", "--policies", str(folder)).out
        assert "there is no norm or open question `arcadia/draft#patrols`, so this review is of nothing" in out
        assert "did you mean `arcadia/draft#patrol`?" in out
        assert "arcadia/draft#patrol: unreviewed\n" in due(folder)

    def test_another_name(self, folder: Path) -> None:
        """Where a draft is adopted under another name, the reviews that stay behind are named; else they go on."""
        sign(folder, "patrols")
        signed = folder.parent / "signed.txt"
        signed.write_text("signed", encoding="utf-8")
        said = ("--number", "1/2026", "--signed-by", "head", "--issued", "2026-05-01", "--signed-text", str(signed))
        text = DRAFT.replace("  care: {", "  care: {note: x, ")
        (folder / "draft.yaml").write_text(text, encoding="utf-8")
        kept = run("adopt", str(folder / "draft.yaml"), *said, "--policies", str(folder))
        assert (kept.code, "recorded under the old name" in kept.err) == (0, False)
        assert "patrols" not in due(folder)
        (folder / "draft.yaml").write_text(text, encoding="utf-8")
        ran = run("adopt", str(folder / "draft.yaml"), *said, "--id", "ai-1", "--policies", str(folder))
        assert ran.code == 0
        assert (
            "notice: reviews are recorded under the old name, and count for nothing now: `arcadia/draft#patrols`; "
            "without --id they go on"
        ) in ran.err

    def test_everything_reviewed(self, folder: Path) -> None:
        """Where everything is reviewed, nothing is said to be unreviewed."""
        for key in ("patrols", "care"):
            sign(folder, key)
        assert due(folder) == "reviewed: 2 of 2 norms, by Legal Adviser\n"
        assert str(how_reviewed([], smpolicy.load(folder).lowered)) == "no norm"


class TestRefusals:
    """Nothing is recorded that nobody signed."""

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--signed", "arcadia/draft#care=000000000000"], "say --by, --on and --finds too"),
            (["--by", "Legal Adviser"], "go with --signed"),
            (["--norm", "nothing"], "`nothing` is no norm of `arcadia/draft`"),
            (["--due", "--format", "docx"], "leave out --format"),
            (["--as-of", "2026-01-01"], "--as-of goes with --due"),
            (["--format", "docx", "--output", "x.md"], "ends with `.docx`"),
        ],
    )
    def test_what_does_not_go_together(self, folder: Path, arguments: list[str], said: str) -> None:
        """Options that do not go together, and names of nothing, are refused."""
        ran = review(folder, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err

    @pytest.mark.parametrize(
        ("signed", "said"),
        [
            ("arcadia/draft#care=000000000000", "is not any more what was read on that sheet"),
            ("arcadia/draft#care=0", "is not what a sheet says was read"),
            ("arcadia/draft#none=000000000000", "is no norm here"),
            ("care", "is no norm here"),
        ],
    )
    def test_what_no_sheet_says(self, folder: Path, signed: str, said: str) -> None:
        """Another digest than the present one, and another norm, are refused, and nothing is written."""
        target = folder / "r.yaml"
        ran = review(
            folder, "--signed", signed, "--by", "Us", "--on", "2026-01-01", "--finds", "right", "--output", str(target)
        )
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert not target.exists()

    def test_unknown_names(self, folder: Path) -> None:
        """A structure that is unknown, or has no document, is refused."""
        assert "nor is it the id of a document" in review(folder, name="nowhere").err
        assert review(folder, name="nowhere").code == 2
