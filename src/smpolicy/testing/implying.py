"""Strategies: small documents in which facts imply others, those of everybody and one that an overlay declares."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from hypothesis import strategies as st

from smpolicy.documents.nodes import plain
from smpolicy.documents.syntax import read
from smpolicy.foundations.source import Source
from smpolicy.testing import strategies as drawn
from smpolicy.testing.strategies import Content, Documents, Drawn

#: The fact of arcadia that implies something.
LOCAL: Final = "arcadia.seen"
#: What can be implied of the drawn facts: each keeps them from being neutral.
_IMPLIED: Final[tuple[Mapping[str, Any], ...]] = (
    {"act.posted": True},
    {"act.tone": ["sharp", "rude"]},
    {"act.tone": "rude"},
    {"act.shows": {"has": ["map"]}},
    {"act.shows": {"any_of": ["map", "face"]}},
    {"act.posted": True, "act.shows": {"has": ["face"]}},
)
#: Facts for everybody that imply others: a yes/no fact, a value of a list and a member of a set.
_IMPLYING: Final[tuple[Mapping[str, Mapping[str, Any]], ...]] = (
    {},
    {"act.posted": {"act.tone": ["sharp", "rude"]}},
    {"act.tone": {"rude": {"act.posted": True}}},
    {"act.shows": {"face": {"act.posted": True}, "map": {"act.tone": "sharp"}}},
    {"act.tone": {"sharp": {"act.shows": {"has": ["map"]}}}, "act.shows": {"map": {"act.posted": True}}},
)


@st.composite
def implying(
    draw: st.DrawFn,
    *,
    above: Mapping[str, Any] = MappingProxyType({}),
    below: Mapping[str, Any] = MappingProxyType({}),
) -> Documents:
    """Draw a base that prevails, whose facts may imply others, and an overlay of arcadia with a fact that does.

    `above` and `below` are what the norms of the base and that of the overlay say, whatever was drawn.
    """
    facts, rules, registry = draw(drawn.bases(most_norms=2, most_members=2))
    vocabulary, base = _content(facts), _content(rules)
    for name, implied in draw(st.sampled_from(_IMPLYING)).items():
        vocabulary["facts"][name]["implies"] = implied
    norms: list[dict[str, Any]] = [Content({**each, **above}) for each in base["norms"].values()]
    own = Content({**draw(drawn.beside(draw(st.sampled_from(norms)))), **below})
    (words,) = own["act"]
    part = draw(st.sampled_from(("act", "when")))
    said = [own[part][words]] if part in own else []
    own[part] = {words: {"all": [{LOCAL: True}, *said]}}
    local = {
        "question": "Was it seen?",
        "kind": "conduct",
        "neutral": False,
        "implies": draw(st.sampled_from(_IMPLIED)),
    }
    issuance = {**drawn.overlay("arcadia", [own]), "facts": {LOCAL: local}}
    return Documents(
        [
            drawn.document(vocabulary, facts.path),
            drawn.document(drawn.instrument(norms, base["scope"]["holds"], "prevails"), rules.path),
            registry,
            drawn.document(issuance, "overlays/arcadia/ai-1.yaml"),
        ]
    )


def _content(document: Any) -> dict[str, Any]:
    """Return the content of a document that was drawn, as its text has it."""
    assert isinstance(document, Drawn)
    node, _ = read(Source(path=document.path, text=document.text))
    content = plain(node) if node is not None else None
    assert isinstance(content, dict)
    return content
