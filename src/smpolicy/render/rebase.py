"""What a rebase of an overlay comes to, for people and for other tools: `smpolicy/rebase@1`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Final

from smpolicy.foundations.source import visible
from smpolicy.render.difference import answers_in_words, plain_difference

if TYPE_CHECKING:
    from smpolicy.comparing.fates import Fate, FateKind, Rebase
    from smpolicy.meaning.anchors import Passage
    from smpolicy.render import formats

_MARKS: Final[Mapping[FateKind, str]] = {
    "unchanged": "=", "moved": ">", "reworded": "~", "split": "%", "merged": "&", "gone": "-", "untold": "?",
}  # fmt: skip
_WIDTH: Final = 100
#: What ends a line before its line break where a file comes from another system.
_END: Final = "\r"


def rebase_text(rebase: Rebase) -> str:
    """Write what a rebase comes to for a terminal."""
    return "\n".join(map(visible, "\n\n".join(_blocks(rebase)).split("\n")))


def patch_text(rebase: Rebase) -> str:
    """Return the change of the file as it can be shown; line breaks are those of the file."""
    lines = rebase.patch.split("\n")
    return "\n".join(f"{visible(line.removesuffix(_END))}{_END if line.endswith(_END) else ''}" for line in lines)


def _blocks(rebase: Rebase) -> Iterator[str]:
    under = f"version {rebase.written_under}" if rebase.written_under is not None else "no version that is known"
    yield _wrapped(f"{rebase.id}: written under {under} of {rebase.above}, to version {rebase.to}")
    if rebase.notices:
        yield "\n".join(_wrapped(each, "! ", "  ") for each in rebase.notices)
    counted = ", ".join(f"{number} {kind}" for kind, number in rebase.by_kind.items())
    places = f"{len(rebase.fates)} {'place' if len(rebase.fates) == 1 else 'places'}"
    yield "\n".join([f"It cites {places}: {counted}.", *(line for each in rebase.fates for line in _fate(each))])
    if rebase.nothing_to_do:
        yield "Nothing is to be done: it is pinned to that version, in the words that are there."
    elif rebase.hindrances:
        asked = [_wrapped(each, "  - ", "    ") for each in rebase.hindrances]
        yield "\n".join(["To be decided before anything is written:", *asked])
    elif rebase.patch:
        left = [each.chosen or each.now[0] for each in rebase.fates if each.kind not in ("unchanged", "moved")]
        stays = f"; still to be read after it, and told by `check` until then: {', '.join(left)}" if left else ""
        yield _wrapped(f"To be written (--diff, --apply): the new pin, and what moved in the same words{stays}.")
    if rebase.answers is None:
        yield _wrapped(f"Answers were not compared: {rebase.not_compared}.")
    else:
        yield from answers_in_words(rebase.answers)


def _fate(fate: Fate) -> Iterator[str]:
    margin = " " * 6
    now = " and ".join(each for each in fate.now)
    said = {
        "unchanged": "the same words",
        "moved": f"{now} now, in the same words",
        "reworded": f"{now} now, in other words" if fate.now != (fate.anchor,) else "other words",
        "split": f"split into {now}",
        "merged": f"merged with others into {now}",
        "gone": "gone" + (f": {fate.why.rstrip('.')}" if fate.why else ""),
        "untold": "nobody can tell whether its words have changed",
    }[fate.kind]
    if fate.chosen is not None:
        said += f"; by your choice {fate.chosen}"
    lines = ", ".join(str(each.line) for each in fate.cited_at)
    yield _wrapped(f"{fate.anchor}: {said} [line {lines}]", f"  {_MARKS[fate.kind]} ", margin)
    if fate.kind in ("reworded", "split", "merged"):
        words = fate.words
        unknown = "is now: " + " ".join(each.text for each in fate.after) + " (the words before are not here)"
        yield _wrapped(f"word by word: {words}" if words else unknown, margin, margin)
    if fate.kind == "gone" and fate.before is not None:
        yield _wrapped(f"was: {fate.before.text}", margin, margin)
    for each in fate.candidates:
        yield _wrapped(f"near: {each.anchor}: {each.text}", margin, margin)


def _wrapped(text: str, first: str = "", margin: str = "") -> str:
    return fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )


def plain_rebase(rebase: Rebase, *, applied: bool) -> formats.Rebase:
    """Return what a rebase comes to as plain values that JSON can hold."""
    return {
        "format": "smpolicy/rebase@1",
        "document": rebase.id,
        "path": rebase.path,
        "above": rebase.above,
        "written_under": rebase.written_under,
        "to": rebase.to,
        "anchors": [_plain_fate(each) for each in rebase.fates],
        "to_be_decided": list(rebase.hindrances),
        "notices": list(rebase.notices),
        "patch": rebase.patch,
        "applied": applied,
        "answers": plain_difference(rebase.answers) if rebase.answers is not None else None,
        "not_compared": rebase.not_compared or None,
    }


def _plain_fate(fate: Fate) -> formats.AnchorFate:
    return {
        "anchor": fate.anchor,
        "fate": fate.kind,
        "now": list(fate.now),
        "before": fate.before.text if fate.before is not None else None,
        "after": [each.text for each in fate.after],
        "word_by_word": fate.words if fate.kind in ("reworded", "split", "merged") else None,
        "why": fate.why or None,
        "candidates": [_candidate(each) for each in fate.candidates],
        "chosen": fate.chosen,
        "cited_at": [{"path": each.path, "line": each.line} for each in fate.cited_at],
    }


def _candidate(passage: Passage) -> formats.Candidate:
    return {"anchor": passage.anchor, "text": passage.text}
