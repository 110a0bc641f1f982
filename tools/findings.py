# SPDX-License-Identifier: Apache-2.0
"""What a check found, and how every check of this folder reports."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One broken rule and where it is broken.

    Attributes:
        path: The file or folder at fault.
        line: The line at fault, counted from 1.
        message: One sentence that names the rule, and what to do.
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return the finding in the form that editors can follow."""
        return f"{self.path}:{self.line}: {self.message}"


def report(check: str, findings: Iterable[Finding]) -> int:
    """Print the findings, one a line, and return the exit status.

    Args:
        check: What was checked, for the last line.
        findings: What is wrong; none when all is well.

    Returns:
        0 when nothing is wrong, else 1.
    """
    ordered = sorted(findings)
    for finding in ordered:
        print(finding)
    print(f"{check}: {len(ordered)} problem(s)" if ordered else f"{check}: fine", file=sys.stderr)
    return 1 if ordered else 0
