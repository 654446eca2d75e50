"""Documents to norms: the only package that knows both sides.

Nothing is raised for what a document says: each fault is a diagnostic with its place, and the rest is lowered anyway.
Others may import this package, `overlays`, `provisions` and `rules`.
"""

from smpolicy.lowering.lowered import Lowered, lower

TYPE_CHECKING = False
if TYPE_CHECKING:  # where no work has versions, nothing of them is imported
    from smpolicy.lowering.editions import Edition

__all__ = ["Edition", "Lowered", "lower"]
