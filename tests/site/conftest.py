"""An invented structure, `arcadia`, with a draft, an issuance in force, and one whose words are hostile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import smpolicy
from smpolicy.documents.packaged import policies_folder
from smpolicy.site.book import Book, open_book

DAY = date(2026, 1, 1)
DATA = Path(__file__).parents[1] / "data"

REGISTRY = """\
schema: smpolicy/structures@1
id: invented
title: Invented structures
structures:
  - id: arcadia
    kind: field_operation
    names:
      - {name: OSCE Observers in Arcadia, from: 2015-01-01, until: 2019-06-01}
      - {name: OSCE Mission to Arcadia, from: 2019-06-01}
    seat: Megalopolis
    unconfirmed: [seat, "names[0].from day"]
  - id: utopia
    kind: field_operation
    names: [{name: OSCE Mission to Utopia}]
    seat: Amaurot
"""

DRAFT = """\
schema: smpolicy/overlay@1
id: arcadia/draft-2026
title: Personal use of social media in Arcadia
status: draft
proposed_for: arcadia
drafted_by: the authors of this software
layer: 3
under: si31:7.3
context: A monitoring mission along a contact line.
dates: {effective: {from: 2025-01-01}}
slots:
  si31:8.1/focal-point: {name: Public information unit, email: press.arcadia@example.org, reviewed: 2024-06-20}
facts:
  arcadia.hours_since_patrol: {question: "How many hours ago did the patrol end?", unit: hour}
  arcadia.route_inferable: Can a patrol's route be inferred from it?
norms:
  patrol-routes:
    under: si31:7.2.b7
    text: >
      Staff shall not post or share, within 24 hours of a patrol, anything from which
      its route can be inferred.
    act:
      post or share: {activity.interaction: [post, share]}
      its route can be inferred: {arcadia.route_inferable: true}
    when:
      within 24 hours of a patrol: {arcadia.hours_since_patrol: {under: 24}}
  neutral-names:
    under: si31:7.2.b2
    text: Staff should use the place names of the Mission's style guide.
claims:
  - {kind: channel, replaces: si31:8.2, text: "Staff shall seek advice from the legal officer instead of COMMS."}
guidance:
  - {under: si31:7.2.b5, text: "Induction material has worked examples."}
structures:
  arcadia/east:
    name: Eastern office
    norms:
      no-geotags: {under: "#patrol-routes", text: "Posts made on duty shall carry no geotag."}
"""

HOSTILE_WORDS = "<script>alert(1)</script> {{ config }} {% raw %} [x](javascript:alert(1)) & \"q\" 'a' *em* `c` # h <b>"

HOSTILE = f"""\
schema: smpolicy/overlay@1
id: utopia/ai-1
title: "Use <img src=x onerror=alert(1)> {{{{ config }}}}"
status: in-force
issuer: {{structure: utopia, signed_by: head-of-mission}}
layer: 3
under: si31:7.3
dates: {{issued: 2024-01-01, effective: {{from: 2024-01-01}}}}
source: {{title: "AI <i>1</i>"}}
norms:
  hostile:
    under: si31:7.2.b5
    text: >
      {HOSTILE_WORDS}
structures:
  utopia/north:
    name: "North <script>alert(2)</script>"
"""


def write(root: Path, **files: str) -> Path:
    """Write documents into a folder, each at the path its name gives, and return the folder."""
    for name, content in files.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def base_with(effect: str) -> dict[str, str]:
    """Return the packaged base, with another effect of the clause in section 5, as documents to `write`."""
    return {
        f"base__{path.stem}": path.read_text(encoding="utf-8").replace("effect: prevails", f"effect: {effect}")
        for path in (policies_folder() / "base").glob("*.yaml")
        if path.stem != "structures"
    }


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of documents about invented structures, which stands on the packaged base."""
    root = tmp_path_factory.mktemp("invented") / "policies"
    return write(root, structures=REGISTRY, overlays__arcadia__draft=DRAFT, overlays__utopia__ai_1=HOSTILE)


@pytest.fixture(scope="session")
def book(invented: Path) -> Book:
    """Open the invented documents with their drafts."""
    return open_book(smpolicy.load(invented), as_of=DAY, drafts=True, root=invented)


@pytest.fixture(scope="session")
def without_drafts(invented: Path) -> Book:
    """Open the invented documents without their drafts."""
    return open_book(smpolicy.load(invented), as_of=DAY, drafts=False, root=invented)


@pytest.fixture(scope="session")
def packaged_book() -> Book:
    """Open the packaged documents."""
    return open_book(smpolicy.load(), as_of=DAY)
