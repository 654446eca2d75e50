"""An issuance stands in the folder of its structure, below `overlays/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from smpolicy.checks.written import overlays, owner
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report overlays in the folder of another structure; a file outside `overlays/` may stand anywhere."""
    for document, form in overlays(corpus):
        folders = PurePosixPath(document.path).parts[:-1]
        below = [folders[n + 1 :] for n, folder in enumerate(folders) if folder == "overlays"]
        if below and below[-1][:1] != (owner(form),):
            yield report(
                "misplaced-file",
                f"this document of `{owner(form)}` does not stand in `overlays/{owner(form)}/`",
                document.place("id"),
                help=f"move it to `overlays/{owner(form)}/{PurePosixPath(document.path).name}`",
            )
