"""What asks for something, or permits it, in words alone is shown to readers, and compared with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.condition_without_act import lacks_its_act
from smpolicy.checks.written import Checked
from smpolicy.conflicts.in_words import opposite_in_words, words_to_review
from smpolicy.conflicts.relation import words_above
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.wording import plain_text, stands_in

RULE: Final = Rule(
    code="SMP440",
    name="compared-with-nothing",
    severity="note",
    summary="The norm asks for something, or permits it, and has no `act`. It is printed in its place and named beside "
    "every answer in scope, and no answer turns on it. Whether it can stand beside the instrument above, and beside "
    "the other norms of its own document, is not looked at by the machine.",
    mend="Say under `act:` what is to be done or left undone, if facts can tell it. If they cannot, have a second "
    "person read the two texts beside each other, and leave it.",
    wrong="under: rules:4\ntext: Staff should not name the village where they live.",
    right="under: rules:4\ntext: Staff should not name the village where they live.\n"
    "act:\n  name the village where they live: {arcadia.names_village: true}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Note each overlay norm with a force and without an act, but what is for people to decide, and quotations.

    What a document says of its own "should", of its rank and of whom it invites is meant to be words alone.
    """
    of_itself = {
        f"{form.id}{each.under}"
        for _, form in checked.overlays()
        for each in (form.should, form.precedence, form.invites)
        if each is not None
    }
    norms = checked.norms_by_id.values()
    for written in checked.overlay_norms():
        norm, provision = written.norm, checked.provisions.get(written.norm.provision)
        if (
            written.form.act
            or lacks_its_act(written)
            or norm.force == "none"
            or provision is None
            or norm.id in of_itself
        ):
            continue
        quotes = stands_in(plain_text(norm.text).rstrip("."), words_above(norm, norms, checked.provisions))
        if not quotes and not opposite_in_words(norm, norms) and not any(words_to_review(norm)):
            yield report(
                RULE,
                "this has no `act`: it is shown to readers, and compared with nothing",
                written.document.place(*written.path, "text"),
                help="say under `act:` what is to be done or left undone, if facts can tell it; else leave it",
                norm=norm.id,
                provision=norm.provision,
            )
