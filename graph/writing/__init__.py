"""One write, in the order of its steps.

`planning` decides what each proposal would do, `circles` refuses support that rests on itself, `carrying`
writes it, `keeping` keeps what was before, `closing` what was closed without an answer, `justified` pins
what a signed justification cites, `settle` judges whom it can affect, `clearing` records what settled by
itself. `graph.items` begins a write and `graph.audit` seals it.
"""
