"""How a device answers its catalogues: scaffolding the records, and the checklist that shows them."""

from graph.compliance.checklist import Checklist, checklist
from graph.compliance.profiles import ProfileRequest, make_profile
from graph.compliance.scaffolding import (
    CatalogueChoice,
    LeafOutcome,
    LoadedCatalogue,
    load_catalogue,
)

__all__ = [
    "CatalogueChoice",
    "Checklist",
    "LeafOutcome",
    "LoadedCatalogue",
    "ProfileRequest",
    "checklist",
    "load_catalogue",
    "make_profile",
]
