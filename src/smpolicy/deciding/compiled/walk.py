"""What comes of an activity, and which norms may be broken, once it is known what is left to each cell.

Of every norm it is kept in which cubes it is broken, and in which it is not: each cube is a bit of one number. What was
stated kills the cubes that it leaves no world in; a norm can be broken while one of its cubes is alive.
Of the outcomes that are possible together, a decision diagram tells, where single norms do not settle it.

Levels are those of outcomes, from 0, outside the scope, to 3, contravenes; a set of levels is a mask of four bits.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    #: A literal of cubes: its cell and its mask, and the cubes that it stands in, as bits in hexadecimal digits, from
    #: the first of them on.
    Literal: TypeAlias = tuple[int, int, int, str]

    #: A step of a diagram: nothing is left open; or there is no world; or parts that share no cell, `APART` and the
    #: step of each; or a cell that is looked at and, for some of its values each, what then holds and the next step.
    Step: TypeAlias = tuple[int, ...]

NOTHING_LEFT = -1
NO_WORLD = -2
APART = -3

#: How many levels there are.
LEVELS = 4


def _together(one: int, other: int) -> int:
    """Return the levels of two parts together: each time the higher of the two."""
    return sum({1 << max(a, b) for a in range(LEVELS) if one >> a & 1 for b in range(LEVELS) if other >> b & 1})


#: For a level and a set of levels, which come of it where the level holds already.
RAISED = [[_together(1 << level, levels) for levels in range(1 << LEVELS)] for level in range(LEVELS)]
#: For two sets of levels, which come of both together.
TOGETHER = [[_together(one, other) for other in range(1 << LEVELS)] for one in range(1 << LEVELS)]


class Cubes:
    """The cubes of terms and of their negations, as bits of one number."""

    __slots__ = ("_killed", "guards", "literals", "may", "may_not", "segments")

    def __init__(
        self, widths: Sequence[int], sizes: Iterable[tuple[int, int]], literals: Iterable[Literal] = ()
    ) -> None:
        """Lay out the cubes of each term: so many in which it holds, and so many in which it does not."""
        #: For each cell the masks of literals, each with the cubes that it stands in.
        self.literals: list[dict[int, int]] = [{} for _ in widths]
        self._killed: list[dict[int, int]] = [{} for _ in widths]
        for cell, mask, first, digits in literals:
            self.literals[cell][mask] = int(digits, 16) << first
        self.may: list[int] = []
        self.may_not: list[int] = []
        self.segments = 0
        self.guards = 0
        bit = 0
        for holding, failing in sizes:
            for size, guards in ((holding, self.may), (failing, self.may_not)):
                # behind the bits of the cubes of a term stands a guard: what is added carries into it while one is set
                self.segments |= ((1 << size) - 1) << bit
                bit += size
                guards.append(1 << bit)
                self.guards |= 1 << bit
                bit += 1

    def killed(self, cell: int, left: int) -> int:
        """Return the cubes in which no world is left by what is left to one cell."""
        killed = self._killed[cell].get(left)
        if killed is None:
            killed = 0
            for mask, cubes in self.literals[cell].items():
                if not mask & left:
                    killed |= cubes
            self._killed[cell][left] = killed
        return killed

    def alive(self, killed: int) -> int:
        """Return the guards of the terms and negations that can hold where these cubes were killed."""
        return ((self.segments & ~killed) + self.segments) & self.guards


class Diagram:
    """A decision diagram: which levels are possible by what is left to each cell."""

    __slots__ = ("_tops", "_widths", "base", "below", "root", "steps")

    def __init__(self, steps: Sequence[Step], base: int, root: int, widths: Sequence[int]) -> None:
        """Take the steps, each behind those that it leads to, the level that surely holds, and where one begins."""
        self.steps = steps
        self.base = base
        self.root = root
        #: The cells that are looked at from each step on.
        self.below: list[int] = []
        for step in steps:
            cells = 1 << step[0] if step[0] >= 0 else 0
            for next_step in step[3::3] if step[0] >= 0 else step[1:]:
                cells |= self.below[next_step]
            self.below.append(cells)
        self._widths = widths
        self._tops: list[int] | None = None

    @property
    def tops(self) -> list[int]:
        """The levels that are possible from each step on where nothing is known."""
        if self._tops is None:
            self._tops = self.defaults([(1 << width) - 1 for width in self._widths])
        return self._tops

    def defaults(self, left: Sequence[int]) -> list[int]:
        """Return the levels that are possible from each step on."""
        levels: list[int] = []
        for step in self.steps:
            cell = step[0]
            if cell >= 0:
                found, values = 0, left[cell]
                for place in range(1, len(step), 3):
                    if step[place] & values:
                        found |= RAISED[step[place + 1]][levels[step[place + 2]]]
            else:
                found = 0 if cell == NO_WORLD else 1
                for next_step in step[1:]:
                    found = TOGETHER[found][levels[next_step]]
            levels.append(found)
        return levels

    def levels(self, left: Sequence[int], touched: int, defaults: Sequence[int], reached: int) -> int:
        """Return the levels that are possible; `defaults` are those where no cell is touched.

        Nothing comes to another level than those `reached` by single norms: nobody looks further once all were found.
        Below a step the lowest is that nothing more holds, whatever holds already: so it is always one of them there.
        """
        reached |= 1
        steps, below, tops, kept = self.steps, self.below, self.tops, dict[int, int]()

        def look(place: int) -> int:
            # that a step was looked at before, or is not touched, is seen before it is called: most are
            step = steps[place]
            cell = step[0]
            if cell >= 0:
                found, values, top = 0, left[cell], tops[place] & reached
                for way in range(1, len(step), 3):
                    mask = step[way]
                    if mask & values:
                        following = step[way + 2]
                        if below[following] & touched:
                            levels = kept.get(following)
                            if levels is None:
                                levels = look(following)
                        else:
                            levels = defaults[following]
                        found |= RAISED[step[way + 1]][levels]
                        values &= ~mask
                        if not values or found == top:
                            break
            else:
                found = 1
                for following in step[1:]:
                    if below[following] & touched:
                        levels = kept.get(following)
                        if levels is None:
                            levels = look(following)
                    else:
                        levels = defaults[following]
                    found = TOGETHER[found][levels]
                    if not found:
                        break
            kept[place] = found
            return found

        root = self.root
        return RAISED[self.base][look(root) if below[root] & touched else defaults[root]]

    def can_be_below(self, level: int, left: Sequence[int], touched: int, defaults: Sequence[int]) -> bool:
        """Whether a level under this one is possible: `levels` with no more looked at than it takes."""
        steps, below, kept = self.steps, self.below, dict[int, bool]()
        lower = (1 << level) - 1

        def can_be(place: int) -> bool:
            if not below[place] & touched:
                return defaults[place] & lower != 0
            found = kept.get(place)
            if found is None:
                step = steps[place]
                if step[0] >= 0:
                    found, values = False, left[step[0]]
                    for way in range(1, len(step), 3):
                        if step[way] & values and step[way + 1] < level and can_be(step[way + 2]):
                            found = True
                            break
                else:
                    found = all(map(can_be, step[1:]))
                kept[place] = found
            return found

        return self.base < level and can_be(self.root)
