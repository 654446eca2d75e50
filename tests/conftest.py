"""What tests share: profiles for Hypothesis, and the packaged library."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

import smpolicy
from smpolicy.packaged import prepared_documents
from smpolicy.preparing import write_prepared

# Where a change is judged, the same examples every time; elsewhere, new ones.
settings.register_profile("explore", deadline=None)
settings.register_profile("judge", deadline=None, derandomize=True)
settings.load_profile("judge" if os.environ.get("CI") else "explore")


@pytest.fixture(scope="session", autouse=True)
def prepared() -> None:
    """Make the prepared form anew where a document changed since the package was installed."""
    if prepared_documents() is None:
        write_prepared()


@pytest.fixture(scope="session")
def packaged() -> smpolicy.Library:
    """Return the packaged documents."""
    return smpolicy.load()
