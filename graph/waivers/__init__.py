"""Waivers, the signed justifications of gaps: when one holds, and what is stored of it."""
