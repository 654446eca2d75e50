"""Which warnings and notes of a check are told: those of the rules that somebody chose. Errors always are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from smpolicy.foundations.diagnostics import Diagnostic, HeldBack, Rule, may_be_held_back
from smpolicy.foundations.errors import UnfitChoice
from smpolicy.foundations.wording import near_name

_EXPECTED: Final = "write a code like `SMP432`, how codes begin, like `SMP43`, or the name of a rule, like `stale-base`"
_BEGINNING: Final = re.compile("SMP[0-9]{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The codes of the rules whose warnings and notes are told, and of those whose are not."""

    #: All, where nobody said.
    selected: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()

    def tells(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding is told."""
        if not may_be_held_back(diagnostic):
            return True
        return diagnostic.code not in self.ignored and (self.selected is None or diagnostic.code in self.selected)

    def parted(self, diagnostics: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], tuple[HeldBack, ...]]:
        """Return the findings that are told, and those that are not."""
        told, held = [], []
        for each in diagnostics:
            if self.tells(each):
                told.append(each)
            else:
                held.append(HeldBack(diagnostic=each, by="selection"))
        return tuple(told), tuple(held)


def selection_of(*, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> Selection:
    """Return the selection of rules that are named by their codes, how these begin, or their names.

    Raises `UnfitChoice` if something names no rule, or if it is to be ignored and is always told.
    """
    return Selection(
        selected=None if select is None else codes_of(select),
        ignored=codes_of(ignore, to_ignore=True),
    )


def codes_of(words: Iterable[str], *, to_ignore: bool = False) -> frozenset[str]:
    """Return the codes of the rules that words name. Raises `UnfitChoice`."""
    return frozenset(each.code for word in words for each in _named(word, to_ignore=to_ignore))


def _named(word: str, *, to_ignore: bool) -> list[Rule]:
    from smpolicy.checks.rules import RULES  # whoever selects nothing waits for no check

    begins = word.upper() if _BEGINNING.fullmatch(word) else None
    named = [each for each in RULES if (each.code.startswith(begins) if begins else each.name == word.lower())]
    if not named:
        near = near_name(word.lower(), [each.name for each in RULES])
        raise UnfitChoice(said=word, reason=f"names no rule; {f'did you mean `{near}`?' if near else _EXPECTED}")
    if to_ignore and not any(map(may_be_left_out, named)):
        whose = "it" if len(named) == 1 else "any rule whose code begins so"
        raise UnfitChoice(said=word, reason=f"cannot be left out: what is found of {whose} is always told")
    return named


def may_be_left_out(rule: Rule) -> bool:
    """Whether some of what a rule finds may be held back."""
    return not rule.always_told and (rule.severity != "error" or rule.may_be_milder)
