"""Benchmarks: generated evidence graphs, timed scenarios, and results with machine and date."""
