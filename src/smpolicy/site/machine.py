"""What the machine makes of a norm, as HTML: it stands beside the words, for whoever reads no YAML to compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from smpolicy.foundations.keywords import Force
from smpolicy.meaning.conditions import All, tests
from smpolicy.meaning.norms import Norm, conjunction
from smpolicy.meaning.vocabulary import Fact, Vocabulary
from smpolicy.policy import Policy
from smpolicy.site.markup import badge, html, joined

#: The force of a norm that asks for something, and of one that asks to refrain from it.
_FORCES: Final[Mapping[Force, tuple[str, str]]] = {
    "mandatory": ("shall", "shall not"),
    "should": ("should", "should not"),
    "expected": ("expected to", "expected not to"),
    "encouraged": ("encouraged to", "encouraged not to"),
    "requested": ("please", "please do not"),
    "permitted": ("may", "need not"),
    "none": ("none", "none"),
}


def read_off(norm: Norm, policy: Policy) -> Markup:
    """Say which force a norm has, where that was read, and how it stands to the provision that it is under."""
    read = "as read off its words" if norm.force_words or norm.force == "none" else "as its document says"
    where = f"as {norm.should.citation} says of “should”" if norm.should else read
    force = html("Force, {}: {}.", where, badge("force", _FORCES[norm.force][norm.polarity == "refrain"]))
    relation = policy.relations.get(norm.id)
    if relation is None:
        return html('<p class="smp-read">{}</p>', force)
    return html('<p class="smp-read">{} Relation to the provision: {}.</p>', force, badge("relation", relation))


def folded_readback(norm: Norm, policy: Policy) -> Markup:
    """Render the read-back of a norm, folded: a line for each sentence, and whose questions and whose reading it is."""
    lines = joined(html("<li>{}</li>", line) for line in policy.readback(norm).splitlines())
    small = joined(html('<p class="smp-small">{}</p>', words) for words in _small_print(norm, policy))
    return html(
        '<details class="smp-machine">\n<summary>What the machine makes of it</summary>\n'
        '<ul class="smp-readback">\n{}\n</ul>\n{}\n</details>',
        lines, small,
    )  # fmt: skip


def who_reviewed(by: str | None) -> str:
    """Say who has reviewed a reading."""
    return f"Reviewed by {by}." if by else "Our reading, unreviewed."


def _small_print(norm: Norm, policy: Policy) -> Iterator[str]:
    questions = "; ".join(f"“{fact.question}”" for fact in _of_other_origin(norm, policy.vocabulary))
    if questions:
        yield f"Asked here, and not by {policy.resolution.words.instrument}: {questions}."
    yield policy.reviewed.says(norm.id)


def _of_other_origin(norm: Norm, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Yield what a norm turns on that was not read off an instrument of the base, in the order written."""
    whole = All(parts=(conjunction(norm.act), conjunction(norm.when), norm.exception))
    for name in dict.fromkeys(test.fact for test in tests(whole)):
        fact = vocabulary.facts[name]
        if fact.origin:
            yield fact
