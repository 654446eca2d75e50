"""What tests share: profiles for Hypothesis, and the packaged library."""

from __future__ import annotations

import pytest
from hypothesis import settings

import smpolicy

settings.register_profile("default", deadline=None, derandomize=False)
settings.load_profile("default")


@pytest.fixture(scope="session")
def packaged() -> smpolicy.Library:
    """Return the packaged documents."""
    return smpolicy.load()
