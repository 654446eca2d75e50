"""What language-model agents are given: tools that answer in words with citations, behind the extra `[mcp]`."""

from smpolicy.agents.serving import serve
from smpolicy.agents.tools import Tools

__all__ = ["Tools", "serve"]
