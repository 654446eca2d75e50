"""The checks of documents: one file each, called what it does not allow, which holds the rule and what finds it broken.

What keeps a file from being read or understood is reported where that happens (`syntax`, `schema`, `lowering`).
A check looks at documents that were understood, and at how they stand beside each other.
A new check is a new file: each file of this folder that has a `RULE` is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Final, TypeAlias

from smpolicy.checks.written import Checked
from smpolicy.diagnostics import Diagnostic

Check: TypeAlias = Callable[[Checked], Iterator[Diagnostic]]


def _modules() -> Iterator[ModuleType]:
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    return (module for module in modules if hasattr(module, "RULE"))


#: Every file with a check, in the order of the codes of their rules.
MODULES: Final[tuple[ModuleType, ...]] = tuple(sorted(_modules(), key=lambda module: module.RULE.code))

#: Every check of what documents say, by the rule it is there for.
CHECKS: Final[Mapping[str, Check]] = {each.RULE.name: each.check for each in MODULES if not each.RULE.proof}

#: Every check of what follows from it beside the instruments above, and of its own norms beside each other. None of
#: them keeps a document from being used: one that is legally wrong is still a document.
PROOFS: Final[Mapping[str, Check]] = {each.RULE.name: each.check for each in MODULES if each.RULE.proof}


def check_library(checked: Checked) -> Iterator[Diagnostic]:
    """Run every check of what documents say."""
    return _found(CHECKS, checked)


def prove_library(checked: Checked) -> Iterator[Diagnostic]:
    """Find everything in documents that cannot stand beside the instruments above, or beside their own norms."""
    return _found(PROOFS, checked)


def _found(checks: Mapping[str, Check], checked: Checked) -> Iterator[Diagnostic]:
    """Yield what is found on the documents that are checked; some checks find it only by looking at others too."""
    return (each for check in checks.values() for each in check(checked) if each.path in checked.paths)
