"""Force and polarity are read off the words, and typed only where the words leave them open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.meaning.modality import Modality, read_modality, worded

RULE: Final = Rule(
    code="SMP411",
    name="force-said-twice",
    severity="error",
    summary="Force and polarity are read off the words and never typed a second time: two statements can come to "
    "differ. Where they do differ this is an error, otherwise a warning.",
    mend="Remove `force:` or `polarity:`; if the words do not say what you mean, change the words.",
    wrong="text: Staff should not post it.\nforce: mandatory",
    right="text: Staff shall not post it.",
    may_be_milder=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report `force:` and `polarity:` beside words that already say it."""
    for written in checked.norms:
        modality = read_modality(written.form.text) if written.form.act else worded(written.form.text)
        if modality.words == "may" and not written.form.act:  # possibility as often as permission
            continue
        in_doubt = modality.doubt is not None and written.form.force == modality.force  # both keys may be given then
        if written.should and modality.force == "should":
            modality = replace(modality, force=written.should.force)
        if written.form.force and modality.force not in (None, "none") and not in_doubt:
            yield _twice(written, modality, "force", written.form.force, str(modality.force))
        if written.form.polarity and modality.polarity is not None:
            yield _twice(written, modality, "polarity", written.form.polarity, modality.polarity)


def _twice(written: Written, modality: Modality, key: str, typed: str, read: str) -> Diagnostic:
    same = typed == read
    return report(
        RULE,
        f"the words `{modality.words}` already say `{key}: {read}`" + ("" if same else f", and not `{typed}`"),
        written.document.place(*written.path, key),
        help=f"remove `{key}:`" + ("" if same else ", or change the words if they do not say what is meant"),
        severity="warning" if same else "error",
        norm=written.norm.id,
        provision=written.norm.provision,
    )
