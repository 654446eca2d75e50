"""Every check and every rule that can be broken, gathered from where each stands, and the page that explains them.

Codes: 1xx files and YAML; 2xx to 6xx what the documents say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Final, TypeAlias

from smpolicy import checks
from smpolicy.checks.written import Checked
from smpolicy.documents import comment_rules, file_rules, schema_rules, syntax_rules
from smpolicy.foundations.diagnostics import Diagnostic, Rule
from smpolicy.lowering import lowering_rules

Check: TypeAlias = Callable[[Checked], Iterator[Diagnostic]]


def _modules() -> Iterator[ModuleType]:
    modules = (import_module(f"{checks.__name__}.{each.name}") for each in iter_modules(checks.__path__))
    return (module for module in modules if hasattr(module, "RULE"))


#: Every file with a check, in the order of the codes of their rules.
MODULES: Final[tuple[ModuleType, ...]] = tuple(sorted(_modules(), key=lambda module: module.RULE.code))

#: Every check of what documents say, by the rule it is there for.
CHECKS: Final[Mapping[str, Check]] = {each.RULE.name: each.check for each in MODULES if not each.RULE.proof}

#: Every check of what follows from it beside the instruments above, and of its own norms beside each other. None of
#: them keeps a document from being used: one that is legally wrong is still a document.
PROOFS: Final[Mapping[str, Check]] = {each.RULE.name: each.check for each in MODULES if each.RULE.proof}

#: Every module that holds rules.
HOLDING: Final[tuple[ModuleType, ...]] = (
    file_rules,
    syntax_rules,
    comment_rules,
    schema_rules,
    lowering_rules,
    *MODULES,
)

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
    "5": "Rank, and claims about the instrument above",
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


def check_library(checked: Checked) -> Iterator[Diagnostic]:
    """Run every check of what documents say."""
    return _found(CHECKS, checked)


def prove_library(checked: Checked) -> Iterator[Diagnostic]:
    """Find everything in documents that cannot stand beside the instruments above, or beside their own norms."""
    return _found(PROOFS, checked)


def _found(checks_of: Mapping[str, Check], checked: Checked) -> Iterator[Diagnostic]:
    """Yield what is found on the documents that are checked; some checks find it only by looking at others too."""
    if not checked.lowered.editions:
        yield from (each for check in checks_of.values() for each in check(checked) if each.path in checked.paths)
        return
    editions = list(checked.in_editions())
    found = [list(_found(checks_of, here)) for _, here in editions]
    seen: list[Diagnostic] = []
    for (edition, _), here in zip(editions, found, strict=True):
        for each in here:
            others = [other for (also, _), other in zip(editions, found, strict=True) if each.path in also.at_home]
            # Of what stands in several editions, an error in one of them is one; else it must be so in all of them.
            at_home = each.path in edition.at_home and (each.severity == "error" or all(each in one for one in others))
            goes_on = each.path in edition.going_on and (each.rule.proof or each.rule.of_each_version)
            if (at_home or goes_on) and not any(_same(each, other) for other in seen):
                seen.append(each)
                yield each


def _same(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether two findings tell their readers the same, though it was found beside other versions."""
    return (one.rule, one.message, one.span, one.norm, one.kind) == (
        other.rule,
        other.message,
        other.span,
        other.norm,
        other.kind,
    )
