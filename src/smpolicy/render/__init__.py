"""The output formats, one file each: every one turns values into text and prints nothing.

Others may import every module but `condition`. `issuance_docx` alone imports python-docx.
"""
