"""The difference by meaning: what changes is found and shown, and that nothing else changes is proved."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import oracle
import smpolicy
from corpora import FACTS, RULES, base, interpretation, load, norm, overlay, write
from profiles import draws
from smpolicy import Difference, Policy, compare
from smpolicy.comparing.changes import Activity, Change
from smpolicy.deciding.semantics import Outcome
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.document import Document
from smpolicy.library import Library
from smpolicy.lowering import lower
from smpolicy.testing import strategies as drawn

DAY = date(2024, 1, 1)
EVE = DAY - timedelta(1)
DRAWINGS = norm("drawings", "Staff shall not post drawings.", "{act.shows: {has: [drawing]}}")


def on(folder: Path, day: date = DAY, structure: str = "arcadia", *, drafts: bool = False) -> Policy:
    """Resolve a structure of a folder on a day."""
    return load(folder).resolve(structure, as_of=day, drafts=drafts)


def arcadia(folder: Path, *documents: str, facts: str = FACTS, rules: tuple[str, str] = ("", "")) -> Path:
    """Write a rule-book with issuances of arcadia, with other facts or a rule-book of other words."""
    base(folder)
    assert rules[0] in RULES
    if rules[0]:
        path = folder / "base" / "rules.yaml"
        path.write_text(path.read_text("utf-8").replace(*rules), "utf-8")
    return write(
        folder, {"base/facts.yaml": facts, **{f"overlays/arcadia/{n}.yaml": t for n, t in enumerate(documents)}}
    )


def pairs(difference: Difference) -> list[tuple[str, str]]:
    """Return the outcomes that change, with what they change to."""
    return [(each.before, each.after) for each in difference.changes]


def change(difference: Difference, before: str, after: str) -> Change:
    """Return the change from one outcome to another."""
    return next(each for each in difference.changes if (each.before, each.after) == (before, after))


def shown(policy: Policy, told: Activity) -> frozenset[Outcome]:
    """Return what is possible of an activity by the evaluator, under the readings that the witness names."""
    ruling = policy.evaluate(told.facts, assume="neutral").ruling
    assert not told.readings.keys() & ruling.unraised.keys(), "only a question that is open is read"
    return replace(ruling, unraised={**ruling.unraised, **told.readings}).possible


# ------------------------------------------------------------ what is found


def test_an_issuance_begins(tmp_path: Path) -> None:
    """On its first day what it forbids is against it; each change has facts, and the reading that it turns on."""
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", DRAWINGS))
    difference = compare(on(folder, EVE), on(folder))
    assert pairs(difference) == [("no_departure_found", "contravenes"), ("departs", "contravenes")]
    found = change(difference, "no_departure_found", "contravenes")
    assert dict(found.activity_before.facts) == {"act.done": True, "act.shows": {"drawing"}}
    assert found.activity_before == found.activity_after
    assert dict(found.activity_before.readings) == {"rules:qa": "narrow"}, "read wide, a drawing departs already"
    assert found.because_before == ()
    assert [(each.norm.id, each.status) for each in found.because_after] == [("arcadia/ai-1#drawings", "broken")]
    assert [(each.id, each.kind, each.before) for each in difference.texts] == [
        ("arcadia/ai-1#drawings", "added", None)
    ]
    assert (difference.same_answers, difference.same_text) == (False, False)


def test_a_witness_that_holds_however_read_goes_first(tmp_path: Path) -> None:
    """Where one activity shows a change under every reading, no reading is named."""
    act = "{any: [{act.shows: {has: [drawing]}}, {time.hours: {over: 5}}]}"
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", norm("late", "Staff shall not post late.", act)))
    found = change(compare(on(folder, EVE), on(folder)), "no_departure_found", "contravenes")
    assert dict(found.activity_after.facts) == {"act.done": True, "time.hours": 6}
    assert dict(found.activity_after.readings) == {}


#: What counts as a photo under one reading of an open question is never told to the press office, as else is assumed.
UNTOLD = """  act.counts:
    meaning: counts as a photo
    derived:
      "true":
        readings:
          rules:qa: {narrow: {act.shows: {has: [photo]}}, wide: {act.shows: {any_of: [photo, drawing]}}}
constraints:
  - {why: what counts is not told, if: {act.counts: true}, then: {act.told: false}}
"""


def test_a_witness_keeps_what_its_reading_needs(tmp_path: Path) -> None:
    """Without a fact that is then taken to be neutral the reading cannot be: what is left shows nothing."""
    act = "{readings: {rules:qa: {narrow: {any: []}, wide: {act.shows: {has: [drawing]}}}}}"
    forbidden = norm("drawings", "Staff shall not post drawings.", act)
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", forbidden), facts=FACTS + UNTOLD)
    difference = compare(on(folder, EVE), on(folder))
    found = change(difference, "departs", "contravenes")
    assert dict(found.activity_after.facts) == {"act.done": True, "act.shows": {"drawing"}, "act.told": False}
    assert dict(found.activity_after.readings) == {"rules:qa": "wide"}


def test_two_structures(tmp_path: Path) -> None:
    """What one of two has issued is against nothing in the other; a fact of its own is told to it alone."""
    facts = "facts: {arcadia.late: Was it late?}\n"
    text = facts + overlay("arcadia/ai-1", norm("late", "Staff shall not post late.", "{arcadia.late: true}"))
    folder = arcadia(tmp_path, text)
    difference = compare(on(folder), on(folder, structure="elbonia"))
    assert pairs(difference) == [("contravenes", "no_departure_found"), ("contravenes", "departs")]
    found = difference.changes[0]
    assert dict(found.activity_before.facts) == {"act.done": True, "arcadia.late": True}
    assert dict(found.activity_after.facts) == {"act.done": True}
    assert [each.norm.id for each in found.because_before] == ["arcadia/ai-1#late"]
    assert (difference.unlike.known_before, difference.unlike.known_after) == (("arcadia.late",), ())
    assert "stated before alone:\n     arcadia.late: true" in difference.text()


def test_a_part_of_a_structure(tmp_path: Path) -> None:
    """A part adds to what its structure says."""
    east = "structures: {arcadia/east: {name: East, norms: {late: {under: rules:1, text: Staff shall not post late., "
    east += "act: {Staff shall not post late: {time.hours: {over: 5}}}}}}}\n"
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", DRAWINGS) + east)
    difference = compare(on(folder), on(folder, structure="arcadia/east"))
    assert pairs(difference) == [("no_departure_found", "contravenes"), ("departs", "contravenes")]
    assert [each.id for each in difference.texts] == ["arcadia/ai-1#east/late"]


def test_a_norm_of_another_version_has_another_force(tmp_path: Path) -> None:
    """A "should" that became a "shall" changes the answer by one and the same norm, whose words are shown."""
    one = arcadia(tmp_path / "a")
    other = arcadia(tmp_path / "b", rules=("Everybody should tell", "Everybody shall tell"))
    difference = compare(on(one), on(other))
    assert pairs(difference) == [("departs", "contravenes")]
    (found,) = difference.changes
    assert dict(found.activity_after.facts) == {"act.done": True, "act.told": False}
    assert [each.norm.id for each in (*found.because_before, *found.because_after)] == ["rules:tell", "rules:tell"]
    assert [(each.id, each.kind) for each in difference.texts] == [("rules:2", "reworded")]
    assert '- was: against Rules 2: "Everybody should tell the press office"' in difference.text()
    assert '- is now: against Rules 2: "Everybody shall tell the press office"' in difference.text()


def test_nothing_changes(tmp_path: Path) -> None:
    """Between two days on which the same holds, no answer changes, and no text; names and days are no text."""
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", DRAWINGS))
    difference = compare(on(folder), on(folder, date(2025, 1, 1)))
    assert (difference.changes, difference.same_answers, difference.same_text) == ((), True, True)
    assert "No activity changes" in difference.text()
    assert "the same words" in difference.text()


def test_only_the_words_change(tmp_path: Path) -> None:
    """Other words with the same meaning are a difference of the text and of no answer."""
    one = arcadia(tmp_path / "a")
    other = arcadia(tmp_path / "b", rules=("Missions may issue local rules.}", "Missions may issue local rules now.}"))
    difference = compare(on(one), on(other))
    assert (difference.same_answers, difference.same_text) == (True, False)
    assert "What differs is the text." in difference.text()
    assert "~ rules:3, was: 3. Missions may issue local rules. \n" not in difference.text()
    assert "is now: 3. Missions may issue local rules now." in difference.text()


def test_a_contact_changes(tmp_path: Path) -> None:
    """Whom a slot names is no answer, and is told among the texts."""
    library = smpolicy.load(Path(__file__).parents[1] / "cli" / "arcadia")
    before, after = (library.resolve("arcadia", as_of=date(year, 6, 1)) for year in (2021, 2026))
    difference = compare(before, after)
    (found,) = difference.contacts
    assert (found.slot, found.before) == ("si31:8.1/focal-point", None)
    assert found.after is not None
    assert "nobody is named; is now: communication focal point, press.arcadia@example.org" in " ".join(
        difference.text().split()
    )


def test_before_the_day_on_which_it_took_effect(tmp_path: Path) -> None:
    """Every outcome that there is comes in the place of `not_in_force`; after a closure it is the other way round."""
    folder = arcadia(tmp_path)
    begins = compare(on(folder, date(2019, 12, 31)), on(folder, date(2020, 1, 1)))
    assert pairs(begins) == [("not_in_force", each) for each in ("outside_scope", "no_departure_found", "departs")]
    closes = compare(on(folder, date(2029, 12, 31)), on(folder, date(2030, 1, 1)))
    assert [each[::-1] for each in pairs(closes)] == pairs(begins)
    never = compare(on(folder, date(2018, 1, 1)), on(folder, date(2031, 1, 1)))
    assert never.same_answers, "it is in force on neither day"


def test_an_interpretation_closes_a_question(tmp_path: Path) -> None:
    """What it excludes changes: the witness names the reading on the side on which it is still open."""
    folder = write(arcadia(tmp_path), {"interpretations/i-1.yaml": interpretation("i-1", "narrow")})
    difference = compare(on(folder, date(2024, 12, 31)), on(folder, date(2025, 1, 1)))
    assert pairs(difference) == [("departs", "no_departure_found")]
    (found,) = difference.changes
    assert (dict(found.activity_before.readings), dict(found.activity_after.readings)) == ({"rules:qa": "wide"}, {})
    (closing,) = difference.unlike.closings
    assert (closing.question, closing.before, closing.after) == ("rules:qa", None, "narrow")
    text = difference.text()
    assert 'read so, before alone: QA, "a drawing counts as one" (our readings, unreviewed)' in text
    assert "open question rules:qa: not closed before, closed, read as narrow, after" in text


def test_drafts_are_compared_and_marked(tmp_path: Path) -> None:
    """A draft changes answers only where drafts are asked for; it is marked, and its notice stands beside it."""
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", DRAWINGS, status="draft"))
    difference = compare(on(folder), on(folder, drafts=True))
    assert pairs(difference)[0] == ("no_departure_found", "contravenes")
    text = difference.text()
    assert "! (after) Draft by The tests. Not issued by Mission to Arcadia. Binds nobody." in text
    assert "is now: would conflict with a 'shall' or 'required' provision" in text
    assert "arcadia/ai-1, drawings (draft)" in text
    assert "+ [draft] arcadia/ai-1#drawings" in text
    assert compare(on(folder), on(folder)).same_answers


def test_a_standing_norm_counts_where_a_concern_is_stated(tmp_path: Path) -> None:
    """A complete activity states a concern where conduct of the act is not neutral, as the evaluator has it."""
    facts = FACTS.replace(
        "facts:\n", "facts:\n  act.count: {question: How many?, unit: post, kind: conduct, neutral: 5}\n"
    )
    act = f"{{act.count: {{over: 3, at_most: {10**15}}}}}"
    standing = norm("modest", "Staff shall not boast.", act, role="standing")
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", standing), facts=facts)
    difference = compare(on(folder, EVE), on(folder))
    assert pairs(difference) == [("no_departure_found", "contravenes"), ("departs", "contravenes")]
    number = difference.changes[0].activity_after.facts["act.count"]
    assert number == 4 or int(str(number)) > 5


def test_a_norm_with_its_own_scope_brings_an_activity_into_scope(tmp_path: Path) -> None:
    """What it asks for is named, where it is done and nothing is broken; on the other side nothing speaks of it."""
    own = norm("watch", "Staff should watch.", "{time.hours: {under: 5}}", scope="own")
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", own))
    difference = compare(on(folder, EVE), on(folder))
    found = change(difference, "outside_scope", "no_departure_found")
    assert [(each.norm.id, each.status) for each in found.because_after] == [("arcadia/ai-1#watch", "met")]
    assert "- is now: asked for by arcadia/ai-1, watch: " in difference.text()


def test_a_step_of_which_nobody_can_speak_counts_nowhere(tmp_path: Path) -> None:
    """Its act turns on no fact, so no activity says that it was left undone; a complete one as little as any other."""
    step = norm("never", "Staff should do the impossible.", "{any: []}", role="step", scope="own")
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", step))
    assert compare(on(folder, EVE), on(folder)).same_answers


def test_another_scope(tmp_path: Path) -> None:
    """Where the scope itself has changed, no norm is named."""
    one, other = arcadia(tmp_path / "a"), arcadia(tmp_path / "b", rules=("act.done: true", "act.shows: {has: [photo]}"))
    difference = compare(on(one), on(other))
    assert ("outside_scope", "departs") in pairs(difference)
    found = change(difference, "no_departure_found", "outside_scope")
    assert (found.because_before, found.because_after) == ((), ())
    assert "it turns on the scope of the instruments, and on no norm" in difference.text()


@pytest.mark.parametrize(("raiser", "stated"), [("time.hours", {"time.hours": 0}), ("person.status", {})])
def test_a_question_that_a_fact_raises(tmp_path: Path, raiser: str, stated: dict[str, Any]) -> None:
    """A witness that turns on a reading states what raises the question, where that can be stated."""
    raised = ("touches: [rules:photos]", f"raised_by: {raiser}\n    unraised: narrow\n    touches: [rules:photos]")
    folder = write(arcadia(tmp_path, rules=raised), {"interpretations/i-1.yaml": interpretation("i-1", "narrow")})
    (found,) = compare(on(folder, date(2024, 12, 31)), on(folder, date(2025, 1, 1))).changes
    assert (found.before, found.after) == ("departs", "no_departure_found")
    assert dict(found.activity_before.readings) == {"rules:qa": "wide"}
    assert found.activity_before.facts == {"act.done": True, "act.shows": {"drawing"}, **stated}


# ------------------------------------------------------------ what cannot be compared


def test_constraints_that_differ_are_listed(tmp_path: Path) -> None:
    """What only one side permits is not compared, and that is said; a constraint alone changes no answer."""
    rule = "constraints:\n  - {why: Photos are told of., if: {act.shows: {has: [photo]}}, then: {act.told: true}}\n"
    one, other = arcadia(tmp_path / "a"), arcadia(tmp_path / "b", facts=FACTS + rule)
    difference = compare(on(one), on(other))
    assert difference.same_answers
    unlike = difference.unlike
    assert ([each.why for each in unlike.constraints_after], unlike.constraints_before) == (["Photos are told of."], ())
    assert ([each.why for each in unlike.excluded_before], unlike.excluded_after) == (["Photos are told of."], ())
    assert "possible before alone, and not compared: what is contrary to “Photos are told of.”" in difference.text()


def test_no_activity_is_possible_under_both(tmp_path: Path) -> None:
    """Where nothing can be compared, nothing is said to be the same."""
    rules = [
        f"constraints:\n  - {{why: W., if: {{act.done: {one}}}, then: {{act.done: {other}}}}}\n"
        for one, other in (("true", "false"), ("false", "true"))
    ]
    one, other = (arcadia(tmp_path / str(n), facts=FACTS + each) for n, each in enumerate(rules))
    difference = compare(on(one), on(other))
    assert (difference.comparable, difference.same_answers, difference.changes) == (False, False, ())
    assert "No activity is possible under both" in difference.text()


@pytest.mark.parametrize(
    ("changed", "name", "before", "after", "apart"),
    [
        (("{staff: a staff", "{guest: a guest, staff: a staff"), "person.category", (), ("guest",), False),
        (("drawing: a drawing of colleagues", "film: a film"), "act.shows", ("drawing",), ("film",), False),
        (("unit: hour", "unit: day"), "time.hours", (), (), True),
        (("ago was it?, unit: hour", "ago?, values: {few: few, many: many}"), "time.hours", (), ("few", "many"), True),
    ],
)
def test_a_fact_with_other_values(
    tmp_path: Path, changed: tuple[str, str], name: str, before: tuple[str, ...], after: tuple[str, ...], apart: bool
) -> None:
    """The values that both know are compared, and the others listed; hours are no days, so each is taken for itself."""
    rules = ("any_of: [photo, drawing]", "has: [photo]")
    text = overlay("arcadia/ai-1", norm("x", "Staff shall not keep silent.", "{act.told: false}"))
    assert changed[0] in FACTS
    one = arcadia(tmp_path / "a", rules=rules)
    other = arcadia(tmp_path / "b", text, facts=FACTS.replace(*changed), rules=rules)
    difference = compare(on(one), on(other))
    (found,) = difference.unlike.values
    assert (found.name, found.before, found.after, found.apart) == (name, before, after, apart)
    assert pairs(difference) == [("departs", "contravenes")]
    assert name in difference.text()


def test_readings_that_one_side_alone_knows(tmp_path: Path) -> None:
    """The readings that both know are compared, the others listed; without any in common each side has its own."""
    one = arcadia(tmp_path / "a")
    other = arcadia(tmp_path / "b", rules=("narrow", "strict"))
    difference = compare(on(one), on(other))
    (found,) = difference.unlike.values
    assert (found.name, found.before, found.after, found.apart) == ("rules:qa", ("narrow",), ("strict",), False)
    assert difference.same_answers, "read wide, the two say the same"
    third = Path(other / "base" / "rules.yaml")
    third.write_text(third.read_text("utf-8").replace("wide", "broad"), "utf-8")
    apart = compare(on(one), on(other))
    assert apart.unlike.values[0].apart
    found_ = change(apart, "no_departure_found", "departs")
    assert (dict(found_.activity_before.readings), dict(found_.activity_after.readings)) == (
        {"rules:qa": "narrow"},
        {"rules:qa": "broad"},
    )
    assert 'read so, before alone: QA, "a drawing is no photo"' in apart.text()


def test_a_fact_that_follows_on_one_side_and_is_asked_on_the_other(tmp_path: Path) -> None:
    """What nobody can state on one side is known on the other alone."""
    derived = FACTS[FACTS.index("  person.status:") :]
    asked = "  person.status: {question: Which?, values: {osce_official: an official, non_osce_staff: other staff}}\n"
    one, other = arcadia(tmp_path / "a"), arcadia(tmp_path / "b", facts=FACTS.replace(derived, asked))
    difference = compare(on(one), on(other))
    assert [(each.name, each.apart) for each in difference.unlike.values] == [("person.status", True)]
    assert difference.same_answers, "both kinds of person are bound alike"


def test_a_fact_taken_apart_is_told_to_each_side_for_itself(tmp_path: Path) -> None:
    """Five hours on the one side say nothing of days on the other: a change may turn on either."""
    late = [norm("late", "Staff shall not post late.", f"{{time.hours: {{over: {each}}}}}") for each in (5, 7)]
    one = arcadia(tmp_path / "a", overlay("arcadia/ai-1", late[0]))
    other = arcadia(tmp_path / "b", overlay("arcadia/ai-1", late[1]), facts=FACTS.replace("unit: hour", "unit: day"))
    difference = compare(on(one), on(other))
    found = change(difference, "no_departure_found", "contravenes")
    assert dict(found.activity_before.facts) == {"act.done": True, "time.hours": 0}
    assert dict(found.activity_after.facts) == {"act.done": True, "time.hours": 8}
    assert found.activity_after.facts["time.hours"] != found.activity_before.facts["time.hours"]


def test_thresholds_of_both_cut_a_number(tmp_path: Path) -> None:
    """Between two thresholds the answer changes, however large they are."""
    small, large = 10**14, 10**15
    made = [
        arcadia(tmp_path / str(bound), overlay("arcadia/ai-1", norm("late", "Staff shall not post late.", act)))
        for bound in (small, large)
        if (act := f"{{time.hours: {{over: {bound}}}}}")
    ]
    difference = compare(on(made[0]), on(made[1]))
    assert pairs(difference) == [("contravenes", "no_departure_found"), ("contravenes", "departs")]
    hours = difference.changes[0].activity_after.facts["time.hours"]
    assert small < int(str(hours)) <= large


def test_what_the_structures_decide_themselves(packaged: smpolicy.Library) -> None:
    """The kind of a structure is its own on each side; whom only one kind of structure has is not compared."""
    before, after = (packaged.resolve(name, as_of=date(2026, 1, 1)) for name in ("secretariat", "odihr"))
    difference = compare(before, after)
    assert difference.same_answers
    unlike = difference.unlike
    assert dict(unlike.decided_before) == {"person.structure.kind": "secretariat"}
    assert dict(unlike.decided_after) == {"person.structure.kind": "institution"}
    assert [each.why for each in unlike.excluded_before] == ["The Secretary General belongs to the Secretariat."]
    assert [each.why for each in unlike.excluded_after] == ["A head of institution belongs to an Institution."]
    assert "person.structure.kind is secretariat before and institution after" in difference.text()


def test_a_disagreement_is_never_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the evaluator does not answer as the search does, that is a fault, and nothing is shown."""
    folder = arcadia(tmp_path, overlay("arcadia/ai-1", DRAWINGS))
    monkeypatch.setattr("smpolicy.comparing.comparison._Search._shows", lambda *_: False)
    with pytest.raises(AssertionError, match="the evaluator does not answer"):
        compare(on(folder, EVE), on(folder))


# ------------------------------------------------------------ laws, over drawn documents


LAW = settings(max_examples=draws(25, heavy=True), suppress_health_check=list(HealthCheck))
DAYS = st.sampled_from([date(2020, 12, 31), *(day - timedelta(days=eve) for day in drawn.DAYS for eve in (0, 1))])
STRUCTURES = st.sampled_from(("arcadia", "arcadia/east", "illyria"))
#: No more worlds than this are gone through one by one.
MOST_WORLDS = 4000


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two policies as they are drawn: of one corpus or of two, each of a structure on a day, with drafts or without."""

    corpora: tuple[drawn.Documents, ...]
    sides: tuple[tuple[str, date, bool], ...]

    def policies(self) -> tuple[Policy, Policy]:
        """Resolve both; what was drawn is passed over where a structure does not exist."""
        libraries = [made(documents) for documents in self.corpora]
        pairs = list(zip((libraries[0], libraries[-1]), self.sides, strict=True))
        assume(all(name in library.structures for library, (name, _, _) in pairs))
        one, other = (library.resolve(name, as_of=day, drafts=drafts) for library, (name, day, drafts) in pairs)
        return one, other


@st.composite
def two_policies(draw: st.DrawFn) -> Compared:
    """Draw two policies: of one corpus on two days or of two structures, or of two versions of a base."""
    if draw(st.booleans()):
        bases = tuple(draw(drawn.bases(most_norms=3, most_members=2)) for _ in range(2))
        return Compared(corpora=bases, sides=tuple((name, drawn.DAYS[0], False) for name in ("arcadia", "illyria")))
    corpus = draw(drawn.corpora())
    sides = tuple(draw(st.tuples(STRUCTURES, DAYS, st.booleans())) for _ in range(2))
    return Compared(corpora=(corpus,), sides=sides)


def made(documents: list[Document]) -> Library:
    """Make a library of drawn documents."""
    return Library(corpus=Corpus(documents=tuple(documents)), lowered=lower(documents))


def worlds(policies: tuple[Policy, Policy]) -> Iterator[Mapping[str, Any]]:
    """Yield every activity that is possible under both: the values of all that a program speaks of."""
    choices: dict[str, list[Any]] = {}
    meant = [oracle.meaning(policy) for policy in policies]
    for policy in policies:
        vocabulary, places = policy.vocabulary, policy.program.places
        for name in places:
            fact, question = vocabulary.facts.get(name), vocabulary.questions.get(name)
            if fact is not None:
                choices[name] = oracle.values(fact.domain, 4)
            if question is not None:
                choices[name] = [reading for reading, _ in question.readings]
    count = 1
    for each in choices.values():
        count *= len(each)
    assume(count <= MOST_WORLDS)
    for chosen in itertools.product(*choices.values()):
        world = dict(zip(choices, chosen, strict=True))
        if all(each.possible(world) for each in meant):
            yield world


def judged(policy: Policy, world: Mapping[str, Any]) -> Outcome:
    """Return the outcome of a complete activity by the oracle."""
    if not policy.in_force:
        return "not_in_force"
    meant = oracle.meaning(policy)
    stated = {name: value for name, value in world.items() if name in meant.vocabulary.facts}
    return meant.outcome(meant.counted(stated), world)


@LAW
@given(two_policies())
def test_the_changes_are_exactly_those_of_all_activities(compared: Compared) -> None:
    """Going through every activity one by one finds the same pairs of outcomes, and none where none is found."""
    policies = compared.policies()
    every = list(worlds(policies))
    expected = {(judged(policies[0], world), judged(policies[1], world)) for world in every}
    difference = compare(*policies)
    assert set(pairs(difference)) == {pair for pair in expected if pair[0] != pair[1]}
    assert difference.comparable is bool(every)


@LAW
@given(two_policies())
def test_each_witness_shows_its_change_and_nothing_can_be_left_out(compared: Compared) -> None:
    """The evaluator gives both outcomes, under the readings named; without any one fact or reading it does not."""
    policies = compared.policies()
    for each in compare(*policies).changes:
        told = (each.activity_before, each.activity_after)
        assert [shown(*side) for side in zip(policies, told, strict=True)] == [{each.before}, {each.after}]
        for name in {name for one in told for name in (*one.facts, *one.readings)}:
            fewer = [
                Activity(
                    facts={other: value for other, value in one.facts.items() if other != name},
                    readings={other: reading for other, reading in one.readings.items() if other != name},
                )
                for one in told
            ]
            assert [shown(*side) for side in zip(policies, fewer, strict=True)] != [{each.before}, {each.after}]


@LAW
@given(two_policies())
def test_the_other_way_round_is_the_mirror_image(compared: Compared) -> None:
    """What changes from one to the other changes back, in answers and in texts; from itself nothing changes."""
    policies = compared.policies()
    there, back = compare(*policies), compare(policies[1], policies[0])
    assert {pair[::-1] for pair in pairs(there)} == set(pairs(back))
    assert {(each.id, each.before, each.after) for each in there.texts} == {
        (each.id, each.after, each.before) for each in back.texts
    }
    assert (there.unlike.known_before, there.unlike.excluded_after) == (
        back.unlike.known_after,
        back.unlike.excluded_before,
    )
    itself = compare(policies[0], policies[0])
    assert (itself.changes, itself.same_answers, itself.same_text) == ((), itself.comparable, True)
