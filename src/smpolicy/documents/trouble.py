"""What a syntax error means, in plain words: never those of the YAML reader."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from smpolicy.documents.syntax_rules import (
    BROKEN_INDENTATION,
    COLON_IN_TEXT,
    MISPLACED_ITEM,
    MISSING_COLON,
    NOT_YAML,
    SPECIAL_FIRST_CHARACTER,
    TAB,
    TEXT_BESIDE_MARK,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
    UNKNOWN_ESCAPE,
)
from smpolicy.foundations.diagnostics import Rule, quoted


@dataclass(frozen=True, slots=True)
class UnplacedFault:
    """A diagnostic to be: places are still indices in the text."""

    rule: Rule
    message: str
    start: int
    end: int
    help: str = ""
    related: tuple[tuple[int, int, str], ...] = ()
    #: What can be written instead, from one place to another; nothing where that is not plain.
    instead: tuple[int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What ruamel.yaml says is wrong, with what was known at that moment."""

    problem: str
    at: int
    text: str
    #: Where that began which could not be read to its end.
    begun: int | None
    #: Where the innermost open bracket or block began.
    opened: int | None
    #: Where the last unquoted text began.
    last_plain: int | None
    #: Where the last thing that was read ended, and what it was.
    last_end: int
    last_style: str | None
    root_start: int

    @property
    def char(self) -> str:
        """The character at which reading stopped."""
        return self.text[self.at : self.at + 1]

    def to_end_of_line(self, start: int) -> int:
        """Where the words on the line of `start` end."""
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return start + len(line.rstrip())

    def same_line(self, start: int, end: int) -> bool:
        """Whether two places stand on one line."""
        return "\n" not in self.text[start:end]

    def column(self, index: int) -> int:
        """How far a place stands from the start of its line."""
        return index - (self.text.rfind("\n", 0, index) + 1)

    @property
    def begins_line(self) -> bool:
        """Whether the last unquoted text is the first on its line."""
        return self.last_plain is not None and self.first_on_line(self.last_plain) == self.last_plain

    @property
    def lacks_colon(self) -> bool:
        """Whether the last unquoted text was meant for a key, and not for the value of one."""
        last = self.last_plain
        if last is None or not self.begins_line:
            return False
        is_value = self.text[:last].rstrip().endswith((":", "-"))
        return not is_value or " " not in self.text[last : self.to_end_of_line(last)]

    def first_on_line(self, index: int) -> int:
        """Where the words on the line of `index` begin."""
        start = index - self.column(index)
        return start + len(self.text[start:index]) - len(self.text[start:index].lstrip(" "))


def unknown(trouble: Trouble) -> UnplacedFault:
    """Explain trouble of which nothing more is known than its place."""
    return UnplacedFault(
        NOT_YAML,
        "the text cannot be read from here on",
        trouble.at,
        max(trouble.at, trouble.to_end_of_line(trouble.at)),
        "compare this line, and the one above it, with another document",
    )


def _bad_first_character(trouble: Trouble) -> UnplacedFault:
    start, end = trouble.at, trouble.at + 1
    if trouble.char == "\t":
        end = start + len(trouble.text[start:]) - len(trouble.text[start:].lstrip("\t"))
        return UnplacedFault(TAB, "a tab stands here", start, end, "replace it by spaces")
    char = "a backtick" if trouble.char == "`" else quoted(trouble.char)
    return UnplacedFault(
        SPECIAL_FIRST_CHARACTER,
        f"unquoted text cannot begin with {char}",
        start,
        end,
        "put the text in quotes, or on the next line after `>`",
    )


def _no_colon(trouble: Trouble) -> UnplacedFault:
    start = trouble.begun if trouble.begun is not None else trouble.at
    end = trouble.to_end_of_line(start)
    words = trouble.text[start:end]
    advice = (
        "write a space after the colon"
        if re.search(r"[^\s:]:[^\s:/]", words)
        else "write `key: value`; to go on with the text above, put that after `>` and indent it"
    )
    if words.startswith("<<<<<<<"):
        advice = "keep one of the two sides that git could not join, and take out the lines that part them"
    return UnplacedFault(MISSING_COLON, f"{quoted(words)} has no key and colon", start, end, advice)


def _item_not_here(trouble: Trouble) -> UnplacedFault:
    return UnplacedFault(
        MISPLACED_ITEM,
        "a list item cannot begin here",
        trouble.at,
        trouble.at + 1,
        "put each item on a line of its own beneath the key; put text that begins with a dash in quotes",
    )


def _question_mark(trouble: Trouble) -> UnplacedFault:
    return UnplacedFault(
        SPECIAL_FIRST_CHARACTER,
        "unquoted text cannot begin with `?` and a space",
        trouble.at,
        trouble.at + 1,
        "put the text in quotes",
    )


def _colon_not_here(trouble: Trouble) -> UnplacedFault:
    """Explain a colon after text that cannot be a key: within prose, or on a line swallowed by the one above."""
    last = trouble.last_plain
    if last is not None and not trouble.same_line(last, trouble.at):
        start = trouble.first_on_line(trouble.at)
        if trouble.lacks_colon or trouble.column(start) <= trouble.column(trouble.first_on_line(last)):
            return _no_colon(replace(trouble, begun=last))
        return UnplacedFault(
            BROKEN_INDENTATION,
            f"{quoted(trouble.text[start : trouble.at + 1])} begins further right than the key above it",
            start,
            trouble.at + 1,
            "begin it in the same column as that key; if it belongs to the text above, put that after `>`",
            ((last, trouble.to_end_of_line(last), "this text would go on there"),),
        )
    if last is not None and trouble.at - last > _LONGEST_KEY:
        message = f"the key before this colon has more than {_LONGEST_KEY} characters"
        return UnplacedFault(NOT_YAML, message, trouble.at, trouble.at + 1, "shorten it, or put the text in quotes")
    return _colon_in_text(trouble)


#: The longest key that YAML has.
_LONGEST_KEY = 1024


def _colon_in_text(trouble: Trouble) -> UnplacedFault:
    return UnplacedFault(
        COLON_IN_TEXT,
        "a second colon stands on this line, outside quotes",
        trouble.at,
        trouble.at + 1,
        "put the text in quotes, or on the next line after `>`",
    )


def _quote_open(trouble: Trouble) -> UnplacedFault:
    start = trouble.begun if trouble.begun is not None else trouble.at
    mark = trouble.text[start : start + 1]
    advice = "close it; an apostrophe within single quotes is written twice" if mark == "'" else "close it"
    return UnplacedFault(
        UNCLOSED_QUOTE,
        f"the quotation mark {quoted(mark)} is opened here and not closed",
        start,
        trouble.to_end_of_line(start),
        advice,
    )


def _bad_escape(trouble: Trouble) -> UnplacedFault:
    code = _ESCAPE.match(trouble.text, max(0, trouble.text.rfind("\\", 0, trouble.at)))
    if code is None:
        return unknown(trouble)
    return UnplacedFault(
        UNKNOWN_ESCAPE,
        f"{quoted(code.group())} is no code for a character",
        *code.span(),
        "use single quotes, or write the backslash twice",
    )


_ESCAPE = re.compile(r"\\(?:[xuU][0-9a-fA-F]*|.)?")


def _beside_mark(trouble: Trouble) -> UnplacedFault:
    return UnplacedFault(
        TEXT_BESIDE_MARK,
        "words stand beside the mark that announces a text",
        trouble.at,
        trouble.to_end_of_line(trouble.at),
        "begin the text on the next line, and indent it",
    )


def _bracket_open(trouble: Trouble) -> UnplacedFault:
    """Explain where a closing bracket or comma was expected: what comes instead tells the likelier mistake."""
    opened = trouble.opened if trouble.opened is not None else trouble.at
    bracket = trouble.text[opened : opened + 1]
    opening = (opened, opened + 1, f"{quoted(bracket)} is opened here")
    if trouble.char in ("]", "}"):
        message = f"{quoted(trouble.char)} does not close {quoted(bracket)}"
        advice = "close each bracket with its like"
        return UnplacedFault(UNCLOSED_BRACKET, message, trouble.at, trouble.at + 1, advice, (opening,))
    if trouble.at < len(trouble.text) and trouble.same_line(opened, trouble.at):
        if trouble.char == ":":
            return _colon_in_text(trouble)
        message = "a comma or a closing bracket is missing before this"
        return UnplacedFault(
            UNCLOSED_BRACKET, message, trouble.at, trouble.to_end_of_line(trouble.at), "add it", (opening,)
        )
    message = f"the bracket {quoted(bracket)} is opened here and not closed"
    lost = _BEHIND_A_HASH.search(trouble.text, opened, trouble.to_end_of_line(opened))
    if lost:  # a comment took its end
        advice = f'what stands behind ` #` is a comment; put it in quotes if it is a value: `"{lost["words"]}"`'
        instead = (*lost.span("words"), f'"{lost["words"]}"')
        return UnplacedFault(UNCLOSED_BRACKET, message, opened, opened + 1, advice, instead=instead)
    return UnplacedFault(UNCLOSED_BRACKET, message, opened, opened + 1, "close it; part what stands in it by commas")


#: What looks like a value and begins a comment, which takes all that follows on its line.
_BEHIND_A_HASH = re.compile(r" (?P<words>#[\w-]+)")


def _block_goes_on(trouble: Trouble) -> UnplacedFault:
    """Something follows in a list or mapping that is none of its items."""
    if trouble.at >= trouble.last_end and trouble.same_line(trouble.last_end, trouble.at):
        return _more_words(trouble)
    if trouble.char == "-":
        return _item_not_here(trouble)
    return _indentation(trouble)


def _more_words(trouble: Trouble) -> UnplacedFault:
    end = trouble.to_end_of_line(trouble.at)
    if trouble.last_style in ("single", "double"):
        message = f"the text in quotes ends before {quoted(trouble.text[trouble.at : end])}"
        advice = "put all of the text in quotes; within single quotes, write an apostrophe twice"
        return UnplacedFault(UNCLOSED_QUOTE, message, trouble.at, end, advice)
    if trouble.char in ("]", "}"):
        message = f"{quoted(trouble.char)} closes a bracket that was not opened"
        return UnplacedFault(UNCLOSED_BRACKET, message, trouble.at, trouble.at + 1, "remove it, or open it")
    message = f"{quoted(trouble.text[trouble.at : end])} cannot follow here"
    return UnplacedFault(NOT_YAML, message, trouble.at, end, "if it is all one text, put it in quotes or after `>`")


def _indentation(trouble: Trouble) -> UnplacedFault:
    start = trouble.first_on_line(trouble.at)
    opened = trouble.opened
    related: Iterable[tuple[int, int, str]] = ()
    if opened is not None and opened < start:
        related = ((opened, trouble.to_end_of_line(opened), "what it would belong to begins here"),)
    return UnplacedFault(
        BROKEN_INDENTATION,
        "this line begins in another column than those it belongs with",
        start,
        trouble.to_end_of_line(start),
        "let lines that belong together begin in the same column",
        tuple(related),
    )


def _after_the_end(trouble: Trouble) -> UnplacedFault:
    """Something follows although the document is complete."""
    same_line = trouble.at >= trouble.last_end and trouble.same_line(trouble.last_end, trouble.at)
    if not same_line and trouble.column(trouble.at) < trouble.column(trouble.root_start):
        return _indentation(trouble)
    return _more_words(trouble)


def _no_value(trouble: Trouble) -> UnplacedFault:
    if trouble.at >= len(trouble.text.rstrip()) and trouble.opened is not None:
        return _bracket_open(trouble)
    if trouble.char == "-":
        return _item_not_here(trouble)
    end = min(trouble.at + 1, len(trouble.text))
    message = f"a value is missing before {quoted(trouble.text[trouble.at : end])}"
    return UnplacedFault(NOT_YAML, message, trouble.at, end, "write one; if it is all one text, put it in quotes")


#: What ruamel.yaml's sentences mean, the first fragment found in one deciding.
EXPLANATIONS: tuple[tuple[str, Callable[[Trouble], UnplacedFault]], ...] = (
    ("that cannot start any token", _bad_first_character),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed here", _item_not_here),
    ("mapping keys are not allowed here", _question_mark),
    ("mapping values are not allowed here", _colon_not_here),
    ("found unexpected end of stream", _quote_open),
    ("found unexpected document separator", _quote_open),
    ("escape", _bad_escape),
    ("expected chomping or indentation indicators", _beside_mark),
    ("expected a comment or a line break", _beside_mark),
    ("expected indentation indicator", _beside_mark),
    ("expected ',' or ", _bracket_open),
    ("expected <block end>", _block_goes_on),
    ("expected the node content", _no_value),
    ("expected '<document start>'", _after_the_end),
    ("after document end marker", _after_the_end),
)
