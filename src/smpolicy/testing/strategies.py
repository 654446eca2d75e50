"""Hypothesis strategies: small documents whose worlds can all be counted, and facts stated of them.

The documents are drawn as the plain content of files, so that what is tested begins where a drafter begins.
What is drawn is printed as YAML, so that an example that fails can be read, and pasted into files.
A strategy is made once: Hypothesis looks through each new one, which took most of the time of drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from smpolicy.documents.building import from_checked
from smpolicy.documents.document import Document
from smpolicy.foundations.source import digest
from smpolicy.testing.printing import PrintedAsRepr, block, flow, written

#: The members of the drawn set, of which a vocabulary has the first few: two at least.
MEMBERS: Mapping[str, str] = {
    "map": "a map", "face": "a face", "logo": "a logo", "sign": "a sign", "crowd": "a crowd", "flag": "a flag"
}  # fmt: skip
_FEWEST = 2
_TONES = {"calm": "calm", "sharp": "sharp", "rude": "rude"}
#: Local facts of the drawn vocabularies: each kind of domain, conduct and circumstance, few values.
FACTS: Mapping[str, Mapping[str, Any]] = {
    "act.posted": {"question": "Posted?", "kind": "conduct", "neutral": False},
    "act.tone": {"question": "In which tone?", "values": _TONES, "kind": "conduct", "neutral": "calm"},
    "act.shows": {
        "question": "What does it show?",
        "members": dict(list(MEMBERS.items())[:_FEWEST]),
        "kind": "conduct",
    },
    "time.hours": {"question": "How many hours ago?", "unit": "hour"},
    "time.crisis": {"question": "Is there a crisis?", "raises": True},
    "time.day": {"question": "On which day?", "type": "day"},
}
#: Days that drawn conditions name, each behind the other; one more on each side can be stated.
NAMED_DAYS = tuple(f"2027-03-0{day}" for day in (2, 3, 4))
_CATEGORIES = {"staff_mission_member": "a staff member", "intern": "an intern", "head_of_mission": "a head"}
_STATUS = {
    "osce_official": {"person.category": ["staff_mission_member", "head_of_mission"]},
    "non_osce_staff": {"person.category": "intern"},
}
#: Facts that follow from facts that follow from others themselves, an open question among them.
_DERIVED: Mapping[str, Mapping[str, Any]] = {
    "person.is_staff_mission_member": {
        "meaning": "staff member",
        "derived": {
            "true": {
                "readings": {
                    "si31:qa": {
                        "narrow": {"person.category": "staff_mission_member"},
                        "wide": {"person.category": ["staff_mission_member", "head_of_mission"]},
                    }
                }
            }
        },
    },
    "person.bound": {
        "meaning": "bound",
        "derived": {"true": {"any": [{"person.is_staff_mission_member": True}, {"person.status": "non_osce_staff"}]}},
    },
    "act.heard": {
        "meaning": "heard",
        "derived": {"true": {"all": [{"person.bound": True}, {"act.posted": True}]}},
    },
}
_QUESTIONS, _OWN_QUESTION = ("qa", "qb"), "qo"  # those of the base, and that of each overlay
_READ = {"question": "Narrow or wide?", "readings": {"narrow": "narrow", "wide": "wide"}}
_FORCES = ("mandatory", "should", "expected", "encouraged", "permitted")
_SENTENCE = "words that state it"
#: The keys of a norm in the order in which they are printed; they are drawn in any order.
_KEYS = ("under", "text", "force", "polarity", "bearer", "role", "scope", "act", "when", "unless", "step")


class Content(PrintedAsRepr, dict[str, Any]):
    """Content that was drawn: a dictionary, printed as YAML on one line."""

    def __repr__(self) -> str:
        """Write it as YAML."""
        return flow(self)


class Contents(PrintedAsRepr, list[dict[str, Any]]):
    """Norms that were drawn: a list, printed as YAML below a line of its own."""

    def __repr__(self) -> str:
        """Write it as YAML."""
        return "\n".join(("", *block(self)))


@dataclass(frozen=True, kw_only=True, repr=False)
class Drawn(PrintedAsRepr, Document):
    """A document that was drawn, with the text of its file, which is how it is printed."""

    text: str = field(compare=False)

    def __repr__(self) -> str:
        """Return its path, as a comment, and its text."""
        return f"--- # {self.path}\n{self.text}"


class Documents(PrintedAsRepr, list[Document]):
    """Documents that were drawn: a list, printed as one stream of YAML."""

    def __repr__(self) -> str:
        """Return the text of each file below its path, all below a line of their own."""
        return "\n".join(("", *(repr(each).rstrip("\n") for each in self)))


@cache
def _leaves(members: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a condition on one fact; beside a larger set, which has many values, on none that has more than three."""
    subsets = st.lists(st.sampled_from(tuple(MEMBERS)[:members]), min_size=1, max_size=members, unique=True)
    of_the_set = (
        st.builds(
            lambda relation, named: {"act.shows": {relation: named}},
            st.sampled_from(("has", "lacks", "any_of")),
            subsets,
        ),
        st.builds(lambda named: {"act.shows": named}, st.one_of(st.just([]), subsets)),
    )
    others = (
        st.builds(lambda v: {"act.posted": v}, st.booleans()),
        st.builds(lambda v: {"time.crisis": v}, st.booleans()),
        st.builds(lambda v: {"person.status": v}, st.sampled_from(("osce_official", "non_osce_staff"))),
        st.builds(lambda name, v: {name: v}, st.sampled_from(("person.bound", "act.heard")), st.booleans()),
    )
    if members > _FEWEST:
        return st.one_of(*of_the_set, *of_the_set, *others)
    return st.one_of(
        *of_the_set,
        *others,
        st.builds(
            lambda v: {"act.tone": v},
            st.lists(st.sampled_from(tuple(_TONES)), min_size=1, max_size=2, unique=True),
        ),
        st.builds(
            lambda relation, bound: {"time.hours": {relation: bound}},
            st.sampled_from(("under", "at_least", "over", "at_most")),
            st.integers(0, 3),
        ),
        st.builds(
            lambda relation, day: {"time.day": {relation: day}},
            st.sampled_from(("on", "before", "from", "after")),
            st.sampled_from(NAMED_DAYS),
        ),
        st.builds(
            lambda days: {"time.day": dict(zip(("from", "until"), sorted(days), strict=True))},
            st.lists(st.sampled_from(NAMED_DAYS), min_size=2, max_size=2, unique=True),
        ),
    )


@cache
def _ties(members: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw one side of a constraint: of one fact, or of two."""
    leaves = _leaves(members)
    two = st.builds(lambda how, *parts: {how: list(parts)}, st.sampled_from(("all", "any")), leaves, leaves)
    return st.one_of(leaves, leaves, two)


def _constraints(members: int, fewest: int = 0) -> st.SearchStrategy[list[tuple[bool, dict[str, Any], dict[str, Any]]]]:
    """Draw constraints, each of which ties what its two sides speak of."""
    one = st.tuples(st.booleans(), _ties(members), _ties(members))
    return st.lists(one, min_size=fewest, max_size=2)


@cache
def conditions(members: int = _FEWEST, structure: str = "") -> st.SearchStrategy[dict[str, Any]]:
    """Draw a condition with nesting and open questions, where a set has so many members; a structure has one too."""
    questions = [f"si31:{name}" for name in _QUESTIONS] + [f"{structure}:{_OWN_QUESTION}"] * bool(structure)
    nested: st.SearchStrategy[dict[str, Any]] = st.recursive(
        _leaves(members),
        lambda inner: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
            st.builds(
                lambda name, one, other: {"readings": {name: {"narrow": one, "wide": other}}},
                st.sampled_from(questions),
                inner,
                inner,
            ),
        ),
        max_leaves=4,
    )
    return nested.map(Content)


@cache
def _lines(members: int, structure: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda condition: {_SENTENCE: condition}, conditions(members, structure))


@cache
def norms(
    *, forces: tuple[str, ...] = _FORCES, members: int = _FEWEST, structure: str = ""
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a norm of the base or of an overlay of a structure, with force and polarity stated."""
    optional: dict[str, st.SearchStrategy[Any]] = {
        "when": _lines(members, structure),
        "unless": _lines(members, structure),
        "bearer": st.sampled_from((["osce_official"], ["non_osce_staff"], ["staff_mission_member"])),
        "role": st.sampled_from(("standing", "step")),
        "late": conditions(members, structure),
    }
    if not structure:
        optional["scope"] = st.just("own")
    return st.fixed_dictionaries(
        {
            "under": st.just("si31:1" if structure else "1"),
            "text": st.just(f"A sentence with {_SENTENCE}."),
            "force": st.sampled_from(forces),
            "polarity": st.sampled_from(("do", "refrain")),
            "act": _lines(members, structure),
        },
        optional=optional,
    ).map(_norm)


def _norm(drawn: Mapping[str, Any]) -> Content:
    """Return a norm with its keys in order; what was drawn of being late is said of a step."""
    said = dict(drawn)
    if drawn.get("role") == "step" and "late" in drawn:
        said["step"] = {"do": "Take it", "late": drawn["late"]}
    return Content({key: said[key] for key in _KEYS if key in said})


def instrument(norms_: list[dict[str, Any]], scope: dict[str, Any], effect: str | None = None) -> dict[str, Any]:
    """Return the content of a small instrument with these norms, this scope, and what its precedence clause says."""
    over = {"layer": 3, "promulgated_in": ["field_operation"]}
    clause = {"precedence": {"under": "1", "words": _SENTENCE, "over": over, "effect": effect}}
    return {
        **(clause if effect else {}),
        "schema": "smpolicy/instrument@1",
        "id": "si31",
        "title": "A small instruction",
        "number": "Instruction",
        "short": "SI 31",
        "issuer": {},
        "status": "in-force",
        "layer": 3,
        "version": "1",
        "dates": {"effective": {"from": "2021-01-01"}},
        "scope": {"holds": scope},
        "provisions": [{"id": "1", "kind": "section", "eid": "sec_1", "text": f"A sentence with {_SENTENCE}."}],
        "open_questions": {name: {"number": name, **_READ} for name in _QUESTIONS},
        "norms": {f"n{number}": norm for number, norm in enumerate(norms_)},
    }


def vocabulary(
    constraints: list[tuple[bool, dict[str, Any], dict[str, Any]]], members: int = _FEWEST
) -> dict[str, Any]:
    """Return the content of a vocabulary with constraints (whether both ways, and two conditions) and a set's size."""
    shows = {**FACTS["act.shows"], "members": dict(list(MEMBERS.items())[:members])}
    return {
        "schema": "smpolicy/vocabulary@1",
        "id": "facts",
        "title": "Facts",
        "facts": {
            **{name: dict(fact) for name, fact in FACTS.items()},
            "act.shows": shows,
            "person.category": {"question": "Who are you?", "values": dict(_CATEGORIES), "lasting": True},
            "person.status": {
                "meaning": "standing",
                "values": {"osce_official": "an official", "non_osce_staff": "other staff"},
                "derived": _STATUS,
            },
            **{name: dict(fact) for name, fact in _DERIVED.items()},
        },
        "persons": {
            **{name: {"label": name, "told_by": {"person.status": name}} for name in _STATUS},
            "staff_mission_member": {
                "label": "a staff member",
                "told_by": {"person.is_staff_mission_member": True},
                "by_default": False,
            },
        },
        "constraints": [
            {"why": "drawn", "if_and_only_if": [one, other]} if both else {"why": "drawn", "if": one, "then": other}
            for both, one, other in constraints
        ],
    }


STRUCTURES: Mapping[str, Any] = {
    "schema": "smpolicy/structures@1",
    "id": "structures",
    "title": "Structures",
    "structures": [
        {"id": name, "kind": "field_operation", "names": [{"name": f"Mission to {name.capitalize()}"}]}
        for name in ("arcadia", "illyria")
    ],
}


def overlay(
    structure: str, norms_: list[dict[str, Any]], parts: Mapping[str, list[dict[str, Any]]] | None = None
) -> dict[str, Any]:
    """Return the content of an overlay in force, with sub-structures if any."""
    return {
        "schema": "smpolicy/overlay@1",
        "id": f"{structure}/ai-1",
        "title": "An issuance",
        "status": "in-force",
        "issuer": {"structure": structure, "signed_by": "head-of-mission"},
        "layer": 3,
        "under": "si31:1",
        "dates": {"effective": {"from": "2022-01-01"}},
        "open_questions": {_OWN_QUESTION: {"number": _OWN_QUESTION, **_READ}},
        "norms": {f"o{number}": norm for number, norm in enumerate(norms_)},
        "structures": {
            f"{structure}/{part}": {"norms": {f"s{number}": norm for number, norm in enumerate(own)}}
            for part, own in (parts or {}).items()
        },
    }


def document(content: Mapping[str, Any], path: str) -> Document:
    """Make a document of the content of a file."""
    text = written(content)
    form = from_checked(str(content["schema"]), content)
    return Drawn(form=form, path=path, digest=digest(text.encode()), places={}, text=text)


@st.composite
def bases(draw: st.DrawFn, *, most_norms: int = 4, most_members: int = len(MEMBERS)) -> Documents:
    """Draw a small base: vocabulary with constraints, one instrument, a registry."""
    members = draw(st.sampled_from([_FEWEST, _FEWEST, *range(_FEWEST, most_members + 1)]))
    drawn = draw(st.lists(norms(members=members), min_size=1, max_size=most_norms))
    scope = draw(st.one_of(st.just({"act.posted": True}), conditions(members)))
    return Documents(
        [
            document(vocabulary(draw(_constraints(members)), members), "base/facts.yaml"),
            document(instrument(drawn, scope), "base/si31.yaml"),
            document(STRUCTURES, "base/structures.yaml"),
        ]
    )


@st.composite
def beside(draw: st.DrawFn, norm: Mapping[str, Any], members: int = _FEWEST) -> Content:
    """Draw a norm of arcadia on the act of one of the base: with other force, other polarity, other circumstances."""
    kept = {key: value for key, value in norm.items() if key not in ("scope", "role", "step")}
    other = Content(kept | {"under": "si31:1"})
    other["force"] = draw(st.sampled_from(("mandatory", "should", "encouraged", "permitted", "permitted")))
    other["polarity"] = draw(st.sampled_from(("do", "refrain")))
    for key in ("when", "unless"):
        match draw(st.sampled_from(("as it is", "none", "another"))):
            case "none":
                other.pop(key, None)
            case "another":
                other[key] = draw(_lines(members, "arcadia"))
    return other


@st.composite
def tied(
    draw: st.DrawFn,
    *,
    above: Mapping[str, Any] = MappingProxyType({}),
    below: Mapping[str, Any] = MappingProxyType({}),
    contrary: bool = False,
    lenient: bool = False,
) -> Documents:
    """Draw a base that prevails and an overlay of arcadia on the same acts, where facts and members of a set are tied.

    `above` and `below` are what the norms of the base and the first norm of the overlay say, whatever was drawn;
    with `contrary` the act of the latter is not to do what the other is about, and with `lenient` it can be done in
    another way too.
    The set has three to six members, and all worlds can still be counted: some thousands.
    """
    members = draw(st.integers(_FEWEST + 1, len(MEMBERS)))
    base: list[dict[str, Any]] = [
        Content({**each, **above}) for each in draw(st.lists(norms(members=members), min_size=1, max_size=2))
    ]
    own = Content({**draw(beside(draw(st.sampled_from(base)), members)), **below})
    if contrary:
        own["act"] = {_SENTENCE: {"not": own["act"][_SENTENCE]}}
    if lenient:
        own["act"] = {_SENTENCE: {"any": [own["act"][_SENTENCE], draw(_leaves(members))]}}
    more = draw(st.lists(norms(structure="arcadia", members=members), max_size=1))
    ties = draw(_constraints(members, fewest=1))
    return Documents(
        [
            document(vocabulary(ties, members), "base/facts.yaml"),
            document(instrument(base, {"act.posted": [True, False]}, "prevails"), "base/si31.yaml"),
            document(STRUCTURES, "base/structures.yaml"),
            document(overlay("arcadia", [own, *more]), "overlays/arcadia/ai-1.yaml"),
        ]
    )


@cache
def overlay_norms(*, structure: str = "arcadia", **how: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw the norms of an overlay of a structure."""
    return st.lists(norms(structure=structure, **how), min_size=1, max_size=3).map(Contents)


#: Days on which drawn documents begin and end; what holds can change on these and on no other.
DAYS = tuple(date(year, 1, 1) for year in (2022, 2023, 2024, 2025))


@st.composite
def _interval(draw: st.DrawFn) -> dict[str, str]:
    start = draw(st.sampled_from(DAYS))
    until = draw(st.sampled_from((None, *(day for day in DAYS if day > start))))
    return {"from": start.isoformat(), **({"until": until.isoformat()} if until else {})}


@st.composite
def _overlays(draw: st.DrawFn, structure: str) -> list[dict[str, Any]]:
    """Draw the issuances and drafts of a structure, some of which supersede each other, with a part of it."""
    contents: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        own = overlay_norms(structure=structure)
        content = overlay(structure, draw(own), {"east": draw(own)} if draw(st.booleans()) else {})
        content |= {"id": f"{structure}/ai-{number}", "dates": {"effective": draw(_interval())}}
        content["status"] = draw(st.sampled_from(("in-force", "in-force", "draft", "withdrawn", "superseded")))
        if content["status"] == "draft":
            del content["issuer"]
            content |= {"proposed_for": structure, "drafted_by": "drawn"}
        if draw(st.booleans()):
            content["facts"] = {f"{structure}.late": "Was it late?"}
            content["norms"]["o0"]["when"] = {_SENTENCE: {f"{structure}.late": True}}
        if draw(st.booleans()):
            content |= {"concurrence": {"by": "drawn", "date": draw(st.sampled_from(DAYS)).isoformat()}}
            content["dates"]["published"] = draw(st.sampled_from(DAYS)).isoformat()
        for part in content["structures"].values():
            part["name"] = f"Part as named in {number}"
        content["guidance"] = [{"under": draw(st.sampled_from(("si31:1", "#o0"))), "text": f"Guidance {number}"}]
        others = [name for each in contents for name in (each["id"], *(f"{each['id']}#{key}" for key in each["norms"]))]
        content["supersedes"] = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
        contents.append(content)
    return contents


@st.composite
def _interpretations(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {
            "schema": "smpolicy/interpretation@1",
            "id": f"interpretation-{number}",
            "title": "An interpretation",
            "status": draw(st.sampled_from(("in-force", "draft"))),
            "interprets": "si31",
            "dates": {"effective": draw(_interval())},
            "supersedes": ["interpretation-0"] if number and draw(st.booleans()) else [],
            "closes": {f"si31:{draw(st.sampled_from(_QUESTIONS))}": {"reading": reading, "text": "So it is read."}},
        }
        for number, reading in enumerate(draw(st.lists(st.sampled_from(("narrow", "wide")), max_size=2)))
    ]


@st.composite
def corpora(draw: st.DrawFn, *, effects: tuple[str | None, ...] = ("prevails",)) -> Documents:
    """Draw a base whose precedence clause has one of these effects, and what two structures made of it over time."""
    facts, _, registry = draw(bases(most_norms=3, most_members=_FEWEST))
    drawn = draw(st.lists(norms(), min_size=1, max_size=3))
    base = instrument(
        drawn, draw(st.one_of(st.just({"act.posted": True}), conditions())), draw(st.sampled_from(effects))
    )
    contents = [*draw(_overlays("arcadia")), *draw(_overlays("illyria")), *draw(_interpretations())]
    return Documents(
        [
            facts,
            document(base, "base/si31.yaml"),
            registry,
            *(document(each, f"{each['id']}.yaml") for each in contents),
        ]
    )


@cache
def stated_facts() -> st.SearchStrategy[dict[str, Any]]:
    """Draw facts that somebody states: each known, in part known, not sure, or not mentioned."""
    members = st.lists(st.sampled_from(("map", "face")), max_size=2, unique=True)
    one_member = st.sampled_from(("map", "face"))
    unsure = st.just("not_sure")
    return st.fixed_dictionaries(
        {},
        optional={
            "act.posted": st.one_of(st.booleans(), unsure),
            "act.tone": st.one_of(st.sampled_from(tuple(_TONES)), unsure),
            "act.shows": st.one_of(
                members,
                st.builds(lambda how, one: {how: [one]}, st.sampled_from(("has", "lacks")), one_member),
                unsure,
            ),
            "time.hours": st.one_of(st.integers(0, 4), unsure),
            "time.crisis": st.one_of(st.booleans(), unsure),
            "time.day": st.one_of(st.sampled_from(("2027-03-01", *NAMED_DAYS, "2027-03-05")), unsure),
            "person.category": st.one_of(st.sampled_from(tuple(_CATEGORIES)), unsure),
        },
    ).map(Content)
