"""A client of the Language Server Protocol as plain as can be: messages to a program's stdin, and from its stdout."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

#: So many seconds are waited for a message.
_PATIENCE = 180


class Client:
    """A server as a program of its own, and what it was told and said."""

    def __init__(self, *options: str, cwd: Path, units: str = "") -> None:
        line = [sys.executable, "-m", "smpolicy", "lsp", *options]
        self.program = subprocess.Popen(
            line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd
        )
        self.asked = 0
        #: What it said unasked, until somebody looked for it.
        self.said: list[dict[str, Any]] = []
        general = {"general": {"positionEncodings": [units]}} if units else {}
        self.able = self.ask("initialize", processId=None, rootUri=cwd.as_uri(), capabilities=general)["capabilities"]
        self.tell("initialized")

    def send(self, message: bytes) -> None:
        """Send bytes as one message."""
        assert self.program.stdin is not None
        self.program.stdin.write(b"Content-Length: %d\r\n\r\n" % len(message) + message)
        self.program.stdin.flush()

    def tell(self, method: str, **params: Any) -> None:
        """Tell something that nothing is answered to."""
        self.send(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def ask(self, method: str, **params: Any) -> Any:
        """Ask something, and return the result or the error."""
        self.asked += 1
        message = {"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}
        self.send(json.dumps(message).encode())
        while True:
            answer = self.read()
            if answer.get("id") == self.asked and "method" not in answer:
                return answer["error"] if "error" in answer else answer["result"]
            self.said.append(answer)

    def read(self) -> dict[str, Any]:
        """Read one message; a server that says nothing for minutes is ended, so that no test waits for ever."""
        patience = threading.Timer(_PATIENCE, self.program.kill)
        patience.start()
        try:
            return self._read()
        finally:
            patience.cancel()

    def _read(self) -> dict[str, Any]:
        assert self.program.stdout is not None
        length = 0
        while (line := self.program.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server ended"
        whole: dict[str, Any] = json.loads(self.program.stdout.read(length))
        return whole

    def open(self, uri: str, text: str, number: int = 1) -> list[dict[str, Any]]:
        """Open a text; return what is found on it."""
        self.tell(
            "textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": number, "text": text}
        )
        return self.found(uri, number)

    def change(self, uri: str, text: str, number: int) -> list[dict[str, Any]]:
        """Change a text; return what is found on it."""
        self.tell(
            "textDocument/didChange", textDocument={"uri": uri, "version": number}, contentChanges=[{"text": text}]
        )
        return self.found(uri, number)

    def close(self, uri: str) -> None:
        """Close a text."""
        self.tell("textDocument/didClose", textDocument={"uri": uri})

    def found(self, uri: str, number: int | None) -> list[dict[str, Any]]:
        """Return what is published next on a version of a text."""
        while True:
            for each in self.said:
                params = each.get("params", {})
                if (params.get("uri"), params.get("version")) == (uri, number) and "diagnostics" in params:
                    self.said.remove(each)
                    listed: list[dict[str, Any]] = params["diagnostics"]
                    return listed
            self.said.append(self.read())

    def end(self) -> tuple[int, str]:
        """Take leave as the protocol says; return the exit code and what stands on stderr."""
        assert self.ask("shutdown") is None
        self.tell("exit")
        _, said = self.program.communicate(timeout=60)
        return self.program.returncode, said.decode()


def place(text: str, words: str, offset: int = 0) -> dict[str, int]:
    """Return where words stand in a text, as the protocol counts: lines from 0, columns in units of UTF-16."""
    index = text.index(words) + offset
    line = text.count("\n", 0, index)
    before = text[text.rfind("\n", 0, index) + 1 : index]
    return {"line": line, "character": len(before.encode("utf-16-le")) // 2}


def words_at(text: str, place: dict[str, Any]) -> str:
    """Return the words in a range on one line."""
    line = text.split("\n")[place["start"]["line"]].encode("utf-16-le")
    words: bytes = line[2 * place["start"]["character"] : 2 * place["end"]["character"]]
    return words.decode("utf-16-le")
