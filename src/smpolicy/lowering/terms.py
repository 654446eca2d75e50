"""Terms: what a local term takes the name of that an instrument above defines.

A defined term stands in emphasis in the provision that defines it; so the base writes it, as its source does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from smpolicy.foundations.wording import name_of
from smpolicy.meaning.kinds import BY_CLAIM
from smpolicy.meaning.norms import Instrument, Provision, Remark

_EMPHASIS: Final = re.compile(r"[*]([^*]+)[*]")


def redefining(overlay: Instrument, base: Iterable[Instrument]) -> Instrument:
    """Return an overlay whose terms, where an instrument above defines them, are said of that instrument.

    Such a term stands beside the provision that defines it; one under a new name stays where it is.
    """
    above = [each for each in base if overlay.scope_with in (each.id, each.scope_with)]
    defined = {name: provision for each in above for name, provision in _defined(each).items()}
    return replace(overlay, remarks=tuple(_beside(each, defined) for each in overlay.remarks))


def _beside(remark: Remark, defined: Mapping[str, Provision]) -> Remark:
    provision = defined.get(name_of(remark.term)) if remark.term else None
    return replace(remark, does=BY_CLAIM["term"], provision=provision.id) if provision else remark


def _defined(instrument: Instrument) -> dict[str, Provision]:
    """Return the terms that an instrument defines, each with the provision that does."""
    defining = {norm.provision for norm in instrument.norms if norm.kind == "definition" or norm.defines}
    return {
        name_of(words): each
        for each in instrument.provisions
        if each.id in defining
        for words in _EMPHASIS.findall(each.text)
    }
