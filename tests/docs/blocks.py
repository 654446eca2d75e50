"""The blocks of a page that can be run, and what they print.

A `python` block runs in the namespace of its page; a `text` block right behind it shows what it prints.
A `console` block holds `$ smpolicy ...` commands, each with what it prints, as a terminal would show it;
`$ echo $?` after a command shows its exit code, and `< FILE` behind one is its standard input.
A command that shows nothing is not run (some never end): its words must be ones that there are.
A line of three dots stands for any number of lines.
A `yaml` block whose first line is a comment with the name of a file is that file: what stands below it is written
there, or added to it where the comment says "at its end". A `diff` block is applied to the file behind `---`, and what
comes out is written into that behind `+++`. A fence that names a file, as "```text paper.txt", is that file.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from smpolicy.cli.main import commands

ROOT = Path(__file__).parents[2]

_NAMED = re.compile(r"# (?P<file>[\w./-]+\.yaml)(?P<end>, at its end)?\n")

_FENCE = re.compile(r"^```(?P<kind>\w*)(?: (?P<file>[\w./-]+))?[^\n]*\n(?P<body>.*?)^```[ \t]*$", re.M | re.S)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced block: its kind, its words, and the line on which they begin."""

    kind: str
    body: str
    line: int
    #: What the page says that it prints, where it says so.
    shown: str | None
    #: The file that its fence says it is.
    file: str | None


def pages() -> list[Path]:
    """Return every page that is written by hand."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, each with the output that stands right behind it."""
    words = page.read_text(encoding="utf-8")
    found = list(_FENCE.finditer(words))
    made = []
    for match, following in zip_longest(found, found[1:]):
        behind = (
            following is not None
            and following["kind"] == "text"
            and words[match.end() : following.start()].strip() == ""
        )
        line = words.count("\n", 0, match.start("body")) + 1
        shown = following["body"] if behind and following is not None else None
        made.append(Block(kind=match["kind"], body=match["body"], line=line, shown=shown, file=match["file"]))
    return made


def run_python(block: Block, page: Path, namespace: dict[str, Any]) -> str:
    """Run a block of Python and return what it prints; a traceback names the page and the line."""
    code = compile("\n" * (block.line - 1) + block.body, str(page), "exec")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, namespace)
    return printed.getvalue()


def write(block: Block) -> None:
    """Write the file that a block is, if it is one, as somebody would who follows the page."""
    if block.file is not None:
        Path(block.file).write_text(block.body, encoding="utf-8")
        return
    named = _NAMED.match(block.body)
    if named is not None:
        file = Path(named["file"])
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if named["end"] else ""
        file.write_text(before + block.body[named.end() :], encoding="utf-8")


def change(block: Block) -> None:
    """Change a file as a block says: each run of lines must be there once, and gives way to what takes its place."""
    (before, after, *lines) = block.body.splitlines()
    text = Path(before.removeprefix("--- ")).read_text(encoding="utf-8")
    for hunk in "\n".join(lines).split("\n@@\n"):
        old, new = ("".join(f"{line[1:]}\n" for line in hunk.splitlines() if line[0] != not_in) for not_in in "+-")
        assert text.count(old) == 1, f"{before}: these lines must be there once:\n{old}"
        text = text.replace(old, new)
    Path(after.removeprefix("+++ ")).write_text(text, encoding="utf-8")


def sessions(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output shown below it."""
    for part in re.split(r"^\$ ", block.body, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        yield command.strip(), shown


def run_console(block: Block) -> Iterator[tuple[str, str, str]]:
    """Run the commands of a console block: yield each with what it shows and what it really prints."""
    code = 0
    for command, shown in sessions(block):
        words = shlex.split(command)
        if words == ["echo", "$?"]:
            yield command, shown, f"{code}\n"
            continue
        assert words[0] == "smpolicy", f"only `smpolicy` can be shown at work, not `{command}`"
        if not shown.strip():
            code = CliRunner().invoke(commands, [*words[1:], "--help"], prog_name="smpolicy").exit_code
            assert code == 0, f"there is no command `{command}`"
            continue
        stdin = Path(words.pop()).read_text(encoding="utf-8") if words[-2:-1] == ["<"] else None
        words = [word for word in words if word != "<"]
        result = CliRunner().invoke(commands, words[1:], input=stdin, prog_name="smpolicy")
        code = result.exit_code
        yield command, shown, result.output


def agrees(shown: str, printed: str) -> bool:
    """Tell whether what is shown is what is printed, line by line; a line of three dots skips some."""
    stretches = re.split(r"^\.\.\.$\n?", _trimmed(shown), flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(stretch) for stretch in stretches)
    return re.fullmatch(pattern, _trimmed(printed)) is not None


def _trimmed(words: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in words.strip("\n").splitlines())
