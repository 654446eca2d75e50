"""What is given as the mail address of a contact is one: somebody in need writes to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from smpolicy.checks.unknown_slot import filled
from smpolicy.checks.written import Checked
from smpolicy.documents.document import Document
from smpolicy.foundations.diagnostics import Diagnostic, Rule, quoted, report
from smpolicy.foundations.source import Path

RULE: Final = Rule(
    code="SMP314",
    name="no-mail-address",
    severity="error",
    summary="What stands as the mail address of a contact is none: it lacks what stands before or behind the `@`, or "
    "holds a space. Whoever needs advice would write to nobody.",
    mend="Write the address alone. Where there is none, leave out `email:`, and name the office under `role:`.",
    wrong="slots:\n  rules:5/focal-point: {role: press office, email: press office}",
    right="slots:\n  rules:5/focal-point: {role: press office, email: press@example.org}",
)

#: What `smpolicy new` offers in the place of an address: a draft may still have to fill it in, an issuance may not.
_TO_FILL_IN: Final = "its address"
#: Looks like an address: whether there is one, only a letter to it tells.
_ADDRESS: Final = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+[.][^\s@<>,;:.]+")


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report what stands as a mail address and is none, in overlays and in instruments of the base."""
    for document, path, email in _given(checked):
        to_fill_in = email == _TO_FILL_IN and getattr(document.form, "status", "") == "draft"
        if not to_fill_in and not _ADDRESS.fullmatch(email):
            yield report(
                RULE,
                f"{quoted(email)} is no mail address",
                document.place(*path),
                help="write the address alone, with its `@`; or leave out `email:`, and name the office under `role:`",
            )


def _given(checked: Checked) -> Iterator[tuple[Document, Path, str]]:
    """Yield every mail address with the keys that lead to it."""
    for document, form in checked.overlays():
        for slot, path in filled(form):
            contact = form.slots.get(slot) if path[0] == "slots" else form.structures[str(path[1])].slots[slot]
            if contact is not None and contact.email is not None:
                yield document, (*path, "email"), contact.email
    for document, instrument in checked.instruments():
        for name, given in instrument.slots.items():
            if given.contact is not None and given.contact.email is not None:
                yield document, ("slots", name, "contact", "email"), given.contact.email
