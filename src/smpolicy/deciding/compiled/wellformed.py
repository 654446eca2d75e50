"""Whether plain data is a program that this version knows: every key, kind and number of it, before it is read.

What passes decides, or refuses facts; it can say something else than what it was made from, but never anything that
breaks what decides.
"""

from __future__ import annotations

from itertools import chain

from smpolicy.deciding.compiled.formulas import AND, OR
from smpolicy.deciding.compiled.walk import APART, NO_WORLD, NOTHING_LEFT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

#: How deep formulas, steps of a diagram and conditions may be nested: far from where Python would give up.
_DEEPEST = 300

_OF = ("structure", "as_of", "drafts", "text")
_REQUIRED = (
    "format", "of", "digest", "method", "given", "names", "facts", "derived", "questions", "ties", "scope", "norms",
    "terms", "asides", "steps", "scope_norms", "wide", "constraints", "cells", "gates", "formulas", "in_force",
    "commencing",
)  # fmt: skip
_STATUSES = ("not_examined", "not_borne", "outside", "set_aside", "exception", "met", "broken")
_FORCES = ("mandatory", "should", "expected", "encouraged", "requested", "permitted", "none")
_COUNTS = ("a concern is stated", "its act is spoken of", "it applies", "never")
_TURNS_ON = ("all", "act", "raising", "before", "excepting", "breach")
#: What can be asked of each kind of fact.
_ORDER = ("under", "at-least", "over", "at-most")
_RELATIONS = {
    "boolean": ("one-of",),
    "enum": ("one-of",),
    "set": ("exactly", "has", "lacks", "any-of"),
    "integer": ("one-of", *_ORDER),
    "day": ("on", "before", "from", "after", "during"),
}
#: How many places there can be for cubes in all, some times as many as anything is compiled to: a few digits could
#: ask for more memory than there is.
_MOST_PLACES = 1 << 17
#: The last day that there is.
_LAST_DAY = 3_652_059


class Malformed(ValueError):  # noqa: N818  (it is what was found)
    """Something in plain data is not as in any program."""


def check(data: Any) -> None:
    """Look at all of a document but its format and digest. Raises `Malformed`, and says where, if it is no program."""
    method = data.get("method")
    _one_of(method, ("compiled", "search"), "method")
    _keys(data, "the document", (*_REQUIRED, *(("cubes", "diagram") if method == "compiled" else ())))
    _keys(data["of"], "of", _OF)
    _kind(data["of"]["drafts"], bool, "of.drafts")
    _texts([data["of"][key] for key in _OF if key != "drafts"], "of")
    _kind(data["in_force"], bool, "in_force")
    _texts(data["commencing"], "commencing")
    _texts(data["derived"], "derived")
    _Checking(data).check()


class _Checking:
    """The parts of a document, each looked at once it is known how many there are of what it names."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.facts = _mapping(data["facts"], "facts")
        self.questions = _mapping(data["questions"], "questions")
        self.norms = _list(data["norms"], "norms")
        cells = _list(data["cells"], "cells")
        for values in cells:
            _list(values, "cells")
            if not values or not _all_numbers(values, len(values)) or set(values) != set(range(max(values) + 1)):
                raise Malformed("`cells` leave some value out")
        _number(data["gates"], len(self.norms) + 1, "gates")
        #: How many combinations each cell has, and how many values in formulas.
        self.combinations = [len(values) for values in cells]
        self.widths = [max(values) + 1 for values in cells] + [2] * data["gates"]
        self.formulas = 2 + len(_list(data["formulas"], "formulas"))

    def check(self) -> None:
        data = self.data
        self._check_formulas()
        for name, fact in self.facts.items():
            self._check_fact(f"facts.{name}", fact)
        for name, question in self.questions.items():
            self._check_question(f"questions.{name}", question)
        for name, number in _mapping(data["names"], "names").items():
            _number(number, len(self.facts), f"names.{name}")
            if name in self.facts:
                raise Malformed(f"`names.{name}` is another name of a fact and a fact")
        for name in _mapping(data["given"], "given"):
            if name not in self.facts:
                raise Malformed(f"`given` names no fact: `{name}`")
        for tie in _list(data["ties"], "ties"):
            self._numbers(tie, len(self.facts) + len(self.questions), "ties")
        for condition in _list(data["constraints"], "constraints"):
            self._check_condition(condition, "constraints")
        _keys(data["scope"], "scope", ("formula", "turns_on", "speaks_of"))
        self._formula(data["scope"]["formula"], "scope.formula")
        for key in ("turns_on", "speaks_of"):
            self._numbers(data["scope"][key], len(self.facts), f"scope.{key}")
        self._check_norms()
        self._check_beside()
        if data["method"] == "compiled":
            self._check_cubes()
            self._check_diagram()

    # What is often named

    def _formula(self, number: Any, where: str) -> None:
        _number(number, self.formulas, where)

    def _numbers(self, numbers: Any, below: int, where: str) -> None:
        if not _all_numbers(_list(numbers, where), below):
            raise Malformed(f"`{where}` names what there is not")

    # Formulas

    def _check_formulas(self) -> None:
        widths, seen, depths = self.widths, set[tuple[int, ...]](), [1, 1]
        for at, node in enumerate(self.data["formulas"], start=2):
            kind = node[0] if type(node) is list and len(node) > 1 and type(node[0]) is int else None
            if kind in (AND, OR):
                if len(node) < 3 or not _all_numbers(node[1:], at):
                    raise Malformed("`formulas` have a part that does not stand before it")
                depth = 1 + max([depths[part] for part in node[1:]])
            elif kind is not None and 0 <= kind < len(widths) and len(node) == 2:
                _mask(node[1], widths[kind], "formulas")
                depth = 1
            else:
                raise Malformed("`formulas` have one of an unknown kind")
            depths.append(depth)
            seen.add(tuple(node))
            if depth > _DEEPEST or len(seen) != at - 1:
                raise Malformed("`formulas` are nested too deep, or one stands there twice")
        for group in _list(self.data["wide"], "wide"):
            self._numbers(group, self.formulas, "wide")
            if not group:
                raise Malformed("`wide` has an empty group")

    # Facts and questions

    def _check_fact(self, where: str, fact: Any) -> None:
        _keys(fact, where, ("kind", "conduct", "cells"),
              ("names", "unit", "neutral", "occasion", "raises", "stage", "presupposes"))  # fmt: skip
        kind = fact["kind"]
        _one_of(kind, _RELATIONS, f"{where}.kind")
        for key in ("conduct", "occasion", "stage"):
            _kind(fact.get(key, False), bool, f"{where}.{key}")
        if kind in ("enum", "set"):
            _texts(fact.get("names"), f"{where}.names")
        elif "names" in fact:
            raise Malformed(f"`{where}.names` stand where there are none")
        _kind(fact.get("unit", ""), str, f"{where}.unit")
        for value in [*([fact["neutral"]] if "neutral" in fact else []), *_list(fact.get("raises", []), where)]:
            self._check_value(value, fact, where)
        if "presupposes" in fact:
            self._check_condition(fact["presupposes"], f"{where}.presupposes")
        cells = set()
        for value in _list(fact["cells"], f"{where}.cells"):
            cells.add(self._check_cell(value, f"{where}.cells", masks=2 if kind == "set" else 1))
            if kind in ("integer", "day"):
                _stretch(value[0], first=kind == "day", where=f"{where}.cells")
            elif kind == "boolean":
                _kind(value[0], bool, f"{where}.cells")
            else:
                _one_of(value[0], fact["names"], f"{where}.cells")
        if kind != "set" and len(cells) > 1:
            raise Malformed(f"`{where}.cells` are several, and a value is in one")

    def _check_cell(self, value: Any, where: str, *, masks: int) -> int:
        """Look at a value, the cell that it is in, and the combinations with it; return the cell."""
        if type(value) is not list or len(value) != 2 + masks:
            raise Malformed(f"`{where}` are of an unknown kind")
        _number(value[1], len(self.combinations), where)
        cell: int = value[1]
        for mask in value[2:]:
            _mask(mask, self.combinations[cell], where, least=0)
        return cell

    def _check_value(self, value: Any, fact: dict[str, Any], where: str) -> None:
        kind, names = fact["kind"], fact.get("names", ())
        if kind == "set":
            _texts(value, where)
            fits = set(value) <= set(names)
        elif kind == "enum":
            fits = type(value) is str and value in names
        elif kind == "day":
            fits = type(value) is str
        else:
            fits = type(value) is (bool if kind == "boolean" else int)
        if not fits:
            raise Malformed(f"`{where}` has a value that is none of it")

    def _check_question(self, where: str, question: Any) -> None:
        _keys(question, where, ("cells",), ("raised_by", "unraised"))
        cells = _list(question["cells"], f"{where}.cells")
        places = {self._check_cell(value, where, masks=1) for value in cells}
        _texts([value[0] for value in cells], where)
        if len(places) != 1:
            raise Malformed(f"`{where}` is in several cells, or in none")
        if question.keys() & {"raised_by", "unraised"}:
            _kind(question.get("raised_by"), str, f"{where}.raised_by")
            _one_of(question.get("unraised"), [value[0] for value in cells], f"{where}.unraised")

    def _check_condition(self, condition: Any, where: str, depth: int = 0) -> None:
        if depth > _DEEPEST or type(condition) is not list or not condition:
            raise Malformed(f"`{where}` is of an unknown kind")
        kind, *rest = condition
        if kind == "test" and len(rest) == 3:
            name, relation, operand = rest
            fact = self.facts.get(name) if type(name) is str else None
            if fact is None or relation not in _RELATIONS.get(fact.get("kind"), ()):
                raise Malformed(f"`{where}` asks of no fact, or what cannot be asked of it")
            self._check_operand(fact, relation, _list(operand, where), where)
            return
        if kind == "by" and len(rest) > 1 and type(rest[0]) is str:
            if any(type(each) is not list or len(each) != 2 for each in rest[1:]):
                raise Malformed(f"`{where}` is of an unknown kind")
            _texts([name for name, _ in rest[1:]], where)
            rest = [part for _, part in rest[1:]]
        elif kind not in ("all", "any") and (kind != "not" or len(rest) != 1):
            raise Malformed(f"`{where}` is of an unknown kind")
        for part in rest:
            self._check_condition(part, where, depth + 1)

    def _check_operand(self, fact: dict[str, Any], relation: str, operand: list[Any], where: str) -> None:
        for value in operand:
            self._check_value([value] if fact["kind"] == "set" else value, fact, where)
        bounded = relation in _ORDER or relation in ("before", "from", "after")
        if (bounded and len(operand) != 1) or (relation == "during" and len(operand) != 2):
            raise Malformed(f"`{where}` has too many bounds, or too few")

    # Norms, and what is said beside

    def _check_norms(self) -> None:
        ids = set()
        for number, norm in enumerate(self.norms):
            where = f"norms.{number}"
            _keys(norm, where, ("id", "force", "polarity", "counts", "stands", "borne", "applies", "facts"),
                  ("role", "own_scope", "gate", "late"))  # fmt: skip
            _kind(norm["id"], str, where)
            ids.add(norm["id"])
            _one_of(norm["force"], _FORCES, f"{where}.force")
            _one_of(norm["polarity"], ("do", "refrain"), f"{where}.polarity")
            _one_of(norm["counts"], _COUNTS, f"{where}.counts")
            _one_of(norm.get("role"), (None, "standing", "step"), f"{where}.role")
            for key in ("own_scope", "late"):
                _kind(norm.get(key, False), bool, f"{where}.{key}")
            if "gate" in norm and not (_all_numbers([norm["gate"]], len(self.widths)) and norm["gate"] >= self.cells):
                raise Malformed(f"`{where}.gate` is none")
            _keys(norm["stands"], f"{where}.stands", _STATUSES)
            for formula in (*norm["stands"].values(), norm["borne"], norm["applies"]):
                self._formula(formula, where)
            _keys(norm["facts"], f"{where}.facts", _TURNS_ON)
            for key in _TURNS_ON:
                self._numbers(norm["facts"][key], len(self.facts), f"{where}.facts.{key}")
        if len(ids) < len(self.norms):
            raise Malformed("`norms` have one id twice")

    @property
    def cells(self) -> int:
        return len(self.combinations)

    def _check_beside(self) -> None:
        for term in _list(self.data["terms"], "terms"):
            if type(term) is not list or [type(each) for each in term] != [int] * 3:
                raise Malformed("`terms` are of an unknown kind")
            level, norm, formula = term
            if not 1 <= level <= 3 or not -1 <= norm < len(self.norms):
                raise Malformed("`terms` have an unknown level, or norm")
            self._formula(formula, "terms")
        for key, texts in (("asides", 3), ("scope_norms", 1)):
            for each in _list(self.data[key], key):
                if type(each) is not list or len(each) != texts + 1:
                    raise Malformed(f"`{key}` are of an unknown kind")
                _texts(each[:texts], key)
                self._formula(each[-1], key)
        for step in _list(self.data["steps"], "steps"):
            deciding = type(step) is dict and "clause" in step
            more = ("clause", "named", "conduct") if deciding else ("when",)
            _keys(step, "steps", ("norm", "on", "polarity", *more), ("slot",))
            _kind(step["norm"], str, "steps")
            _kind(step.get("slot", ""), str, "steps")
            _one_of(step["on"], ("applies", "broken", "unsure"), "steps.on")
            _one_of(step["polarity"], (None, "do", "refrain"), "steps.polarity")
            if deciding:
                _number(step["clause"], len(self.norms), "steps.clause")
                for key in ("named", "conduct"):
                    self._numbers(step[key], len(self.facts), f"steps.{key}")
            else:
                self._formula(step["when"], "steps.when")

    # What was found out once

    def _check_cubes(self) -> None:
        _keys(self.data["cubes"], "cubes", ("sizes", "literals"))
        sizes, widths, places = _list(self.data["cubes"]["sizes"], "cubes.sizes"), self.widths, 0
        if len(sizes) != len(self.data["terms"]):
            raise Malformed("`cubes.sizes` are not as many as `terms`")
        for pair in sizes:
            if type(pair) is not list or len(pair) != 2 or not _all_numbers(pair, _MOST_PLACES):
                raise Malformed("`cubes.sizes` are of an unknown kind")
            places += sum(pair) + 2
        if places > _MOST_PLACES:
            raise Malformed("`cubes.sizes` are of more cubes than any program has")
        literals = _list(self.data["cubes"]["literals"], "cubes.literals")
        for literal in literals:
            if type(literal) is not list or list(map(type, literal)) != [int, int, int, str]:
                raise Malformed("`cubes.literals` are of an unknown kind")
            cell, mask, first, digits = literal
            _number(cell, len(widths), "cubes.literals")
            _mask(mask, widths[cell], "cubes.literals")
            _number(first, places, "cubes.literals")
            if not digits or digits.strip("0123456789abcdef"):
                raise Malformed("`cubes.literals` have what is no hexadecimal digit")
        if len({(cell, mask) for cell, mask, *_ in literals}) < len(literals):
            raise Malformed("`cubes.literals` have one twice")

    def _check_diagram(self) -> None:
        diagram = self.data["diagram"]
        _keys(diagram, "diagram", ("base", "root", "steps"))
        _number(diagram["base"], 4, "diagram.base")
        steps, widths, depths = _list(diagram["steps"], "diagram.steps"), self.widths, [1, 1]
        _number(diagram["root"], len(steps), "diagram.root")
        if steps[:2] != [[NOTHING_LEFT], [NO_WORLD]]:
            raise Malformed("`diagram.steps` begin with others than they do")
        if set(map(type, steps)) != {list} or set(map(type, chain.from_iterable(steps))) != {int} or [] in steps:
            raise Malformed("`diagram.steps` have one of an unknown kind")
        # of all steps together, since there are many: the masks of each cell, the levels, and the steps led to
        masks, levels, led_to = [list[int]() for _ in widths], list[int](), list[int]()
        for step in steps[2:]:
            kind = step[0]
            if 0 <= kind < len(widths) and len(step) % 3 == 1:
                ways = step[3::3]
                masks[kind] += step[1::3]
                levels += step[2::3]
            elif kind == APART:
                ways = step[1:]
            else:
                raise Malformed("`diagram.steps` have one of an unknown kind")
            try:
                depths.append(1 + max([depths[way] for way in ways]))
            except (IndexError, ValueError):
                raise Malformed("`diagram.steps` lead to one that does not stand before, or nowhere") from None
            led_to += ways
        if min(led_to, default=0) < 0 or not set(levels) <= {0, 1, 2, 3} or max(depths) > _DEEPEST:
            raise Malformed("`diagram.steps` lead to what there is not, or too far")
        for cell, looked_for in enumerate(masks):
            for mask in set(looked_for):
                _mask(mask, widths[cell], "diagram.steps", full=True)


def _all_numbers(numbers: Sequence[Any], below: int) -> bool:
    """Whether all are whole numbers from 0, below another; `True` is none."""
    return not numbers or (set(map(type, numbers)) == {int} and min(numbers) >= 0 and max(numbers) < below)


def _number(value: Any, below: int, where: str) -> None:
    if type(value) is not int or not 0 <= value < below:
        raise Malformed(f"`{where}` is out of range")


def _mask(value: Any, width: int, where: str, *, least: int = 1, full: bool = False) -> None:
    """Look at a mask of values; in formulas none has all, and only combinations of a fact can be none."""
    most = (1 << width) - (0 if full or least == 0 else 1)
    if type(value) is not int or not least <= value < most:
        raise Malformed(f"`{where}` have a value that a cell does not have")


def _stretch(value: Any, *, first: bool, where: str) -> None:
    """Look at a stretch of numbers, or of days."""
    most = _LAST_DAY + 1
    if type(value) is not list or len(value) != 2 or type(value[0]) is not int or value[0] < int(first):
        raise Malformed(f"`{where}` have a stretch that is none")
    if (first and value[0] > most) or not (value[1] is None or (type(value[1]) is int and value[1] > value[0])):
        raise Malformed(f"`{where}` have a stretch that is none")


def _kind(value: Any, kind: type, where: str) -> None:
    if type(value) is not kind:
        raise Malformed(f"`{where}` is of another type")


def _one_of(value: Any, known: Collection[Any], where: str) -> None:
    if not (value is None or type(value) is str) or value not in known:
        raise Malformed(f"`{where}` is `{value}`, which this version does not know")


def _list(value: Any, where: str) -> list[Any]:
    if type(value) is not list:
        raise Malformed(f"`{where}` is no list")
    return value


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if type(value) is not dict:
        raise Malformed(f"`{where}` is no object")
    return value


def _texts(value: Any, where: str) -> None:
    if not set(map(type, _list(value, where))) <= {str} or len(set(value)) < len(value):
        raise Malformed(f"`{where}` are no texts, or one of them stands there twice")


def _keys(value: Any, where: str, required: Sequence[str], optional: Sequence[str] = ()) -> None:
    """Look at the keys of an object: those that it must have, those that it can have, and no other."""
    keys = _mapping(value, where).keys()
    missing = [key for key in required if key not in keys]
    unknown = [key for key in value if key not in required and key not in optional]
    if missing or unknown:
        named = ", ".join(f"`{key}`" for key in (missing or unknown)[:3])
        raise Malformed(f"{where} {'has no' if missing else 'has an unknown key'} {named}")
