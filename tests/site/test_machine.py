"""Beside the words of an addition stands what the machine makes of them, for a lawyer to compare."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import smpolicy
from smpolicy.conflicts.reviewed import digest_now
from smpolicy.site.book import Book, open_book
from smpolicy.site.markup import html, slug

from .conftest import DATA, DAY, DRAFT, REGISTRY, write
from .reading import shown

_BOX = re.compile(r'<div class="smp-addition[^"]*" id="([^"]+)">(.*?)\n</div>\n', re.S)
_FOLDED = re.compile(r'<details class="smp-machine">(.*?)</details>', re.S)


def boxes(book: Book, structure: str) -> dict[str, str]:
    """Return the additions of a structure's consolidated text, by anchor."""
    return dict(_BOX.findall(shown(book, f"structures/{structure}")))


def record(root: Path, name: str) -> str:
    """Return a record that somebody found the reading of a norm or an open question right as it is now."""
    now = digest_now(name, smpolicy.load(root).lowered)
    return f'  - {{of: "{name}", by: Legal <Services>, date: 2025-01-10, digest: "{now}", finds: right}}\n'


def test_each_norm_is_read_back_in_its_own_box(book: Book) -> None:
    """Word for word as `policy.readback` says it, a line for each sentence, folded, below the norm's own words."""
    policy = book.policies["arcadia"]
    found = boxes(book, "arcadia")
    for entry in policy.entries:
        if entry.norm is None:
            assert not _FOLDED.search(found.get(slug(entry.id), ""))
            continue
        box = found[slug(entry.id)]
        assert str(html("{}", entry.text)) in box
        (folded,) = _FOLDED.findall(box)
        assert "<summary>What the machine makes of it</summary>" in folded
        lines = re.findall(r"<li>(.*?)</li>", folded)
        assert lines == [str(html("{}", line)) for line in policy.readback(entry.norm).splitlines()]
        assert box.index("smp-words") < box.index("<details")


def test_the_read_back_says_what_the_condition_says(book: Book) -> None:
    """The patrol norm: what is not to be done, and within which hours."""
    box = boxes(book, "arcadia")["arcadia-draft-2026-patrol-routes"]
    assert "<li>Not to be done (shall not): “What did you do, or do you plan to do?”" in box
    assert "<li>Applies where: “How many hours ago did the patrol end?” less than 24 hours.</li>" in box


def test_the_list_of_additions_is_not_read_back(book: Book) -> None:
    """Before the consolidated text nothing is read back, so that the list stays short; it says where to look."""
    listed, _, text = shown(book, "structures/arcadia").partition('<h2 id="consolidated">')
    assert "smp-machine" not in listed
    assert "a norm with what the machine makes of it" in listed
    assert text.count("smp-machine") == sum(entry.kind == "norm" for entry in book.policies["arcadia"].entries)


@pytest.mark.parametrize(
    ("norm", "force", "relation"),
    [
        ("patrol-routes", "shall not", "adds"),
        ("neutral-names", "should", None),
    ],
)
def test_force_and_relation_are_shown(norm: str, force: str, relation: str | None, book: Book) -> None:
    """The force as read off the words, and the relation where the norm can be compared."""
    box = boxes(book, "arcadia")[f"arcadia-draft-2026-{norm}"]
    assert f'Force, as read off its words: <span class="smp-badge smp-badge--force">{force}</span>' in box
    relations = re.findall(r"smp-badge--relation\">(\w+)<", box)
    assert relations == ([relation] if relation else [])


def test_a_force_that_no_word_bears_is_the_documents(tmp_path: Path) -> None:
    """Where the document states the force, nothing is said of words; a permission is told in the text's own word."""
    drafted = DRAFT.replace(
        "text: Staff should use the place names of the Mission's style guide.",
        "force: should\n    polarity: do\n    text: The place names of the Mission's style guide.",
    ).replace("Posts made on duty shall carry no geotag.", "Posts made on duty may carry a geotag.")
    root = write(tmp_path / "mine", structures=REGISTRY, drafted=drafted)
    made = open_book(smpolicy.load(root), as_of=DAY, drafts=True)
    found = boxes(made, "arcadia/east")
    stated = '<span class="smp-badge smp-badge--force">should</span>'
    assert f"Force, as its document says: {stated}" in found["arcadia-draft-2026-neutral-names"]
    assert 'as read off its words: <span class="smp-badge smp-badge--force">may</span>' in "".join(found.values())


def test_whose_reading_it_is(tmp_path: Path) -> None:
    """Nobody's review is said to be nobody's; a reviewer's name stands there, as the characters it has."""
    root = write(tmp_path / "mine", structures=REGISTRY, named=DRAFT)
    records = [record(root, name) for name in ("arcadia/draft-2026#neutral-names", "si31:q1")]
    write(root, reviews=f"schema: smpolicy/reviews@1\nreviews:\n{''.join(records)}")
    made = open_book(smpolicy.load(root), as_of=DAY, drafts=True)
    found = boxes(made, "arcadia")
    assert "Reviewed by Legal &lt;Services&gt;." in found["arcadia-draft-2026-neutral-names"]
    assert "Our reading, unreviewed." in found["arcadia-draft-2026-patrol-routes"]
    questions = shown(made, "open-questions")
    assert questions.count("Reviewed by Legal &lt;Services&gt;.") == 1
    assert "Our reading, unreviewed." in questions
    total = len(made.policies["arcadia"].norms)
    line = f"Reviewed: 1 of {total} norms, by Legal &lt;Services&gt;; the others are our readings, unreviewed."
    assert f'<p class="smp-small">{line}</p>' in shown(made, "structures/arcadia")
    changed = DRAFT.replace("the Mission's style guide.", "the Mission's new style guide.")
    write(root, named=changed)
    made = open_book(smpolicy.load(root), as_of=DAY, drafts=True)
    assert "Changed since it was reviewed, and due again." in boxes(made, "arcadia")["arcadia-draft-2026-neutral-names"]
    assert f"Reviewed: 0 of {total} norms; changed since, and due again: 1; the others" in shown(
        made, "structures/arcadia"
    )


def test_questions_that_are_not_the_instructions_are_named(book: Book) -> None:
    """Of what a norm turns on, the local questions are said to be asked here alone; words alone ask nothing."""
    found = boxes(book, "arcadia")
    asked = "Asked here, and not by the Staff Instruction: "
    questions = "“Can a patrol&#39;s route be inferred from it?”; “How many hours ago did the patrol end?”."
    assert f"{asked}{questions}" in found["arcadia-draft-2026-patrol-routes"]
    assert asked not in found["arcadia-draft-2026-neutral-names"]


def test_the_shared_field_questions_are_named_too(packaged_book: Book) -> None:
    """The field vocabulary is ours; a norm that turns on it says so."""
    drafts = open_book(packaged_book.library, as_of=DAY, drafts=True)
    box = boxes(drafts, "moldova")["moldova-draft-2026-coming-movements"]
    question = drafts.policies["moldova"].vocabulary.facts["field.movement_inferable"].question
    assert "not by the Staff Instruction: " in box
    assert f"“{question}”" in box.partition("not by the Staff Instruction: ")[2]


def test_the_same_is_said_of_an_issuance_in_force() -> None:
    """An issuance of the tests' corpus: its exception is read back, and what it adds to."""
    made = open_book(smpolicy.load(DATA / "corpora" / "arcadia"), as_of=DAY)
    box = boxes(made, "arcadia")["arcadia-ai-2024-07-patrol-routes"]
    assert "<li>Does not apply where: “Did you ask for approval beforehand" in box
    assert "<li>Adds to SI 31, 7.2, third heading, first bullet: neither follows from the other.</li>" in box
