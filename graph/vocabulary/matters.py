"""What a statement speaks of beside figures and people: conditions, comparisons, no harm. Pure.

Words are read, not sentences: whatever a printed statement speaks of and its claim does not is listed for a
person, who compares the two.
"""

from __future__ import annotations

import re
from typing import Final

from graph.vocabulary.identifiers import words_of

_RIVALS: Final = (
    r"(?:\w+ )?(?:readers?|experts?|radiologists?|doctors?|physicians?|clinicians?|nurses?|surgeons?"
    r"|specialists?|devices?|methods?|tests?|systems?|tools?|products?|competitors?)"
)
_NUMBER: Final = (
    rf" (?:\d\S*|one|two|three|half)(?= |$)(?! {_RIVALS})| a (?:minute|second|third|quarter|day|week)"
)
_COMPARISON: Final = re.compile(
    rf" (?:than(?!{_NUMBER})|superior\w*|inferior\w*|twice as|times (?:as|more|less|better)"
    r"|outperform\w*|surpass\w*|beats?|as \w+ as (?!possible)[a-z]\w*"
    r"|unlike|versus|vs|compared|better|best|leading|fastest|instead of|replac\w+|equivalent|matches|halves"
    r"|(?:the )?most (?:accurate|reliable|sensitive|specific|precise|effective|advanced)|unmatched|unrivalled"
    r"|more (?:accurate|reliable|sensitive|specific|precise|effective)|number one|gold standard)(?= |$)"
)
_HARM: Final = r"(?:risks?|side effects?|complications?|errors?|harm|danger)"
_ABSOLUTE: Final = re.compile(
    rf" (?:{_HARM} free|free of {_HARM}|no (?:known )?{_HARM}|without (?:any )?{_HARM}|absolutely|totally"
    r"|harmless|never (?:miss\w*|fail\w*|errs?)|misses nothing|guarantee\w*|completely safe|foolproof)(?= |$)"
)
_CONDITIONS: Final = (
    ("cancer", r"cancers?|tumou?rs?|carcinomas?|malignan\w+|neoplas\w+|metasta\w+|lymphomas?|melanomas?"),
    ("sepsis", r"sepsis|septic"),
    ("infarction", r"infarct\w*"),
    ("haemorrhage", r"ha?emorrhag\w+|bleeding"),
    ("seizure", r"seizures?|epilep\w+"),
    ("dementia", r"dementia|alzheimers?"),
)
_NAMED: Final = re.compile(
    r"\w{3,}(?:itis|aemia|emia|opathy|ectasis|sclerosis|oedema|edema|iasis|plegia|algia|pnoea|pnea|thorax|thrombosis)"
    r"|strokes?|fractures?|diabetes|asthma|embolism|embolus|aneurysms?|tuberculosis|effusions?|depression|covid"
    r"|pneumonia|jaundice|fibrillation|arrhythmia|hypertension|migraine|glaucoma|cataracts?|malaria|influenza"
    r"|hernias?|ulcers?|stenosis|fibrosis|steatosis|cirrhosis|psoriasis|scoliosis|osteoporosis|thrombosis"
)
"""Words for conditions, each a name of its own."""


def matters_in(text: str) -> list[str]:
    """Return what a text speaks of, in one spelling, each once."""
    words = words_of(text.replace("-", " "))
    kinds = (("comparison", _COMPARISON), ("absolute", _ABSOLUTE))
    claims = {name for name, pattern in kinds if pattern.search(words)}
    return sorted(claims | {name for word in words.split() if (name := _condition(word))})


def _condition(word: str) -> str:
    """Return the one name of a condition; '' for what is none."""
    known = next((name for name, words in _CONDITIONS if re.fullmatch(words, word)), "")
    if known or not _NAMED.fullmatch(word):
        return known
    one = word.removesuffix("s")
    return one if _NAMED.fullmatch(one) else word
