# SPDX-License-Identifier: Apache-2.0
"""Units: numbers with the unit that their property declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

Number = int | float

_SIZES: Final = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


def size_text(value: Number, factor: int = 1) -> str:
    """Return octets with the largest unit that leaves at least 1: `12.3 MiB`, `512 B`.

    Args:
        value: The number.
        factor: Octets for each.
    """
    octets = value * factor
    if abs(octets) < 1024:
        return f"{octets} B"
    size, power = octets / 1024, 0
    # 1023.96 would be printed as 1024.0.
    while abs(size) >= 1023.95 and power < len(_SIZES) - 1:
        size, power = size / 1024, power + 1
    return f"{size:.1f} {_SIZES[power]}"


def duration_text(value: Number, seconds: float) -> str:
    """Return a length of time: `850 ms`, `12.34 s`, `4m 05s`, `3h 07m`, `12d 05h`.

    Args:
        value: The number.
        seconds: Seconds for each.
    """
    length_s = value * seconds
    if length_s < 1:
        return f"{length_s * 1000:.0f} ms"
    if length_s < 60:
        return f"{length_s:.2f} s"
    minutes, rest_s = divmod(int(length_s), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}d {hours:02d}h"
    return f"{hours}h {minutes:02d}m" if hours else f"{minutes}m {rest_s:02d}s"


_TEXTS: Final[Mapping[str, Callable[[Number], str]]] = MappingProxyType(
    {
        "bytes": size_text,
        "octets": size_text,
        "kilobytes": partial(size_text, factor=1 << 10),
        "megabytes": partial(size_text, factor=1 << 20),
        "100 nanoseconds": partial(duration_text, seconds=1e-7),
        "nanoseconds": partial(duration_text, seconds=1e-9),
        "microseconds": partial(duration_text, seconds=1e-6),
        "milliseconds": partial(duration_text, seconds=1e-3),
        "seconds": partial(duration_text, seconds=1.0),
        "percent": "{} %".format,
        "megahertz": "{} MHz".format,
    }
)
"""Units qualifier, lower case -> how its numbers are shown."""


def with_units(value: Number, units: str) -> str:
    """Return a number in the unit of its property; a number of an unknown unit stays bare."""
    show = _TEXTS.get(units.lower()) if units else None
    if show is not None:
        return show(value)
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def is_scaled(units: str) -> bool:
    """Tell whether numbers of this unit lose digits when shown."""
    return units.lower() in _TEXTS and units.lower() not in {"percent", "megahertz"}
