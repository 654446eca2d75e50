"""The checks of documents: one file each, called what it does not allow, and written down here.

What keeps a file from being read or understood is reported where that happens (`syntax`, `schema`, `lowering`).
A check looks at documents that were understood, and at how they stand beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from smpolicy.checks import (
    after_closure,
    before_the_si,
    broken_example,
    claim,
    closed_slot,
    condition_without_act,
    contradicting_interpretations,
    contradicts,
    draft_with_issuer,
    draft_without_author,
    drifted_restatement,
    duplicate_id,
    empty_interval,
    false_relation,
    force_not_stated,
    force_said_twice,
    foreign_fact,
    foreign_structure,
    inconsistent,
    issuance_without_issuer,
    issuer_not_invited,
    layer_above,
    loosens,
    misplaced_file,
    never_applies,
    no_end_stated,
    no_plain_question,
    not_concurred,
    old_name,
    orphaned,
    overlapping,
    quote_not_in_provision,
    retroactive,
    shadowed,
    stale_base,
    stale_review,
    step_without_act,
    supersedes_later,
    unclaimed_words,
    unknown_bearer,
    unknown_document,
    unknown_provision,
    unknown_slot,
    unknown_structure,
    unmodelled_sentence,
    words_not_in_text,
)
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic
from smpolicy.lowering import Lowered

Check: TypeAlias = Callable[[Corpus, Lowered], Iterator[Diagnostic]]

#: Every check of what documents say, by the rule it is there for, in the order of the codes.
CHECKS: Final[Mapping[str, Check]] = {
    "unknown-provision": unknown_provision.check,
    "unknown-structure": unknown_structure.check,
    "duplicate-id": duplicate_id.check,
    "foreign-structure": foreign_structure.check,
    "misplaced-file": misplaced_file.check,
    "draft-with-issuer": draft_with_issuer.check,
    "draft-without-author": draft_without_author.check,
    "issuance-without-issuer": issuance_without_issuer.check,
    "unknown-slot": unknown_slot.check,
    "closed-slot": closed_slot.check,
    "stale-base": stale_base.check,
    "unknown-document": unknown_document.check,
    "foreign-fact": foreign_fact.check,
    "words-not-in-text": words_not_in_text.check,
    "quote-not-in-provision": quote_not_in_provision.check,
    "unmodelled-sentence": unmodelled_sentence.check,
    "force-not-stated": force_not_stated.check,
    "force-said-twice": force_said_twice.check,
    "unclaimed-words": unclaimed_words.check,
    "broken-example": broken_example.check,
    "no-plain-question": no_plain_question.check,
    "step-without-act": step_without_act.check,
    "condition-without-act": condition_without_act.check,
    "false-relation": false_relation.check,
    "unknown-bearer": unknown_bearer.check,
    "claim": claim.check,
    "layer-above": layer_above.check,
    "issuer-not-invited": issuer_not_invited.check,
    "not-concurred": not_concurred.check,
    "contradicting-interpretations": contradicting_interpretations.check,
    "empty-interval": empty_interval.check,
    "before-the-si": before_the_si.check,
    "retroactive": retroactive.check,
    "overlapping": overlapping.check,
    "orphaned": orphaned.check,
    "after-closure": after_closure.check,
    "old-name": old_name.check,
    "no-end-stated": no_end_stated.check,
    "supersedes-later": supersedes_later.check,
}

#: Every check of what follows from it beside the instruments above, and of its own norms beside each other. None of
#: them keeps a document from being used: one that is legally wrong is still a document.
PROOFS: Final[Mapping[str, Check]] = {
    "inconsistent": inconsistent.check,
    "drifted-restatement": drifted_restatement.check,
    "stale-review": stale_review.check,
    "never-applies": never_applies.check,
    "shadowed": shadowed.check,
    "contradicts": contradicts.check,
    "loosens": loosens.check,
}


def check_library(corpus: Corpus, lowered: Lowered) -> tuple[Diagnostic, ...]:
    """Run every check over a corpus and what it means."""
    return tuple(diagnostic for check in CHECKS.values() for diagnostic in check(corpus, lowered))


def prove_library(corpus: Corpus, lowered: Lowered) -> tuple[Diagnostic, ...]:
    """Find everything in the documents of a corpus that cannot stand beside the instruments above, or its own norms."""
    return tuple(diagnostic for check in PROOFS.values() for diagnostic in check(corpus, lowered))
