"""An act says what is done, also where it is to be left undone: a `not` around it turns a ban into its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.sense import denies, in_doubt, lines_beside, names_it
from smpolicy.checks.written import Checked
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.meaning.conditions import Condition, Test
from smpolicy.meaning.modal_words import STAYS_OFF
from smpolicy.meaning.norms import Norm

RULE: Final = Rule(
    code="SMP435",
    name="not-around-the-act",
    severity="warning",
    summary="That something is to be left undone is read from the text (`shall not`). A `not` around the act says it a "
    "second time: then whoever does not do it breaks the norm. Around the act of a duty, whoever does it breaks it.",
    mend="State under `act:` what the words name, without `not:`.",
    wrong="text: Staff shall not tag places.\nact:\n  tag places: {not: {activity.interaction: tag}}",
    right="text: Staff shall not tag places.\nact:\n  tag places: {activity.interaction: tag}",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each act that is all a `not`, beside words that name what is done."""
    for written, norm in in_doubt(checked):
        if norm.force == "permitted":
            continue
        acts = [line for line in lines_beside(written) if line.key == "act"]
        if _stays_off(norm) and acts:
            yield report(
                RULE,
                f"{quoted(norm.force_words)} says to leave something undone, and the act beside it says so again",
                written.document.place(*acts[0].path, key=True),
                help="state under `act:` what is to be stayed off; which way the norm goes is read from its text",
                norm=norm.id,
                provision=norm.provision,
            )
            continue
        if not all(denies(line.condition) for line in norm.act):
            continue
        named = next((line for line in acts if names_it(line, norm, checked.lowered.vocabulary)), None)
        if named is not None:
            does = "does not do" if norm.polarity == "refrain" else "does"
            yield report(
                RULE,
                f"`not` stands around the act beside {quoted(named.words)}: whoever {does} it breaks the norm",
                written.document.place(*named.path, key=True),
                help="remove `not:`; which way the norm goes is read from its text",
                norm=norm.id,
                provision=norm.provision,
            )


def _stays_off(norm: Norm) -> bool:
    """Whether a norm says to stay off something, and its act is what is so where somebody does."""
    stays_off = norm.polarity == "refrain" and STAYS_OFF.search(norm.force_words)
    return bool(stays_off) and all(denies(line.condition) or _is_none(line.condition) for line in norm.act)


def _is_none(condition: Condition) -> bool:
    return isinstance(condition, Test) and condition.operand == frozenset({"none"})
