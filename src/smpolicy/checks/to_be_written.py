"""A norm whose file says that somebody has still to decide on a key of it: what stands there is a machine's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.wording import span_of
from smpolicy.meaning.modal_words import Reading
from smpolicy.meaning.modality import read_modality

RULE: Final = Rule(
    code="SMP620",
    name="to-be-written",
    severity="warning",
    summary="The norm was taken from a paper, and its sentence does not say what a key needs to know: which provision "
    "it adds to, with what force, or whether something is to be done or left undone. No machine may guess that.",
    mend="Write the key as it is meant, and take its name out of `to_be_written:`; the last one goes with the key.",
    wrong="photos:\n  to_be_written: [under]\n  under: rules:1",
    right="photos:\n  under: rules:4.b7",
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report each key of a norm that somebody has still to decide on."""
    for written in checked.norms:
        asked = written.form.to_be_written
        if "under" in asked:
            yield report(
                RULE,
                f"somebody has to say which provision this adds to; `{written.form.under}` only stands in its place",
                written.document.place(*written.path, "under"),
                help="write the provision behind `under:`, and take `under` out of `to_be_written:`",
                norm=written.norm.id,
            )
        if keys := [key for key in ("force", "polarity") if key in asked]:
            yield _of_force(written, keys)


def _of_force(written: Written, keys: Sequence[str]) -> Diagnostic:
    doubt = read_modality(written.form.text).doubt
    place = written.document.place(*written.path, "text")
    named = " and ".join(f"`{key}:`" for key in keys)
    readings = doubt.readings if doubt else ()
    ways = ", or ".join(dict.fromkeys(_keys(each, keys) for each in readings))
    ways = ways or f"{named}, such as {_keys(('should', 'refrain'), keys)}"
    why = doubt.why if doubt else "they say nothing that is read for certain"
    return report(
        RULE,
        f"somebody has to say {named} of this norm, since its words leave that open: {why}",
        span_of(doubt.words, place, written.source) if doubt else place,
        help=f"write {ways}, and take {' and '.join(f'`{key}`' for key in keys)} out of `to_be_written:`",
        norm=written.norm.id,
    )


def _keys(reading: Reading, keys: Sequence[str]) -> str:
    said = dict(zip(("force", "polarity"), reading, strict=True))
    return " and ".join(f"`{key}: {said[key]}`" for key in keys)
