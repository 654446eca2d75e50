"""Every rule that can be broken, gathered from where each stands, and the page that explains them.

Codes: 1xx files and YAML; 2xx to 6xx what the documents say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Final

from smpolicy import checks, file_rules, schema_rules, syntax_rules
from smpolicy.diagnostics import Rule
from smpolicy.lowering import rules as lowering_rules

#: Every module that holds rules.
HOLDING: Final[tuple[ModuleType, ...]] = (file_rules, syntax_rules, schema_rules, lowering_rules, *checks.MODULES)

#: Every rule, in the order of the codes.
RULES: Final[tuple[Rule, ...]] = tuple(
    sorted(
        {value for module in HOLDING for value in vars(module).values() if isinstance(value, Rule)},
        key=lambda rule: rule.code,
    )
)
#: What the rules of one hundred codes are about.
_CHAPTERS: Final[Mapping[str, str]] = {
    "1": "Files and YAML",
    "2": "What a document must say",
    "3": "What a document names, and whose it is",
    "4": "What a norm means",
    "5": "Rank, and claims about the Staff Instruction",
    "6": "Days",
}
_PAGE_OPENS: Final = """# What `smpolicy check` reports

Generated from the table of rules: do not edit.

An **error** keeps a document from being used, a **warning** asks for a look, a **note** is worth knowing.
`smpolicy explain CODE` shows the same words on the command line.
"""


def reference_page() -> str:
    """Write the page that explains every rule, for people who write documents."""
    parts = [_PAGE_OPENS]
    for digit, chapter in _CHAPTERS.items():
        parts.append(f"## {chapter}\n")
        parts.extend(_explained(each) for each in RULES if each.code[3] == digit)
    return "\n".join(parts)


def _explained(rule: Rule) -> str:
    lines = [f"### {rule.code} {rule.name}\n", f"*{rule.severity.capitalize()}.* {rule.summary}\n", f"{rule.mend}\n"]
    if rule.wrong:
        shown = rule.wrong.replace("\ufeff", "")
        lines += [f"Instead of\n\n```yaml\n{shown}\n```\n", f"write\n\n```yaml\n{rule.right}\n```\n"]
    return "\n".join(lines)
