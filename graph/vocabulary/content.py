"""What a version of an item says, and what is stored of it: values by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Content = Mapping[str, Any]
"""The canonical content of a version, by the names of its type's fields (`Item.content`)."""

Derived = dict[str, object]
"""What follows from a content, and rules read of its node: properties by their names."""

Properties = Mapping[str, Any]
"""What is stored on one node, as the driver gives it."""
