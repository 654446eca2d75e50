"""What survives, as documents state conditions: it can be pasted, and means the same again."""

from __future__ import annotations

from itertools import islice
from typing import Any

from hypothesis import HealthCheck, given, settings

import oracle
from deciding.test_laws import policy
from profiles import draws
from smpolicy.documents.document import Document
from smpolicy.render.condition import plain_condition
from smpolicy.testing import strategies as drawn

SENTENCE = "words that state it"


def stating(base: list[Document], condition: dict[str, Any]) -> list[Document]:
    """Return documents with one overlay norm that states a condition."""
    norm = {
        "under": "si31:1",
        "text": f"A sentence with {SENTENCE}.",
        "force": "should",
        "polarity": "do",
        "act": {SENTENCE: {"act.posted": True}},
        "when": {SENTENCE: condition},
    }
    return [*base, drawn.document(drawn.overlay("arcadia", [norm]), "overlays/arcadia/ai-1.yaml")]


@settings(max_examples=draws(40, heavy=True), suppress_health_check=list(HealthCheck))
@given(drawn.bases(most_norms=1, most_members=2), drawn.conditions())
def test_a_condition_that_is_written_out_means_the_same_again(base: list[Document], condition: dict[str, Any]) -> None:
    """Read, written out as plain values and read again, a condition holds in the same worlds, and is written alike."""
    first = policy(stating(base, condition))
    (read,) = (norm.when[0].condition for norm in first.norms if norm.structure is not None)
    written = plain_condition(read)
    second = policy(stating(base, written))
    (again,) = (norm.when[0].condition for norm in second.norms if norm.structure is not None)
    assert plain_condition(again) == written
    meant = oracle.meaning(first)
    for world in islice(meant.worlds({}), 300):
        assert meant.true(read, world) == meant.true(again, world)
