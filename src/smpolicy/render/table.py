"""Which output formats there are, by the word that asks for each: imported without any of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: In which diagnostics are printed: each is the module here of that name.
REPORTS: Final = ("full", "concise", "json", "sarif", "junit", "github", "gitlab")
#: In which a consolidated text is printed: each is a function of `policy`.
TEXTS: Final = ("text", "markdown", "json")
#: In which an issuance is printed, with the ending of a file of each: `issuance_markdown` and the like.
PAPERS: Final[Mapping[str, str]] = {"markdown": ".md", "docx": ".docx"}
