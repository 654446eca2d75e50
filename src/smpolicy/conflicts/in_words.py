"""In words: what of an overlay norm only its words tell, beside the norms of the provision that it stands under.

A norm without an act is compared with nothing. Where it permits something under a provision that asks for the opposite,
people must look whether that is what the provision speaks of.
A qualifier such as "knowingly", in a norm that says no more than a norm above does, may let less suffice than that one
does; what it means no condition tells. Where one does, `inconsistency` finds it.
Some words must be looked at wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from smpolicy.conflicts.inconsistency import binds
from smpolicy.conflicts.linking import lies_within, same_act
from smpolicy.conflicts.precedence import ForReview, Undetermined
from smpolicy.deciding.proving import Prover
from smpolicy.deciding.semantics import Clause
from smpolicy.deciding.worlds import Undecided
from smpolicy.foundations.keywords import RANK
from smpolicy.meaning.norms import Norm, stands_above

#: Words by which a norm asks for an effort, for what suits, or only for what somebody knew, meant or brought about.
QUALIFIERS: Final = re.compile(
    r"\b(?:(?:reasonable|best|good[- ]faith) (?:efforts?|endeavours?|steps|care)|"
    r"(?:try|tries|trying|attempt|attempts|attempting|endeavours?|strives?) to|makes? (?:an|every|some) effort to|"
    r"(?:where|when|whenever|wherever|if|as far as|as much as|to the extent|so far as|insofar as) (?:it is |they are )?"
    r"(?:reasonably )?(?:convenient|possible|practicable|practical|feasible|appropriate|reasonable)|"
    r"(?:if|where|when) time (?:permits|allows)|time permitting|within reason|"
    r"(?:knowingly|wilfully|willfully|deliberately|intentionally|consciously|on purpose|in bad faith)"
    r"(?! or (?:un|not\b))|"
    r"actual(?:ly)?|demonstrabl[ey]|provabl[ey]|manifestly|grossly|seriously|significantly|substantially|"
    r"persistently|repeatedly|habitually|unduly|"
    r"(?:serious|significant|substantial|grave|lasting) (?:harm|damage|detriment|prejudice|risks?))\b",
    re.IGNORECASE,
)

#: Words by which a norm attaches consequences, or moves responsibility away from the person.
_WORDS: Final[Mapping[str, re.Pattern[str]]] = {
    "adds-sanction": re.compile(
        r"\b(disciplinary (measures?|actions?|consequences|sanctions?)|(lead|leads|give rise) to (dismissal|sanctions)|"
        r"(be|being) (disciplined|sanctioned|dismissed|penali[sz]ed|reprimanded|fined)|"
        r"deduct(ed|ion)? (of|from) (pay|salary)|"
        r"will have consequences|terminat(e|ed|ion) of (the |their )?(contract|appointment|engagement))\b",
        re.I,
    ),
    "shifts-responsibility": re.compile(
        r"\b(responsibility of the (?!person|individual|author|staff member)|bears? (full |sole |no )?responsibility|"
        r"takes? (over )?responsibility|(is|are) not responsible|not (be )?held responsible|relieved of responsibility|"
        r"\w+['’]s responsibility)",
        re.I,
    ),
}


def only_words(
    prover: Prover, norms: Collection[Norm], clauses: Iterable[Clause]
) -> Iterator[ForReview | Undetermined]:
    """Yield what people must look at since only words tell it, in the order of the text.

    `norms` are those of the base and of the overlays, and `clauses` those of them that facts decide, compiled.
    """
    compiled = {each.norm.id: each for each in clauses}
    for norm in (each for each in norms if each.structure is not None and each.borne_by_persons):
        if opposite := opposite_in_words(norm, norms):
            yield _permission(norm, opposite)
        elif norm.id in compiled and (qualifier := QUALIFIERS.search(norm.text)):
            beside = [compiled[each.id] for each in _asked_there(norm, norms) if each.id in compiled]
            yield from _qualified(prover, compiled[norm.id], beside, qualifier.group())


def words_to_review(norm: Norm) -> Iterator[tuple[str, str]]:
    """Yield the words of a norm that a person must look at, whatever its conditions are, with the kind of each."""
    for kind, words in _WORDS.items():
        phrase = words.search(norm.text)
        if phrase is not None:
            yield kind, phrase.group()


def opposite_in_words(norm: Norm, norms: Iterable[Norm]) -> list[Norm]:
    """Return what is asked for where a permission in words alone stands, if it asks for the opposite; else nothing."""
    asked = _asked_there(norm, norms) if norm.borne_by_persons and _permits_in_words(norm) else ()
    return [each for each in asked if each.polarity != norm.polarity]


def _asked_there(norm: Norm, norms: Iterable[Norm]) -> Iterator[Norm]:
    """Yield the norms above that ask for something where a norm stands: in its provision, or below; or its anchors."""
    above = (each for each in norms if stands_above(each, norm) and binds(each))
    return (each for each in above if each.id in norm.anchors or (each.structure is None and lies_within(each, norm)))


def _permits_in_words(norm: Norm) -> bool:
    """Whether a norm without an act permits something, whatever else its words leave open.

    Words that are not read for certain, such as "are free to", permit where each of their readings does.
    """
    if norm.act or norm.force not in ("permitted", "none"):
        return False
    from smpolicy.meaning.modality import read_modality  # many patterns, which norms with an act do without

    modality = read_modality(norm.text)
    doubt = modality.doubt if modality.force is None else None
    forces = {force for force, _ in doubt.readings} if doubt else {modality.force}
    return forces == {"permitted"} or (forces == {"none"} and norm.force == "permitted")


def _permission(norm: Norm, opposite: list[Norm]) -> ForReview:
    """Return that people must look whether a permission in words alone is what the provision speaks of."""
    one = len({each.provision for each in opposite}) == 1
    why = "no condition says what it permits, so that it is compared with nothing"
    return ForReview(norm=norm, other=opposite[0] if one else None, kind="words-alone", why=why, witness={})


def _qualified(
    prover: Prover, below: Clause, above: Iterable[Clause], qualifier: str
) -> Iterator[ForReview | Undetermined]:
    """Yield that a norm which says no more than one above, and with no other force, has a qualifier that is new."""
    own = below.norm
    for clause in above:
        norm = clause.norm
        alike = norm.polarity == own.polarity and RANK[norm.force] == RANK[own.force]
        if not alike or qualifier.lower() in norm.text.lower():
            continue
        try:
            if same_act(prover, clause, below):
                why = f"“{qualifier}” does not stand there, and what it means no machine weighs"
                yield ForReview(norm=own, other=norm, kind="raises-threshold", why=why, witness={})
                return
        except Undecided:
            yield Undetermined(norm=own, other=norm)
            return
