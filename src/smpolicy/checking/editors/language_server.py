"""A language server over stdin and stdout, by pygls: an editor is told of each text while it is typed."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from smpolicy.checking.editors.completing import offers_at
from smpolicy.checking.editors.desk import Desk, on_disk
from smpolicy.checking.editors.hovering import Hovered, said_at
from smpolicy.checking.editors.positions import Position, Positions
from smpolicy.foundations.errors import SmpolicyError
from smpolicy.foundations.logged import logger_of
from smpolicy.foundations.source import Source, Span

if TYPE_CHECKING:
    from smpolicy.foundations.diagnostics import Diagnostic

_Answer = TypeVar("_Answer")

#: So many seconds after the last key a text is looked at.
_REST: Final = 0.15
#: What this is called beside each finding.
_NAME: Final = "smpolicy"


def serve_editor(desk: Desk) -> None:
    """Serve an editor over stdin and stdout, until it leaves.

    Raises `ModuleNotFoundError` where pygls, which the extra `[lsp]` installs, is missing.
    """
    from lsprotocol import types
    from pygls.lsp.server import LanguageServer

    # Whatever else is printed must not stand among the messages.
    stdout, sys.stdout = sys.stdout, sys.stderr
    # Whole texts: an edit that is put in at the wrong place would be found fault with, or worse, not.
    server = LanguageServer(_NAME, version(_NAME), text_document_sync_kind=types.TextDocumentSyncKind.Full)
    _Served(server=server, types=types, desk=desk).offer()
    try:
        server.start_io(_or_nothing(sys.stdin), _or_nothing(stdout))
    finally:
        sys.stdout = stdout


def _or_nothing(stream: Any) -> Any:
    return io.BytesIO() if stream is None else stream.buffer


class _Served:
    """A server with what it answers; everything that it knows is the desk's."""

    def __init__(self, *, server: Any, types: Any, desk: Desk) -> None:
        self._server = server
        self._types = types
        self._desk = desk
        #: The addresses of the open texts by their paths, with the version of each.
        self._open: dict[str, tuple[str, int | None]] = {}
        self._found: dict[str, tuple[Diagnostic, ...]] = {}
        self._waiting: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    def offer(self) -> None:
        """Say what is answered, and by what."""
        types = self._types

        def feature(name: str, *options: Any) -> Callable[[Callable[[Any], Awaitable[Any]]], None]:
            def answered_by(answer: Callable[[Any], Awaitable[Any]]) -> None:
                async def answered(params: Any) -> Any:  # pygls marks what it is given, which no method lets it do
                    return await answer(params)

                self._server.feature(name, *options)(answered)

            return answered_by

        feature(types.TEXT_DOCUMENT_DID_OPEN)(self.opened)
        feature(types.TEXT_DOCUMENT_DID_CHANGE)(self.changed)
        feature(types.TEXT_DOCUMENT_DID_SAVE)(self.saved)
        feature(types.TEXT_DOCUMENT_DID_CLOSE)(self.closed)
        feature(types.TEXT_DOCUMENT_HOVER)(self.hover)
        feature(types.TEXT_DOCUMENT_DEFINITION)(self.definition)
        marks = types.CompletionOptions(trigger_characters=[":", " ", ".", "{", "["])
        feature(types.TEXT_DOCUMENT_COMPLETION, marks)(self.completion)
        kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(self.actions)

    # What becomes of texts

    async def opened(self, params: Any) -> None:
        """Take in a text that was opened."""
        self._hold(params.text_document.uri, params.text_document.text, params.text_document.version)

    async def changed(self, params: Any) -> None:
        """Take in a text that was changed, whole."""
        whole = self._server.workspace.get_text_document(params.text_document.uri).source
        self._hold(params.text_document.uri, whole, params.text_document.version)

    async def saved(self, _params: Any) -> None:
        """Look again: what is on disk counts for the neighbours of what is open."""
        self._look_soon()

    async def closed(self, params: Any) -> None:
        """Let go of a text, and of what was found on it."""
        path = path_of_uri(params.text_document.uri)
        self._open.pop(path, None)
        self._found.pop(path, None)
        self._desk.let_go(path)
        self._publish(params.text_document.uri, None, ())
        self._look_soon()

    def _hold(self, uri: str, text: str, number: int | None) -> None:
        path = path_of_uri(uri)
        self._open[path] = (uri, number)
        self._desk.hold(path, text)
        self._look_soon()

    def _look_soon(self) -> None:
        """Look at all texts once nobody typed for a moment."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.create_task(self._look())

    async def _look(self) -> None:
        await asyncio.sleep(_REST)
        self._waiting = None  # from here on it is not broken off: what it finds is kept
        versions = dict(self._open)
        found = await self._answered(lambda desk: desk.findings())
        for path, (uri, number) in versions.items():
            if found is not None and self._open.get(path) == (uri, number):
                self._found[path] = found.get(path, ())
                self._publish(uri, number, self._found[path])

    async def _answered(self, ask: Callable[[Desk], _Answer]) -> _Answer | None:
        """Ask the desk, while the editor is listened to further; what cannot be read is said in the log."""
        async with self._one_at_a_time:
            try:
                return await asyncio.to_thread(ask, self._desk)
            except (SmpolicyError, OSError) as error:
                self._log(str(error))
            except Exception as error:  # one answer fails, and not the server
                logger_of(__name__).exception("an answer to an editor")
                self._log(f"a fault of smpolicy, please report it: {type(error).__name__}: {error}")
            return None

    def _log(self, message: str) -> None:
        self._server.window_log_message(
            self._types.LogMessageParams(type=self._types.MessageType.Error, message=message)
        )

    # Findings

    def _publish(self, uri: str, number: int | None, found: tuple[Diagnostic, ...]) -> None:
        source = self._desk.source(path_of_uri(uri))
        told = [self._finding(each, source) for each in found]
        self._server.text_document_publish_diagnostics(
            self._types.PublishDiagnosticsParams(uri=uri, version=number, diagnostics=told)
        )

    def _finding(self, found: Diagnostic, source: Source | None) -> Any:
        types = self._types
        severities = {
            "error": types.DiagnosticSeverity.Error,
            "warning": types.DiagnosticSeverity.Warning,
            "note": types.DiagnosticSeverity.Information,
        }
        related = [
            types.DiagnosticRelatedInformation(location=location, message=each.message)
            for each in found.related
            if (location := self._location(each.span)) is not None
        ]
        return types.Diagnostic(
            range=self._range(found.span, source),
            message="\n".join(filter(None, (found.message, found.help and f"help: {found.help}"))),
            severity=severities[found.severity],
            code=found.code,
            source=f"{_NAME} {found.name}",
            related_information=related or None,
        )

    async def actions(self, params: Any) -> list[Any]:
        """Return what can be written to mend what was found where somebody stands."""
        types, uri = self._types, params.text_document.uri
        path = path_of_uri(uri)
        source = self._desk.source(path)
        if source is None:
            return []
        places = self._positions(source)
        here = source.span(places.index(_place(params.range.start)), places.index(_place(params.range.end)))
        return [
            types.CodeAction(
                title=correction.label,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[self._finding(found, source)],
                is_preferred=correction.safe or None,
                edit=types.WorkspaceEdit(
                    changes={
                        uri: [
                            types.TextEdit(range=self._range(edit.span, source), new_text=edit.text)
                            for edit in correction.edits
                        ]
                    }
                ),
            )
            for found, correction in self._desk.corrections(path, self._found.get(path, ()), here)
        ]

    # Words

    async def hover(self, params: Any) -> Any:
        """Return what is said of what stands somewhere."""
        said, source = await self._said(params)
        if said is None or source is None:
            return None
        types, places = self._types, self._positions(source)
        return types.Hover(
            contents=types.MarkupContent(kind=types.MarkupKind.Markdown, value=said.text),
            range=self._span_of(places.position(said.start), places.position(said.end)),
        )

    async def definition(self, params: Any) -> Any:
        """Return where it is said what something means."""
        said, _ = await self._said(params)
        return self._location(said.defined) if said is not None and said.defined is not None else None

    async def _said(self, params: Any) -> tuple[Hovered | None, Source | None]:
        path = path_of_uri(params.text_document.uri)
        source = self._desk.source(path) if path in self._open else None
        if source is None or not self._desk.looked_at(path):
            return None, None
        index = self._positions(source).index(_place(params.position))
        return await self._answered(lambda desk: said_at(source, index, desk.report(path).library)), source

    async def completion(self, params: Any) -> Any:
        """Return what can stand somewhere."""
        types, path = self._types, path_of_uri(params.text_document.uri)
        source = self._desk.source(path) if path in self._open else None
        if source is None or not self._desk.looked_at(path):
            return None
        places = self._positions(source)
        index = places.index(_place(params.position))
        offered = await self._answered(lambda desk: offers_at(source, index, desk.report(path).library))
        if offered is None:
            return None
        offers, begun = offered
        there = self._span_of(places.position(begun), places.position(index))
        kinds = {
            "key": types.CompletionItemKind.Property,
            "fact": types.CompletionItemKind.Variable,
            "value": types.CompletionItemKind.EnumMember,
            "provision": types.CompletionItemKind.Reference,
            "words": types.CompletionItemKind.Text,
        }
        return types.CompletionList(
            is_incomplete=False,
            items=[
                types.CompletionItem(
                    label=each.words.rstrip(": "),
                    kind=kinds[each.kind],
                    detail=each.kind,
                    documentation=types.MarkupContent(kind=types.MarkupKind.Markdown, value=each.about)
                    if each.about
                    else None,
                    text_edit=types.TextEdit(range=there, new_text=each.words),
                    filter_text=each.words,
                )
                for each in offers
            ],
        )

    # Places

    def _positions(self, source: Source) -> Positions:
        units = getattr(self._server.workspace, "position_encoding", None)
        return Positions(source=source, units=str(getattr(units, "value", units)))

    def _range(self, span: Span | None, source: Source | None) -> Any:
        if span is None or source is None:
            return self._span_of((0, 0), (0, 0))
        return self._span_of(*self._positions(source).range(span))

    def _span_of(self, start: Position, end: Position) -> Any:
        at = self._types.Position
        return self._types.Range(start=at(line=start[0], character=start[1]), end=at(line=end[0], character=end[1]))

    def _location(self, span: Span | None) -> Any:
        """Return a place in any file, as an editor goes to it; nothing where the file cannot be had."""
        source = None if span is None else self._desk.source(span.path)
        if span is None or source is None:
            return None
        uri = self._open[span.path][0] if span.path in self._open else on_disk(span.path).absolute().as_uri()
        return self._types.Location(uri=uri, range=self._range(span, source))


def path_of_uri(uri: str) -> str:
    """Return the path of a file from its address; of what is no file, the address itself, as a name."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return f"/{unquote(uri)}"
    return str(Path(url2pathname(parts.path)))


def _place(position: Any) -> Position:
    return position.line, position.character
