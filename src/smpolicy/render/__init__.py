"""The output formats, one file each: every one turns values into text and prints nothing.

`table` lists them. Others may import every module but `condition`, and of `formats` what the package gives out.
`issuance_docx` alone imports python-docx.
"""
