"""A clinical evaluation as a living document: its release check, its outline, and how often it is due."""

from graph.reports.evaluation.dossier import Dossier
from graph.reports.evaluation.frequency import frequency
from graph.reports.evaluation.outline import Outline, outline
from graph.reports.evaluation.release import CheckAnswer, ReleaseReport, release_check

__all__ = [
    "CheckAnswer",
    "Dossier",
    "Outline",
    "ReleaseReport",
    "frequency",
    "outline",
    "release_check",
]
