"""Wording: a text that says what an earlier text said, as two people agreed (concepts 8.2). Pure.

Free text is substantive by default. Where a second person agrees that only the wording changed, the version
keeps for each such field the earlier text that the new one stands for, and its substantive and interface
hashes are made of that earlier text. So a hash follows from what is stored and can be recomputed, whatever
else changes with the wording later. A text that is written anew, without the mark, stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from graph.errors import EditorialRefused, Fault
from graph.versions.version import Version
from graph.vocabulary.content import Content
from graph.vocabulary.registry import is_free_text, is_substantive
from graph.vocabulary.spelling import same_name

Wording = Mapping[str, str]
_PARTS: Final = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class WordedContent:
    """The content of a version with the earlier texts that some of its fields stand for."""

    content: Content
    wording: Wording

    def stands_for(self, name: str) -> Any:
        """Return the value of a field as hashes see it."""
        return self.wording.get(name, self.content.get(name))


def worded(version: Version) -> WordedContent:
    """Return content and wording of a stored version."""
    return WordedContent(version.content, version.wording)


def carried_wording(before: WordedContent, content: Content) -> dict[str, str]:
    """Return the wording that goes on holding: of the fields whose text stays the very same."""
    return {
        name: text for name, text in before.wording.items() if content.get(name) == before.content.get(name)
    }


def editorial_wording(item_type: str, key: str, before: WordedContent, content: Content) -> dict[str, str]:
    """Return the wording under which a content says what the version before said.

    EditorialRefused when anything but free text differs: a number, a choice, a reference, or a text that
    was not there or goes away.
    """
    differing = substantive_changes(item_type, before, content)
    faults = [
        Fault(f"/{name}", f"{name} is no free text; its change is substantive")
        for name in differing
        if not is_free_text(item_type, name)
    ]
    faults += [
        Fault(f"/{name}", f"{name} is not reworded but {'added' if content.get(name) else 'taken out'}")
        for name in differing
        if is_free_text(item_type, name) and not (content.get(name) and before.content.get(name))
    ]
    if faults:
        message = (
            f"{key} cannot be marked editorial: {'; '.join(fault.message for fault in faults)}. "
            "Send the change without the mark, or change the wording alone."
        )
        raise EditorialRefused(message, faults=faults)
    wording = carried_wording(before, content) | {name: before.stands_for(name) for name in differing}
    return {name: text for name, text in wording.items() if content[name] != text}


def substantive_changes(item_type: str, before: WordedContent, content: Content) -> list[str]:
    """Return the substantive fields whose values are not those of the version before."""
    return sorted(
        name
        for name in {*before.content, *content}
        if before.content.get(name) != content.get(name)
        and is_substantive(item_type, name, before.content, content)
    )


def unagreed_fields(item_type: str, version: Version, earlier: Sequence[Version]) -> list[str]:
    """Return the fields of a version that stand for an earlier text without the word of two people.

    Either the version was marked and agreed to by different people and what it stands for was there before,
    or an earlier version had the same text and stood for the same.
    """
    now = worded(version)
    before = [worded(entry) for entry in earlier]
    unagreed = []
    for name, text in now.wording.items():
        carried_on = any(
            entry.wording.get(name) == text and entry.content.get(name) == now.content.get(name)
            for entry in before
        )
        agreed_here = _two_people(version) and any(entry.stands_for(name) == text for entry in before)
        if not (is_free_text(item_type, name) and (carried_on or agreed_here)):
            unagreed.append(name)
    return sorted(unagreed)


def _two_people(version: Version) -> bool:
    marked_by, agreed_by = version.editorial_marked_by, version.editorial_agreed_by
    if not marked_by or not agreed_by:
        return False
    return same_name(marked_by) != same_name(agreed_by)


def text_diff(name: str, before: str, after: str) -> dict[str, object]:
    """Return both texts of a field with the parts in which they differ."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    parts = SequenceMatcher(a=old, b=new).get_opcodes()
    return {
        "field": name,
        "before": before,
        "after": after,
        "changes": [
            {"before": "".join(old[a:b]), "after": "".join(new[c:d])}
            for kind, a, b, c, d in parts
            if kind != "equal"
        ],
    }
