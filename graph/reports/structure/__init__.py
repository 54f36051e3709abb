"""What holds a device's argument together: `collapse` is pure, `insight` asks the graph."""

from graph.reports.structure.collapse import Carried, collapsed, single_sources
from graph.reports.structure.insight import Insight, insight_of_device

__all__ = ["Carried", "Insight", "collapsed", "insight_of_device", "single_sources"]
