"""What is in force for one structure on one day: the consolidated text, what is left out and why, and the notices.

Nothing is decided here, and nothing weighed. Others may import both modules.
"""
