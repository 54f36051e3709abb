"""The questions that people ask, in plain words, and the gap rules that answer each."""

from __future__ import annotations

from typing import Final

QUESTIONS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("A claim that nothing supports", ("CLM-01", "CLM-02", "CLM-03", "CLM-07", "CLM-16")),
    ("A claim on thin ground", ("CLM-04", "CLM-05", "EVD-12", "EQV-01", "LVL-01")),
    ("A claim outside the intended purpose, or printed and never registered", ("CLM-08", "CLM-09", "CLM-10")),
    ("Data taken over from another population, use or version", ("CLM-06", "EVD-07", "IUP-02")),
    ("A part of the intended purpose that nobody studied", ("IUP-01", "IUP-02", "IUP-03")),
    ("An intended purpose that is not whole", ("IUP-04", "IUP-05")),
    ("Evidence that nobody appraised, or not as it is now", ("EVD-01", "EVD-02", "EVD-03")),
    ("Evidence that should not be relied on", ("EVD-05", "EVD-06", "EVD-08", "EVD-09", "EVD-17")),
    ("Data that speak against, or were left out", ("EVD-04", "EVD-10", "EVD-11")),
    ("Another device's data", ("EQV-01", "EQV-02", "EQV-03")),
    ("A state of the art, or a search, that is missing or old", ("SOTA-01", "SOTA-02", "LIT-01", "LIT-02")),
    ("A hazard without a verified control", ("RSK-01", "RSK-02", "RSK-03", "RSK-04")),
    ("A risk that nobody concluded on", ("RSK-05", "RSK-06", "RSK-07", "RSK-13")),
    ("A control that is weak, idle, or brings risks of its own", ("RSK-08", "RSK-09", "RSK-10")),
    ("A hazard that the data know and the risk file does not", ("RSK-11",)),
    ("A critical task that no user was watched at", ("RSK-12",)),
    ("A requirement without an answer", ("REQ-01", "REQ-02", "REQ-03", "REQ-04", "REQ-05", "REQ-06")),
    ("A clinical investigation that the law asks for", ("REQ-04", "REQ-07")),
    ("A benefit or side-effect that was not weighed", ("BEN-01", "BEN-02", "BEN-03", "BEN-04", "BEN-05")),
    ("A benefit, or a state of the art, that comes from nowhere", ("BEN-06", "SOTA-05")),
    ("Instructions that do not say what the file says", ("INF-01", "CLM-09")),
    ("A conclusion that no longer holds", ("CON-01", "CON-02", "CON-07")),
    ("A limit that was found and got lost", ("CON-09", "CON-16")),
    ("A signature that does not carry", ("CON-03", "CON-04", "CON-05", "CON-06", "CON-10")),
    ("A signature that is missing, or of another text", ("CON-03", "CON-11", "CON-14")),
    ("Somebody who ought not to have judged", ("CON-12", "EVD-15")),
    ("Something that is due", ("PMS-04", "PMS-05", "PMS-06", "PMS-08", "PMS-13", "LIT-01", "EVD-05")),
    ("Surveillance or follow-up that nobody planned", ("PMS-01", "PMS-02", "PMS-03", "PMS-15")),
    ("A device on the market without what it owes", ("PMS-01", "PMS-04", "PMS-07", "PMS-08", "CON-15")),
    ("A version on the market that is left out", ("CLM-02", "CLM-16", "CON-13", "PMS-11", "PMS-12")),
    ("A reference that leads nowhere", ("REF-01",)),
)
