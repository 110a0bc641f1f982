# SPDX-License-Identifier: Apache-2.0
"""Run the measurements and fail when a promise does not hold.

Usage: python -m bench [NAME ...]   runs bench_<subject>.py for each subject that contains a NAME
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from rich.console import Console

from bench.report import Result, table_of

PREFIX = "bench_"


class Measurement(Protocol):
    """What a file bench_<subject>.py looks like from outside."""

    def run(self) -> list[Result]:
        """Measure, and return the numbers."""


def subjects(folder: Path, names: Sequence[str]) -> list[str]:
    """Return the subjects measured in a folder, sorted.

    Args:
        folder: Where the files bench_<subject>.py stand.
        names: Parts of subjects to keep; none keeps all.
    """
    found = sorted(path.stem.removeprefix(PREFIX) for path in folder.glob(f"{PREFIX}*.py"))
    return [subject for subject in found if not names or any(name in subject for name in names)]


def measure(subject: str) -> list[Result]:
    """Return what one file measured."""
    module = cast("Measurement", import_module(f"bench.{PREFIX}{subject}"))
    return module.run()


def main(names: Sequence[str]) -> int:
    """Run the measurements whose subject contains a name, or all; return the exit status."""
    errors = Console(stderr=True)
    chosen = subjects(Path(__file__).parent, names)
    if not chosen:
        errors.print(f"nothing to measure for {' '.join(names) or 'any name'}")
        return 1
    results: list[Result] = []
    for subject in chosen:
        errors.print(f"measuring {subject} ...")
        results += measure(subject)
    # Off a terminal rich assumes 80 columns and would cut the names.
    Console(width=None if sys.stdout.isatty() else 140).print(table_of(results))
    broken = [result.name for result in results if not result.holds]
    if broken:
        errors.print(f"over the limit: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
