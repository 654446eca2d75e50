"""Section 5: "in cases of inconsistency": an invented overlay for each kind, with exactly the finding it must have.

The files in `tests/data/kinds` say in their first lines what must be found, and what must survive.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, Final

import pytest

from checks.faults import TESTS, checked
from smpolicy import CheckReport
from smpolicy.documents.forms import ScenarioForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.meaning.kinds import BY_CLAIM, KINDS
from smpolicy.testing.scenarios import differences

FILES: Final = {path.stem: path for path in sorted((TESTS / "data" / "kinds").glob("*.yaml"))}
#: Kinds that the packaged base cannot show, without a second instrument of its layer and without an encouragement of
#: what facts can decide: `test_regimes` and `test_bans` bring them.
ELSEWHERE: Final = {"same-layer", "forbids-encouraged"}
#: Kinds that an activity shows in which the norm is broken.
BROKEN: Final = ("weakens-force", "denies-granted", "blanket-ban", "prior-restraint")
#: Findings whose witness is the file itself: what it claims, when it began, what it was written against.
WITHOUT_ACTIVITY: Final = {"claim", "before-its-base", "issuer-not-invited", "stale-base", "drifted-restatement"}
#: The kinds that words alone tell, of which no activity is an example.
OF_WORDS: Final = {"adds-sanction", "shifts-responsibility", "words-alone"}


@cache
def report(name: str) -> CheckReport:
    """Check one of the files: once for all that is asked about it."""
    return checked(FILES[name])


def found(name: str) -> list[Diagnostic]:
    """Return what is found in one of the files."""
    return list(report(name).diagnostics)


def told(each: Diagnostic) -> list[str]:
    """Say a finding as the first lines of the files do."""
    basis, beside = each.basis and f"by {each.basis}", each.provision and f"beside {each.provision}"
    first = " ".join(part for part in (each.name, each.severity, each.kind, each.grade, basis, beside) if part)
    return [f"# found: {first}", *([f"# survives: {each.survives}"] if each.survives else [])]


@pytest.mark.parametrize("name", FILES)
def test_each_has_exactly_the_finding_and_the_survival_that_it_must_have(name: str) -> None:
    """One primary kind per finding, with the provision that prevails, its basis, how much of it, and what survives."""
    lines = FILES[name].read_text(encoding="utf-8").splitlines()
    expected = [line for line in lines if re.match("# (found|survives): ", line)]
    assert [line for each in found(name) for line in told(each)] == expected


@pytest.mark.parametrize("name", FILES)
def test_each_norm_has_the_effect_that_follows(name: str) -> None:
    """Effective, set aside in part or wholly, or for review: as the first lines of the file say."""
    lines = FILES[name].read_text(encoding="utf-8").splitlines()
    library = report(name).library
    structure = "secretariat" if name == "not-invited" else "arcadia"
    effects = library.resolve(structure, as_of=date(2026, 1, 1), drafts=True).effects
    own = {key.partition("#")[2]: effect for key, effect in effects.items() if name in key or structure != "arcadia"}
    assert [f"# effect: {key} {effect}" for key, effect in own.items()] == [
        line for line in lines if line.startswith("# effect: ")
    ]


def test_every_kind_has_a_file() -> None:
    """Each kind of the table is shown by a file of its own, each claim among them."""
    shown = {each.kind for name in FILES for each in found(name)}
    assert shown == KINDS.keys() - ELSEWHERE
    assert set(BY_CLAIM.values()) <= shown


@pytest.mark.parametrize("name", FILES)
def test_the_scenario_runs_as_it_is_printed(name: str) -> None:
    """What is printed to be pasted gets the answer, the citations and the statuses that it says it gets."""
    for each in found(name):
        if each.name in WITHOUT_ACTIVITY or each.kind in OF_WORDS or name == "raises-threshold-in-words":
            assert each.witness is None
            continue
        assert each.witness is not None
        scenario: dict[str, Any] = dict(each.witness["scenario"])
        library = report(name).library
        form = ScenarioForm(**{**scenario, "as_of": date.fromisoformat(scenario["as_of"])})
        policy = library.resolve(form.structure, as_of=form.as_of, drafts=form.drafts)
        decision = policy.evaluate(form.facts, assume=form.assume)
        assert list(differences(form, decision)) == []
        assert len(form.facts) <= 10, "a smallest activity, not a page of facts"
        assert len(each.witness["words"]) == len(form.facts)


@pytest.mark.parametrize("name", FILES)
def test_what_the_norm_permits_or_asks_for_is_done_in_the_example(name: str) -> None:
    """Every limb of its act holds in whatever is left open; where only breaking the norm shows it, it is broken."""
    library = report(name).library
    for each in found(name):
        if each.name not in ("inconsistent", "for-review") or each.witness is None:
            continue
        scenario = each.witness["scenario"]
        policy = library.resolve(scenario["structure"], as_of=date(2026, 1, 1), drafts=True)
        (rule,) = (rule for rule in policy.program.clauses if rule.norm.id == each.norm)
        ruling = policy.evaluate(scenario["facts"], assume="neutral").ruling
        broken_in_it = each.kind in BROKEN or "exception" in str(each.kind)
        done = policy.program.used(rule)
        left = done if broken_in_it else policy.program.negated(done)
        assert not ruling.can_hold(left), each.kind


def test_a_clash_says_by_which_layers_and_that_no_clause_settles_it() -> None:
    """Which layer an instrument stands in is our reading, and section 5 speaks of the third alone."""
    said = {each.message.partition("; ")[2] for each in found("higher-layer")}
    assert said == {"that stands above it: layer 1, our reading; SI 31, 5 does not settle it"}


def test_a_claim_names_the_readings_that_it_rests_on() -> None:
    """Those of the clause by which the instrument prevails, and those of the provision that it is about."""
    claims = {name: each.rests_on for name in FILES for each in found(name) if each.name == "claim"}
    assert claims["raises-threshold"] == ("Q4.3", "Q7", "Q9")
    assert claims["narrows-scope"] == ("Q7", "Q9")
    assert all({"Q7", "Q9"} <= set(rests_on) for rests_on in claims.values())


@pytest.mark.parametrize("name", FILES)
def test_a_claim_is_told_to_authors_and_to_readers_in_the_same_words(name: str) -> None:
    """What `check` says of it, the consolidated text says beside it; before that it says that it is never applied."""
    claims = [each.message for each in found(name) if each.name == "claim"]
    policy = report(name).library.resolve("arcadia", as_of=date(2026, 1, 1), drafts=True)
    said = [str(sentence) for entry in policy.entries if entry.does for sentence in policy.sentences(entry)]
    for each in claims:
        words, _, last = each.rpartition("; ")
        assert last == "it is never applied"
        told = re.sub("this (claim|term)", "this", words)
        assert any(sentence.startswith(f"{told[0].upper()}{told[1:]}.") for sentence in said), said


@pytest.mark.parametrize("name", FILES)
def test_each_finding_says_what_to_do_about_it(name: str) -> None:
    """Nobody is told to limit a norm to what survives where nothing does."""
    for each in found(name):
        assert each.help
        if "limit it to what survives" in each.help:
            assert (each.name, each.grade) == ("inconsistent", "direct")
            assert each.survives
