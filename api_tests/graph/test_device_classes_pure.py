"""The class of a device is found in whatever words it is told, and of several the gravest."""

import pytest

from graph.vocabulary.identifiers import device_class_of

CLASSES = {
    "": ("", False),
    "I": ("I", False),
    "Class I - sterile": ("Is", False),
    "I (measuring)": ("Im", False),
    "1r": ("Ir", False),
    "Class 2a": ("IIa", False),
    "II-b": ("IIb", False),
    "MDR class IIb, rule 11": ("IIb", False),
    "IIa (Annex III, rule 9)": ("IIa", False),
    "Classe III": ("III", False),
    "Klasse III": ("III", False),
    "Class \u2162": ("III", False),
    "3": ("III", False),
    "classIIb": ("IIb", False),
    "IIa/IIb": ("IIb", False),
    "I or III": ("III", False),
    "IIb (implantable)": ("IIb", True),
    "implantable": ("", True),
    "IIb (non-implantable)": ("IIb", False),
    "III, not implantable": ("III", False),
    "Klasse IIb, kein Implantat": ("IIb", False),
    "AIMD": ("AIMD", True),
    "active implantable": ("AIMD", True),
    "II": ("", False),
    "IV": ("", False),
    "IVD C": ("", False),
}


@pytest.mark.parametrize("text", CLASSES)
def test_a_class_is_read_as_people_write_it(text):
    """Words around it, another language and signs do not hide a class; what says none gives none."""
    assert device_class_of(text) == CLASSES[text]
