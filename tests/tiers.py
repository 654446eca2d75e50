"""An invented house with an office and a team: three tiers of overlays under one rule-book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpora import STRUCTURES, base, overlay, write

#: The overlays, from the top of the chain.
HOUSE, OFFICE, TEAM = "arcadia/rules", "arcadia/north/rules", "arcadia/north/port/rules"
REGISTRY = f"""{STRUCTURES}  - {{id: arcadia/north, kind: office, names: [{{name: Northern Office}}]}}
  - {{id: arcadia/north/port, kind: team, names: [{{name: Port Team, from: 2024-06-01}}]}}
"""
#: What a norm says on drawings and on photos: a norm of a tier is about the one or the other.
DRAWINGS = "{act.shows: {has: [drawing]}}"
PHOTOS = "{act.shows: {has: [photo]}}"


def clause(effect: str | None, *, over: str, layer: int = 3) -> dict[str, str]:
    """Return the key by which an overlay says what its rank is over what stands under it, if it says so."""
    if effect is None:
        return {}
    words = "under: '#local', words: may issue rules of their own"
    return {"precedence": f"{{{words}, over: {{layer: {layer}, promulgated_in: [{over}]}}, effect: {effect}}}"}


#: The norm by which an overlay lets others stand under it.
LOCAL = (
    "  local:\n    under: rules:3\n    text: Offices and teams may issue rules of their own.\n    bearer: [structure]\n"
)


def house(
    folder: Path,
    *,
    effect: str | None = "prevails",
    house_says: str = "",
    office_says: str = "",
    team_says: str | None = None,
    house_effect: str | None = None,
    office_effect: str | None = None,
    house_keys: dict[str, Any] | None = None,
    office_keys: dict[str, Any] | None = None,
    team_keys: dict[str, Any] | None = None,
) -> Path:
    """Write the rule-book with this effect, and the overlays with these norms, each under the one before."""
    base(folder, effect=effect)
    files = {
        "base/structures.yaml": REGISTRY,
        f"overlays/{HOUSE}.yaml": overlay(
            HOUSE, LOCAL + house_says, **clause(house_effect, over="office"), **(house_keys or {})
        ),
        f"overlays/{OFFICE}.yaml": overlay(
            OFFICE,
            ("" if office_keys and "nature" in office_keys else LOCAL) + office_says,
            **{"under": f"{HOUSE}#local"} | clause(office_effect, over="team") | (office_keys or {}),
        ),
    }
    if team_says is not None:
        files[f"overlays/{TEAM}.yaml"] = overlay(
            TEAM,
            team_says,
            **{"under": f"{OFFICE}#local"} | (team_keys or {}),
        )
    return write(folder, files)
