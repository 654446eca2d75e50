"""What the pages are called: by these names they are made, linked to and listed."""

from __future__ import annotations

from typing import Final

#: The pages that every site has; a structure's page is `structures/<id>`.
HOME: Final = "index"
INSTRUCTION: Final = "si31"
QUESTIONS: Final = "open-questions"
DOCUMENTS: Final = "documents"
STRUCTURES: Final = "structures/"


def page_of(structure: str) -> str:
    """Return the name of a structure's page."""
    return f"{STRUCTURES}{structure}"
