"""A folder that anybody filled is walked without leaving it, hanging on it or filling the memory."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from smpolicy.documents.files import decode, printable, read_bytes, yaml_files
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.errors import UnreadablePath
from smpolicy.foundations.source import MOST_BYTES, Source, character, digest


def names(found: tuple[list[Path], list[Diagnostic]], root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Give what was found, relative to the root."""
    paths, diagnostics = found
    return (
        [path.relative_to(root).as_posix() for path in paths],
        [(each.name, Path(each.path).relative_to(root).as_posix()) for each in diagnostics],
    )


def test_walk(tmp_path: Path) -> None:
    """Documents are found in order, whatever lies beside them."""
    for name in (
        "b/x.yaml",
        "a.yml",
        "b/a.yaml",
        "b/notes.txt",
        ".git/x.yaml",
        "b/.x.yaml",
        "x.YAML",
        "x.yaml~",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a: 1")
    assert names(yaml_files(tmp_path), tmp_path) == (["a.yml", "b/a.yaml", "b/x.yaml", "x.YAML"], [])


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link to a file, to a folder, to nothing or to itself is reported, and never followed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("a: 1")
    root = tmp_path / "root"
    root.mkdir()
    (root / "file.yaml").symlink_to(outside / "secret.yaml")
    (root / "folder").symlink_to(outside)
    (root / "nothing.yaml").symlink_to("nowhere")
    (root / "self.yaml").symlink_to("self.yaml")
    (root / "readme").symlink_to(outside / "secret.yaml")
    (root / "loop").symlink_to(root)
    linked = ["file.yaml", "folder", "loop", "nothing.yaml", "self.yaml"]
    assert names(yaml_files(root), root) == ([], [("symbolic-link", name) for name in linked])
    for name in ("file.yaml", "nothing.yaml", "self.yaml"):
        content, found = read_bytes(root / name, name)
        assert (content, [each.name for each in found]) == (None, ["symbolic-link"])


def test_named_file_may_be_a_link(tmp_path: Path) -> None:
    """What the caller names may be a link, but it must lead to a file."""
    (tmp_path / "a").write_text("x")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "folder").symlink_to(tmp_path)
    assert read_bytes(tmp_path / "link", "link", named=True) == (b"x", [])
    assert [each.name for each in read_bytes(tmp_path / "folder", "f", named=True)[1]] == ["not-a-regular-file"]


def test_root_may_be_a_link_or_a_file(tmp_path: Path) -> None:
    """The root is the caller's own word: a link to a folder is walked, a file is its own only document."""
    (tmp_path / "r").mkdir()
    (tmp_path / "r/a.yaml").write_text("a: 1")
    (tmp_path / "link").symlink_to("r")
    assert yaml_files(tmp_path / "link") == ([tmp_path / "link/a.yaml"], [])
    assert yaml_files(tmp_path / "r/a.yaml") == ([tmp_path / "r/a.yaml"], [])


@pytest.mark.parametrize("path", ["missing", "nul\x00byte"])
def test_missing_root(tmp_path: Path, path: str) -> None:
    """A path that the caller names and that is missing is the caller's misuse."""
    with pytest.raises(UnreadablePath):
        yaml_files(tmp_path / path)


def test_pipes_and_sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe nobody writes to does not make reading wait; neither does a socket, a device or a folder."""
    os.mkfifo(tmp_path / "pipe.yaml")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.yaml")
        assert names(yaml_files(tmp_path), tmp_path) == (
            [],
            [("not-a-regular-file", "pipe.yaml"), ("not-a-regular-file", "socket.yaml")],
        )
    for path in (tmp_path / "pipe.yaml", Path("/dev/null"), tmp_path):
        for named in (False, True):
            content, found = read_bytes(path, "x", named=named)
            assert (content, [each.name for each in found]) == (None, ["not-a-regular-file"])


def link_elsewhere(path: Path) -> None:
    """Make a link out of the folder."""
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize(("make", "name"), [(os.mkfifo, "not-a-regular-file"), (link_elsewhere, "symbolic-link")])
def test_exchanged_while_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], name: str
) -> None:
    """A file that becomes a pipe or a link between the look and the opening is still not read."""
    target = tmp_path / "a.yaml"
    target.write_text("a: 1")
    real = os.open

    def exchanged(path: Path, flags: int) -> int:
        target.unlink()
        make(target)
        return real(path, flags)

    monkeypatch.setattr(os, "open", exchanged)
    content, found = read_bytes(target, "a.yaml")
    assert (content, [each.name for each in found]) == (None, [name])


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or folder that may not be read is a finding, and the others are still found."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.yaml").write_text("a: 1")
    listed = os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert names(yaml_files(tmp_path), tmp_path) == (["a.yaml"], [("unreadable-file", "shut")])

    def broken(descriptor: int, count: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    content, found = read_bytes(tmp_path / "a.yaml", "a.yaml")
    assert (content, [each.message for each in found]) == (None, ["cannot be read: input/output error"])


@pytest.mark.parametrize("path", ["missing.yaml", "nul\x00byte"])
def test_missing_file(tmp_path: Path, path: str) -> None:
    """A file that vanished is a finding with its path."""
    content, found = read_bytes(tmp_path / path, "shown.yaml")
    assert (content, [(each.name, each.place) for each in found]) == (
        None,
        [("unreadable-file", "shown.yaml")],
    )


def test_size_is_counted_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as large as the limit is read; one that has grown since it was looked at is left."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * MOST_BYTES)
    assert read_bytes(path, "a.yaml") == (b"x" * MOST_BYTES, [])
    monkeypatch.setattr(os, "read", lambda _, count: b"x" * count)
    content, found = read_bytes(path, "a.yaml")
    assert (content, [each.name for each in found]) == (None, ["too-large"])


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [(b"\xff", 1, 1), ("ä\nöü".encode() + b"\xe4x", 2, 3), ("a: ß\r\nb: ".encode() + b"\xc3", 2, 4)],
)
def test_not_utf8(content: bytes, line: int, column: int) -> None:
    """The place of the first byte that is not UTF-8 is given in lines and characters."""
    source, found = decode(content, "a.yaml")
    assert source is None
    assert [(each.name, each.place) for each in found] == [("not-utf8", f"a.yaml:{line}:{column}")]


def test_utf16() -> None:
    """A file that an old editor stored as UTF-16 is called that."""
    _, found = decode("a: 1".encode("utf-16"), "a.yaml")
    assert found[0].message == "the file is stored as UTF-16"


def test_decoded() -> None:
    """A byte-order mark stays in the text, where reading finds it."""
    assert decode("\ufeffa".encode(), "a.yaml") == (Source(path="a.yaml", text="\ufeffa"), [])


def test_shown() -> None:
    """A name of any bytes can be printed."""
    printable(Path(os.fsdecode(b"a\xff.yaml"))).encode()


def test_source_lines() -> None:
    """Lines and places agree, and a line outside the text is empty."""
    source = Source(path="a", text="ab\r\nc\n")
    assert [source.line(n) for n in range(5)] == ["", "ab", "c", "", ""]
    assert source.line_count == 3
    assert source.slice(source.span(1, 5)) == "b\r\nc"


def test_digest() -> None:
    """A digest says how it was made."""
    assert digest(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_characters_are_named() -> None:
    """A character that cannot be shown is named by its code, and by its name if it has one."""
    assert character("\u202e") == "U+202E (right-to-left override)"
    assert character("\x07") == "U+0007"
