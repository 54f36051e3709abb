"""What holds a device's argument together: `collapse` is pure, `insight` asks the graph."""

from graph.reports.structure.collapse import ConclusionSupport, conclusions_lost, single_sources
from graph.reports.structure.insight import Structure, structure_of_device

__all__ = ["ConclusionSupport", "Structure", "conclusions_lost", "single_sources", "structure_of_device"]
