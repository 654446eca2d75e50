"""The words for what a program says in ids, as plain data: `smpolicy/program-words@1`."""

from __future__ import annotations

from smpolicy.conflicts.regime import Regime
from smpolicy.meaning.norms import Norm
from smpolicy.meaning.vocabulary import Fact
from smpolicy.render import formats
from smpolicy.render.decision import plain_contact
from smpolicy.render.explanation import standing_notice


def plain_program_words(regime: Regime, program: str) -> formats.ProgramWords:
    """Return the words of a regime for the program, by its digest, that it was compiled to."""
    vocabulary, resolution = regime.program.vocabulary, regime.resolution
    return {
        "format": "smpolicy/program-words@1",
        "program": program,
        "name": regime.name,
        "facts": {name: _fact(fact) for name, fact in sorted(vocabulary.facts.items()) if fact.kind != "derived"},
        "norms": {norm.id: _norm(norm) for norm in regime.norms},
        "questions": {
            name: {"number": each.number, "question": each.question, "readings": dict(each.readings)}
            for name, each in sorted(vocabulary.questions.items())
        },
        "constraints": [each.why for each in vocabulary.constraints],
        "contacts": {slot: plain_contact(whom) for slot, whom in sorted(regime.contacts.items())},
        "notices": [*(each.words for each in resolution.notices), standing_notice(resolution)],
    }


def _fact(fact: Fact) -> formats.WordsOfFact:
    record: formats.WordsOfFact = {"question": fact.question}
    if fact.help:
        record["help"] = fact.help
    if fact.domain.names():
        record["labels"] = {
            name: fact.label(frozenset((name,)) if fact.domain.members() else name) for name in fact.domain.names()
        }
    return record


def _norm(norm: Norm) -> formats.WordsOfNorm:
    record: formats.WordsOfNorm = {"citation": norm.citation, "text": norm.text}
    if norm.step is not None:
        record["do"] = norm.step.do
    return record
