"""Catalogues of requirements and presets of regulatory profiles: data of the folder `catalogues/`.

`reading` gives the catalogues, `presets` the profiles, `risk` examples of risk criteria, `policies` of
minima of evidence. Nothing here asks a database.
"""

from graph.catalogues.policies import PolicyPreset, policy_presets
from graph.catalogues.presets import Preset, preset_for, presets
from graph.catalogues.reading import (
    CATALOGUES,
    Catalogue,
    CatalogueError,
    Heading,
    Leaf,
    catalogues,
    find_catalogue,
)
from graph.catalogues.release import ReleaseCheck, release_checks
from graph.catalogues.risk import RiskPreset, risk_presets

__all__ = [
    "CATALOGUES",
    "Catalogue",
    "CatalogueError",
    "Heading",
    "Leaf",
    "PolicyPreset",
    "Preset",
    "ReleaseCheck",
    "RiskPreset",
    "catalogues",
    "find_catalogue",
    "policy_presets",
    "preset_for",
    "presets",
    "release_checks",
    "risk_presets",
]
