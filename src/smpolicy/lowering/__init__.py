"""Documents to norms: the only package that knows both sides.

Nothing is raised for what a document says: each fault is a diagnostic with its place, and the rest is lowered anyway.
Others may import this package, `overlays`, `provisions` and `rules`.
"""

from smpolicy.lowering.edition import Edition
from smpolicy.lowering.lowered import Lowered, lower

__all__ = ["Edition", "Lowered", "lower"]
