"""A ruling: what is assumed beside what was stated, and the answer.

What is not asked for is not worked out.
"""

from __future__ import annotations

from smpolicy.deciding.compiled.asking import Asking
from smpolicy.deciding.compiled.formulas import united
from smpolicy.deciding.compiled.groups import ASSUMED, LEFT_OPEN, NOTHING_ASSUMED
from smpolicy.deciding.compiled.left import NOT_IN_FORCE, OUTCOMES, POSSIBLE, Left
from smpolicy.deciding.compiled.model import CONTRAVENES, DEPARTS, OUTSIDE
from smpolicy.deciding.compiled.stating import NOT_SURE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from smpolicy.deciding.compiled.groups import Effect, TiedFacts
    from smpolicy.deciding.compiled.model import Model
    from smpolicy.deciding.compiled.stating import Entry
    from smpolicy.deciding.semantics import Answer, Outcome


class Assuming(Left):
    """What was stated of an activity, what is assumed, and what comes of it."""

    __slots__ = ("_asking", "_asks")
    _asking: Asking | None
    _asks: bool | None

    def __init__(self, model: Model, facts: Mapping[str, object], left: tuple[int, int] | None) -> None:
        """Decide by what was stated, if it is known which cells that touches, and which cubes it kills.

        If it is not, what nobody stated is assumed to be neutral. Raises `Unreadable` where no world is left.
        """
        super().__init__(model, facts)
        if left is None:
            self._assume()
        else:
            self.decide(NOTHING_ASSUMED, *left)

    def decide(self, how: int, touched: int, killed: int) -> None:
        """Find out which outcomes are possible; nothing that was found before holds any more."""
        self._asking = self._asks = None
        super().decide(how, touched, killed)

    # What is assumed

    def _assume(self) -> None:
        """Take unstated conduct at its neutral value, but for all that raised norms turn on.

        A norm that an answer rests on although its conduct was assumed is raised too; so is the scope, in effect, where
        nothing that can be asked would settle whether the text applies at all.
        """
        model, (alone, tied) = self.model, self.statements
        effect, alone_effect = model.leaving.effect, model.leaving.effect_alone
        basis = model.bases[ASSUMED] or model.basis(ASSUMED)
        closed: list[tuple[TiedFacts, list[Entry], Effect]] = []
        for entry in alone:
            closed.append((entry.group, [entry], entry.effects[ASSUMED] or alone_effect(entry, ASSUMED)))
        for group, entries in tied.items():
            closed.append((group, entries, effect(group, entries, ASSUMED)))
        spoken, unsure, gates, stated = basis.spoken, 0, model.given_gates, 0
        for group, entries, each in closed:
            spoken |= each.spoken
            stated |= group.bits
            for entry in entries:
                if entry.said == NOT_SURE:
                    unsure |= entry.bit
                for gate in entry.gates:
                    gates |= 1 << gate
        raised = model.raised_by(spoken, gates)
        left_open = unsure
        while True:
            open_facts = left_open | model.facts_of(raised)
            unstated = model.opened(open_facts, stated)
            effects, assumed = list(unstated.effects), basis.assumed & ~(stated | unstated.bits)
            touched, killed = unstated.touched, unstated.killed
            for group, entries, each in closed:
                if group.bits & open_facts & ~each.answered:
                    each = effect(group, entries, LEFT_OPEN)
                assumed |= each.assumed
                touched |= each.touched
                killed |= each.killed
                effects.append(each)
            self.raised_bits, self.assumed_bits, self._effects = raised, assumed, effects
            self.decide(ASSUMED, touched, killed)
            if model.tied_questions:
                self._read_tied_questions()
            if not model.in_force:
                return  # nobody departs from what does not hold
            further = self._on_an_assumption()
            if self.levels & OUTSIDE and self.levels & (self.levels - 1) and self.answer == "seek_advice":
                left_open |= model.scope_facts
            if not further and not left_open & assumed:
                return
            raised |= further

    def _read_tied_questions(self) -> None:
        """Read open questions that constraints tie to something so that they make no difference, where that can be."""
        model = self.model
        known = self.assumed_bits | model.basis(ASSUMED).answered | united(effect.bits for effect in self.effects)
        unraised = self.without_difference
        for question in model.tied_questions:
            fact = question.raised_by
            cell, mask = question.cells[question.unraised]
            if fact is None:
                continue
            left = {each: self.combinations(each) for each in fact.group.cells}
            if model.leaving.raises(fact.group, question, left, known):
                continue
            narrowed = list(self.left)
            narrowed[cell] &= model.leaving.in_formulas(cell, mask)
            if model.table.can_hold(self._wide, narrowed):
                self._left, self._turning = narrowed, None
                self.touched |= 1 << cell
                unraised.add(question)
        self.alive, self.levels = self._searched()

    def _on_an_assumption(self) -> int:
        """Return the norms that may be broken and turn on what was only assumed, where an answer rests on that."""
        if not self.levels & (DEPARTS | CONTRAVENES):
            return 0
        breakable = 0
        for norm in self.may_be_broken:
            if norm.facts & self.assumed_bits:
                breakable |= norm.bit
        return breakable if breakable and self.answer != "undetermined" else 0

    @property
    def _wide(self) -> list[int]:
        return [each for group in self.model.wide for each in group]

    # What comes of it

    @property
    def possible(self) -> frozenset[Outcome]:
        """The exact set of outcomes over all worlds that agree with what was stated and assumed."""
        return POSSIBLE[self.levels] if self.model.in_force else NOT_IN_FORCE

    @property
    def answer(self) -> Answer:
        """The outcome if there is one; the mildest, if even that departs; else what to do about not knowing."""
        if not self.model.in_force:
            return "not_in_force"
        levels = self.levels
        mildest = OUTCOMES[(levels & -levels).bit_length() - 1]
        if not levels & (levels - 1) or mildest == "departs":
            return mildest
        return "undetermined" if self.asks_something else "seek_advice"

    @property
    def or_worse(self) -> bool:
        """Whether the answer names the mildest of several outcomes."""
        return self.model.in_force and self.levels == DEPARTS | CONTRAVENES

    # What would settle it

    @property
    def asking(self) -> Asking:
        """What matters among what is unknown."""
        if self._asking is None:
            self._asking = Asking(self)
        return self._asking

    @property
    def asks_something(self) -> bool:
        """Whether there is any question."""
        if self._asks is None:
            self._asks = self.asking.asks_something()
        return self._asks
