"""Files mutated: shipped and drawn overlays with something done to them that people, editors and attackers do.

What is done follows from a seed and a number alone, so that a file that escapes is made again by these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from smpolicy.testing import strategies

ROOT = Path(__file__).parents[2]
PACKAGED: Path | None = None

#: What is put into a text: characters that deceive, words that YAML reads otherwise, and values of other kinds.
CHARACTERS = (
    "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u00a0", "\u00ad", "\u034f", "\u061c", "\u180e", "\u200b", "\u200d",
    "\u200e", "\u2028", "\u2029", "\u202e", "\u2060", "\u2066", "\u3000", "\ufe0f", "\ufeff", "\ufffd", "\uffff",
    "\U000e0041", "\U000e0101", "\U0010ffff", "e\u0301", "\u00e9", "\uff41", "\u0430", "\u2014", "\u201c", "\u2019",
    "\t", "\r", "\r\n", "\n", " ", "#", " #", ": ", ":", "- ", "? ", "| ", "> ", "'", '"', "`", "{", "}", "[", "]", ",",
    "&a ", "*a ", "!x ", "%", "@", "---\n", "...\n", "<<: ", "\\", "\\u202e", "::error::x",
    "\U0001f468\u200d\U0001f469",
)  # fmt: skip
VALUES = (
    "", "~", "null", "true", "no", "024", "0o24", "0x1F", "1_000", "12:30", "1e400", "-0", ".nan", ".inf",
    "99999999999",
    "9" * 50, "2024-13-45", "2024-06-20", "0001-01-01", "9999-12-31", "[]", "{}", "[[]]", "{a: {b: c}}", "''", '""',
    "|\n", ">\n    x\n", "'''", "&a x", "*a", "!!python/object:os.system x", "<<", "[a, b", "{a: b", "x: y", "- x",
    "si31", "si31:7.2", "si31:7.2.b7", "si31:99", "#one", "arcadia/x#y", "SI 31, 7.2", "a" * 5000, "({[" * 30,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Seed:
    """A file that is mutated: its text, and the folder of documents beside which it is checked."""

    name: str
    text: str
    policies: Path | None


@dataclass(frozen=True, kw_only=True)
class Mutated:
    """A file to be tried."""

    name: str
    content: bytes
    policies: Path | None


def shipped() -> list[Seed]:
    """Return what is shipped: drafts, examples, invented corpora and the base."""
    seeds = []
    for folder, policies in (
        ("policies/overlays", None), ("policies/overlays", None), ("policies/base", None),
        ("examples/arcadia", "examples/arcadia"), ("examples/harbour", "examples/harbour"),
        ("examples/conditions", "examples/arcadia"), ("tests/data/kinds", "tests/data/corpora/arcadia"),
        ("tests/data/faults", "tests/data/corpora/arcadia"),
        ("tests/data/corpora/reissue", "tests/data/corpora/reissue"),
    ):  # fmt: skip
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            seeds.append(
                Seed(
                    name=path.relative_to(ROOT).as_posix(),
                    text=path.read_bytes().decode("utf-8", "replace"),
                    policies=ROOT / policies if policies else None,
                )
            )
    return seeds


def drawn(number: int, folder: Path) -> list[Seed]:
    """Draw some sets of documents into a folder, and return their files."""
    seeds: list[Seed] = []

    @seed(1)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.corpora())
    def take(documents: strategies.Documents) -> None:
        place = folder / str(len({each.policies for each in seeds}))
        for each in documents:
            text = each.text  # type: ignore[attr-defined]
            (place / each.path).parent.mkdir(parents=True, exist_ok=True)
            (place / each.path).write_text(text, encoding="utf-8")
            seeds.append(Seed(name=f"drawn/{place.name}/{each.path}", text=text, policies=place))

    take()
    return seeds


def mutated(seeds: list[Seed], run: int | str, number: int) -> Mutated:
    """Return the file with a number in a run: one of the seeds, with one to four things done to it."""
    random = Random(f"{run}/{number}")
    chosen = random.choice(seeds)
    text, done = chosen.text, []
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        mutate = random.choice(_OF_TEXTS)
        text = mutate(text, random)
        done.append(mutate.__name__.strip("_"))
    content = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.1:
        of_bytes = random.choice(_OF_BYTES)
        content = of_bytes(content, random)
        done.append(of_bytes.__name__.strip("_"))
    return Mutated(name=f"{chosen.name}: {', '.join(done)}", content=content, policies=chosen.policies)


def _at(text: str, random: Random) -> int:
    return random.randrange(len(text) + 1)


def _character_put_in(text: str, random: Random) -> str:
    at = _at(text, random)
    return text[:at] + random.choice(CHARACTERS) * random.choice((1, 1, 1, 2, 50)) + text[at:]


def _character_left_out(text: str, random: Random) -> str:
    at = _at(text, random)
    return text[:at] + text[at + random.choice((1, 1, 2, 10)) :]


def _mark_left_out(text: str, random: Random) -> str:
    marks = [match.start() for match in re.finditer(r"[][{}:,'\"#>|-]", text)]
    at = random.choice(marks) if marks else 0
    return text[:at] + text[at + 1 :]


def _letter_changed(text: str, random: Random) -> str:
    words = list(re.finditer(r"\w{3,}", text))
    if not words:
        return text
    word = random.choice(words)
    at = random.randrange(word.start(), word.end())
    return text[:at] + random.choice("abcxyzABC019_-é") + text[at + 1 :]


def _lines(change: Callable[[list[str], int, Random], None]) -> Callable[[str, Random], str]:
    def mutate(text: str, random: Random) -> str:
        lines = text.splitlines(keepends=True) or [""]
        change(lines, random.randrange(len(lines)), random)
        return "".join(lines)

    mutate.__name__ = change.__name__
    return mutate


def _line_left_out(lines: list[str], at: int, random: Random) -> None:
    del lines[at : at + random.choice((1, 1, 1, 3, 10))]


def _line_twice(lines: list[str], at: int, random: Random) -> None:
    lines[at:at] = lines[at : at + random.choice((1, 1, 5))] * random.choice((1, 1, 30))


def _lines_exchanged(lines: list[str], at: int, random: Random) -> None:
    other = random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _line_moved(lines: list[str], at: int, random: Random) -> None:
    line = lines.pop(at)
    lines.insert(random.randrange(len(lines) + 1), line)


def _line_indented(lines: list[str], at: int, random: Random) -> None:
    more = random.choice((" ", "  ", "    ", "\t", "\u00a0"))
    for n in range(at, min(len(lines), at + random.choice((1, 1, 4)))):
        lines[n] = more + lines[n]


def _line_outdented(lines: list[str], at: int, random: Random) -> None:
    fewer = random.choice((1, 2, 4))
    for n in range(at, min(len(lines), at + random.choice((1, 1, 4)))):
        space = len(lines[n]) - len(lines[n].lstrip(" "))
        lines[n] = lines[n][min(space, fewer) :]


def _lines_joined(lines: list[str], at: int, _random: Random) -> None:
    lines[at] = lines[at].rstrip("\r\n")


def _end_of_line_changed(lines: list[str], at: int, random: Random) -> None:
    lines[at] = lines[at].rstrip("\r\n") + random.choice(("\r", "\r\n", "\x85", "\u2028", " \n", "\t\n", "\n\n"))


def _cut_off(lines: list[str], at: int, random: Random) -> None:
    del lines[at:]
    if random.random() < 0.5:
        lines.append(random.choice(("norms", "norms:", "  one: {", '  x: "', "  - ", "'")))


def _pair(text: str, random: Random) -> re.Match[str] | None:
    pairs = list(re.finditer(r"(?m)(?P<key>[\w.#/-]+): *(?P<value>[^\n{}\[\],]*)", text))
    return random.choice(pairs) if pairs else None


def _value_changed(text: str, random: Random) -> str:
    pair = _pair(text, random)
    value = random.choice((*VALUES, *re.findall(r"[\w.:#/-]+", text)[:200]))
    return f"{text[: pair.start('value')]}{value}{text[pair.end('value') :]}" if pair else text


def _key_changed(text: str, random: Random) -> str:
    pair = _pair(text, random)
    key = random.choice((*VALUES[:12], *KEYS, *re.findall(r"([\w.-]+):", text)[:100]))
    return f"{text[: pair.start('key')]}{key}{text[pair.end('key') :]}" if pair else text


def _key_left_out(text: str, random: Random) -> str:
    pair = _pair(text, random)
    return text[: pair.start()] + text[pair.end() :] if pair else text


def _key_put_in(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = random.randrange(len(lines))
    space = re.match(r" *", lines[at])
    lines.insert(at, f"{space.group() if space else ''}{random.choice(KEYS)}: {random.choice(VALUES)}\n")
    return "".join(lines)


def _word_doubled(text: str, random: Random) -> str:
    words = list(re.finditer(r"[\w.:#/-]+", text))
    if not words:
        return text
    word, other = random.choice(words), random.choice(words)
    return text[: word.start()] + other.group() + text[word.end() :]


def _group_nested(text: str, random: Random) -> str:
    groups = list(re.finditer(r"\{[^{}\n]*\}", text))
    if not groups:
        return text
    group, deep = random.choice(groups), random.choice((1, 3, 20, 70, 3000))
    inner = random.choice(("not", "all", "any", "readings", "x"))
    opened, closed = ("[", "]") if inner in ("all", "any") else ("", "")
    nested = f"{{{inner}: {opened}" * deep + group.group() + f"{closed}}}" * deep
    return text[: group.start()] + nested + text[group.end() :]


def _on_one_line(text: str, random: Random) -> str:
    at = _at(text, random)
    return text[:at] + re.sub(r"\s*\n\s*", " ", text[at : at + 400]) + text[at + 400 :]


def _part_repeated(text: str, random: Random) -> str:
    at, length = _at(text, random), random.choice((5, 60, 800))
    return text[:at] + text[at : at + length] * random.choice((2, 2, 20)) + text[at + length :]


def _byte_changed(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


def _byte_put_in(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return (
        content[:at] + random.choice((b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5", b"\x00", b"\xe4")) + content[at:]
    )


def _other_encoding(content: bytes, random: Random) -> bytes:
    encoding = random.choice(("utf-16", "utf-32", "utf-16-le", "latin-1", "utf-8-sig", "cp1252", "utf-7"))
    return content.decode("utf-8", "replace").encode(encoding, "replace")


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


#: Keys of documents, each of which may stand where it does not belong.
KEYS = (
    "schema", "id", "title", "status", "issuer", "proposed_for", "drafted_by", "layer", "under", "nature", "precedence",
    "invites", "base", "dates", "effective", "from", "until", "supersedes", "concurrence", "source", "slots", "facts",
    "terms", "open_questions", "should", "norms", "claims", "reviews", "guidance", "structures", "note", "text", "kind",
    "bearer", "act", "when", "unless", "force", "polarity", "role", "scope", "governs", "defines", "step", "relation",
    "examples", "given", "expect", "readings", "raised_by", "unraised", "question", "values", "members", "unit", "type",
    "neutral", "derived", "presupposes", "tick", "constraints", "provisions", "all", "any", "not", "has", "lacks",
    "under_", "over", "at_least", "email", "replaces", "work", "version", "digest", "scenarios", "closes", "interprets",
)  # fmt: skip

_OF_TEXTS: tuple[Callable[[str, Random], str], ...] = (
    _character_put_in, _character_put_in, _character_left_out, _mark_left_out, _letter_changed,
    _value_changed, _value_changed, _value_changed, _key_changed, _key_changed, _key_left_out, _key_put_in, _key_put_in,
    _word_doubled, _word_doubled, _group_nested, _on_one_line, _part_repeated,
    *map(_lines, (
        _line_left_out, _line_twice, _lines_exchanged, _line_moved, _line_indented, _line_outdented, _lines_joined,
        _end_of_line_changed, _cut_off,
    )),
)  # fmt: skip
_OF_BYTES = (_byte_changed, _byte_put_in, _other_encoding, _cut)


@cache
def all_shipped() -> tuple[Seed, ...]:
    """Return the shipped files, read once."""
    return tuple(shipped())
