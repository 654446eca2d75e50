"""Deciding: norms compiled to formulas, an exact search over worlds, and a ruling over all worlds that are left.

`semantics` is the reference: it judges one world, and whatever else evaluates is held to it by tests.
`worlds`, `solver`, `turning` and `z3_solver` know nothing of policy; `z3_solver` alone imports z3.
`knowledge` compiles for good, and what is in `compiled` decides by that.
Others may import every module but `turning` and `inquiry`, and what only compiling needs.
Nothing here knows which norm prevails over which.
"""
