"""Speaks HTTP and the command line; owns no rule."""
