"""A clinical evaluation as a living document: its release check, its outline, and how often it is due."""

from graph.evaluation.dossier import Dossier
from graph.evaluation.frequency import frequency
from graph.evaluation.outline import Outline, outline
from graph.evaluation.release import Answer, ReleaseReport, release_check

__all__ = [
    "Answer",
    "Dossier",
    "Outline",
    "ReleaseReport",
    "frequency",
    "outline",
    "release_check",
]
