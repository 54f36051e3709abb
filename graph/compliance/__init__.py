"""How a device answers its catalogues: scaffolding the records, and the checklist that shows them."""

from graph.compliance.checklist import Checklist, checklist
from graph.compliance.profiles import FromPreset, make_profile
from graph.compliance.scaffolding import Asked, LeafOutcome, Scaffolded, load_catalogue

__all__ = [
    "Asked",
    "Checklist",
    "FromPreset",
    "LeafOutcome",
    "Scaffolded",
    "checklist",
    "load_catalogue",
    "make_profile",
]
