"""What an overlay says must be able to stand beside the instrument above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Written, overlay_norms, understood
from smpolicy.conditions import facts
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, report
from smpolicy.lowering import Lowered
from smpolicy.norms import Instrument, Line, Norm, conjunction
from smpolicy.policy import Policy
from smpolicy.precedence import Clash, SetAside, opposition
from smpolicy.program import expanded
from smpolicy.resolution import resolve
from smpolicy.showing import smallest_activity

#: What an overlay norm does, by the kind of conflict, and how the same could be said without one.
_DOES: Final = {
    "permits-disapproved": ("permits what {} disapproves of", "limit it to where {} leaves room, or leave it out"),
    "exempts": ("lifts what {} asks for", "leave it out: {} goes on to ask for it"),
    "requires-disapproved": ("asks for what {} disapproves of", "limit it to where {} leaves room"),
    "forbids-required": ("forbids what {} asks for", "limit it to where {} does not ask for it"),
}


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report overlay norms that are inconsistent with the instrument above: in a draft, an error; else a warning.

    Packaged documents were examined when they were packaged, and are not again beside files that are read.
    """
    norms = {
        each.norm.id: each
        for each in overlay_norms(corpus, lowered)
        if understood(each, lowered) and (each.source is not None or not corpus.sources)
    }
    found: set[tuple[str, str, str]] = set()
    for overlay in sorted(lowered.instruments.values(), key=lambda each: each.id):
        here = [each.norm for each in norms.values() if each.norm.instrument == overlay.id]
        asked = here and _answerable(here, lowered) and _opposed(here, lowered)
        for policy in _policies(overlay, lowered) if asked else ():
            for conflict in policy.conflicts:
                own, other = _sides(conflict, overlay)
                key = (own, other, conflict.kind)
                if own in norms and key not in found:
                    found.add(key)
                    yield _finding(norms[own], conflict, policy)


def _answerable(norms: list[Norm], lowered: Lowered) -> bool:
    """Whether people of the structure can be asked all that its norms turn on; another's facts are reported."""
    structure = (norms[0].structure or "").partition("/")[0]
    others = {name.partition("/")[0] for name in lowered.structures} - {structure}
    lines = (line for norm in norms for line in (*norm.act, *norm.when, *(each for one in norm.unless for each in one)))
    return not any(name.partition(".")[0] in others for line in lines for name in facts(line.condition))


def _opposed(norms: list[Norm], lowered: Lowered) -> bool:
    """Whether some norm of the base opposes one of these about the same facts: else nothing need be compiled."""

    def spoken_of(lines: tuple[Line, ...]) -> frozenset[str]:
        return facts(expanded(conjunction(lines), lowered.vocabulary))

    base = [norm for each in lowered.instruments.values() if each.structure is None for norm in each.norms]
    acts = [(above, spoken_of(above.act)) for above in base if above.decides]
    return any(
        opposition(above, norm) and act & spoken_of((*norm.act, *norm.when))
        for norm in norms
        if norm.decides
        for above, act in acts
    )


def _policies(overlay: Instrument, lowered: Lowered) -> Iterator[Policy]:
    """Yield what holds with this overlay alone: for its structure and each part, whenever something begins."""
    own = {name: each for name, each in lowered.instruments.items() if each.structure is None or each is overlay}
    starts = [each.effective.start for each in lowered.instruments.values()]
    starts += [each.effective.start for each in lowered.interpretations]
    days = sorted({day for day in starts if day is not None})
    home, governing = lowered.structures.get(overlay.structure or ""), lowered.instruments.get(overlay.scope_with or "")
    for day in (each for each in days if each in overlay.effective):
        for name in (overlay.structure or "", *overlay.substructures):
            structure = lowered.structures.get(name)
            if home is not None and structure is not None and governing is not None:
                resolution = resolve(
                    instruments=own,
                    interpretations=lowered.interpretations,
                    structure=structure,
                    home=home,
                    governing=governing,
                    as_of=day,
                    drafts=True,
                )
                yield Policy(resolution=resolution, lowered=lowered)


def _sides(conflict: SetAside | Clash, overlay: Instrument) -> tuple[str, str]:
    """Return the overlay's norm in a conflict, and the other one."""
    other = conflict.prevailing if isinstance(conflict, SetAside) else conflict.other
    own = (conflict.norm, other) if conflict.norm.instrument == overlay.id else (other, conflict.norm)
    return own[0].id, own[1].id


def _finding(written: Written, conflict: SetAside | Clash, policy: Policy) -> Diagnostic:
    other = conflict.prevailing if isinstance(conflict, SetAside) else conflict.other
    above = other if conflict.norm.id == written.norm.id else conflict.norm
    does, mend = _DOES[conflict.kind]
    follows = conflict.why if isinstance(conflict, Clash) else f"{other.citation} prevails"
    shown = smallest_activity(policy, conflict) or conflict.witness
    return report(
        "inconsistent",
        f"under our reading this {does.format(above.citation)}: {follows}",
        written.document.place(*written.path, "text"),
        help=mend.format(above.citation),
        related=[Related(span=above.span, message=f"{above.citation} says so")],
        severity="error" if written.norm.draft and isinstance(conflict, SetAside) else "warning",
        norm=written.norm.id,
        provision=above.provision,
        kind=conflict.kind,
        witness={"facts": {name: _plain(value) for name, value in shown.items()}},
        survives=conflict.survives if isinstance(conflict, SetAside) else None,
    )


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
