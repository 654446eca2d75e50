"""The whole sentence that a norm was read from: with the words above it, and without what is no part of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpora import FACTS, STRUCTURES, load, write

RULES = """schema: smpolicy/instrument@1
id: rules
title: On Posting
number: Rule-book No. 1
short: Rules
issuer: {body: The tests}
status: in-force
layer: 1
version: "1"
dates: {effective: {from: 2020-01-01}}
provisions:
  - id: "1"
    kind: section
    eid: sec_1
    number: "1."
    text: "Whoever writes online shall, wherever they are, heed this:"
    provisions:
      - id: 1.g
        kind: group
        eid: sec_1_g
        text: Bearing others in mind
        not_operative: [{words: Bearing others in mind, because: A heading.}]
        provisions:
          - {id: 1.a, kind: bullet, eid: sec_1_a, text: Be *kind* to others; and}
          - {id: 1.b, kind: bullet, eid: sec_1_b, text: Think first. Staff should also read again.}
  - id: "2"
    kind: section
    eid: sec_2
    number: "2."
    text: "Staff:"
    not_operative: [{words: "Staff:", because: It names whom the parts below address.}]
    provisions:
      - {id: 2.a, kind: paragraph, eid: sec_2_a, number: 2(a), text: "“(a) Should ask before they post or nap."}
      - {id: 2.b, kind: paragraph, eid: sec_2_b, number: 2(b), text: "(b) Should wait, and say “thank you”.”"}
  - id: "3"
    kind: section
    eid: sec_3
    number: "3."
    text: "Staff should announce each of these acts, if they can:"
    provisions:
      - {id: 3.a, kind: bullet, eid: sec_3_a, text: Posting; or, not_operative: [{words: Posting, because: Listed.}]}
      - {id: 3.b, kind: bullet, eid: sec_3_b, text: Sharing., not_operative: [{words: Sharing, because: Listed.}]}
  - id: "4"
    kind: section
    eid: sec_4
    number: "4."
    text: When they leave, staff should review posts and, where they can, remove what is wrong, and may ask for help.
  - id: "5"
    kind: section
    eid: sec_5
    number: "5."
    text: Staff
    not_operative: [{words: Staff, because: It names whom the parts below address.}]
    provisions:
      - id: 5.a
        kind: paragraph
        eid: sec_5_a
        text: "Who travel shall:"
        not_operative: [{words: Who travel shall, because: It opens what stands below.}]
        provisions: [{id: 5.a.i, kind: bullet, eid: sec_5_a_i, text: OSCE rules heed.}]
      - id: 5.b
        kind: paragraph
        eid: sec_5_b
        text: "Is a short name. They shall:"
        not_operative:
          - {words: Is a short name, because: It asks for nothing.}
          - {words: They shall, because: It opens what stands below.}
        provisions: [{id: 5.b.i, kind: bullet, eid: sec_5_b_i, text: Stay calm.}]
  - {id: "6", kind: section, eid: sec_6, number: "6.", text: "“ Staff should say “sorry”. They should rest, and nap."}
  - id: "7"
    kind: section
    eid: sec_7
    number: "7."
    text: "Staff should read and should, if they can, write. Staff should post, and they should sleep."
    provisions: [{id: 7.a, kind: bullet, eid: sec_7_a, text: Staff should say “thanks”.}]
  - id: "8"
    kind: section
    eid: sec_8
    number: "8."
    text: "“Staff wait. They should say so” as they answer. Staff should ask first and, if they can, do one of these:"
    not_operative: [{words: Staff wait, because: It tells what is.}]
    provisions:
      - {id: 8.a, kind: bullet, eid: sec_8_a, text: Post., not_operative: [{words: Post., because: Listed.}]}
norms:
  heed:
    under: "1"
    text: shall, wherever they are, heed this
    governs: below
  kind: {under: 1.a, text: Be kind to others, act: {Be kind to others: {act.told: true}}}
  think: {under: 1.b, text: Think first, act: {Think first: {act.told: true}}}
  read: {under: 1.b, text: Staff should also read again}
  ask: {under: 2.a, text: Should ask before they post}
  wait: {under: 2.b, text: Should wait}
  announce: {under: "3", text: "should announce each of these acts, if they can"}
  review: {under: "4", text: should review posts}
  remove: {under: "4", text: "where they can, remove what is wrong", force: should}
  help: {under: "4", text: may ask for help}
  rules: {under: 5.a.i, text: OSCE rules heed, force: mandatory, polarity: do}
  calm: {under: 5.b.i, text: Stay calm, force: mandatory, polarity: do}
  sorry: {under: "6", text: Staff should say “sorry”.}
  rest: {under: "6", text: They should rest}
  write: {under: "7", text: write, force: should}
  read_first: {under: "7", text: Staff should read}
  post: {under: "7", text: Staff should post}
  sleep: {under: "7", text: they should sleep}
  thanks: {under: 7.a, text: Staff should say “thanks”}
  nap: {under: 2.a, text: nap, force: should}
  answer: {under: "8", text: They should say so}
  ask_first: {under: "8", text: Staff should ask first}
  one: {under: "8", text: do one of these, force: should}
"""


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the sentence of each duty of the rule-book, by the norm's name."""
    folder: Path = write(
        tmp_path_factory.mktemp("sentences"),
        {"base/rules.yaml": RULES, "base/facts.yaml": FACTS, "base/structures.yaml": STRUCTURES},
    )
    policy = load(folder).resolve("centre", as_of=date(2026, 1, 1))
    return {duty.norm.id.partition(":")[2]: duty.words for duty in policy.duties(category="staff")}


@pytest.mark.parametrize(
    ("norm", "sentence"),
    [
        ("kind", "Whoever writes online shall ... be kind to others."),
        ("think", "Whoever writes online shall ... think first."),
        ("read", "Staff should also read again."),
        ("ask", "Staff: should ask before they post ..."),
        ("wait", "Staff: should wait, and say “thank you”."),
        ("announce", "Staff should announce each of these acts, if they can: Posting; or Sharing."),
        ("review", "When they leave, staff should review posts ..."),
        ("remove", "When they leave, staff should ... where they can, remove what is wrong, and may ask for help."),
        ("rules", "Staff who travel shall: OSCE rules heed."),
        ("calm", "They shall: stay calm."),
        ("sorry", "Staff should say “sorry”."),
        ("rest", "They should rest, and nap."),
        ("write", "Staff should read and should ... write."),
        ("post", "Staff should post ..."),
        ("sleep", "Staff should post, and they should sleep."),
        ("thanks", "Staff should say “thanks”."),
        ("answer", "They should say so as they answer."),
        ("ask_first", "Staff should ask first and, if they can ..."),
        ("one", "Staff should ... do one of these: Post."),
    ],
)
def test_a_duty_is_told_in_the_sentence_that_the_text_makes(
    sentences: dict[str, str], norm: str, sentence: str
) -> None:
    """A lead is joined over headings; labels, marks and quotes of the whole text are no part; other duties are not."""
    assert sentences[norm] == sentence


def test_what_is_no_duty_is_not_told(sentences: dict[str, str]) -> None:
    """A permission, and a norm that only governs others, ask for nothing."""
    assert sentences.keys().isdisjoint({"heed", "help"})
