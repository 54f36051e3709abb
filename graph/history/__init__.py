"""What was.

`past` gives the graph as of then, `baselines` names moments, `difference` says what differs between two of
them, and `replay` rebuilds the whole from its trail.
"""
