"""One router for each group of operations."""
