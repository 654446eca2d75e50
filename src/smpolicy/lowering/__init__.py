"""Documents to norms: the only package that knows both sides.

Nothing is raised for what a document says: each fault is a diagnostic with its place, and the rest is lowered anyway.
Others may import this package, `overlays`, `provisions` and `rules`.
"""

from typing import TYPE_CHECKING

from smpolicy.lowering.lowered import Lowered, lower

if TYPE_CHECKING:
    from smpolicy.lowering.editions import Edition  # documents without versions need none of it

__all__ = ["Edition", "Lowered", "lower"]
