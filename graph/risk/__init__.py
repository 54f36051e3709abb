"""The risk chain of a device as it is read: what criteria make of a risk.

Nothing here is concluded: levels follow from the maker's criteria, verdicts are those that people signed.
"""

from graph.risk.judging import Judged, judge

__all__ = ["Judged", "judge"]
