"""The base of a corpus, compiled once: what overlays stand on is taken from it, and not compiled again for each.

A base differs by the instruments that are in force, and by the questions that interpretations have closed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from smpolicy.deciding.program import Program, compile_program
from smpolicy.lowering import Lowered
from smpolicy.meaning.conditions import Condition
from smpolicy.meaning.norms import Instrument, Norm
from smpolicy.meaning.vocabulary import Constraint, Fact, OpenQuestion, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """All that a base is compiled from: two that are equal here are compiled to the same."""

    governing: str
    norms: tuple[Norm, ...]
    facts: Mapping[str, Fact]
    questions: Mapping[str, OpenQuestion]
    constraints: tuple[Constraint, ...]
    reaches: tuple[tuple[str, Condition, Condition, str | None], ...]


#: Bases that were compiled; the least recently used goes first.
_COMPILED: Final[OrderedDict[tuple[str, ...], tuple[_Base, Program]]] = OrderedDict()
_MOST_COMPILED: Final = 64


def compiled(
    lowered: Lowered, norms: Iterable[Norm], *, governing: str, structure: str | None, closings: Mapping[str, str]
) -> Program:
    """Compile norms of the base and of overlays, as they hold for a structure, or for none in particular.

    Two structures never affect each other: of another's own facts nothing is known.
    `closings` are the questions that interpretations have closed, each with its reading.
    """
    all_norms = tuple(norms)
    return compile_program(
        norms=all_norms,
        instruments=lowered.instruments,
        vocabulary=_vocabulary(lowered, structure, closings),
        governing=governing,
        base=_base(lowered, tuple(norm for norm in all_norms if norm.structure is None), governing, closings),
    )


def beside_base(instrument: Instrument, lowered: Lowered) -> Program | None:
    """Compile an instrument beside all that it stands under, whatever its days; nothing where its base is missing."""
    governing = instrument.scope_with or instrument.id
    if governing not in lowered.instruments:
        return None
    norms = (norm for each in (*above_of(instrument, lowered), instrument) for norm in each.norms)
    return compiled(lowered, norms, governing=governing, structure=None, closings={})


def above_of(instrument: Instrument, lowered: Lowered) -> list[Instrument]:
    """Return the instruments of the base, and the overlays that an instrument stands under, without itself."""
    base = [each for each in lowered.instruments.values() if each.structure is None and each.id != instrument.id]
    return [*base, *(lowered.instruments[name] for name in instrument.beneath if name in lowered.instruments)]


def _base(lowered: Lowered, norms: tuple[Norm, ...], governing: str, closings: Mapping[str, str]) -> Program:
    key = (lowered.base, governing, *(norm.id for norm in norms), *(f"{each}:{closings[each]}" for each in closings))
    vocabulary = _vocabulary(lowered, "", closings)
    above = (each for each in lowered.instruments.values() if each.structure is None)
    compiled_from = _Base(
        governing=governing,
        norms=norms,
        facts=vocabulary.facts,
        questions=vocabulary.questions,
        constraints=vocabulary.constraints,
        reaches=tuple((each.id, each.scope, each.persons, each.scope_with) for each in above),
    )
    entry = _COMPILED.get(key)
    if entry is None or entry[0] != compiled_from:
        program = compile_program(
            norms=norms, instruments=lowered.instruments, vocabulary=vocabulary, governing=governing
        )
        entry = _COMPILED[key] = (compiled_from, program)
        while len(_COMPILED) > _MOST_COMPILED:
            _COMPILED.popitem(last=False)
    _COMPILED.move_to_end(key)
    return entry[1]


def _vocabulary(lowered: Lowered, structure: str | None, closings: Mapping[str, str]) -> Vocabulary:
    """Return the vocabulary without what is local to structures other than this one, with what has been closed."""
    vocabulary = lowered.vocabulary
    questions = {name: replace(each, closed=closings.get(name)) for name, each in vocabulary.questions.items()}
    if structure is None:
        return replace(vocabulary, questions=questions)
    home = structure.partition("/")[0]
    facts = {name: fact for name, fact in vocabulary.facts.items() if fact.local_to in ("", home)}
    questions = {name: each for name, each in questions.items() if each.local_to in ("", home)}
    return replace(vocabulary, facts=facts, questions=questions)
