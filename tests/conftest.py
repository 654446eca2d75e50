"""What tests share: profiles for Hypothesis, and the packaged library."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

import smpolicy

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("default", deadline=None, derandomize=False)
settings.load_profile("default")


@pytest.fixture(scope="session")
def packaged() -> smpolicy.Library:
    """Return the packaged documents."""
    return smpolicy.load()
