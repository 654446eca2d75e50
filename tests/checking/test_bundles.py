"""The law of this room: what is found bundle by bundle, kept or not, is what is found on all documents at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import smpolicy
from profiles import draws
from smpolicy.checking.processes import can_divide
from smpolicy.checks.rules import RULES
from smpolicy.conflicts.analysis import compared_with_base
from smpolicy.conflicts.compared import ComparedNorms
from smpolicy.documents.corpus import Corpus, open_file, read_opened
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.library import Library, library_of
from smpolicy.render import full, json, sarif
from smpolicy.testing import strategies as drawn

POLICIES: Final = Path(__file__).parents[2] / "policies"


def printed(report: smpolicy.CheckReport) -> list[str]:
    """Return what is printed of a report, in each of the formats that tell all of it."""
    files = len(report.files)
    return [
        full.render(report.diagnostics, report.sources, files, compared=report.compared),
        json.render(report.diagnostics, report.sources, files, compared=report.compared),
        sarif.render(report.diagnostics, report.sources, files, rules=RULES),
    ]


def at_once(library: Library, files: Iterable[str], beside: Iterable[str] = ()) -> list[str]:
    """Return what is printed of a library that is understood and checked as a whole."""
    checked = tuple(files)
    around = frozenset(beside) - frozenset(checked)
    overlays = [each for each in library.lowered.instruments.values() if each.structure and each.span.path in checked]
    whole = ComparedNorms()
    for each in overlays:
        whole = whole.joined(compared_with_base(each, library.lowered))
    report = smpolicy.CheckReport(
        diagnostics=tuple(each for each in library.about(checked) if each.path not in around),
        files=checked,
        sources=library.corpus.sources,
        compared=replace(whole, norms=whole.norms & library.understood(checked)) if overlays else None,
        understand=lambda: library,
    )
    return printed(report)


def differ(one: list[str], other: list[str]) -> list[str]:
    """Return the lines in which two printings differ."""
    lines = unified_diff("\n".join(other).splitlines(), "\n".join(one).splitlines(), n=0, lineterm="")
    return [each for each in lines if each[:1] in "+-"][2:14]  # behind the names of the two


def folder_at_once(folder: Path) -> list[str]:
    """Return what is printed of the documents of a folder, read and checked as a whole."""
    library = smpolicy.load(folder)
    return at_once(library, library.corpus.files)


def file_at_once(file: Path, around: Corpus) -> list[str]:
    """Return what is printed of one file beside other documents, all understood as a whole."""
    named = read_opened([open_file(file, str(file), named=True)])
    ids = {getattr(each.form, "id", None) for each in named.documents} - {None}
    others = tuple(each for each in around.documents if getattr(each.form, "id", None) not in ids)
    library = library_of(replace(around, documents=others).joined(named))
    return at_once(library, named.files, around.files)


#: The structures of drawn corpora, and what an edit may put in the place of a word.
STRUCTURES: Final = ("arcadia", "illyria", "syldavia")
WORDS: Final = (
    *STRUCTURES,
    "act.posted",
    "act.tone",
    "person.bound",
    "time.crisis",
    "rules",
    "si31",
    "draft",
    "should",
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, int, int, str, str]:
    """Draw a change to some file: which, where in it, and by what."""
    kinds = ("word", "words", "line", "end", "copy", "move", "remove", "letter", "names")
    words = st.sampled_from(WORDS)
    return draw(st.tuples(st.sampled_from(kinds), st.integers(0, 99), st.integers(0, 9999), words, words))


def edited(texts: Mapping[str, str], edit: tuple[str, int, int, str, str]) -> dict[str, str]:
    """Return files with one of them changed, copied or taken away."""
    kind, which, where, word, other = edit
    changed = dict(texts)
    if not texts:
        return changed
    path = sorted(texts)[which % len(texts)]
    text = texts[path]
    lines = text.splitlines(keepends=True)
    place = where % max(len(lines), 1)
    match kind:
        case "word":  # in one place, if it stands behind it
            before, after = "".join(lines[:place]), "".join(lines[place:])
            changed[path] = before + after.replace(word, other, 1)
        case "words":
            changed[path] = text.replace(word, other)
        case "names":  # of two structures, in one file: it then speaks for another one
            changed[path] = text.replace(STRUCTURES[which % 3], STRUCTURES[where % 3])
        case "line":
            changed[path] = "".join(lines[:place] + lines[place + 1 :])
        case "end":
            changed[path] = f"{text}\n\t: ["
        case "copy":
            changed[path.replace(".yaml", "-copy.yaml")] = text
        case "move":
            changed[f"overlays/{STRUCTURES[where % 3]}/{Path(path).name}"] = changed.pop(path)
        case "remove":
            del changed[path]
        case _:  # a name is misspelt
            changed[path] = text.replace(f"{word}:", f"{word}s:", 1)
    return changed


def placed(path: str) -> str:
    """Return where a drawn document stands: an overlay in the folder of its structure, or beside all others."""
    return f"overlays/{path}" if path.startswith(STRUCTURES) and not path.endswith("2.yaml") else path


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Let a folder hold these files and no others."""
    for path in folder.rglob("*.yaml"):
        if path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


@pytest.mark.hypothesis
def test_what_is_kept_is_what_is_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is drawn and edited, in whatever order: from the cache comes to the byte what all at once comes to."""

    @settings(max_examples=draws(12, heavy=True), phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(drawn.corpora(), st.lists(edits(), min_size=1, max_size=6))
    def law(documents: drawn.Documents, changes: list[tuple[str, int, int, str, str]]) -> None:
        folder, cache = tmp_path_factory.mktemp("edited"), tmp_path_factory.mktemp("cache")
        states = [{placed(each.path): each.text for each in documents if isinstance(each, drawn.Drawn)}]
        for change in changes:
            states.append(edited(states[-1], change))
        for texts in filter(None, (*states, states[0])):  # and back
            write(folder, texts)
            whole = printed(smpolicy.check(policies=folder, cache=cache))
            assert differ(whole, folder_at_once(folder)) == []
            for path in sorted(texts)[:2]:
                one = smpolicy.check(folder / path, policies=folder, cache=cache)
                around = smpolicy.load(folder).corpus
                assert differ(printed(one), file_at_once(folder / path, around)) == []

    law()


def mission(number: int, shown: str = "patrol") -> str:
    """Return an overlay of one structure beside the packaged base."""
    name = f"mission-{number:02}"
    return f"""schema: smpolicy/overlay@1
id: {name}/draft-1
title: Personal use of social media
status: draft
proposed_for: {name}
drafted_by: The tests
layer: 3
under: si31:7.3
dates: {{effective: {{from: 2026-01-01}}}}
facts: {{{name}.shows_{shown}: Does it show a {shown}?}}
norms:
  shows-a-{shown}:
    under: si31:7.2.b5
    text: Staff shall not post anything that shows a {shown}.
    act:
      post: {{activity.interaction: post}}
      shows a {shown}: {{{name}.shows_{shown}: true}}
  guides:
    under: si31:7.2.b2
    text: Staff should use the place names of the style guide.
"""


@pytest.fixture
def missions(tmp_path: Path) -> Path:
    """Return a folder with a registry of thirty invented structures and an overlay of each."""
    folder = tmp_path / "missions"
    listed = "".join(
        f"  - {{id: mission-{each:02}, kind: field_operation, names: [{{name: Mission {each}}}]}}\n"
        for each in range(30)
    )
    head = "schema: smpolicy/structures@1\nid: invented\ntitle: Structures that do not exist\nstructures:\n"
    texts = {f"overlays/mission-{each:02}/draft-1.yaml": mission(each) for each in range(30)}
    write(folder, {**texts, "structures.yaml": head + listed})
    return folder


def test_several_processes_find_the_same(missions: Path, tmp_path: Path) -> None:
    """In the same order, to the byte: with a cache and without, and where only some of it is still to be found."""
    expected = folder_at_once(missions)
    assert printed(smpolicy.check(policies=missions, processes=3)) == expected
    for _ in range(2):
        assert printed(smpolicy.check(policies=missions, processes=2, cache=tmp_path / "cache")) == expected
    (missions / "structures.yaml").write_text((missions / "structures.yaml").read_text() + "# another base\n")
    assert printed(smpolicy.check(policies=missions, processes=2, cache=tmp_path / "cache")) == expected


def test_a_share_is_found_once(missions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process found is known here: only its share, and the base, are left to the first."""
    about: list[str] = []

    def told(self: Library, files: Iterable[str]) -> tuple[Diagnostic, ...]:
        about.extend(Path(each).parent.name for each in files)
        return whole(self, files)

    whole = Library.about
    monkeypatch.setattr(Library, "about", told)
    smpolicy.check(policies=missions, processes=2)
    if can_divide():
        assert sorted(about) == [*(f"mission-{each:02}" for each in range(0, 30, 2)), "missions"]


def test_an_edit_costs_one_bundle(missions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found again is what rests on the file that changed."""
    smpolicy.check(policies=missions, cache=tmp_path / "cache")
    about: list[str] = []

    def told(self: Library, files: Iterable[str]) -> tuple[Diagnostic, ...]:
        about.extend(Path(each).parent.name for each in files)
        return whole(self, files)

    whole = Library.about
    monkeypatch.setattr(Library, "about", told)
    smpolicy.check(policies=missions, cache=tmp_path / "cache")
    assert about == []
    (missions / "overlays" / "mission-07" / "draft-1.yaml").write_text(mission(7, "convoy"), encoding="utf-8")
    smpolicy.check(policies=missions, cache=tmp_path / "cache")
    assert about == ["mission-07"]


def test_the_shipped_documents_are_divided_without_a_difference(tmp_path: Path) -> None:
    """Of the packaged base, and of the drafts that stand on it, the same is found bundle by bundle."""
    expected = folder_at_once(POLICIES)
    for _ in range(2):
        assert differ(printed(smpolicy.check(policies=POLICIES, cache=tmp_path)), expected) == []


def test_no_finding_elsewhere_rests_on_what_was_left_out_of_an_overlay() -> None:
    """Else a fault in one overlay could keep back what is found on another, and no bundle would know."""
    assert [each.name for each in RULES if "smpolicy/overlay@1" in dict(each.rests_on_elsewhere)] == []


def test_a_name_in_another_structure_is_no_proposal(missions: Path) -> None:
    """What is meant by a misspelt name is looked for where the document may name it."""
    overlay = missions / "overlays" / "mission-07" / "draft-1.yaml"
    overlay.write_text(mission(7).replace("{mission-07.shows_patrol: true}", "{mission-07.shows_convoys: true}"))
    (missions / "overlays" / "mission-08" / "draft-1.yaml").write_text(mission(8, "convoys"), encoding="utf-8")
    found = [each for each in smpolicy.check(policies=missions).diagnostics if each.severity == "error"]
    assert [each.help for each in found] == ["did you mean `mission-07.shows_patrol`?"]
