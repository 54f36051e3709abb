"""The part of Evitrace that thinks; it imports no web framework."""
