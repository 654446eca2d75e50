"""A bit for each row, in words of 64: what of a batch something holds."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

#: For each row whether something holds, the first row as the lowest bit of the first word.
Words: TypeAlias = npt.NDArray[np.uint64]

_WORD: Final = 64


def no_rows(count: int) -> Words:
    """Return none of so many rows."""
    return np.zeros((count + _WORD - 1) // _WORD, np.uint64)


def all_rows(count: int) -> Words:
    """Return all of so many rows, and bits behind them."""
    return ~no_rows(count)


def packed(holds: npt.NDArray[Any]) -> Words:
    """Return the rows in which an array of booleans holds."""
    words = no_rows(len(holds))
    bits = np.packbits(holds, bitorder="little")
    words.view(np.uint8)[: len(bits)] = bits
    return words


def unpacked(words: Words, count: int) -> npt.NDArray[np.uint8]:
    """Return 1 for each row that is there, and 0 for each other."""
    return np.unpackbits(words.view(np.uint8), count=count, bitorder="little")


def rows_of(words: Words, count: int) -> npt.NDArray[np.intp]:
    """Return the numbers of the rows that are there."""
    return np.flatnonzero(unpacked(words, count)) if words.any() else np.zeros(0, np.intp)


def of_buffer(buffer: Any, offset: int, count: int) -> Words:
    """Return bits as Arrow keeps them; where there is no buffer, every row."""
    if buffer is None:
        return all_rows(count)
    bits = np.frombuffer(buffer, np.uint8)
    if offset % 8:
        return packed(np.unpackbits(bits, count=offset + count, bitorder="little")[offset:])
    words = no_rows(count)
    bits = bits[offset // 8 : offset // 8 + (count + 7) // 8]
    words.view(np.uint8)[: len(bits)] = bits
    return words


def known_rows(array: Any) -> Words:
    """Return the rows in which an Arrow array is not null."""
    if isinstance(array, pa.NullArray):
        return no_rows(len(array))
    return of_buffer(array.buffers()[0] if array.null_count else None, array.offset, len(array))


def as_array(words: Words, count: int, known: Words | None) -> Any:
    """Return rows as an Arrow array of booleans, null in rows that are not known."""
    validity = None if known is None else pa.py_buffer(known)
    return pa.Array.from_buffers(pa.bool_(), count, [validity, pa.py_buffer(words)])
