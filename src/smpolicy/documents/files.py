"""Files beneath a folder, and their bytes, however hostile the folder.

A corpus may come from a pull request that anybody wrote.
Walking it must not lead out of it (symbolic links), hang on it (pipes, devices) or fill the memory (size).
"""

import errno
import os
import re
import stat
from pathlib import Path

from smpolicy.documents.file_rules import (
    MISNAMED_FILE,
    NOT_A_REGULAR_FILE,
    NOT_UTF8,
    SYMBOLIC_LINK,
    TOO_LARGE,
    UNREADABLE_FILE,
)
from smpolicy.foundations.diagnostics import Diagnostic, quoted, report, sorted_diagnostics
from smpolicy.foundations.errors import NoDocuments, UnreadablePath
from smpolicy.foundations.source import MOST_BYTES, Source, Span

#: The endings by which documents are known.
ENDINGS = (".yaml", ".yml")

#: What editors, browsers and word processors put behind such an ending, often without showing it.
_MISNAMED = re.compile(r"(?P<meant>.+\.ya?ml)(?:[. ]*\.(?:txt|text|md|rtf|docx?|odt|html?)|[. ]+)", re.IGNORECASE)
#: So many files are named where no document is found, and so many are looked through for them.
_MOST_NAMED = 3
_MOST_LOOKED_AT = 10_000

# Not every system has each of these; where one is missing, the look before opening has to do.
_CAUTIOUSLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)

_CHUNK = 1 << 16


def yaml_files(root: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Find the documents beneath `root`, in the order of their paths; a file is its own only document.

    Hidden files and folders, and files with other endings, are passed over; but for a document's name with something
    behind it, such as `draft.yaml.txt`, which is reported.
    Symbolic links are reported and not followed, so that nothing outside the folder is ever read; only `root` itself,
    which the caller named, may be one.
    Raises `UnreadablePath` if `root` is missing or cannot be listed.
    """
    try:
        if not stat.S_ISDIR(root.stat().st_mode):
            return [root], []
        waiting = _listed(root)
    except (OSError, ValueError) as error:
        raise UnreadablePath(path=printable(root), reason=_reason(error)) from error
    paths: list[Path] = []
    diagnostics: list[Diagnostic] = []
    while waiting:
        entry = waiting.pop()
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            if path.suffix.lower() in ENDINGS or _is_folder(path):
                diagnostics.append(_link(printable(path)))
        elif entry.is_dir(follow_symlinks=False):
            try:
                waiting.extend(_listed(path))
            except OSError as error:
                diagnostics.append(_unreadable(printable(path), error))
        elif path.suffix.lower() in ENDINGS:
            if entry.is_file(follow_symlinks=False):
                paths.append(path)
            else:
                diagnostics.append(_not_a_file(printable(path)))
        elif (misnamed := _MISNAMED.fullmatch(entry.name)) and entry.is_file(follow_symlinks=False):
            diagnostics.append(_misnamed(printable(path), misnamed["meant"]))
    return sorted(paths), sorted_diagnostics(diagnostics)


def no_documents(root: Path) -> NoDocuments:
    """Return the error that says that there is no document beneath `root`, and what may have been meant for one."""
    others: list[Path] = []
    for folder, below, names in os.walk(root):
        below.sort()
        others += (Path(folder, name) for name in sorted(names))
        if len(others) > _MOST_LOOKED_AT:
            break
    likely = [each for each in others if any(ending in each.name.lower() for ending in ENDINGS)]
    named = (printable(each.relative_to(root)) for each in (likely or others)[:_MOST_NAMED])
    return NoDocuments(path=printable(root), endings=ENDINGS, others=tuple(named))


def read_bytes(path: Path, shown_as: str, *, named: bool = False) -> tuple[bytes | None, list[Diagnostic]]:
    """Read the bytes of a file, never more than the limit and never waiting for them.

    `named` says that the caller named this very file: then it may be a symbolic link, as a shell's user expects.
    Whatever keeps the file from being read is a diagnostic.
    """
    try:
        # Looked at before it is opened, since opening some devices already does something, and after, since it may have
        # been exchanged in between.
        if not stat.S_ISREG(path.stat(follow_symlinks=named).st_mode):
            return None, [_link(shown_as) if path.is_symlink() and not named else _not_a_file(shown_as)]
        descriptor = os.open(path, _CAUTIOUSLY if named else _CAUTIOUSLY | _NOT_THROUGH_LINKS)
    except (OSError, ValueError) as error:
        link = isinstance(error, OSError) and error.errno == errno.ELOOP and not named
        return None, [_link(shown_as) if link else _unreadable(shown_as, error)]
    try:
        return _read(descriptor, shown_as)
    except OSError as error:
        return None, [_unreadable(shown_as, error)]
    finally:
        os.close(descriptor)


def given_bytes(content: bytes, shown_as: str) -> tuple[bytes | None, list[Diagnostic]]:
    """Take bytes that somebody gives in the place of those of a file, under the same limit."""
    return (content, []) if len(content) <= MOST_BYTES else (None, [_too_large(shown_as)])


def known_as(path: Path) -> tuple[int, int] | None:
    """Return by what the system knows a file, whatever name led to it; nothing where it does not tell."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else None


def decode(content: bytes, shown_as: str) -> tuple[Source | None, list[Diagnostic]]:
    """Decode a document, which must be UTF-8.

    A byte-order mark stays in the text: `read` reports it, in its place.
    """
    try:
        return Source(path=shown_as, text=content.decode("utf-8")), []
    except UnicodeDecodeError as error:
        begin = content.rfind(b"\n", 0, error.start) + 1
        line = content.count(b"\n", 0, error.start) + 1
        column = len(content[begin : error.start].decode("utf-8")) + 1
        span = Span(path=shown_as, line=line, column=column, end_line=line, end_column=column + 1)
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        is_what = "the file is stored as UTF-16" if wide else f"the byte {content[error.start]:#04x} is not UTF-8"
        advice = "save the file again with the encoding UTF-8"
        return None, [report(NOT_UTF8, is_what, span, help=advice)]


def printable(path: Path) -> str:
    """Give a path as text that can be printed, whatever bytes a file system holds."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _read(descriptor: int, shown_as: str) -> tuple[bytes | None, list[Diagnostic]]:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        return None, [_not_a_file(shown_as)]
    content = bytearray()
    while chunk := os.read(descriptor, _CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:  # counted while reading: what `stat` said may have grown since
            return None, [_too_large(shown_as)]
    return bytes(content), []


def _too_large(shown_as: str) -> Diagnostic:
    advice = "check that it is the right file; divide the document"
    return report(TOO_LARGE, f"the file has more than {MOST_BYTES} bytes", None, path=shown_as, help=advice)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # pragma: no cover  (a link that cannot be looked through, as before Python 3.12 on some systems)
        return False


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _unreadable(shown_as: str, error: Exception) -> Diagnostic:
    advice = "make sure that it exists and that you may read it"
    return report(UNREADABLE_FILE, f"cannot be read: {_reason(error)}", None, path=shown_as, help=advice)


def _link(shown_as: str) -> Diagnostic:
    advice = "put the document itself here, or name the linked file on the command line"
    return report(SYMBOLIC_LINK, "is a symbolic link, and is not followed", None, path=shown_as, help=advice)


def _misnamed(shown_as: str, meant: str) -> Diagnostic:
    advice = f"call it {quoted(meant)} if it is a document; else move it elsewhere"
    message = f"is not read: its name goes on behind {quoted(meant)}"
    return report(MISNAMED_FILE, message, None, path=shown_as, help=advice)


def _not_a_file(shown_as: str) -> Diagnostic:
    advice = "remove it, or put a YAML file in its place"
    return report(NOT_A_REGULAR_FILE, "is not a file that holds text", None, path=shown_as, help=advice)
