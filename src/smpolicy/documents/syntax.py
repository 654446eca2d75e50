"""YAML text to nodes that know their place: the one door to ruamel.yaml.

YAML is read strictly (1.2, core schema): dates, `yes` and `no` stay text.
Whatever would let a file mean something else than it seems to say is a diagnostic.
ruamel.yaml gives a flat stream of events; the nodes are built here, on a stack of our own, so that no
nesting can
exhaust Python's.
Reading goes on after every fault but one: where the text is not YAML at all, nothing behind that place has a
meaning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from ruamel.yaml import events, tokens
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner

from smpolicy.documents.file_rules import TOO_LARGE
from smpolicy.documents.scalars import resolve
from smpolicy.documents.syntax_rules import (
    ANCHOR,
    BIDIRECTIONAL_CHARACTER,
    BYTE_ORDER_MARK,
    COMMENT_AFTER_PROSE,
    CONTROL_CHARACTER,
    DIRECTIVE,
    DUPLICATE_KEY,
    EMPTY_DOCUMENT,
    INVISIBLE_CHARACTER,
    KEY_NOT_TEXT,
    MERGE_KEY,
    MISPLACED_ITEM,
    NUMBER_TOO_LARGE,
    SEVERAL_DOCUMENTS,
    TAG,
    TOO_DEEP,
    TOO_MANY_FINDINGS,
    TOO_MANY_VALUES,
)
from smpolicy.documents.trouble import EXPLANATIONS, Finding, Trouble, unknown
from smpolicy.foundations.diagnostics import Diagnostic, Related, Rule, quoted, report, sorted_diagnostics
from smpolicy.foundations.source import (
    BIDIRECTIONAL,
    CONTROL,
    INVISIBLE,
    MOST_BYTES,
    REPLACEMENT,
    Source,
    Span,
    character,
    harmless,
)

#: Groups may lie this deep within groups.
#: Real documents reach 10; a limit this low also lets everything after us (validators, templates) recurse
#: safely.
DEEPEST = 64

#: A document may hold this many values, keys included.
#: The Staff Instruction with its norms has some 5 000; each takes a few hundred bytes once it is read.
MOST_VALUES = 100_000

#: One file gives at most this many findings of form.
#: Nobody mends more at a time, and a file of the wrong kind would give one for each of its characters.
MOST_FINDINGS = 100

_DIVIDE = "check that it is the right file; divide the document"

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value, with the words that state it."""

    #: It follows from text and style, and equality leaves it out: `.nan` is not equal to itself.
    value: str | int | float | bool | None = field(compare=False)
    #: As written: `7.20` where the value is 7.2; for quoted and block text the same as the value.
    text: str
    style: Style
    #: Place is not meaning: equality ignores it.
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    items: "tuple[Node, ...]"
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key with its value; the value of a key is always text."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys with their values, in the order of the text; no key stands twice."""

    entries: tuple[Entry, ...]
    span: Span = field(compare=False, repr=False)


Node = Scalar | Sequence | Mapping

#: The keys and positions that lead from the root to a value.
Path = tuple[str | int, ...]


def read(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """Read YAML text, and report everything in it that could deceive.

    Gives the node as far as it makes sense, and None where there is none to give: after a syntax error,
    beyond a
    limit, in an empty file.
    A node that comes with an error must not be used as if it were the document: parts may be left out.
    Never raises, whatever the text.
    """
    findings = _Findings(source)
    if len(source.text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        findings.add(TOO_LARGE, f"the text has more than {MOST_BYTES} bytes", 0, 0, _DIVIDE)
        return None, findings.found
    text = _readable(source.text, findings)
    node = _Reading(text, source, findings).node()
    return node, sorted_diagnostics(findings.found)


def plain(node: Node) -> Any:
    """Give the value of a node as dicts, lists and scalars, without places."""
    values: dict[int, Any] = {}
    for part in reversed(list(_parts(node))):
        match part:
            case Scalar(value=value):
                values[id(part)] = value
            case Sequence(items=items):
                values[id(part)] = [values[id(each)] for each in items]
            case Mapping(entries=entries):
                values[id(part)] = {entry.key.value: values[id(entry.value)] for entry in entries}
    return values[id(node)]


def places(node: Node) -> dict[Path, tuple[Span | None, Span]]:
    """Give for each path where its key and its value stand; the root and list items have no key."""
    found: dict[Path, tuple[Span | None, Span]] = {}
    waiting: list[tuple[Path, Span | None, Node]] = [((), None, node)]
    while waiting:
        path, key, part = waiting.pop()
        found[path] = (key, part.span)
        match part:
            case Sequence(items=items):
                waiting.extend(((*path, n), None, each) for n, each in reversed(list(enumerate(items))))
            case Mapping(entries=entries):
                waiting.extend(((*path, e.key.text), e.key.span, e.value) for e in reversed(entries))
    return found


def _parts(node: Node) -> Iterator[Node]:
    """Give a node and everything beneath it, each before what it holds."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        match part:
            case Sequence(items=items):
                waiting.extend(items)
            case Mapping(entries=entries):
                waiting.extend(entry.value for entry in entries)


# ------------------------------------------------------------------------------------------------ findings


class _Findings:
    """Collects what is found in one file, up to a limit."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []

    def add(self, rule: Rule, message: str, start: int, end: int, help: str = "") -> None:  # noqa: A002
        self.extend(Finding(rule, message, start, end, help))

    def extend(self, finding: Finding) -> None:
        if len(self.found) > MOST_FINDINGS:
            return
        if len(self.found) == MOST_FINDINGS:
            message = f"more than {MOST_FINDINGS} things are wrong with the form of this file"
            finding = Finding(
                TOO_MANY_FINDINGS, message, finding.start, finding.end, "mend the first, then check again"
            )
        limit = len(self.source.text)

        def span(start: int, end: int) -> Span:
            return self.source.span(min(start, limit), min(end, limit))

        self.found.append(
            report(
                finding.rule,
                finding.message,
                span(finding.start, finding.end),
                help=finding.help,
                related=[Related(span=span(a, b), message=why) for a, b, why in finding.related],
            )
        )

    def on_line(self, index: int) -> bool:
        """Whether something was found on the line of `index`."""
        line = self.source.span(index, index).line
        return any(each.span and each.span.line <= line <= each.span.end_line for each in self.found)


# ----------------------------------------------------------------------------------- characters of the text


def _readable(text: str, findings: _Findings) -> str:
    """Report the characters that must not be there, and give the text with a stand-in for each that does something.

    One for one, so that every place in the result is the same place in the file.
    Those that show nothing stay until a value is made, which then is what it seems to be.
    """
    start = 0
    if text.startswith("\ufeff"):
        findings.add(
            BYTE_ORDER_MARK,
            "the file begins with a byte-order mark (U+FEFF)",
            0,
            1,
            "save the file as UTF-8 without BOM",
        )
        start = 1
    for pattern, rule, does in _FORBIDDEN:
        for match in islice(pattern.finditer(text, start), MOST_FINDINGS + 1):
            findings.add(rule, f"{character(match.group()[0])} {does}", *match.span(), help="delete it")
    return text[:start] + harmless(text[start:])


_FORBIDDEN = (
    (CONTROL, CONTROL_CHARACTER, "is an invisible character that no document needs"),
    (BIDIRECTIONAL, BIDIRECTIONAL_CHARACTER, "changes the order in which the letters around it are shown"),
    (INVISIBLE, INVISIBLE_CHARACTER, "is seen by nobody, and makes words differ that look the same"),
)


# ------------------------------------------------------------------------------------------- ruamel's side

#: An anchor, alias or tag as far as it reaches, in block and in flow context.
#: ruamel.yaml checks their spelling and raises; here each is reported and reading goes on.
_REFERENCE = re.compile(r"[&*](?:[^\s,\[\]{}:]|:(?=\S))*")
_TAG = re.compile(r"!<[^\s>]*>|![^\s,\[\]{}]*")
_REST_OF_LINE = re.compile(r"[^\r\n]*")


class _Events(Reader, Scanner, Parser):  # as in ruamel.yaml's own loaders
    """ruamel.yaml's reader, scanner and parser in one, without anything that makes objects.

    Anchors, aliases, tags and directives are taken note of and made harmless.
    """

    comment_handling = None
    processing_version = (1, 2)

    def __init__(self, text: str, findings: _Findings) -> None:
        self.whole = text
        self.findings = findings
        #: The last unquoted text.
        self.last_plain: Any = None
        #: Where the colon ends whose value is being parsed.
        self.colon: Any = None
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        self._resolver = self

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
        what = "refers to another place" if words.startswith("*") else "marks a place to be referred to"
        self.findings.add(
            ANCHOR,
            f"{quoted(words)}, without quotes, {what}",
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


class _Stop(Exception):  # noqa: N818  (no error: an early end)
    """Reading ends here; the finding that says why has been made."""


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, text: str, source: Source, findings: _Findings) -> None:
        self.text = text
        self.source = source
        self.findings = findings
        self.frames: list[_Frame] = []
        self.root: Node | None = None
        self.root_start = 0
        self.values = 0
        self.documents = 0
        self.last_end = 0  #: where the last event ended
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
            self.broken(error, stream)
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
            )
        )

    def close(self, event: Any) -> None:
        frame = self.frames.pop()
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
            frame.key = self.key(node, frame)
            frame.at_key = False
        else:
            if frame.key is not None:
                frame.entries.append(Entry(key=frame.key, value=node))
            frame.at_key = True

    # -- keys

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
            Finding(
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
        text = self.without_hidden(event.value, start, end) if style == "double" else event.value
        text = INVISIBLE.sub("", text)
        value = self.resolved(text, start, end) if style == "plain" and event.ctag is None else text
        return Scalar(value=value, text=text, style=style, span=self.source.span(start, end))

    def resolved(self, text: str, start: int, end: int) -> str | int | float | bool | None:
        try:
            return resolve(text)
        except OverflowError:
            message = f"the number {quoted(text)} is too large to be exact everywhere"
            self.findings.add(NUMBER_TOO_LARGE, message, start, end, "if it is a reference, put it in quotes")
            return text

    def without_hidden(self, text: str, start: int, end: int) -> str:
        r"""Report characters that an escape such as `\u202e` would bring in, and take them out."""
        # JSON, which is YAML too, writes a character beyond U+FFFF as two codes.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        for pattern, rule, does in _FORBIDDEN:
            match = pattern.search(text)
            if match and _found_in(text, pattern) > _found_in(self.text[start:end], pattern):  # not itself, reported so
                message = f"a code in this text stands for {character(match.group()[0])}, which {does}"
                self.findings.add(rule, message, start, end, "delete the code")
            if pattern is not INVISIBLE:
                text = pattern.sub(REPLACEMENT, text)
        return text

    def lost_in_comment(self, words: str, end: int) -> None:
        """Report words behind unquoted text that YAML takes for a comment.

        `status: draft  # or in-force` is a comment and nothing else: one word, and a space after the `#`.
        Where the text has several words, or the `#` is glued to a word, the author may well have meant it as
        text.
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

    def broken(self, error: Exception, stream: _Events | None) -> None:
        """Report the one fault that reading cannot go on after.

        Left out where a finding has already said why: one on the same line, or words lost just before.
        """
        trouble = _trouble(error, stream, self)
        if self.findings.on_line(trouble.at) or self.last_end <= self.last_lost:
            return
        for fragment, explain in EXPLANATIONS:
            if fragment in trouble.problem:
                self.findings.extend(explain(trouble))
                return
        self.findings.extend(unknown(trouble))


def _found_in(text: str, pattern: re.Pattern[str]) -> int:
    """Count the characters that a pattern finds."""
    return sum(len(match.group()) for match in pattern.finditer(text))


_STYLES: dict[str | None, Style] = {
    None: "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}

_COMMENT = re.compile(r"[ \t]*(?P<lost>#[^\r\n]*)")
_NEXT_COMMENT = re.compile(r"[ \t]*\r?\n(?P<indent> *)(?P<lost>#[^\r\n]*)")
_ITEM = re.compile(r"\n *(?P<dash>-) ")
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
    return Trouble(
        problem=problem,
        at=min(mark.index if mark else stream.index if stream else 0, len(reading.text)),
        text=reading.text,
        begun=context.index if context else None,
        opened=marks[-1].index if marks else None,
        last_plain=last.start_mark.index if last else None,
        last_end=reading.last_end,
        last_style=reading.last_style,
        root_start=reading.root_start,
    )
