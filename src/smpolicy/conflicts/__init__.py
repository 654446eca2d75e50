"""Where norms cannot stand beside each other, what follows by the documents' own clauses, and what is said of it.

    Program --inconsistency--> Conflict --precedence--> Assessment --regime--> Regime --analysis--> Found

Nothing is deleted, and no clause is made up: what no clause settles is reported.
Others may import `regime`, `analysis` and what they are made of (`coherence`, `headline`, `precedence`, `readback`,
`relation`, `showing`, `survival`); how a conflict is found is its own affair.
"""
