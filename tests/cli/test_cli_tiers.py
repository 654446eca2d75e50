"""Every command works beneath tiers, and says which of them something comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.commandline import Ran, run
from corpora import norm
from tiers import DRAWINGS, HOUSE, OFFICE, TEAM, house

PORT = "arcadia/north/port"
DAY = ("--as-of", "2025-01-01")
DRAWING = json.dumps({"person.category": "staff", "act.done": True, "act.told": True, "act.shows": ["drawing"]})


def ran(*arguments: object, stdin: str = "") -> Ran:
    """Run a command, with paths among its arguments."""
    return run(*map(str, arguments), stdin=stdin)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write three tiers: the house bans drawings, the office lets some be posted, the team asks for more."""
    return house(
        tmp_path_factory.mktemp("tiers"),
        house_says=norm("drawings", "Staff should not post drawings.", DRAWINGS),
        office_says=norm("some", "Staff may post drawings.", DRAWINGS, under=f"{HOUSE}#drawings"),
        team_says=norm("told", "Staff shall tell the press office.", "{act.told: true}", under=f"{OFFICE}#some"),
        house_effect="prevails",
    )


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_show(folder: Path, form: str) -> None:
    """The consolidated text says of each tier through what it stands under the base, in this order."""
    shown = " ".join(ran("show", PORT, "--policies", folder, *DAY, "--format", form).out.split())
    places = [shown.index(words) for words in ("should not post drawings", "may post drawings", "shall tell the press")]
    assert places == sorted(places)
    assert f"Added by the Port Team under {OFFICE}, local, under {HOUSE}, local, under 3" in shown
    assert f"set aside by Rules 1 and {HOUSE}, drawings" in shown


def test_show_as_data(folder: Path) -> None:
    """A printed policy has each tier as an entry, one step further in than what it stands under."""
    policy = json.loads(ran("show", PORT, "--policies", folder, *DAY, "--format", "json").out)
    depths = {each["id"]: each["depth"] for each in policy["entries"] if each["kind"] == "norm"}
    assert (depths[f"{HOUSE}#drawings"], depths[f"{OFFICE}#some"], depths[f"{TEAM}#told"]) == (1, 2, 3)


def test_paper(folder: Path) -> None:
    """On paper an overlay says what it stands under, from itself up, and which norm each paragraph supplements."""
    paper = ran("show", PORT, "--policies", folder, "--issuance").out
    assert f"stands under {OFFICE}, local (“Offices and teams may issue rules of their own”), which stands" in paper
    assert f"| 2.1 | {TEAM}#told | {OFFICE}, some |" in paper


def test_evaluate_and_diff(folder: Path) -> None:
    """What is decided beneath a tier names it, and so does what differs."""
    decided = ran("evaluate", PORT, "-", "--policies", folder, *DAY, stdin=DRAWING).out
    assert f"{HOUSE}, drawings" in decided
    assert f"under {HOUSE}, local" in decided
    differs = ran("diff", "arcadia", PORT, "--policies", folder, *DAY).out
    assert f"{TEAM}#told" in differs


def test_check_by_two_methods(folder: Path) -> None:
    """z3 finds the same beneath tiers, and what is found of the one is not found again of the other."""
    pytest.importorskip("z3")
    checked = ran("check", "--proof", "--policies", folder, "--output-format", "concise")
    assert "z3 gives the same answers on 3 overlays" in checked.err + checked.out
    assert checked.out.count("inconsistent under our reading this permits") == 2


def test_site(folder: Path, tmp_path: Path) -> None:
    """Each structure has its page, the part beneath the whole, and the chain stands beside what it added."""
    assert ran("site", "build", tmp_path / "site", "--policies", folder, *DAY).code == 0
    pages = {page.stem: page.read_text() for page in (tmp_path / "site").rglob("*.html")}
    told = {name: text for name, text in pages.items() if "shall tell the press office" in text.lower()}
    assert sorted(told) == ["compare", "port"]
    page = told["port"]
    assert "<title>" in page
    assert f"under {OFFICE}, local, under {HOUSE}, local, under 3" in " ".join(page.split())


def test_pin(folder: Path) -> None:
    """An overlay is pinned to the one that it stands under, and is stale once the words of that change."""
    file = folder / f"overlays/{OFFICE}.yaml"
    before = file.read_text()
    assert f"pinned to {HOUSE}" in ran("pin", file, "--policies", folder).out
    assert "stale-base" not in ran("check", "--policies", folder, "--output-format", "concise").out
    above = folder / f"overlays/{HOUSE}.yaml"
    words = above.read_text()
    above.write_text(words.replace("should not post drawings", "should not ever post drawings"))
    assert "stale-base" in ran("check", "--policies", folder, "--output-format", "concise").out
    above.write_text(words)
    file.write_text(before)
