"""Rank and precedence are said by the documents: one rule-book under each clause, and no code that names it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import base, load, norm, overlay, write
from smpolicy import Policy, SeveralInstruments
from smpolicy import load as load_any

DAY = date(2026, 1, 1)
PHOTO = {"person.category": "staff", "act.done": True, "act.shows": ["photo"], "act.told": True}
PERMISSION = norm("photos", "Photos of colleagues may be posted.", "{act.shows: {has: [photo]}}")


def arcadia(folder: Path, effect: str | None, norms: str = PERMISSION, *, layer: int = 3, **keys: Any) -> Policy:
    """Resolve arcadia with one issuance under a rule-book whose clause has this effect."""
    base(folder, effect=effect, layer=layer)
    write(folder, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", norms, **keys)})
    return load(folder).resolve("arcadia", as_of=DAY)


def test_prevails(tmp_path: Path) -> None:
    """The rule-book prevails: the permission is set aside, and the photo departs from the rule."""
    policy = arcadia(tmp_path, "prevails")
    ((aside,), clashes) = policy.set_aside, policy.clashes
    assert (aside.norm.id, aside.prevailing.id, aside.kind) == (
        "arcadia/ai-1#photos", "rules:photos", "permits-disapproved",
    )  # fmt: skip
    assert clashes == ()
    assert policy.evaluate(PHOTO).answer == "departs"


def test_yields(tmp_path: Path) -> None:
    """The local rule prevails: where it applies the rule-book's norm is set aside, and elsewhere it is not."""
    policy = arcadia(
        tmp_path,
        "yields",
        norm(
            "photos", "Interns may post photos of colleagues.", "{act.shows: {has: [photo]}}", bearer="[non_osce_staff]"
        ),
    )
    (aside,) = policy.set_aside
    assert (aside.norm.id, aside.prevailing.id) == ("rules:photos", "arcadia/ai-1#photos")
    intern, staff = ({**PHOTO, "person.category": who} for who in ("intern", "staff"))
    assert policy.evaluate(intern).answer == "no_departure_found"
    assert policy.evaluate(intern).findings["rules:photos"].status == "set_aside"
    assert policy.evaluate(staff).answer == "departs"
    assert policy.evaluate({**intern, "act.told": False}).answer == "departs", "the rest of the rule-book stands"


@pytest.mark.parametrize("effect", ["cumulative", None])
def test_both_bind(tmp_path: Path, effect: str | None) -> None:
    """With both in force, or no clause at all, nothing is set aside; the conflict is reported, with an example."""
    asks = norm("photos", "Staff shall post photos of colleagues.", "{act.shows: {has: [photo]}}")
    policy = arcadia(tmp_path, effect, asks)
    assert policy.set_aside == ()
    (clash,) = policy.clashes
    assert (clash.norm.id, clash.other.id, clash.how) == (
        "arcadia/ai-1#photos", "rules:photos", "requires-disapproved",
    )  # fmt: skip
    assert clash.kind == ("requires-disapproved" if effect else "same-layer")
    assert ("both in force" if effect else "no clause") in clash.why
    assert clash.witness["act.done"] is True
    assert policy.evaluate(PHOTO).answer == "departs"
    assert policy.evaluate({**PHOTO, "act.shows": []}).answer == "contravenes"
    assert clash.why in " ".join(policy.text().split())


def test_a_clause_that_does_not_reach_the_layer(tmp_path: Path) -> None:
    """A clause over the second layer says nothing of an issuance in the first: the conflict is reported only."""
    base(tmp_path, layer=1)
    rules = tmp_path / "base/rules.yaml"
    rules.write_text(rules.read_text().replace("{layer: 3,", "{layer: 4,"))
    write(tmp_path, {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", PERMISSION)})
    policy = load(tmp_path).resolve("arcadia", as_of=DAY)
    assert (policy.set_aside, len(policy.clashes)) == ((), 1)


def concurring(concurred: str | None, published: str | None) -> dict[str, str]:
    """Return what an issuance says of its concurrence and publication."""
    more = f", published: {published}" if published else ""
    keys = {"dates": f"{{issued: 2023-12-01, effective: {{from: 2024-01-01}}{more}}}"}
    return {**keys, "concurrence": f"{{by: The Centre, date: {concurred}}}"} if concurred else keys


@pytest.mark.parametrize(
    ("concurred", "published", "missing"),
    [
        (None, None, "concurrence and publication"),
        ("2024-02-01", None, "publication"),
        (None, "2024-02-01", "concurrence"),
        ("2026-01-02", "2024-02-01", "concurrence"),
        ("2026-01-01", "2026-01-01", ""),
    ],
)
def test_valid_only_once_concurred_in_and_published(
    tmp_path: Path, concurred: str | None, published: str | None, missing: str
) -> None:
    """Until both has happened the issuance has no part, which is said; on the day itself it has."""
    rule = norm("drawings", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}")
    policy = arcadia(tmp_path, "needs-concurrence", rule, **concurring(concurred, published))  # type: ignore[arg-type]
    words = [each.words for each in policy.left_out if each.why == "not-concurred"]
    assert bool(words) is bool(missing)
    assert all(f"asks for {missing} first" in each for each in words)
    assert set(words) <= set(policy.notices)
    answer = policy.evaluate({**PHOTO, "act.shows": ["drawing"]}).answer
    assert (answer == "contravenes") is not bool(missing)


def test_which_instrument_governs_follows_from_the_documents(tmp_path: Path) -> None:
    """A rule-book that ends is followed by the next; two at once cannot both govern, and the message says so."""
    base(tmp_path, until="2025-01-01")
    first = (tmp_path / "base/rules.yaml").read_text()
    second = first.replace("id: rules\n", "id: rules-2\n").replace("rules:", "rules-2:")
    second = second.replace("{from: 2020-01-01, until: 2025-01-01}", "{from: 2025-01-01}").replace("No. 1", "No. 2")
    write(tmp_path, {"base/rules-2.yaml": second})
    library = load(tmp_path)
    days = (date(2019, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    assert [library.governing_on(day).id for day in days] == ["rules", "rules", "rules-2"]
    assert library.resolve("elbonia", as_of=days[2]).evaluate(PHOTO).because[0].norm.id == "rules-2:photos"
    write(tmp_path, {"base/rules.yaml": first.replace(", until: 2025-01-01", "")})
    with pytest.raises(SeveralInstruments, match="`rules`, `rules-2` all stand by themselves"):
        load_any(tmp_path).resolve("arcadia", as_of=DAY)


def test_no_code_names_an_instrument() -> None:
    """No module that resolves, proves or decides has the id of an instrument of the packaged base in it."""
    source = Path(smpolicy.__file__).parent
    deciding = (
        "meaning/norms",
        "resolution/in_force",
        "resolution/resolved",
        "conflicts/precedence",
        "conflicts/regime",
        "deciding/compiling",
        "deciding/program",
        "deciding/case",
        "deciding/inquiry",
        "deciding/mends",
        "deciding/decision",
        "conflicts/relation",
        "policy/policy",
        "library",
    )
    for module in deciding:
        text = (source / f"{module}.py").read_text(encoding="utf-8").replace("smpolicy.si31.Facts", "")
        assert re.findall(r"\bsi31\b|\bcoc\b|\bsr:|SI 31|Staff Instruction", strip_docstrings(text)) == [], module


def strip_docstrings(text: str) -> str:
    """Return code without its docstrings: what they explain may name an example."""
    return re.sub(r'"""(.*?)"""', "", text, flags=re.S)
