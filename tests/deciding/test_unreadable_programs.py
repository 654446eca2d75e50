"""Whatever a file holds, a program is read that decides, or it is refused in words: nothing hangs, nothing breaks."""

from __future__ import annotations

import copy
import json
import pickle
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import smpolicy
from corpora import base, load, norm, overlay, write
from profiles import draws
from smpolicy import ImpossibleFacts, Library, Program, UnreadablePath, UnreadableProgram
from smpolicy.deciding.compiled.compiled_program import digest_of
from smpolicy.deciding.compiled.writing import canonical

DAY = date(2026, 1, 1)
#: What stands in the place of a value that is changed.
OTHERS: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, -2, -3, 3, 7, 255, 10**6, 2**80, 1.0, 1.5, "", "other", "not_sure", "2026-02-30",
    [], {}, [0], [[]], [-1], [-1, 0, 1], ["not"], ["test"], ["all"], {"all": []}, [None], [[0, 1]], [0, 1, 2, 3],
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program of a small policy with a set, a step, an open question, an aside and constraints."""
    folder = base(tmp_path_factory.mktemp("small"))
    local = norm("photos", "Nobody should post photos of colleagues.", "{act.shows: {has: [photo]}}")
    late = norm("late", "Everybody must tell it in time.", when="{in time: {time.hours: {under: 3}}}")
    local += late.replace("    when:", "    act: {tell it: {act.told: true}}\n    when:")
    ties = "constraints:\n  - {why: it was shown, if: {act.done: false}, then: {act.shows: []}}\n"
    facts = (folder / "base/facts.yaml").read_text(encoding="utf-8")
    presupposed = facts.replace("neutral: true}", "neutral: true, presupposes: {act.done: true}}")
    write(folder, {"base/facts.yaml": presupposed + ties, "overlays/arcadia/a.yaml": overlay("arcadia/a", local)})
    return load(folder).resolve("arcadia", as_of=DAY).compile()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in plain data."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield (*path, key)
        yield from places(each, (*path, key))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    """Return what holds the value at a path."""
    for key in path[:-1]:
        document = document[key]
    return document


def digested(document: dict[str, Any]) -> dict[str, Any]:
    """Give a document the digest of what it says."""
    return {**document, "digest": digest_of(document)}


def decides_or_is_refused(document: Any) -> bool:
    """Whether a document is read, and then decides or refuses facts, and nothing else."""
    try:
        program = Program(document)
    except UnreadableProgram:
        return False
    facts: dict[str, Any] = dict.fromkeys(document["facts"], "not_sure")
    some = [{}, facts, *({name: fact.get("neutral", True)} for name, fact in document["facts"].items())]
    for said in some:
        for how in ("none", "neutral"):
            try:
                verdict = program.evaluate(said, assume=how)
            except ImpossibleFacts:
                continue
            for says in ("answer", "because", "findings", "questions", "not_sure", "readings", "steps", "set_aside",
                         "subject_to", "assumed", "raised", "unraised", "stated"):  # fmt: skip
                getattr(verdict, says)
    return True


def test_every_truncation_is_refused(small: Program, tmp_path: Path) -> None:
    """Of a file that was cut off anywhere nothing is read; and of one to which something was added neither."""
    file, text = tmp_path / "program.json", small.text().strip()
    for end in [*range(0, len(text), 97), *range(len(text) - 40, len(text))]:
        file.write_text(text[:end], encoding="utf-8")
        with pytest.raises(UnreadableProgram):
            smpolicy.load_program(file)
    for more in ("}", "{}", ",", "x", " 1", "\x00"):
        file.write_text(text + more, encoding="utf-8")
        with pytest.raises(UnreadableProgram):
            smpolicy.load_program(file)
    file.write_text(f"\n {text}\r\n\t", encoding="utf-8")
    assert smpolicy.load_program(file) == small


def test_whatever_is_changed_the_digest_tells(small: Program) -> None:
    """Any value in the place of another is refused, as long as the digest is the old one."""
    for path in places(small.document):
        document = copy.deepcopy(dict(small.document))
        holder = at(document, path)
        holder[path[-1]] = {"changed": True} if path[-1] != "digest" else f"sha256:{'0' * 64}"
        with pytest.raises(UnreadableProgram):
            Program(document)


def test_whatever_is_changed_is_refused_or_decides(small: Program) -> None:
    """With the digest made anew a changed document is another program, or none: it never breaks what decides."""
    rnd, every = random.Random(5), [path for path in places(small.document) if path[0] != "digest"]
    read = 0
    for number in range(draws(700, heavy=True)):
        document = copy.deepcopy(dict(small.document))
        for path in rnd.sample(every, 1 + number % 2):
            try:
                holder = at(document, path)
                match rnd.randrange(4):
                    case 0:
                        del holder[path[-1]]
                    case 1:
                        value = holder[path[-1]]
                        holder[path[-1]] = value + rnd.choice((-1, 1)) if type(value) is int else rnd.choice(OTHERS)
                    case 2 if isinstance(holder, list):
                        holder.insert(path[-1], copy.deepcopy(rnd.choice(holder)))
                    case _:
                        holder[path[-1]] = copy.deepcopy(rnd.choice(OTHERS))
            except (KeyError, IndexError, TypeError):
                continue  # what the first change took away
        read += decides_or_is_refused(digested(document))
    assert read > 20  # some changes make another program


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "smpolicy/program@2"}, "its `format` is not `smpolicy/program@1`"),
        ({"format": None}, "its `format` is not `smpolicy/program@1`"),
        ({"more": 1}, "the document has an unknown key `more`"),
        ({"method": "guess"}, "`method` is `guess`, which this version does not know"),
        ({"gates": 10**9}, "`gates` is out of range"),
        ({"cells": [[0, 2]]}, "`cells` leave some value out"),
        ({"formulas": [[-4, 0, 1]]}, "`formulas` have one of an unknown kind"),
        ({"constraints": [["xor", []]]}, "`constraints` is of an unknown kind"),
        ({"constraints": [["by", "Q1", ["narrow"]]]}, "`constraints` is of an unknown kind"),
        ({"in_force": 1}, "`in_force` is of another type"),
        ({"terms": [[4, -1, 0]]}, "`terms` have an unknown level, or norm"),
    ],
)
def test_what_is_wrong_is_said(small: Program, change: dict[str, Any], says: str) -> None:
    """An unknown version, key, kind or node, and a number out of range, are named."""
    with pytest.raises(UnreadableProgram) as caught:
        Program(digested({**small.document, **change}))
    assert caught.value.reason == says


def test_a_few_digits_do_not_ask_for_all_memory(small: Program) -> None:
    """Of how many cubes terms are is bounded in all, and not term by term."""
    many = 1000
    cubes = {"sizes": [[2**17 - 1, 2**17 - 1]] * many, "literals": [[0, 1, 0, "1"]]}
    changed = {**small.document, "cubes": cubes, "terms": [[1, -1, 0]] * many}
    with pytest.raises(UnreadableProgram, match=r"`cubes\.sizes` are of more cubes than any program has"):
        Program(digested(changed))


@pytest.mark.parametrize("key", ["neutral", "raises"])
def test_a_value_that_a_fact_cannot_have_is_refused(small: Program, key: str) -> None:
    """What is assumed of a fact, and what raises it, are values of it."""
    facts = copy.deepcopy(small.document["facts"])
    facts["act.told"][key] = "yes" if key == "neutral" else ["yes"]
    with pytest.raises(UnreadableProgram, match=r"`facts\.act\.told` has a value that is none of it"):
        Program(digested({**small.document, "facts": facts}))


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"format":' * 50_000], ids=["lists", "objects"])
def test_what_is_nested_without_end_is_refused(tmp_path: Path, deep: str) -> None:
    """Neither the reader nor the interpreter gives up."""
    file = tmp_path / "program.json"
    file.write_text(deep, encoding="utf-8")
    with pytest.raises(UnreadableProgram, match="it is no JSON"):
        smpolicy.load_program(file)


@pytest.mark.parametrize("value", [None, 1, "program", [], ["format"], True])
def test_what_is_no_object_is_refused(tmp_path: Path, value: object) -> None:
    """Any JSON can be in a file."""
    file = tmp_path / "program.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(UnreadableProgram):
        smpolicy.load_program(file)


@pytest.mark.parametrize("content", [b"\xff\xfe", b'{"format": NaN}', b"", b"\x00"])
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    """Neither are `NaN` and bytes that are no UTF-8."""
    file = tmp_path / "program.json"
    file.write_bytes(content)
    with pytest.raises(UnreadableProgram, match="it is no JSON"):
        smpolicy.load_program(file)
    with pytest.raises(UnreadablePath, match=r"`: No such file or directory$"):
        smpolicy.load_program(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"drafts":false', '"drafts":true'),
        ('"in_force":true', '"in_force":false'),
        ('"method":"compiled"', '"method":"search"'),
        ('"digest":"sha256:', '"digest":"sha256:0'),
    ],
)
def test_a_file_that_was_changed_is_refused(small: Program, tmp_path: Path, was: str, now: str) -> None:
    """Where everything else of its text, and the digest in it, are as they were written."""
    file = tmp_path / "program.json"
    assert small.text().count(was) == 1
    file.write_text(small.text().replace(was, now), encoding="utf-8")
    with pytest.raises(UnreadableProgram, match="its `digest` is another one than that of what it says"):
        smpolicy.load_program(file)


def test_a_program_is_the_same_however_it_is_written(small: Program, tmp_path: Path) -> None:
    """Indented, or with its keys in another order, it is read as the same; and its text is canonical."""
    file = tmp_path / "program.json"
    file.write_text(json.dumps(dict(reversed(list(small.document.items()))), indent=2), encoding="utf-8")
    again = smpolicy.load_program(file)
    assert (again, again.digest, again.text()) == (small, small.digest, small.text())
    assert small.text() == canonical(small.document) + "\n"


IMPOSSIBLE: tuple[dict[str, Any], ...] = (
    {"person.category": "secretary_general"},
    {"activity.interaction": "dance", "no.such_fact": True, "content.depicts": ["unicorn"]},
    {"person.structure.kind": "secretariat"},
    {"account.relation": "own", "account.branded_with_osce_vi_or_ip": "yes"},
)


@pytest.mark.parametrize("facts", IMPOSSIBLE, ids=lambda facts: next(iter(facts)))
def test_with_its_words_a_program_refuses_in_the_words_of_the_policy(
    packaged: Library, tmp_path: Path, facts: dict[str, Any]
) -> None:
    """Without them too every problem is named, of the same facts."""
    policy = packaged.resolve("moldova", as_of=DAY, drafts=True)
    file, words = tmp_path / "program.json", tmp_path / "words.json"
    file.write_text(policy.compile().text(), encoding="utf-8")
    words.write_text(json.dumps(policy.program_words()), encoding="utf-8")
    problems = []
    for decides in (policy, smpolicy.load_program(file, words=words), smpolicy.load_program(file)):
        with pytest.raises(ImpossibleFacts) as caught:
            decides.evaluate(facts)
        problems.append(caught.value.problems)
    assert problems[0] == problems[1]
    assert [(each.kind, each.facts) for each in problems[0]] == [(each.kind, each.facts) for each in problems[2]]
    again = pickle.loads(pickle.dumps(smpolicy.load_program(file, words=words)))
    assert again.words == policy.program_words()


def test_words_for_another_program_are_refused(packaged: Library, tmp_path: Path) -> None:
    """Nobody is told in words that are not the program's."""
    here, there = (packaged.resolve(name, as_of=DAY) for name in ("moldova", "odihr"))
    file, words = tmp_path / "program.json", tmp_path / "words.json"
    file.write_text(here.compile().text(), encoding="utf-8")
    wrong_words: list[Any] = [there.program_words(), {}, [], {**here.program_words(), "constraints": ["why"]}]
    for wrong in wrong_words:
        words.write_text(json.dumps(wrong), encoding="utf-8")
        with pytest.raises(UnreadableProgram, match="its words are no `smpolicy/program-words@1` made for it"):
            smpolicy.load_program(file, words=words)


@pytest.mark.parametrize("structure", ["moldova", "rfom"])
def test_shipped_programs_pass_and_are_read_again(packaged: Library, structure: str, tmp_path: Path) -> None:
    """What was compiled is what is read."""
    program = packaged.resolve(structure, as_of=DAY, drafts=True).compile()
    file = tmp_path / "program.json"
    file.write_text(program.text(), encoding="utf-8")
    again = smpolicy.load_program(file)
    assert (again, again.document) == (program, program.document)
    assert not decides_or_is_refused({**program.document, "of": {}})
