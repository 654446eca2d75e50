"""`check` looks at every day on which anything begins to hold, and says what it compared, and on which days."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smpolicy
from cli.commandline import run
from conflicts.test_regimes import concurring
from corpora import base, interpretation, norm, overlay, write
from deciding.test_laws import library
from profiles import draws
from smpolicy.conflicts.analysis import analysed
from smpolicy.conflicts.precedence import SetAside, Undetermined
from smpolicy.conflicts.regime import Regime
from smpolicy.documents.document import Document
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.resolution.resolved import resolve
from smpolicy.testing import strategies as drawn

PERMISSION: Final = norm("photos", "Photos of colleagues may be posted.", "{act.shows: {has: [photo]}}")
DRAWINGS: Final = norm("drawings", "Drawings of colleagues may be posted.", "{act.shows: {has: [drawing]}}")


def found(folder: Path) -> list[Diagnostic]:
    """Check a corpus, and return what is inconsistent in it."""
    return [each for each in smpolicy.load(folder).diagnostics if each.name == "inconsistent"]


def since(diagnostic: Diagnostic) -> str:
    """Return the day of the example, which is the first on which it is so."""
    assert diagnostic.witness is not None
    scenario = diagnostic.witness["scenario"]
    assert isinstance(scenario, dict)
    return str(scenario["as_of"])


@pytest.mark.parametrize(
    ("concurred", "published"),
    [("2023-12-15", "2024-02-01"), ("2024-02-01", "2024-01-15"), ("2024-02-01", "2024-02-01")],
)
def test_what_begins_with_publication_or_concurrence_is_looked_at_then(
    tmp_path: Path, concurred: str, published: str
) -> None:
    """The issuance takes effect in January and holds from February on: nobody had looked at any day after that."""
    issued = overlay("arcadia/1", PERMISSION, **concurring(concurred, published))
    (each,) = found(write(base(tmp_path, effect="needs-concurrence"), {"overlays/arcadia/1.yaml": issued}))
    assert since(each) == "2024-02-01"
    assert each.message.endswith(", from 1 February 2024 on")


def test_what_never_holds_is_compared_with_nothing(tmp_path: Path) -> None:
    """Without its concurrence the issuance holds on no day, and that is said beside the warning that it lacks it."""
    issued = overlay("arcadia/1", PERMISSION, **concurring(None, "2024-02-01"))
    folder = write(base(tmp_path, effect="needs-concurrence"), {"overlays/arcadia/1.yaml": issued})
    assert [each.name for each in smpolicy.load(folder).diagnostics] == ["not-concurred"]
    assert lines(folder)[-2] == "no norm was compared with the instruments above"


def test_what_begins_with_an_interpretation_or_with_the_structure_is_looked_at_then(tmp_path: Path) -> None:
    """A reading is chosen, or the structure comes to be, after the issuance has taken effect."""
    closing = {"base/closing.yaml": interpretation("closing", "narrow", dates="{effective: {from: 2025-01-01}}")}
    folder = write(base(tmp_path / "read"), {"overlays/arcadia/1.yaml": overlay("arcadia/1", PERMISSION), **closing})
    assert days(folder) == ["2024-01-01", "2025-01-01"]
    folder = write(base(tmp_path / "new"), {"overlays/arcadia/1.yaml": overlay("arcadia/1", PERMISSION)})
    registry = folder / "base/structures.yaml"
    registry.write_text(re.sub(r"\n +- {name: Office[^}]*}", "", registry.read_text()).replace("2023-01", "2026-03"))
    (each,) = found(folder)
    assert since(each) == "2026-03-01"


def test_where_nothing_ever_begins_one_day_stands_for_all(tmp_path: Path) -> None:
    """Instruments without days hold always, and are compared all the same."""
    folder = base(tmp_path)
    rules = folder / "base/rules.yaml"
    rules.write_text(rules.read_text().replace("dates: {effective: {from: 2020-01-01}}", "dates: {}"))
    write(folder, {"overlays/elbonia/1.yaml": overlay("elbonia/1", PERMISSION, dates="{}")})
    (each,) = found(folder)
    assert each.kind == "permits-disapproved"


IN_TIME = settings(max_examples=draws(12, heavy=True))


@IN_TIME
@given(
    drawn.corpora(effects=("prevails", "needs-concurrence")),
    st.sampled_from([day + timedelta(days=more) for day in drawn.DAYS for more in (0, 1)]),
)
def test_what_is_so_on_any_day_is_found(documents: list[Document], day: date) -> None:
    """On whatever day a norm of an overlay alone cannot stand beside one above: that is among what was found."""
    lowered = library(documents).lowered
    for instrument in lowered.instruments.values():
        if instrument.structure is None or day not in instrument.effective:
            continue
        structure = lowered.structures[instrument.structure]
        own = {name: each for name, each in lowered.instruments.items() if each.structure is None or each is instrument}
        resolution = resolve(
            instruments=own,
            interpretations=lowered.interpretations,
            structure=structure,
            structures=lowered.structures,
            governing=lowered.instruments["si31"],
            as_of=day,
            drafts=True,
        )
        so = {
            (each.norm.id, each.prevailing.id, each.kind)
            for each in Regime(resolution=resolution, lowered=lowered).assessments
            if isinstance(each, SetAside)
        }
        told = {
            (each.norm.id, each.other.id if each.other else "", each.kind)
            for each in analysed(instrument, lowered)
            if not isinstance(each.assessment, Undetermined)
        }
        assert so <= told


# What is said of it at the end


def lines(folder: Path, *arguments: str) -> list[str]:
    """Check a corpus at the command line, and return the lines of what is printed."""
    return run("check", "--policies", str(folder), *arguments).out.splitlines()


def days(folder: Path) -> list[str]:
    """Return the days on which something was compared, as other tools are told them."""
    told = json.loads(run("check", "--policies", str(folder), "--output-format", "json").out)
    return list(told["compared"]["days"])


def test_what_was_compared_is_said_at_the_end(tmp_path: Path) -> None:
    """How many norms, beside how many of which instrument, on how many days, and what came of it under which test."""
    closing = {"base/closing.yaml": interpretation("closing", "wide", dates="{effective: {from: 2025-01-01}}")}
    own = {"overlays/arcadia/1.yaml": overlay("arcadia/1", PERMISSION + DRAWINGS)}
    *_, said, last = lines(write(base(tmp_path), {**own, **closing}))
    assert last == "5 files checked: 0 errors, 2 warnings, 0 notes"
    assert said == (
        "2 norms beside 2 of Rules, on 2 days: 2 inconsistent under the test of docs/semantics.md, “Set aside”"
    )
    other = norm("tell", "Staff shall tell the press office.", "{act.told: true}", "rules:2")
    write(tmp_path, {"overlays/arcadia/1.yaml": overlay("arcadia/1", other)})
    assert lines(tmp_path)[-2] == (
        "1 norm beside 2 of Rules, on 2 days: none inconsistent under the test of docs/semantics.md, “Set aside”"
    )


def test_nothing_is_said_where_nothing_was_to_be_compared(tmp_path: Path) -> None:
    """A base alone; a norm that is not understood; words that are there to be read."""
    folder = base(tmp_path)
    assert lines(folder) == ["3 files checked: 0 errors, 0 warnings, 0 notes"]
    misspelt = norm("photos", "Photos of colleagues may be posted.", "{act.show: {has: [photo]}}")
    write(folder, {"overlays/arcadia/1.yaml": overlay("arcadia/1", misspelt)})
    assert lines(folder)[-2] == "no norm was compared with the instruments above"
    words = "  read:\n    under: rules:1\n    text: Photos can show more than one thinks.\n    force: none\n"
    write(folder, {"overlays/arcadia/1.yaml": overlay("arcadia/1", words)})
    assert lines(folder)[-2] == "no norm was compared with the instruments above"
    told = json.loads(run("check", "--policies", str(folder), "--output-format", "json").out)
    assert told["compared"] == {"norms": 0, "above": 0, "instruments": [], "days": []}


def test_other_formats_say_nothing_of_it(tmp_path: Path) -> None:
    """A line of its own would be no diagnostic to an editor."""
    folder = write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", DRAWINGS)})
    for form in ("concise", "sarif", "github"):
        assert "1 norm beside" not in "".join(lines(folder, "--output-format", form))


def test_the_proof_says_which_days_it_proved(tmp_path: Path) -> None:
    """z3 is asked on the same days: the first on which the issuance holds, and that of the interpretation."""
    closing = {"base/closing.yaml": interpretation("closing", "wide", dates="{effective: {from: 2025-01-01}}")}
    write(base(tmp_path), {"overlays/arcadia/1.yaml": overlay("arcadia/1", PERMISSION), **closing})
    ran = run("check", "--policies", str(tmp_path), "--proof", "--output-format", "concise")
    assert ran.err == "notice: z3 gives the same answers on 1 overlay, on 1 January 2024, 1 January 2025\n"
