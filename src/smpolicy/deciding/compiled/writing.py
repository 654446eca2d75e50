"""JSON and digests, by what they stand on in the standard library.

To import `json` and `hashlib` takes longer than a program takes to decide: they bring regular expressions and OpenSSL.
Where an interpreter has neither of the two parts, those packages serve.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class _AsJson:
    """What the scanner asks of a decoder: nothing but JSON is read, and each value as Python has it."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    memo: Mapping[str, str] = {}

    @staticmethod
    def parse_constant(name: str) -> Any:
        """Refuse what is no JSON."""
        raise ValueError(name)


def read_json(text: str) -> Any:
    """Read a text as JSON. Raises `ValueError` where it is none, and `RecursionError` where it is nested too deep."""
    try:
        from _json import make_scanner
    except ImportError:
        import json

        return json.loads(text, parse_constant=_AsJson.parse_constant)
    text = text.strip(" \t\r\n")
    try:
        value, end = make_scanner(_AsJson())(text, 0)  # type: ignore[arg-type]
    except StopIteration:
        raise ValueError("a value is missing") from None
    if end != len(text):
        raise ValueError("there is more than one value")
    return value


def canonical(data: object) -> str:
    """Write plain data as JSON in the one way that digests are taken of: keys in order, no space, in ASCII."""
    import json

    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of_text(text: str) -> str:
    """Return the digest of a text."""
    try:
        from _sha2 import sha256  # type: ignore[import-not-found]
    except ImportError:
        try:
            from _sha256 import sha256  # type: ignore[import-not-found]
        except ImportError:
            from hashlib import sha256
    return "sha256:" + str(sha256(text.encode()).hexdigest())
