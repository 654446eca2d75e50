"""What an editor is given while somebody writes: findings, what words mean, what can stand here, and where it is said.

    texts --desk--> findings, corrections; a place --hovering, completing--> words; --language_server--> the protocol

Nothing here writes a file: an editor makes the edits. `language_server` alone imports pygls.
Others may import what stands here; the rest is its own affair.
"""

from smpolicy.checking.editors.desk import Desk
from smpolicy.checking.editors.language_server import serve_editor

__all__ = ["Desk", "serve_editor"]
