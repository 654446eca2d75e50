"""The shipped documents and the policies of their structures, each understood and compiled once for all tests."""

from __future__ import annotations

from datetime import date
from functools import cache

import smpolicy
from smpolicy import Library, Policy

DAY = date(2026, 1, 1)


@cache
def library() -> Library:
    """Return the shipped documents."""
    return smpolicy.load()


@cache
def shipped(structure: str) -> Policy:
    """Return what holds for a structure on a day, drafts included; what is compiled of it is kept with it."""
    return library().resolve(structure, as_of=DAY, drafts=True)
