"""The output formats, one file each: every one turns values into text and prints nothing."""
