"""The values of unquoted text: the core schema of YAML 1.2, in which dates, `yes` and `no` are text."""

import math
import re

#: Whole numbers beyond this are not exact in JSON and JavaScript, where the same answer must come out.
GREATEST_NUMBER = 2**53 - 1

_WORDS: dict[str, bool | float | None] = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"))
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
    | dict.fromkeys((sign + word for sign in ("", "+") for word in (".inf", ".Inf", ".INF")), math.inf)
    | dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf)
    | dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan)
)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

#: Digits beyond this are not even converted: Python refuses thousands of them, and slows down before that.
_MOST_DIGITS = 40


def scalar_value(text: str) -> str | int | float | bool | None:
    """Give the value of unquoted text under the core schema of YAML 1.2.

    Dates, times, `yes`, `no`, `on` and `off` are text.
    Raises `OverflowError` for a number that is not exact everywhere.
    """
    if text in _WORDS:
        return _WORDS[text]
    for pattern, base in ((_INTEGER, 10), (_OCTAL, 8), (_HEXADECIMAL, 16)):
        if pattern.fullmatch(text):
            return _integer(text, base)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if math.isinf(number):
            raise OverflowError(text)
        return number
    return text


def _integer(text: str, base: int) -> int:
    if len(text) > _MOST_DIGITS:
        raise OverflowError(text)
    number = int(text, base)
    if abs(number) > GREATEST_NUMBER:
        raise OverflowError(text)
    return number
