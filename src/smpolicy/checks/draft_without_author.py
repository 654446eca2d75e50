"""A draft says for which structure it is proposed, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import dated
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.documents import OverlayForm
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report drafts that leave out one of the two."""
    for document, form in dated(corpus):
        said = {"drafted_by": form.drafted_by}
        if isinstance(form, OverlayForm):
            said = {"proposed_for": form.proposed_for, **said}
        missing = " and ".join(f"`{key}:`" for key, value in said.items() if not value)
        if form.status == "draft" and form.issuer is None and missing:
            yield report(
                "draft-without-author",
                f"a draft needs {missing}",
                document.place("status"),
                help="say for whom it is proposed and who wrote it, so that it is not taken for issued",
            )
