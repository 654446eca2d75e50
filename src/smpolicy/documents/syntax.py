"""YAML text to nodes that know their place: the one door to ruamel.yaml.

YAML is read strictly (1.2, core schema): dates, `yes` and `no` stay text.
Whatever would let a file mean something else than it seems to say is a diagnostic.
ruamel.yaml gives a flat stream of events; the nodes are built here, on a stack of our own, so that no nesting can
exhaust Python's.
Reading goes on after every fault but one: where the text is not YAML at all, nothing behind that place has a meaning.
What else can be read of such a text, `salvaged` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import events, tokens
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError

from smpolicy.documents.characters import Findings, readable, without_hidden
from smpolicy.documents.file_rules import TOO_LARGE
from smpolicy.documents.meant import as_text
from smpolicy.documents.nodes import Entry, Mapping, Node, Scalar, Sequence, Style
from smpolicy.documents.scalars import scalar_value
from smpolicy.documents.syntax_rules import (
    ANCHOR,
    COMMA_IN_TEXT,
    COMMENT_AFTER_PROSE,
    DIRECTIVE,
    DUPLICATE_KEY,
    EMPTY_DOCUMENT,
    KEY_NOT_TEXT,
    MERGE_KEY,
    MISPLACED_ITEM,
    NUMBER_TOO_LARGE,
    SEVERAL_DOCUMENTS,
    TAG,
    TOO_DEEP,
    TOO_MANY_VALUES,
)
from smpolicy.documents.trouble import EXPLANATIONS, Trouble, UnplacedFault, unknown
from smpolicy.foundations.diagnostics import Diagnostic, quoted, sorted_diagnostics
from smpolicy.foundations.source import INVISIBLE, MOST_BYTES, Source, Span

#: Groups may lie this deep within groups.
#: Real documents reach 10; a limit this low also lets everything after us (validators, templates) recurse safely.
DEEPEST = 64

#: A document may hold this many values, keys included.
#: The Staff Instruction with its norms has some 5 000; each takes a few hundred bytes once it is read.
MOST_VALUES = 100_000

#: A longer text is not said again as it should be written.
_LONG_TEXT = 200
_DIVIDE = "check that it is the right file; divide the document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where a text stops being YAML; places are indices in the text."""

    #: Where that begins which could not be read to its end: nothing before it is in doubt.
    start: int
    #: Where reading could go no further.
    at: int
    #: Where the last key or value before it begins.
    last: int
    #: What is said of it; nothing where a finding on its line has said why.
    fault: Diagnostic | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one reading of a text gives."""

    node: Node | None
    found: tuple[Diagnostic, ...]
    #: How many values were read.
    values: int = 0
    broken: Break | None = None


def read(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """Read YAML text, and report everything in it that could deceive.

    Gives the node as far as it makes sense, and None where there is none to give: after a syntax error, beyond a limit,
    in an empty file.
    A node that comes with an error must not be used as if it were the document: parts may be left out.
    Never raises, whatever the text.
    """
    once = attempt(source)
    return once.node, sorted_diagnostics(once.found)


def attempt(source: Source, without: Iterable[tuple[int, int]] = ()) -> Attempt:
    """Read YAML text once, as if nothing stood between some indices of it. Never raises, whatever the text."""
    findings = Findings(source)
    if len(source.text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        findings.add(TOO_LARGE, f"the text has more than {MOST_BYTES} bytes", 0, 0, _DIVIDE)
        return Attempt(node=None, found=tuple(findings.diagnostics))
    text = readable(source.text, findings)
    for start, end in without:
        text = text[:start] + _SHOWN.sub(" ", text[start:end]) + text[end:]
    reading = _Reading(text, source, findings)
    node = reading.node()
    return Attempt(node=node, found=tuple(findings.diagnostics), values=reading.values, broken=reading.broken)


# ------------------------------------------------------------------------------------------- ruamel's side

#: An anchor, alias or tag as far as it reaches, in block and in flow context.
#: ruamel.yaml checks their spelling and raises; here each is reported and reading goes on.
_REFERENCE = re.compile(r"[&*](?:[^\s,\[\]{}:]|:(?=\S))*")
_TAG = re.compile(r"!<[^\s>]*>|![^\s,\[\]{}]*")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
#: Unquoted text up to a space, a line's end or what has a meaning, in block and in flow context.
_BLOCK_WORD = re.compile("(?:[^: \n\0\t\r\x85\u2028\u2029]+|:(?![ \n\0\t\r\x85\u2028\u2029]))+")
_FLOW_WORD = re.compile("(?:[^:,\\[\\]{} \n\0\t\r\x85\u2028\u2029]+|:(?![ \n\0\t\r\x85\u2028\u2029]))+")


class _Events(Reader, Scanner, Parser):  # as in ruamel.yaml's own loaders
    """ruamel.yaml's reader, scanner and parser in one, without anything that makes objects.

    Anchors, aliases, tags and directives are taken note of and made harmless.
    """

    comment_handling = None
    processing_version = (1, 2)
    #: ruamel.yaml looks for its parts anew for each character; here they are one.
    reader: Any = None
    scanner: Any = None

    def __init__(self, text: str, findings: Findings) -> None:
        self.whole = text
        self.findings = findings
        #: The last unquoted text.
        self.last_plain: Any = None
        #: Where the colon ends whose value is being parsed.
        self.colon: Any = None
        self.reader = self.scanner = self
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        self._resolver = self

    def forward(self, length: int = 1) -> None:
        """Pass characters: all at once where no line ends among them, as ruamel.yaml does one by one."""
        passed = self.buffer[self.pointer : self.pointer + length]
        if len(passed) == length and passed.isprintable():
            self.pointer += length
            self.index += length
            self.column += length
        else:
            super().forward(length)

    def need_more_tokens(self) -> bool:
        """Whether the next token is not known yet: it is where nothing that may be a key waits for its colon."""
        return super().need_more_tokens() if self.possible_simple_keys or not self.tokens else False

    def scan_plain(self) -> Any:
        """Scan unquoted text as ruamel.yaml does, but a word at a time and not a character, and without comments."""
        word = _FLOW_WORD if self.flow_level else _BLOCK_WORD
        start = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#" and (found := word.match(self.buffer, self.pointer)):
            self.allow_simple_key = False
            chunks += (*spaces, found.group())
            self.forward(len(found.group()))
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or self.peek() == "#" or (not self.flow_level and self.column < indent):
                break
        return tokens.ScalarToken("".join(chunks), True, start, end)

    def fetch_plain(self) -> None:
        super().fetch_plain()
        self.last_plain = self.tokens[-1]

    def parse_block_mapping_value(self) -> Any:
        """Remember the colon: ruamel.yaml gives an empty value the place of whatever comes next."""
        self.colon = self.peek_token().end_mark if self.check_token(tokens.ValueToken) else None
        event = super().parse_block_mapping_value()
        self.colon = None
        return event

    def process_empty_scalar(self, mark: Any, comment: Any = None) -> Any:
        return super().process_empty_scalar(self.colon or mark, comment)

    def fetch_directive(self) -> None:
        start = self.index
        self._pass(_REST_OF_LINE)
        self.findings.add(
            DIRECTIVE,
            "a line that begins with `%` is an instruction to YAML",
            start,
            self.index,
            "remove the line; if it is text, indent it",
        )

    def scan_anchor(self, TokenClass: Any) -> Any:  # noqa: N803  (ruamel's name)
        start = self.get_mark()
        words = self._pass(_REFERENCE)
        meaning = "refers to another place" if words.startswith("*") else "marks a place to be referred to"
        self.findings.add(
            ANCHOR,
            f"{quoted(words)}, without quotes, {meaning}",
            start.index,
            self.index,
            "write the content out; if it is text, put all of it in quotes or after `>`",
        )
        return TokenClass(words[1:], start, self.get_mark())

    def scan_tag(self) -> Any:
        start = self.get_mark()
        words = self._pass(_TAG)
        self.findings.add(
            TAG,
            f"{quoted(words)}, without quotes, gives a special type",
            start.index,
            self.index,
            "remove it; if it is text, put all of it in quotes or after `>`",
        )
        return tokens.TagToken(("!", "x"), start, self.get_mark())

    def _pass(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.whole, self.index)
        words = match.group() if match else ""
        self.forward(len(words))
        return words


# --------------------------------------------------------------------------------------- events to nodes


@dataclass(slots=True)
class _Frame:
    """A list or mapping whose end has not come yet."""

    start: int
    end: int
    is_mapping: bool
    #: The innermost block collection's column, beyond which a line goes on with a text.
    column: int
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, Span] = field(default_factory=dict)
    #: The key that waits for its value, or None if that value is to be left out.
    key: Scalar | None = None
    at_key: bool = True
    #: Whether it stands between brackets or braces.
    flow: bool = False
    #: Where a text begins that commas part, and where what they part from it begins and ends.
    parted: tuple[int, int, int] | None = None


class _Stop(Exception):  # noqa: N818  (no error: an early end)
    """Reading ends here; the finding that says why has been made."""


class _Unclosed(Exception):  # noqa: N818  (made into a finding)
    """A quotation mark swallows keys of the document: none closes it where it should be closed."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, text: str, source: Source, findings: Findings) -> None:
        self.text = text
        self.source = source
        self.findings = findings
        self.frames: list[_Frame] = []
        self.root: Node | None = None
        self.root_start = 0
        self.values = 0
        self.documents = 0
        self.broken: Break | None = None
        self.last_start = self.last_end = 0  #: where the last key or value began and ended
        self.last_lost = -1  #: where the last words lost in a comment end
        self.last_style: str | None = None

    def node(self) -> Node | None:
        """Read everything and give the root."""
        stream: _Events | None = None
        try:
            stream = _Events(self.text, self.findings)
            while stream.check_event():
                self.take(stream.get_event())
        except _Stop:
            return self.root
        except MemoryError:
            raise
        except Exception as error:
            self.breaks(error, stream)
            return None
        if self.root is None or (self.root.span.line, self.root.span.column) == (
            self.root.span.end_line,
            self.root.span.end_column,
        ):
            self.findings.add(EMPTY_DOCUMENT, "the file has no content", 0, 0, "write the document, or remove the file")
            return None
        return self.root

    def take(self, event: Any) -> None:
        """Take the next event."""
        match event:
            case events.DocumentStartEvent():
                self.begin_document(event)
            case events.ScalarEvent():
                self.count(event)
                scalar = self.scalar(event)
                self.last_end, self.last_style = self.indices(scalar.span)[1], scalar.style
                if scalar.text:
                    self.last_start = event.start_mark.index
                self.put(scalar)
            case events.AliasEvent():
                self.count(event)
                start, end = event.start_mark.index, event.end_mark.index
                self.last_end, self.last_style = end, "alias"
                self.put(
                    Scalar(
                        value=None,
                        text=self.text[start:end],
                        style="plain",
                        span=self.source.span(start, end),
                    )
                )
            case events.CollectionStartEvent():
                self.count(event)
                self.open(event)
            case events.CollectionEndEvent():
                self.close(event)

    def begin_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            start = event.start_mark.index
            line = self.text[start:].split("\n", 1)[0].rstrip()
            end = start + (3 if line.startswith("---") else len(line))
            self.findings.add(
                SEVERAL_DOCUMENTS,
                "a second document begins here, and would not be read",
                start,
                end,
                "put each document in a file of its own",
            )
            raise _Stop

    def count(self, event: Any) -> None:
        """Count a value; stop beyond the limits."""
        self.values += 1
        start = event.start_mark.index
        if self.root is None and not self.frames:
            self.root_start = start
        if self.values > MOST_VALUES:
            self.findings.add(
                TOO_MANY_VALUES, f"the file has more than {MOST_VALUES} values", start, start + 1, _DIVIDE
            )
            self.root = None
            raise _Stop
        if len(self.frames) >= DEEPEST and isinstance(event, events.CollectionStartEvent):
            self.findings.add(
                TOO_DEEP,
                f"groups lie more than {DEEPEST} levels deep here",
                start,
                start + 1,
                "check the brackets and dashes here; simplify what stands in them",
            )
            self.root = None
            raise _Stop

    def open(self, event: Any) -> None:
        start = event.start_mark.index
        inherited = self.frames[-1].column if self.frames else -1
        column = -1 if event.flow_style else event.start_mark.column
        self.last_end = event.end_mark.index
        self.frames.append(
            _Frame(
                start=start,
                end=event.end_mark.index,
                is_mapping=isinstance(event, events.MappingStartEvent),
                column=inherited if event.flow_style else column,
                flow=bool(event.flow_style),
            )
        )

    def close(self, event: Any) -> None:
        frame = self.frames.pop()
        self.comma_in_text(frame)
        if event.end_mark.index > event.start_mark.index:  # a closing bracket, and not merely the end of a block
            frame.end = event.end_mark.index
            self.last_end, self.last_style = frame.end, "bracket"
        span = self.source.span(frame.start, frame.end)
        if frame.is_mapping:
            self.put(Mapping(entries=tuple(frame.entries), span=span), frame)
        else:
            self.put(Sequence(items=tuple(frame.items), span=span), frame)

    def put(self, node: Node, closed: _Frame | None = None) -> None:
        """Put a finished node where it belongs."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        end = closed.end if closed else self.source.offset(node.span.end_line, node.span.end_column)
        frame.end = max(frame.end, end)
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.at_key:
            frame.key = None if self.is_parted(node, frame) else self.key(node, frame)
            frame.at_key = False
        else:
            if frame.key is not None:
                frame.entries.append(Entry(key=frame.key, value=node))
            frame.at_key = True

    # -- keys

    def is_parted(self, node: Node, frame: _Frame) -> bool:
        """Whether a key between braces has no colon, and was meant for the rest of the text before it."""
        if frame.flow and isinstance(node, Scalar) and node.style == "plain" and frame.entries:
            start, end = self.indices(node.span)
            before = frame.entries[-1].value
            if (
                _NO_COLON.match(self.text, end)
                and isinstance(before, Scalar)
                and before.style == "plain"
                and before.text
            ):
                first, until = self.indices(before.span)
                begins = frame.parted[1] if frame.parted else start
                if frame.parted or not self.text[until:start].strip(", \t\r\n"):
                    frame.parted = first, begins, end
                    return True
        self.comma_in_text(frame)
        return False

    def comma_in_text(self, frame: _Frame) -> None:
        """Report a comma that ends an unquoted text between braces, once for all that it parts."""
        if frame.parted is None:
            return
        first, start, end = frame.parted
        frame.parted = None
        words = " ".join(self.text[first:end].split())
        text = as_text(words)
        is_text = any(" " in each.strip() for each in words.split(","))
        if is_text:  # read as it was meant
            value = Scalar(value=words, text=words, style="double", span=self.source.span(first, end))
            frame.entries[-1] = Entry(key=frame.entries[-1].key, value=value)
        put = f"put all of the text in quotes: `{text}`" if len(text) < _LONG_TEXT else "put all of the text in quotes"
        self.findings.extend(
            UnplacedFault(
                COMMA_IN_TEXT,
                f"between braces, the comma before {quoted(self.text[start:end])} ends the text",
                start,
                end,
                put
                if is_text
                else f"put it in quotes if it is a text: `{text}`; in brackets if it is a list: `[{words}]`",
                ((first, start, "the text begins here"),),
                instead=(first, end, text) if is_text else None,
            )
        )

    def key(self, node: Node, frame: _Frame) -> Scalar | None:
        """Give the key that a node makes, or None, with a finding, if it makes none."""
        start, end = self.indices(node.span)
        if not isinstance(node, Scalar):
            message = "a group in brackets or lines stands where a key is expected"
            self.findings.add(KEY_NOT_TEXT, message, start, end, "write a word before the colon; put text in quotes")
            return None
        if node.style == "plain" and node.text.startswith("*"):
            return None  # an alias, reported already
        if node.style == "plain" and node.text == "<<":
            self.findings.add(MERGE_KEY, "`<<` would copy keys from another place", start, end, "write the keys out")
            return None
        if not node.text and node.style == "plain":
            start -= 1 if self.text[start : start + 1] != ":" and self.text[start - 1 : start] == ":" else 0
            message = "there is no key before this colon"
            self.findings.add(KEY_NOT_TEXT, message, start, start + 1, "write a word before the colon")
            return None
        if not isinstance(node.value, str):
            message = f"the key {quoted(node.text)} is not text"
            self.findings.add(KEY_NOT_TEXT, message, start, end, f'put it in quotes: `"{node.text}"`')
        key = Scalar(value=node.text, text=node.text, style=node.style, span=node.span)
        return key if self.is_new(key, frame) else None

    def is_new(self, key: Scalar, frame: _Frame) -> bool:
        first = frame.seen.setdefault(key.text, key.span)
        if first is key.span:
            return True
        self.findings.extend(
            UnplacedFault(
                DUPLICATE_KEY,
                f"the key {quoted(key.text)} stands here a second time",
                *self.indices(key.span),
                help="remove one of the two, or rename it",
                related=((*self.indices(first), "it stands here first"),),
            )
        )
        return False

    # -- scalars

    def scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        style = _STYLES[event.style]
        if style in ("literal", "folded"):
            end = start + len(self.text[start:end].rstrip())
            self.lost_in_header(start)
        elif style == "plain":
            self.lost_in_comment(event.value, end)
            self.swallowed_item(start, end)
        elif "\n" in self.text[start:end]:
            column = self.frame_column()
            if any(len(each["indent"]) <= column for each in _KEY_LINE.finditer(self.text, start, end)):
                raise _Unclosed(start)
        text = without_hidden(event.value, self.text, start, end, self.findings) if style == "double" else event.value
        text = INVISIBLE.sub("", text)
        value = self.resolved(text, start, end) if style == "plain" and event.ctag is None else text
        return Scalar(value=value, text=text, style=style, span=self.source.span(start, end))

    def resolved(self, text: str, start: int, end: int) -> str | int | float | bool | None:
        try:
            return scalar_value(text)
        except OverflowError:
            message = f"the number {quoted(text)} is too large to be exact everywhere"
            self.findings.add(NUMBER_TOO_LARGE, message, start, end, "if it is a reference, put it in quotes")
            return text

    def lost_in_comment(self, words: str, end: int) -> None:
        """Report words behind unquoted text that YAML takes for a comment.

        `status: draft  # or in-force` is a comment and nothing else: one word, and a space after the `#`.
        Where the text has several words, or the `#` is glued to a word, the author may well have meant it as text.
        """
        match = _COMMENT.match(self.text, end)
        if match:
            if len(words.split()) > 1 or _is_glued(match["lost"]):
                self.lost(match)
            return
        match = _NEXT_COMMENT.match(self.text, end)
        if match and words and _is_glued(match["lost"]) and len(match["indent"]) > self.frame_column():
            self.lost(match)

    def swallowed_item(self, start: int, end: int) -> None:
        """Report a list item that would become part of the unquoted text above it."""
        match = _ITEM.search(self.text, start, end)
        if match:
            self.findings.add(
                MISPLACED_ITEM,
                "this list item would become part of the text above it",
                *match.span("dash"),
                help="remove the text above it; or, if it is all one text, put it after `>`",
            )

    def lost_in_header(self, start: int) -> None:
        match = _HEADER_COMMENT.match(self.text, start)
        if match and _is_glued(match["lost"]):
            self.lost(match)

    def lost(self, match: re.Match[str]) -> None:
        start, end = match.span("lost")
        end = start + len(match["lost"].rstrip())
        self.last_lost = end
        self.findings.add(
            COMMENT_AFTER_PROSE,
            f"{quoted(self.text[start:end])} would be lost as a comment",
            start,
            end,
            "put the text in quotes, or on the next line after `>`; put a comment on a line of its own",
        )

    def frame_column(self) -> int:
        return self.frames[-1].column if self.frames else -1

    def indices(self, span: Span) -> tuple[int, int]:
        offset = self.source.offset
        return offset(span.line, span.column), offset(span.end_line, span.end_column)

    # -- text that is not YAML

    def breaks(self, error: Exception, stream: _Events | None) -> None:
        """Report the one fault that reading cannot go on after.

        Left out where a finding has already said why: one on the same line, or words lost just before.
        """
        trouble = _trouble(error, stream, self)
        start, fault = trouble.at, None
        if not self.findings.on_line(trouble.at) and self.last_end > self.last_lost:
            explain = next((each for fragment, each in EXPLANATIONS if fragment in trouble.problem), unknown)
            explained = explain(trouble)
            self.findings.extend(explained)
            start, fault = min(start, explained.start), self.findings.diagnostics[-1]
        begun = trouble.begun if isinstance(error, ScannerError) else None
        if begun is None and "mapping values" in trouble.problem and trouble.begins_line:
            begun = trouble.last_plain  # it goes on down to here
        if begun is None and trouble.column(trouble.at) < trouble.column(trouble.root_start):
            begun = trouble.root_start  # what stands above is indented, and not what stands here
        brackets = (
            each.index
            for each in (stream.marks if stream else [])
            if self.text[each.index : each.index + 1] in _OPENING
        )
        start = min(start, *(each for each in (begun, next(brackets, None)) if each is not None), len(self.text))
        self.broken = Break(start=start, at=trouble.at, last=min(self.last_start, start), fault=fault)


_STYLES: dict[str | None, Style] = {None: "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}

_COMMENT = re.compile(r"[ \t]*(?P<lost>#[^\r\n]*)")
_NEXT_COMMENT = re.compile(r"[ \t]*\r?\n(?P<indent> *)(?P<lost>#[^\r\n]*)")
_ITEM = re.compile(r"\n *(?P<dash>-) ")
_OPENING = ("[", "{")
#: Behind a key between braces that has no colon.
_NO_COLON = re.compile(r"\s*[,}]")
_SHOWN = re.compile(r"[^\r\n]")
#: A line that begins as a key does.
_KEY_LINE = re.compile(r"\n(?P<indent> *)[A-Za-z_][\w.-]*:(?=\s)")
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]*(?P<lost>#[^\r\n]*)")


def _is_glued(comment: str) -> bool:
    words = comment.lstrip("#")
    return bool(words) and not words[0].isspace()


def _trouble(error: Exception, stream: _Events | None, reading: _Reading) -> Trouble:
    """Gather what was known when reading could not go on."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    marks = stream.marks if stream else []
    last = stream.last_plain if stream else None
    # `chr` raises these two for a code beyond the last character, as in "\\UFFFFFFFF".
    problem = "escape" if isinstance(error, ValueError | OverflowError) else str(getattr(error, "problem", ""))
    at = mark.index if mark else stream.index if stream else 0
    begun = context.index if context else None
    if isinstance(error, _Unclosed):
        problem, at, begun = "found unexpected end of stream", error.start, error.start
    return Trouble(
        problem=problem,
        at=min(at, len(reading.text)),
        text=reading.text,
        begun=begun,
        opened=marks[-1].index if marks else None,
        last_plain=last.start_mark.index if last else None,
        last_end=reading.last_end,
        last_style=reading.last_style,
        root_start=reading.root_start,
    )
