"""What to do about a norm that is broken, in words: of what is planned, and of what is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smpolicy.deciding.decision import Ruling
from smpolicy.deciding.mends import Mend
from smpolicy.deciding.reasons import StepToTake
from smpolicy.meaning.vocabulary import STAGES, Stage
from smpolicy.resolution.resolved import contact_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something to do about a norm that is broken: before it is done, or after; at either stage where none is named."""

    stage: Stage | None
    do: str


def acts(mend: Mend, step: StepToTake | None, ruling: Ruling) -> Iterator[Act]:
    """Say what to do about a broken norm, at the stages at which the activity is or may be.

    A duty that was left undone is done: the `step` that the norm asks for says how, where there is one.
    What should not be done is left out, or asked for beforehand where the text knows of that, or done otherwise, as on
    another day.
    Once it is done it is removed, and so is what went without that which was to come first.
    """
    named = f'"{" … ".join(mend.words) or mend.norm.text}"'
    if mend.norm.polarity == "do":
        beforehand = step.do.rstrip(".") if step else f"See to it: {named}"
        if mend.norm.own_scope:
            yield Act(stage=None, do=f"{beforehand}.")
            return
    else:
        beforehand = f"Leave out: {named}, or {asking(step)}" if step or mend.asks else f"Leave out: {named}"
    beforehand += "".join(f", or choose {each}" for each in _otherwise(mend, ruling))
    said: dict[Stage, str] = {
        "planned": f"{beforehand}.",
        "done": "Remove it (limits harm; undoes no disclosure).",
    }
    yield from (Act(stage=stage, do=said[stage]) for stage in STAGES if stage in ruling.stages)


def _otherwise(mend: Mend, ruling: Ruling) -> Iterator[str]:
    """Name the values by which it would be done otherwise: neither left undone nor simply done, such as another day."""
    facts = ruling.program.vocabulary.facts
    for fact, value in ((facts[name], value) for name, value in mend.changes.items()):
        if not fact.occasion and value not in (True, False, fact.neutral):
            yield f'"{fact.question} {fact.label(value)}"'


def asking(step: StepToTake | None) -> str:
    """Say what to ask for beforehand, and whom, as far as the text says so."""
    if step is None:
        return "ask beforehand"
    return f"{_lowered(step.do.rstrip('.'))} ({whom(step)})" if step.slot else _lowered(step.do.rstrip("."))


def whom(step: StepToTake) -> str:
    """Say whom a step turns to."""
    return contact_in_words(step.contact) if step.contact else "nobody is named"


def acts_in_words(mend: Mend, step: StepToTake | None, ruling: Ruling) -> Iterator[str]:
    """Say what to do about a broken norm, a line for each stage, what would come of it, and what the text excepts.

    Where it was said at which stage the activity is, that is not said again.
    """
    for each in acts(mend, step, ruling):
        said = f"{each.stage.capitalize()}? {each.do}" if each.stage and len(ruling.stages) > 1 else each.do
        mended = mend.changes and each.stage != "done"
        yield f"{said} Then it is not departed from; other provisions remain." if mended else said
    if mend.excepts:
        excepted = " and ".join(f'"{each}"' for each in mend.excepts)
        yield f"The text excepts {excepted}."


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
