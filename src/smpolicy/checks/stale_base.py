"""An overlay was written against the text of the base that is here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from smpolicy.checks.written import Checked
from smpolicy.conflicts.noted import is_stale
from smpolicy.documents.document import Document
from smpolicy.documents.forms import BaseForm, OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.wording import in_series
from smpolicy.lowering.citations import cited_by
from smpolicy.lowering.overlays import pinned_text
from smpolicy.meaning.anchors import changed_anchors
from smpolicy.meaning.kinds import KINDS
from smpolicy.meaning.norms import Instrument

#: How an edition names what is no more, of what was pinned in an earlier one.
_GONE: Final = " (gone)"

RULE: Final = Rule(
    code="SMP311",
    name="stale-base",
    severity="warning",
    summary="The document was written against another text of the instrument above than the one here: the version or "
    "the digest under `base:` differs. Its norms may rest on words that have changed. Where `text_digest` says that "
    "the words are the same, only what is read off them has changed; `anchors` says of which places that it cites the "
    "words have changed.",
    mend="Read the norms again beside the present text, then write what the message names, or let `smpolicy pin` do "
    "it.",
    wrong='base: {id: rules, version: 2020-12-14, digest: "sha256:..."}',
    right='base: {id: rules, version: 2020-12-14, digest: "sha256:(64 digits, as the message says)"}',
    rests_on_elsewhere=(
        ("smpolicy/instrument@1", "id"),
        ("smpolicy/instrument@1", "version"),
    ),
    of_each_version=True,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report pins that name another text, or none."""
    for document, form in checked.overlays():
        if form.base is None:
            continue
        base, edition = checked.lowered.instruments.get(form.base.id), checked.lowered.edition
        anchors = _Anchors.of(form, form.base, checked) if form.base.anchors else None
        if base is not None and edition is not None and document.path in edition.going_on:
            yield from _goes_on(form.base, base, document, anchors)
        else:
            yield from _stale(form.base, base, document, _above(form), anchors)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchors:
    """What of a pin's anchors has changed."""

    #: What is cited now and was pinned.
    pinned: tuple[str, ...]
    reworded: tuple[str, ...]
    gone: tuple[str, ...]
    #: What is cited now, and was not when it was pinned.
    untold: tuple[str, ...]

    @classmethod
    def of(cls, form: OverlayForm, pin: BaseForm, checked: Checked) -> _Anchors:
        """Compare the words that were pinned with those that are there."""
        cited = tuple(dict.fromkeys(each.anchor for each in cited_by(form)))
        gone = tuple(each.removesuffix(_GONE) for each in pin.anchors if each.endswith(_GONE))
        pinned = (*(each for each in cited if each in pin.anchors), *gone)
        there = [each for each in changed_anchors(pinned_text(pin), checked.passages) if each in cited]
        reworded = tuple(each for each in there if each in checked.passages)
        # what is cited and nowhere is an error of its own
        return cls(pinned=pinned, reworded=reworded, gone=gone, untold=tuple(e for e in cited if e not in pinned))

    @property
    def said(self) -> str:
        """What has changed, in words, and that nothing has where that is so."""
        said = []
        if self.reworded:
            said.append(f"{_listed(self.reworded)} {'has' if len(self.reworded) == 1 else 'have'} other words")
        if self.gone:
            said.append(f"{_listed(self.gone)} {'is' if len(self.gone) == 1 else 'are'} gone")
        unchanged = len(self.pinned) - len(self.reworded) - len(self.gone)
        if not said:
            every = "both places that it cites have" if unchanged == 2 else "all {} places that it cites have"
            said.append(_counted(unchanged, "the one place that it cites has", every))
        elif unchanged:
            said.append(_counted(unchanged, "one other place that it cites has", "{} other places that it cites have"))
        if self.untold:
            said.append(f"nothing was pinned of {_listed(self.untold)}")
        return "; ".join(said)


def _counted(number: int, one: str, several: str) -> str:
    return f"{one if number == 1 else several.format(number)} the same words"


def _listed(names: Iterable[str]) -> str:
    return in_series([f"`{each}`" for each in names], "and")


def _goes_on(pin: BaseForm, base: Instrument, document: Document, anchors: _Anchors | None) -> Iterator[Diagnostic]:
    """Report that a document which was written against one version goes on under a later one."""
    if is_stale(pinned_text(pin), base):
        since = base.effective.start
        yield report(
            RULE,
            f"this was written against version `{pin.version}` of `{pin.id}`, and goes on under version "
            f"`{base.version}`"
            + (f", from `{since}` on" if since else "")
            + (f"; {anchors.said}" if anchors is not None else ""),
            document.place("base", "version"),
            help="read its norms again beside that version; one under provisions with other words is reported by "
            f"itself. What is to be written against that version begins with it: `smpolicy rebase FILE --to "
            f"{base.document_id}` says what becomes of what it cites",
            kind="stale-base",
            survives=KINDS["stale-base"].survives,
        )


def _stale(
    pin: BaseForm, base: Instrument | None, document: Document, above: str, anchors: _Anchors | None
) -> Iterator[Diagnostic]:
    kind = KINDS["stale-base"]

    def stale(message: str, mend: str, *keys: str, key: bool = False) -> Diagnostic:
        return report(
            RULE,
            message,
            document.place("base", *keys, key=key),
            help=mend,
            kind=kind.name if base else None,
            survives=kind.left(base.number, base.words) if base else None,
        )

    if base is None:
        yield stale(f"no instrument is called `{pin.id}`", f"write `{above}`", "id")
        return
    if not is_stale(pinned_text(pin), base):
        for each in anchors.reworded if anchors is not None else ():
            message = f"the words of `{each}` are not those that this was written under"
            again = "read again what stands under it, then let `smpolicy pin` write the digest of its present words"
            yield stale(message, again, "anchors", each, key=True)
        return
    pinned = f"write version `{base.version}` and digest `{base.digest}`"
    if pin.text_digest is not None:
        pinned = f"write version `{base.version}`, digest `{base.digest}` and text_digest `{base.text_digest}`"
    same_words = pin.text_digest == base.text_digest
    again = f"read the norms again beside the present text, then {pinned}"
    if anchors is not None:
        pinned = "let `smpolicy pin` write the present version and digests"
        again = f"read again what stands under other words, then {pinned}"
    if same_words or (anchors is not None and not (anchors.reworded or anchors.gone or anchors.untold)):
        again = f"see with `smpolicy check --readback` whether the norms still mean what they should, then {pinned}"
    told = f"; {anchors.said}" if anchors is not None and not same_words else ""
    if pin.version != base.version:
        message = (
            f"this was written against version `{pin.version}` of `{pin.id}`; the version here is `{base.version}`"
        )
        yield stale(f"{message}, in the same words" if same_words else f"{message}{told}", again, "version")
    elif not re.fullmatch("sha256:[0-9a-f]{64}", pin.digest):
        message = "this is no digest, so nobody can tell against which text the document was written"
        yield stale(message, pinned, "digest")
    elif pin.digest != base.digest and same_words:
        message = f"the words of `{pin.id}` are those that this was written against, but they are read otherwise"
        yield stale(message, again, "digest")
    elif pin.digest != base.digest:
        yield stale(f"this was written against another text of `{pin.id}`{told}", again, "digest")
    elif not same_words and pin.text_digest is not None:
        yield stale("this is not the digest of the words in the text that `digest` names", pinned, "text_digest")


def _above(form: OverlayForm) -> str:
    """Return what an overlay stands under next: an instrument, or another overlay."""
    return form.under.partition("#" if "#" in form.under else ":")[0]
