"""What is logged: under the name `smpolicy`, and shown by nobody who has not asked for it."""

from __future__ import annotations

import logging

logging.getLogger("smpolicy").addHandler(logging.NullHandler())


def logger_of(module: str) -> logging.Logger:
    """Return the logger of a module, by the module's name."""
    return logging.getLogger(module)
