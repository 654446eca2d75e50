"""What the pages are called: by these names they are made, linked to and listed."""

from __future__ import annotations

from typing import Final

from smpolicy.meaning.norms import Instrument
from smpolicy.site.markup import slug

#: The pages that every site has, beside that of the instrument; a structure's page is `structures/<id>`.
HOME: Final = "index"
QUESTIONS: Final = "open-questions"
DOCUMENTS: Final = "documents"
FINDINGS: Final = "findings"
COMPARISON: Final = "compare"
#: The file with the comparison as a table.
COMPARISON_TABLE: Final = "compare.csv"
STRUCTURES: Final = "structures/"


def page_of_text(governing: Instrument) -> str:
    """Return the name of the page of the instrument's own text: its id, unless another page is called so."""
    name = slug(governing.id)
    return (
        f"text-{name}"
        if name in ("", HOME, QUESTIONS, DOCUMENTS, FINDINGS, COMPARISON, STRUCTURES.rstrip("/"))
        else name
    )


def page_of(structure: str) -> str:
    """Return the name of a structure's page."""
    return f"{STRUCTURES}{structure}"
