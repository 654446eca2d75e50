"""What documents mean, however they were written: facts, conditions, norms, instruments, and force in words.

Nothing here has a place of its own, decides anything, or knows documents.
Others may import every module, and of `domains` the package alone: nobody else asks for a kind of fact.
"""
