"""What a look-up of a name answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Via = Literal["exact", "alias", "reworded"]


@dataclass(frozen=True, slots=True)
class NameReading:
    """One thing that a name may be.

    ``prior`` is its share (0 to 1) among all readings of the name. ``detail`` says what its table says besides:
    ``gender``, ``ownership``, ``acronym``, ``lat``, ``lon``, ``match`` (``surname`` or ``loose`` where only that met).
    """

    kind: str
    name: str
    id: str
    subkind: str | None = None
    country: str | None = None
    sector: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    prior: float = 0.0
    via: Via = "exact"
    detail: Mapping[str, str] = field(default_factory=dict)
