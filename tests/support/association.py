"""What tests expect of the association spoken for: read from its folder, never typed."""

from __future__ import annotations

from assistant.wording import messages


def fact(name: str) -> str:
    """A {marker} as of today: `fact("association_telephone")`, `fact("association.de")`."""
    return messages.facts(name)[name]


def curly(name: str) -> str:
    """The same as a page or a Teams card writes it."""
    return fact(name).replace("'", "’")
