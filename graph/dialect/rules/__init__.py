"""The rules of the dialect, as a table that the linter, its messages and its tests share.

The table is data: each rule carries its own examples, so that a reader sees what it is about and a test
holds the linter to it. How a rule is enforced stands in the modules beside this folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.dialect.rules.reading import READING
from graph.dialect.rules.rule import LONGEST_PATH, Rule
from graph.dialect.rules.writing import WRITING

__all__ = ["LONGEST_PATH", "RULES", "Rule"]

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in (*READING, *WRITING)})
