"""Comparing: what changes from one regime to another, proved over all activities, with a witness of each change.

Others may import `changes` and `comparison`; two programs over one set of unknowns (`joint`) are its own affair.
"""
