"""Within an instrument each provision has an id and an eId of its own."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import Checked, provision_forms
from smpolicy.foundations.diagnostics import Diagnostic, Related, report
from smpolicy.foundations.source import Span
from smpolicy.lowering.lowering_rules import DUPLICATE_ID as RULE


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report ids and eIds that stand twice in one instrument."""
    for document, form in checked.instruments():
        first: dict[tuple[str, str], Span] = {}
        for provision, path in provision_forms(form):
            for key, value in (("id", provision.id), ("eid", provision.eid)):
                where = document.place(*path, key)
                if (key, value) in first:
                    yield report(
                        RULE,
                        f"the {key} `{value}` belongs to another provision too",
                        where,
                        help="give this provision one of its own",
                        related=[Related(span=first[key, value], message="the other one")],
                    )
                first.setdefault((key, value), where)
