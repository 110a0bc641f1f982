# SPDX-License-Identifier: Apache-2.0
"""Machine: the name of this computer, as object paths spell it."""

from __future__ import annotations

import platform
from functools import lru_cache


@lru_cache(maxsize=1)
def server_name() -> str:
    """Return this machine's name as it stands in `__SERVER` and `__PATH`: short, upper case.

    Spec: object-model.md §8.
    """
    return platform.node().partition(".")[0].upper()
