"""A second, slow and simple statement of what the service has to answer.

Items are dictionaries in memory. After every step everything is derived from them anew, by brute force: what
each conclusion ought to rest on, its status, reasons and demands, the gaps of some rules, and what depends
on an item. It is written from docs/concepts.md and shares no code with the service, so that a fault
has to be made twice to stay hidden.

Read it from the bottom: the vocabulary, the items as a graph, the basis of each kind of conclusion, the
reasons that unsettle one, its status, the gaps, and the workspace that is written to.
"""

from api_tests.properties.oracle.basis import BASIS
from api_tests.properties.oracle.gaps import GAPS
from api_tests.properties.oracle.records import Refused, Row
from api_tests.properties.oracle.vocabulary import ABOUT_OF_KIND, NAVIGATION, RAISES, TYPES, tidy
from api_tests.properties.oracle.workspace import REPORTS, Oracle

__all__ = [
    "ABOUT_OF_KIND",
    "BASIS",
    "GAPS",
    "NAVIGATION",
    "RAISES",
    "REPORTS",
    "TYPES",
    "Oracle",
    "Refused",
    "Row",
    "tidy",
]
