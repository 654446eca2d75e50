"""What is unconfirmed of a structure, in words: its names, its days, its seat."""

from __future__ import annotations

import re
from typing import Final

from smpolicy.meaning.norms import Structure

_UNCONFIRMED_NAME: Final = re.compile(r"names\[(\d+)\]\.?(from|until)?( days?)?")


def unconfirmed_in_words(structure: Structure) -> tuple[str, ...]:
    """Say in words which fields of a structure's registry entry are unconfirmed."""
    return tuple(_unconfirmed(each, structure) for each in structure.unconfirmed)


def _unconfirmed(place: str, structure: Structure) -> str:
    name_place = _UNCONFIRMED_NAME.fullmatch(place)
    if name_place is None or int(name_place[1]) >= len(structure.names):
        return {"closed": "the day of closure", "seat": "the seat"}.get(place, place)
    whose = f"the name “{structure.names[int(name_place[1])].name}”"
    exactly = "the exact day " if name_place[3] else ""
    match name_place[2]:
        case "from":
            return f"{exactly}since when it bore {whose}"
        case "until":
            return f"{exactly}until when it bore {whose}"
        case _:
            return f"the exact days on which it bore {whose}" if name_place[3] else whose
