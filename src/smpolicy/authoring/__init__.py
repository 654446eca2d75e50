"""Files that are written: an overlay begun, rewritten, pinned, adopted; and the project's own, generated and prepared.

What is written is checked first, and then written whole or not at all. Others may import all but what makes the
project's own files (`generated`, `preparing`), which scripts and the build call.
"""
