"""A compiled program, `smpolicy/program@1`: what a policy says of activities, decided without documents.

It needs the standard library alone, and of that little, so that a fresh process decides at once.
`deciding.compile` makes its documents; what they mean is what `deciding.semantics` says, and laws in the tests hold it
to that. Others may import `program` and `decision`; nothing here knows what is above or beside it.
"""
