"""Whatever documents lack, what is wrong is said: no other error comes out of reading, checking or deciding."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

import smpolicy
from profiles import draws
from smpolicy import SmpolicyError
from smpolicy.documents.nodes import plain
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import Source
from smpolicy.testing import strategies as drawn
from smpolicy.testing.printing import written

Place = tuple[str | int, ...]
#: How deep into a document it is cut: sections, what they hold, and the keys of that.
DEEPEST = 4


def places(content: Any, above: Place = ()) -> Iterator[Place]:
    """Yield every key and every item of a document, down to the deepest that is cut."""
    inside = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in inside:
        yield (*above, key)
        if len(above) + 1 < DEEPEST:
            yield from places(value, (*above, key))


def cut(content: Any, place: Place) -> None:
    """Cut something out of a document; what was cut with something above it is gone already."""
    for part in place[:-1]:
        content = content[part] if _has(content, part) else None
    if _has(content, place[-1]):
        del content[place[-1]]


def _has(content: Any, part: str | int) -> bool:
    return part in content if isinstance(content, dict) else isinstance(content, list) and int(part) < len(content)


@st.composite
def cut_corpora(draw: st.DrawFn) -> dict[str, Any]:
    """Draw documents, by path, with something cut out of some of them: a section, a fact, a person, a whole file."""
    contents: dict[str, Any] = {}
    for document in draw(drawn.corpora(effects=(None, "prevails", "cumulative", "needs-concurrence"))):
        node, _ = read(Source(path=document.path, text=cast(drawn.Drawn, document).text))
        assert node is not None
        contents[document.path] = plain(node)
    whole = deepcopy(contents)
    for path in draw(st.lists(st.sampled_from(sorted(whole)), max_size=4)):
        cut(contents[path], draw(st.sampled_from(list(places(whole[path])))))
    for path in draw(st.lists(st.sampled_from(sorted(whole)), max_size=1)):
        del contents[path]
    return contents


def everything(folder: Path, facts: dict[str, Any]) -> Iterator[object]:
    """Do what callers do with documents; an error that says what is wrong ends what was begun, and nothing else."""
    yield from smpolicy.check(folder, policies=folder).diagnostics
    library = smpolicy.load(folder)
    yield from library.errors
    for structure in library.structures:
        for day in (drawn.DAYS[0], date(2026, 1, 1)):
            try:
                policy = library.resolve(structure, as_of=day, drafts=True)
                yield policy.text(readback=True)
                yield policy.evaluate({}, assume="neutral").to_json()
                yield policy.duties(category="intern")
                yield policy.evaluate(facts).text()
            except SmpolicyError as error:
                yield str(error)


@settings(max_examples=draws(40, heavy=True))
@given(contents=cut_corpora(), facts=drawn.stated_facts())
def test_whatever_documents_lack(contents: dict[str, Any], facts: dict[str, Any]) -> None:
    """Sections, facts, persons, instruments or the registry may be missing: diagnostics and our own errors come out."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in contents.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(written(content), encoding="utf-8")
        try:
            said = list(everything(folder, facts))
        except SmpolicyError as error:
            said = [str(error)]
    assert said is not None
