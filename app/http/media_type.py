"""The media type that a request says its body has."""

from __future__ import annotations


def media_type(content_type: str | None) -> str:
    """Return the media type in a `Content-Type`, without its parameters and in lower case; '' for none."""
    return (content_type or "").split(";", maxsplit=1)[0].strip().lower()


def is_json(content_type: str | None) -> bool:
    """Whether a `Content-Type` says JSON, or something that is written as JSON."""
    return media_type(content_type).endswith(("/json", "+json"))
