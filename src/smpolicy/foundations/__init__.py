"""What everything stands on: text that was read and places in it, days, words, diagnostics, and what callers do wrong.

Others may import every module. Nothing here knows what a document or a norm is.
"""
