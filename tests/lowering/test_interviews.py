"""How a person is asked, as vocabularies say it: what is understood, and what is reported where."""

from __future__ import annotations

from pathlib import Path

import pytest

import smpolicy
from corpora import FACTS, base, load, norm, overlay, write
from smpolicy.meaning.interviews import Start, TickList

PLAN = """interview:
  who: [person.category]
  what: [act.done]
  starts:
    photo: {words: a photo, lists: ["rules:1"], states: {act.done: true}, asks: [act.shows]}
  lists:
    "rules:1": {asks: Is any of this in it?, heading: Photos}
    "rules:2": {asks: Is any of this so?}
"""


def facts_file(root: Path, facts: str) -> Path:
    """Write the small rule-book with another vocabulary."""
    return write(base(root), {"base/facts.yaml": facts})


def test_a_plan_is_what_vocabularies_say(tmp_path: Path) -> None:
    """Who, what, starting points and lists, in the order in which they stand; of several vocabularies, joined."""
    more = "schema: smpolicy/vocabulary@1\nid: more\ntitle: More\nfacts:\n  act.more: More?\n".replace(
        "act.more: More?", "act.more: {question: More?}"
    )
    write(facts_file(tmp_path, FACTS + PLAN), {"base/more.yaml": f"{more}interview:\n  what: [act.more]\n"})
    plan = load(tmp_path).lowered.vocabulary.interview
    assert (plan.who, plan.what) == (("person.category",), ("act.done", "act.more"))
    assert plan.starts == {
        "photo": Start(
            name="photo", words="a photo", lists=("rules:1",), states={"act.done": True}, asks=("act.shows",)
        )
    }
    assert list(plan.lists) == ["rules:1", "rules:2"]
    assert plan.lists["rules:1"] == TickList(provision="rules:1", asks="Is any of this in it?", heading="Photos")


def test_ticking_a_yes_no_fact_states_what_is_not_neutral(tmp_path: Path) -> None:
    """Yes, where no is neutral; no, where yes is: words in one line leave nothing open there."""
    said = FACTS.replace("kind: conduct, neutral: true}", "kind: conduct, neutral: true, tick: {words: I told nobody}}")
    said = said.replace(
        "members: {photo: a photo of colleagues, drawing: a drawing of colleagues}",
        "members: {photo: a photo of colleagues, drawing: a drawing of colleagues}\n"
        "    tick: {words: {photo: a photo, drawing: a drawing}, under: rules:2}",
    ).replace("Was it done on social media?}", "Was it done on social media?, tick: {words: I did it}}")
    facts = load(facts_file(tmp_path, said + PLAN)).lowered.vocabulary.facts
    assert facts["act.told"].ticks == ((False, "I told nobody"),)
    assert facts["act.done"].ticks == ((True, "I did it"),)
    assert facts["act.shows"].ticks == ((frozenset({"photo"}), "a photo"), (frozenset({"drawing"}), "a drawing"))
    assert facts["act.shows"].ticked_under == "rules:2"


def test_a_local_fact_says_the_same_of_itself(tmp_path: Path) -> None:
    """A fact of an overlay can presuppose facts of the base and its own, and stand in a list of the base."""
    asked = "{question: Is it secret?, presupposes: {act.done: true}, tick: {words: a secret, under: rules:2}}"
    local = norm("n", "Staff shall not post a secret.", "{arcadia.secret: true}")
    write(
        facts_file(tmp_path, FACTS + PLAN),
        {"overlays/arcadia/ai-1.yaml": overlay("arcadia/ai-1", local, facts=f"{{arcadia.secret: {asked}}}")},
    )
    fact = load(tmp_path).lowered.vocabulary.facts["arcadia.secret"]
    assert (fact.presupposes is not None, fact.ticks, fact.ticked_under) == (True, ((True, "a secret"),), "rules:2")


@pytest.mark.parametrize(
    ("old", "new", "rule", "underlined"),
    [
        ("who: [person.category]", "who: [person.categry]", "unknown-fact", "person.categry"),
        ("what: [act.done]", "what: [person.status]", "unknown-fact", "person.status"),
        ("asks: [act.shows]", "asks: [act.show]", "unknown-fact", "act.show"),
        ("states: {act.done: true}", "states: {act.don: true}", "unknown-fact", "act.don"),
        ("states: {act.done: true}", "states: {act.done: perhaps}", "unknown-value", "perhaps"),
        ('lists: ["rules:1"]', 'lists: ["rules:3"]', "unknown-list", '"rules:3"'),
        ('"rules:2": {asks', '"rules:9": {asks', "unknown-provision", '"rules:9"'),
        (
            "neutral: true}",
            "neutral: true, presupposes: {act.done: true}}\n  act.x: {question: X?, presupposes: {act.x: true}}",
            "presupposes-itself",
            "presupposes",
        ),
        (', lists: ["rules:1"], states: {act.done: true}, asks: [act.shows]}', "}", "empty-start", "photo"),
        ("neutral: true}", 'neutral: true, tick: {words: no, under: "rules:3"}}', "unknown-list", '"rules:3"'),
        ("neutral: true}", "neutral: true, tick: {words: {told: no}}}", "unknown-value", "told"),
        ("unit: hour}", "unit: hour, tick: {words: hours ago}}", "unknown-value", "hours ago"),
    ],
)
def test_what_is_wrong_is_reported_where_it_stands(
    tmp_path: Path, old: str, new: str, rule: str, underlined: str
) -> None:
    """A name of nothing, a value that there is not, a list that nobody plans, a fact that presupposes itself."""
    said = (FACTS + PLAN).replace(old, new, 1)
    facts_file(tmp_path, said)
    (found,) = [each for each in smpolicy.check(tmp_path).diagnostics if each.severity == "error"]
    assert found.span is not None
    line = said.splitlines()[found.span.line - 1]
    assert (found.name, line[found.span.column - 1 :].startswith(underlined)) == (rule, True), line
    assert found.help


def test_a_circle_of_presuppositions_is_reported_at_each_of_its_facts(tmp_path: Path) -> None:
    """Two facts that presuppose each other, one of them through a fact that follows: neither could ever be asked."""
    said = FACTS.replace("Was it done on social media?}", "Was it done?, presupposes: {person.status: non_osce_staff}}")
    said = said.replace("values: {staff: a staff", "presupposes: {act.done: true}\n    values: {staff: a staff")
    library = smpolicy.load(facts_file(tmp_path, said))
    assert [each.name for each in library.diagnostics if each.severity == "error"] == ["presupposes-itself"] * 2
    assert all(fact.presupposes is None for fact in library.lowered.vocabulary.facts.values())


WAY = "act.way: {{question: How?, values: {{by_me: me, by_us: us, by_them: them}}{more}, tick: {{words: {words}}}}}"
DONE = "  act.done: {question"


@pytest.mark.parametrize(
    ("words", "neutral", "underlined", "named"),
    [
        ("{by_us: we did}", "by_me", "words", ["`by_them`"]),
        ("{by_me: I did}", "by_me", "words", ["`by_us`", "`by_them`"]),
        ("{by_me: I did}", "by_me", "by_me: I did", ["`by_me`"]),
        ("{by_me: I did, by_us: we did, by_them: they did}", "by_us", "by_us: we did", ["`by_us`"]),
    ],
)
def test_each_value_but_the_neutral_one_has_words(
    tmp_path: Path, words: str, neutral: str, underlined: str, named: list[str]
) -> None:
    """What nobody can tick, a blank would deny; and what a blank says needs no tick."""
    fact = WAY.format(more=f", kind: conduct, neutral: {neutral}", words=words)
    said = FACTS.replace(DONE, f"  {fact}\n{DONE}")
    facts_file(tmp_path, said)
    found = [each for each in smpolicy.check(tmp_path).diagnostics if each.name == "words-not-for-each-value"]
    lines = said.splitlines()
    under = {lines[each.span.line - 1][each.span.column - 1 :]: each for each in found if each.span is not None}
    (one,) = (each for text, each in under.items() if text.startswith(underlined))
    assert all(name in one.message and name in one.help for name in named)


def test_each_member_of_a_set_has_words(tmp_path: Path) -> None:
    """A blank denies the members of a set too; of a circumstance it denies nothing, and some may go without."""
    colleagues = "members: {photo: a photo of colleagues, drawing: a drawing of colleagues}"
    said = FACTS.replace(colleagues, f"{colleagues}\n    tick: {{words: {{photo: a photo}}}}")
    fact = WAY.format(more="", words="{by_us: we did}")
    (found,) = smpolicy.check(facts_file(tmp_path, said.replace(DONE, f"  {fact}\n{DONE}"))).diagnostics
    assert (found.name, found.severity, found.help) == ("words-not-for-each-value", "error", "add words for `drawing`")


@pytest.mark.parametrize("again", ["true", "false"])
def test_a_start_states_a_fact_under_one_name(tmp_path: Path, again: str) -> None:
    """Under another name it would be stated again, alike or otherwise: an error there; the first counts."""
    said = (FACTS + PLAN).replace("facts:\n", "facts:\n  act.made: {same_as: act.done}\n", 1)
    said = said.replace("states: {act.done: true}", f"states: {{act.done: true, act.made: {again}}}")
    report = smpolicy.check(facts_file(tmp_path, said))
    (found,) = [each for each in report.diagnostics if each.severity == "error"]
    assert (found.name, found.help) == ("duplicate-id", "state `act.done` alone")
    assert found.span is not None
    assert said.splitlines()[found.span.line - 1][found.span.column - 1 :].startswith("act.made")
    assert report.library.lowered.vocabulary.interview.starts["photo"].states == {"act.done": True}


@pytest.mark.parametrize(
    ("plan", "underlined"),
    [
        ("starts: {photo: {words: a picture, asks: [act.told]}}", "photo"),
        ("lists: {'rules:2': {asks: Else?}}", "'rules:2'"),
    ],
)
def test_a_start_and_a_list_are_planned_once(tmp_path: Path, plan: str, underlined: str) -> None:
    """What a second vocabulary plans again, even in the same words, is an error there; the first one counts."""
    alone = load(facts_file(tmp_path, FACTS + PLAN)).lowered.vocabulary.interview
    more = f"schema: smpolicy/vocabulary@1\nid: more\ntitle: More\nfacts: {{}}\ninterview:\n  {plan}\n"
    write(tmp_path, {"base/more.yaml": more})
    report = smpolicy.check(tmp_path)
    (found,) = [each for each in report.diagnostics if each.severity == "error"]
    assert (found.name, bool(found.help)) == ("duplicate-id", True)
    assert found.span is not None
    assert found.path.endswith("more.yaml")
    assert more.splitlines()[found.span.line - 1][found.span.column - 1 :].startswith(underlined)
    (there,) = found.related
    assert there.span.path.endswith("facts.yaml")
    assert report.library.lowered.vocabulary.interview == alone
