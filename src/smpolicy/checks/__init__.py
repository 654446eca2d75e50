"""The checks of documents: one file each, called what it does not allow, which holds the rule and what finds it broken.

What keeps a file from being read or understood is reported where that happens (`syntax`, `schema`, `lowering`).
A check looks at documents that were understood, and at how they stand beside each other.
A new check is a new file: each file of this folder that has a `RULE` is one.
Nobody imports a check: others may import `rules`, which gathers them, `written` and `spoilt`.
"""
