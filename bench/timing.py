# SPDX-License-Identifier: Apache-2.0
"""How long a call takes on a machine that others use too."""

import gc
from collections.abc import Callable
from time import perf_counter


def best_of(function: Callable[[], object], repeat: int = 5) -> float:
    """Return the shortest of several runs, in seconds.

    The shortest is the run that others disturbed least. The garbage collector stays off while the
    clock runs, as in the timeit module.

    Args:
        function: What to time; its result is thrown away.
        repeat: How many runs, at least 1.

    Raises:
        ValueError: `repeat` is less than 1.
    """
    if repeat < 1:
        raise ValueError(f"{repeat} runs have no shortest; give at least 1")
    return min(seconds_of(function) for _ in range(repeat))


def seconds_of(function: Callable[[], object]) -> float:
    """Return how long one run takes, in seconds, without the garbage collector."""
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        start = perf_counter()
        function()
        return perf_counter() - start
    finally:
        if was_enabled:
            gc.enable()
