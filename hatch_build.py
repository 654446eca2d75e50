"""Prepare the packaged documents at build time, so that loading them needs neither YAML nor pydantic."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PrepareDocuments(BuildHookInterface):  # type: ignore[type-arg]
    """Write the prepared form of `policies/` into the package before it is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (the hook's signature)
        """Read and check every document; a broken one stops the build."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from smpolicy.authoring.preparing import write_prepared

        write_prepared()
