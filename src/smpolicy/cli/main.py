"""The program: every command hung on one group, and the exit code of whatever one of them raises."""

from __future__ import annotations

import os
import traceback
from typing import Final, NoReturn

import click

from smpolicy.cli.agents import mcp
from smpolicy.cli.asking import diff, evaluate, show, structures
from smpolicy.cli.checking import check, explain, schema
from smpolicy.cli.editing import lsp
from smpolicy.cli.exporting import export
from smpolicy.cli.interviewing import ask
from smpolicy.cli.loading import NOTHING_CAN_BE_SAID
from smpolicy.cli.reviewing import review
from smpolicy.cli.site import site
from smpolicy.cli.streams import Refusal, outlive_readers, print_faults, print_in_any_encoding, print_notice
from smpolicy.cli.tables import evaluate_table
from smpolicy.cli.testing import impact, test
from smpolicy.cli.vocabulary import facts
from smpolicy.cli.writing import adopt, new, pin, rebase
from smpolicy.foundations.errors import InvalidDocuments, SmpolicyError

#: The exit code of whatever somebody ends with Ctrl-C, as shells know it.
_INTERRUPTED: Final = 130


class Commands(click.Group):
    """The commands, and what becomes of whatever one of them raises."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; help and the version are printed here, and a full disk is no fault of theirs."""
        try:
            return super().parse_args(ctx, args)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Refusal(_of_the_system(error)) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; give each fault its exit code."""
        print_in_any_encoding()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except InvalidDocuments as error:
            print_faults(error.diagnostics, {}, len({each.path for each in error.diagnostics}))
            raise Refusal(NOTHING_CAN_BE_SAID) from error
        except SmpolicyError as error:
            raise Refusal(str(error)) from error
        except OSError as error:
            raise Refusal(_of_the_system(error)) from error
        except KeyboardInterrupt as error:
            print_notice("error: interrupted")
            raise click.exceptions.Exit(_INTERRUPTED) from error
        except Exception as error:
            _own_fault(error)


def _own_fault(error: Exception) -> NoReturn:
    """End with exit code 3 and one line; where it arose is shown on request."""
    fault = " ".join(f"{type(error).__name__}: {error}".split())
    print_notice(f"error: a fault of smpolicy, please report it: {fault} (SMPOLICY_DEBUG=1 shows where it arose)")
    if os.environ.get("SMPOLICY_DEBUG"):
        print_notice("".join(traceback.format_exception(error)).rstrip())
    raise click.exceptions.Exit(3)


def _of_the_system(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"`{error.filename}`: {reason}" if error.filename else reason


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="smpolicy", message="%(prog)s %(version)s")
def commands() -> None:
    """Social-media policy as documents: check them, read what holds where, ask how an activity stands."""


for command in (
    check, test, impact, evaluate, ask, show, structures, schema, explain, diff, new, pin, rebase, adopt, export,
    evaluate_table, site, lsp, mcp, review, facts,
):  # fmt: skip
    commands.add_command(command)


def main() -> int:
    """Run the command line, and return its exit code. Raises `KeyboardInterrupt` where somebody ends it by Ctrl-C."""
    outlive_readers()
    try:
        code = commands.main(prog_name="smpolicy", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0
