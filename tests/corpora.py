"""Small invented corpora, each in a folder of its own: a rule-book, three structures, and what a test puts there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import smpolicy
from smpolicy import Library

#: A rule-book that asks for one thing and disapproves of another; `{clause}` stands for what it says of its rank.
RULES = """schema: smpolicy/instrument@1
id: rules
title: On Posting
number: Rule-book No. 1
short: Rules
issuer: {{body: The tests}}
status: in-force
layer: {layer}
version: "1"
dates: {{effective: {{from: 2020-01-01{until}}}}}
scope: {{holds: {{act.done: true}}}}
invites:
  under: "3"
  words: Missions may issue local rules
  structures: [field_operation]
{clause}
provisions:
  - {{id: "1", kind: section, eid: sec_1, number: "1.", text: Nobody should post photos of colleagues.}}
  - {{id: "2", kind: section, eid: sec_2, number: "2.", text: Everybody should tell the press office.}}
  - {{id: "3", kind: section, eid: sec_3, number: "3.", text: Missions may issue local rules.}}
open_questions:
  qa:
    number: QA
    question: Does a drawing count as a photo?
    touches: [rules:photos]
    readings: {{narrow: a drawing is no photo, wide: a drawing counts as one}}
norms:
  photos:
    under: "1"
    text: Nobody should post photos of colleagues
    act:
      post photos of colleagues:
        readings:
          rules:qa:
            narrow: {{act.shows: {{has: [photo]}}}}
            wide: {{act.shows: {{any_of: [photo, drawing]}}}}
  tell:
    under: "2"
    text: Everybody should tell the press office
    act: {{tell the press office: {{act.told: true}}}}
  local:
    under: "3"
    text: Missions may issue local rules
    bearer: [structure]
"""
#: Whom norms of the invented corpora bind: two by default, by the status that follows from what a person is.
PERSONS = """persons:
  osce_official: {label: official, plural: officials, told_by: {person.status: osce_official}}
  non_osce_staff: {label: other staff, told_by: {person.status: non_osce_staff}}
  structure: {label: Missions}
"""
FACTS = f"""schema: smpolicy/vocabulary@1
id: facts
title: Facts
{PERSONS}facts:
  act.done: {{question: Was it done on social media?}}
  act.shows:
    question: What does it show?
    members: {{photo: a photo of colleagues, drawing: a drawing of colleagues}}
    kind: conduct
  act.told: {{question: Did you tell the press office?, kind: conduct, neutral: true}}
  time.hours: {{question: How many hours ago was it?, unit: hour}}
  person.category:
    question: Who are you?
    values: {{staff: a staff member, intern: an intern}}
  person.status:
    meaning: standing
    values: {{osce_official: an official, non_osce_staff: other staff}}
    derived:
      osce_official: {{person.category: staff}}
      non_osce_staff: {{person.category: intern}}
"""
STRUCTURES = """schema: smpolicy/structures@1
id: structures
title: Invented structures
structures:
  - id: arcadia
    kind: field_operation
    names:
      - {name: Office in Arcadia, from: 2010-01-01, until: 2023-01-01}
      - {name: Mission to Arcadia, from: 2023-01-01}
    closed: 2030-01-01
  - {id: elbonia, kind: field_operation, names: [{name: Mission to Elbonia}]}
  - {id: centre, kind: secretariat, names: [{name: The Centre}]}
"""
PREVAILS = """precedence:
  under: "1"
  words: Nobody should post photos of colleagues
  over: {{layer: 3, promulgated_in: [field_operation]}}
  effect: {effect}
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def base(folder: Path, *, effect: str | None = "prevails", layer: int = 3, until: str = "") -> Path:
    """Write the rule-book, its facts and the structures; `effect` is what its precedence clause says, if it has one."""
    clause = PREVAILS.format(effect=effect) if effect else ""
    rules = RULES.format(layer=layer, clause=clause, until=f", until: {until}" if until else "")
    return write(folder, {"base/rules.yaml": rules, "base/facts.yaml": FACTS, "base/structures.yaml": STRUCTURES})


def overlay(name: str, norms: str = "", **keys: Any) -> str:
    """Write an issuance; a key with the value `None` is left out, and any other takes the place of what is written."""
    structure = name.rpartition("/")[0]
    lines: dict[str, Any] = {
        "schema": "smpolicy/overlay@1",
        "id": name,
        "title": "Local rules",
        "status": "in-force",
        "issuer": f"{{structure: {structure}, signed_by: head-of-mission}}",
        "layer": 3,
        "under": "rules:3",
        "dates": "{issued: 2023-12-01, effective: {from: 2024-01-01}}",
        **keys,
    }
    if lines["status"] == "draft":
        lines |= {"issuer": None, "proposed_for": structure, "drafted_by": "The tests"}
    head = "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None)
    return head + (f"norms:\n{norms}" if norms else "")


def norm(key: str, text: str, act: str = "", under: str = "rules:1", **more: str) -> str:
    """Write a norm whose act, if it has one, is stated by its whole sentence."""
    lines = [f"  {key}:\n    under: {under}\n    text: {text}\n"]
    if act:
        lines.append(f"    act:\n      {text.rstrip('.')}: {act}\n")
    lines += [f"    {name}: {value}\n" for name, value in more.items()]
    return "".join(lines)


def interpretation(name: str, reading: str, **keys: Any) -> str:
    """Write an interpretation that closes the rule-book's open question."""
    lines: dict[str, Any] = {
        "schema": "smpolicy/interpretation@1",
        "id": name,
        "title": f"Interpretation {name}",
        "status": "in-force",
        "issuer": "{body: The tests}",
        "interprets": "rules",
        "dates": "{issued: 2024-12-01, effective: {from: 2025-01-01}}",
        "closes": f"{{rules:qa: {{reading: {reading}, text: So it is to be read.}}}}",
        **keys,
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None)


def load(folder: Path) -> Library:
    """Load a corpus that has no errors."""
    library = smpolicy.load(folder)
    assert [each.message for each in library.diagnostics if each.severity == "error"] == []
    return library
