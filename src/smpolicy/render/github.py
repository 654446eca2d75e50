"""Diagnostics as GitHub workflow commands, which show up beside the lines of a pull request."""

from collections.abc import Mapping, Sequence

from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Source, visible

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], files: int) -> str:
    """Write one command per diagnostic.

    What was quoted from a file is escaped: it must not end the command and begin another.
    """
    return "".join(f"{_command(each)}\n" for each in diagnostics)


def _command(each: Diagnostic) -> str:
    properties: dict[str, str | int] = {}
    if each.path:
        properties["file"] = each.path
    if each.span:
        properties |= {"line": each.span.line, "endLine": each.span.end_line, "col": each.span.column}
        if each.span.end_line == each.span.line:  # GitHub refuses an end column on another line
            properties["endColumn"] = each.span.end_column
    properties["title"] = f"{each.code} {each.name}"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    advice = f"\nhelp: {each.help}" if each.help else ""
    return f"::{_COMMANDS[each.severity]} {written}::{_message(each.message + advice)}"


def _message(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
