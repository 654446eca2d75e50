"""What a fact implies is bounded: it raises a concern, and leads around no norm above."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings

import oracle
import smpolicy
from checks.faults import check_overlay, names
from conflicts.test_conflict_regions import PHASES
from deciding.test_laws import DAY, library
from oracle import Meaning
from profiles import draws
from smpolicy.conflicts.implications import way_around
from smpolicy.documents.document import Document
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.meaning.conditions import ALWAYS, Test
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Implication
from smpolicy.testing.implying import LOCAL, implying

DATES: Final = "{effective: {from: 2027-01-01}}"
SHARE: Final = """  it:
    under: si31:7.2.b5
    text: {text}
    act:
      share: {{activity.interaction: share}}
      what shows a checkpoint: {{{shown}}}
"""


def sharing(verb: str, shown: str = "arcadia.checkpoint: true") -> str:
    """Write a norm on sharing what shows a checkpoint."""
    return SHARE.format(text=f"Staff {verb} share what shows a checkpoint.", shown=shown)


def declared(folder: Path, implies: str, more: str = "", norms: str | None = None) -> tuple[Diagnostic, ...]:
    """Check a draft whose fact implies something."""
    fact = f"{{question: Does a picture in it show a checkpoint?, {more}implies: {implies}}}"
    return check_overlay(folder, norms or sharing("may"), dates=DATES, facts=f"{{arcadia.checkpoint: {fact}}}")


#: What an overlay might write so that no norm above is broken any more, each with the rule that says so.
AROUND: Final = {
    "an approval": ("approval.prior: granted", "unfit-implication"),
    "an authorization": ("branding.authorization: granted", "unfit-implication"),
    "who one is": ("person.category: intern", "unfit-implication"),
    "what follows from who one is": ("person.status: non_osce_staff", "unfit-implication"),
    "what one did": ("activity.interaction: like", "unfit-implication"),
    "that nothing is disclosed": ("activity.discloses: false", "unfit-implication"),
    "that nothing is shown": ("content.depicts: []", "unfit-implication"),
    "that the operation is not shown": ("content.depicts: {lacks: [osce_operation]}", "unfit-implication"),
    "no photo, or a photo": ("content.recording_kind: [none, photo]", "unfit-implication"),
    "another condition": ("any: [{content.political: true}]", "unfit-implication"),
    "one limb of an exception": ("purpose.safety_security_borne_in_mind: true", "way-around"),
    "how a logo got there": ("branding.origin: {has: [auto_professional_network]}", "way-around"),
    "a remedy": ("content.removed: true", "way-around"),
    "a report": ("incident.reported_to_focal_point: true", "way-around"),
    "an account that is nobody's": ("account.relation: unrelated", "way-around"),
    "only what is half of a breach": ("content.depicts: [osce_official_on_duty]", "way-around"),
    "a fact that nobody declared": ("content.depict: {has: [osce_operation]}", "unknown-fact"),
    "a value that is none": ("content.recording_kind: film", "unknown-value"),
}
#: What raises a concern.
CONCERNS: Final = {
    "a member of a set": "content.depicts: {has: [osce_operation]}",
    "a value of a list": "content.recording_kind: video",
    "one of several values": "content.recording_kind: [photo, video]",
    "a judgement": "content.may_harm_osce_reputation: true",
    "what is neutral where it is so": "conduct.maximum_discretion: false",
    "what is left undone": "profile.monitored: false",
    "what the constraints bring along": "content.inappropriate: true",
    "a fact by another name": "use.may_contravene_pwe: true",
    "two facts": "content.confidential: true, content.relates_to: {has: [osce]}",
    "a fact of the field vocabulary": "field.shows_patrol: true",
}


@pytest.mark.parametrize("what", AROUND)
def test_a_way_around_is_an_error_where_it_stands(tmp_path: Path, what: str) -> None:
    """Only values that raise a concern: never an exception, an approval, the scope or a remedy."""
    implied, rule = AROUND[what]
    errors = [each for each in declared(tmp_path, f"{{{implied}}}") if each.severity == "error" and not each.kind]
    (found,) = errors
    assert (found.name, found.path, bool(found.help)) == (rule, str(tmp_path / "document.yaml"), True)


@pytest.mark.parametrize("what", CONCERNS)
def test_what_raises_a_concern_can_be_implied(tmp_path: Path, what: str) -> None:
    """To forbid what raises it is no fault, and no conflict."""
    assert names(declared(tmp_path, f"{{{CONCERNS[what]}}}", norms=sharing("shall not"))) == []


@pytest.mark.parametrize(
    ("more", "implies", "says"),
    [
        ("kind: circumstance, ", "{content.political: true}", "is a circumstance"),
        ("unit: hour, kind: conduct, ", "{content.political: true}", "is counted"),
        ("values: {no: no, yes: yes}, neutral: no, ", "{no: {content.political: true}}", "is the neutral value"),
        ("values: {no: no, yes: yes}, neutral: no, ", "{maybe: {content.political: true}}", "is no value of"),
        ("values: {no: no, yes: yes}, neutral: no, ", "{yes: true}", "is no fact with a value"),
        ("members: {hut: a hut, gate: a gate}, ", "{hat: {content.political: true}}", "is no value of"),
    ],
)
def test_what_cannot_imply_says_so(tmp_path: Path, more: str, implies: str, says: str) -> None:
    """A circumstance, a number, a neutral value or one that there is not: the message says which, and what to write."""
    act = {"unit: h": "{at_least: 1}", "values:": '"yes"', "members": "{has: [hut]}"}.get(more[:7], "true")
    found = declared(tmp_path, implies, more, sharing("shall not", f"arcadia.checkpoint: {act}"))
    (first, *_) = [each for each in found if each.severity == "error"]
    assert says in first.message
    assert first.help


def test_a_conduct_fact_that_is_neutral_where_it_is_so_implies_where_it_is_not(tmp_path: Path) -> None:
    """Of a yes/no fact the other answer than the neutral one implies something."""
    norms = sharing("may", "arcadia.checkpoint: false")
    found = declared(tmp_path, "{content.depicts: {has: [osce_operation]}}", "kind: conduct, neutral: true, ", norms)
    assert [each.kind for each in found if each.name == "inconsistent"] == ["permits-disapproved"]
    assert (
        names(declared(tmp_path, "{content.depicts: {has: [osce_operation]}}", "kind: conduct, neutral: true, ")) == []
    )


#: Facts of arcadia that imply that the operation is shown, each with what a norm names.
HIDING: Final = {
    "a picture of a patrol": ("{}", "field.shows_patrol: true"),
    "film of a patrol": ("{}", "field.shows_patrol: true, content.recording_kind: video"),
    "a fact of its own": (
        "{arcadia.seen: {question: Seen?, implies: {content.depicts: {has: [osce_operation]}}}}",
        "arcadia.seen: true",
    ),
    "a fact that implies one that does": (
        "{arcadia.seen: {question: Seen?, implies: {field.shows_patrol: true}}}",
        "arcadia.seen: true",
    ),
    "one value of several": (
        "{arcadia.seen: {question: What?, values: {none: no, gate: a gate}, neutral: none,"
        " implies: {gate: {content.depicts: {has: [osce_operation]}}}}}",
        "arcadia.seen: gate",
    ),
    "one member of several": (
        "{arcadia.seen: {question: What?, members: {hut: a hut, gate: a gate},"
        " implies: {gate: {content.depicts: {has: [osce_operation]}}}}}",
        "arcadia.seen: {has: [gate]}",
    ),
}


@pytest.mark.parametrize("what", HIDING)
@pytest.mark.parametrize(("verb", "kind"), [("may", "permits-disapproved"), ("shall", "requires-disapproved")])
def test_to_invent_a_fact_hides_nothing(tmp_path: Path, what: str, verb: str, kind: str) -> None:
    """What implies that the operation is shown meets 7.2.b5; to forbid it is stricter, and nothing is found."""
    facts, shown = HIDING[what]
    (found,) = check_overlay(tmp_path, sharing(verb, shown), dates=DATES, facts=facts)
    assert (found.name, found.kind, found.provision) == ("inconsistent", kind, "si31:7.2.b5")
    assert found.witness is not None
    assert found.witness["scenario"]["statuses"]["si31:7.2.b5"] == "broken"
    assert check_overlay(tmp_path, sharing("shall not", shown), dates=DATES, facts=facts) == ()


def test_what_is_not_implied_is_no_conflict(tmp_path: Path) -> None:
    """Another member, another value, or a fact that implies nothing: what is not shown is not disapproved of."""
    for what, shown in (
        ("one member of several", "arcadia.seen: {has: [hut]}"),
        ("a fact of its own", "field.geotag: true"),
    ):
        assert check_overlay(tmp_path, sharing("may", shown), dates=DATES, facts=HIDING[what][0]) == ()


@pytest.mark.hypothesis
def test_structures_know_nothing_of_each_others_implications() -> None:
    """What a fact of arcadia implies is no constraint in the policy of another structure: a law says it of all."""
    seen: Counter[str] = Counter()

    @settings(max_examples=draws(10, heavy=True), suppress_health_check=list(HealthCheck))
    @given(implying())
    def holds(documents: list[Document]) -> None:
        lowered = library(documents)
        here, there = (lowered.resolve(name, as_of=DAY) for name in ("arcadia", "illyria"))
        own = {each.constraint for each in lowered.lowered.vocabulary.facts[LOCAL].implies}
        seen["here"] += own <= set(here.vocabulary.constraints)
        assert own.isdisjoint(there.vocabulary.constraints)

    holds()
    assert seen["here"], "where its own norm turns on it, it is one"


def left_open(meant: Meaning, norm: Norm, implication: Implication) -> bool:
    """Whether a norm can be broken or used with what is implied wherever it can be, by counting."""
    (name,) = meant.turns_on(implication.what)
    reached = frozenset((name,))
    for _ in meant.vocabulary.facts:
        ties = (meant.turns_on(each.condition) for each in meant.vocabulary.constraints)
        reached = reached.union(*(each for each in ties if each & reached))
    facts = meant.vocabulary.facts
    tied = {each for each in reached if each == name or (each in facts and facts[each].kind == "conduct")}
    can: dict[tuple[object, ...], bool] = {}
    for world in meant.worlds({}, also=(name,)):
        permitted = norm.force == "permitted"
        at_stake = meant.applies(norm, world) and meant.used(norm, world) if permitted else meant.breaks(norm, world)
        if at_stake:
            rest = tuple(value for each, value in world.items() if each not in tied)
            can[rest] = can.get(rest, False) or meant.true(implication.what, world)
    return all(can.values())


def test_whom_a_norm_reaches_is_told_by_its_scope_by_whom_it_binds_and_by_both(packaged: smpolicy.Library) -> None:
    """Whatever fact stands in either leads around it, one that stands in both too."""
    program = packaged.resolve("bih", as_of=date(2027, 1, 1)).program
    in_both = 0
    for clause in program.clauses:
        scope, borne = clause.scope.facts, clause.borne.facts
        in_both += len(scope & borne)
        for name in {*scope, *borne} - clause.exception.facts:
            what = Test(fact=name, relation="one-of", operand=frozenset((True,)))
            assert way_around(program, clause, Implication(where=ALWAYS, what=what, why=name)) == "reach"
    assert in_both > 0


#: What a fact could imply of the drawn ones.
CONCERNING: Final = (
    Test(fact="act.posted", relation="one-of", operand=frozenset((True,))),
    Test(fact="act.tone", relation="one-of", operand=frozenset(("rude",))),
    Test(fact="act.tone", relation="one-of", operand=frozenset(("sharp", "rude"))),
    Test(fact="act.shows", relation="has", operand=frozenset(("map",))),
    Test(fact="act.shows", relation="exactly", operand=frozenset(("face",))),
)


@pytest.mark.hypothesis
def test_a_way_around_is_found_where_counting_finds_one() -> None:
    """Beside each drawn norm: in an exception or a scope, or where somebody could break it and then could not."""
    seen: Counter[str] = Counter()

    @settings(max_examples=draws(60, heavy=True), phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(implying())
    def holds(documents: list[Document]) -> None:
        resolved = library(documents).resolve("illyria", as_of=DAY)
        plain = oracle.meaning(resolved)
        explicit = resolved.lowered.vocabulary.constraints
        if plain.vocabulary.constraints != explicit:
            return  # the base's own facts imply something there: what is tied is another matter
        meant = replace(plain, vocabulary=replace(plain.vocabulary, constraints=explicit))
        for what in CONCERNING:
            implication = Implication(where=ALWAYS, what=what, why=what.fact)
            name = what.fact
            for norm in meant.norms if name in resolved.program.places else ():
                way = way_around(resolved.program, resolved.program.clause(norm.id), implication)
                late = [norm.step.late] if norm.role == "step" and norm.step is not None else []
                named = {
                    "exception": meant.turns_on(meant.exception(norm)),
                    "reach": meant.turns_on(*meant.scope(norm), norm.borne),
                    "remedy": meant.turns_on(*late),
                }
                stands = next((where for where, facts in named.items() if name in facts), None)
                expected = stands or (None if left_open(meant, norm, implication) else "broken")
                seen[str(expected)] += 1
                assert way == expected, (norm.id, implication.why)

    holds()
    assert min(seen[each] for each in ("None", "broken", "exception", "reach")) >= 2, seen
