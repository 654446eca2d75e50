"""Running the command line in tests: within this process, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from smpolicy.cli.main import commands

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
ARCADIA = str(HERE / "arcadia")
BROKEN = str(HERE / "broken")

#: Facts that settle an activity, as a caller writes them.
HOBBY = """\
person.category: staff_mission_member
activity.channel: social_networking
activity.linked_to_functions: false
activity.interaction: post
"""


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


def run(*arguments: str, stdin: str | bytes = "") -> Ran:
    """Run a command within this process."""
    result = CliRunner().invoke(commands, list(arguments), input=stdin, prog_name="smpolicy")
    return Ran(result.exit_code, result.stdout, result.stderr)


def started(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
    """Run a command as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "smpolicy", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=120,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode())
