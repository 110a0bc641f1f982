# SPDX-License-Identifier: Apache-2.0
"""check: read everything, compute everything again, and tell what does not agree.

The whole check runs in one read transaction, so a repository in use can be checked. Expected
values are computed with the code that writes them: what is stored is compared with what would
be stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from openwmi.errors import WbemError
from openwmi.repository.checkclasses import (
    RESTORE,
    check_classes,
    check_embedded_classes,
    check_namespace_instances,
    check_namespace_tree,
    check_qualifier_types,
)
from openwmi.repository.checkinstances import check_instances, check_shapes
from openwmi.repository.finding import Finding
from openwmi.repository.repository import Repository
from openwmi.repository.view import View

MAX_FINDINGS: Final = 1000
"""A check stops here: a thousand findings say what one says."""


def check(repository: Repository) -> list[Finding]:
    """Return everything that is wrong with a repository; nothing for a sound one.

    A damaged file gives a finding too, not an exception, unless it cannot be opened.
    """
    findings: list[Finding] = []
    with repository.reading() as view:
        for examine in _CHECKS:
            findings += islice(_guarded(examine, view), MAX_FINDINGS - len(findings))
            if findings and examine is _check_file:
                # Nothing read from a file that is damaged as a whole means anything.
                break
    return findings


def _guarded(examine: Callable[[View], Iterator[Finding]], view: View) -> Iterator[Finding]:
    try:
        yield from examine(view)
    except (WbemError, sqlite3.Error) as error:
        yield Finding(f"reading failed: {error}", "the repository file", RESTORE)


def _check_file(view: View) -> Iterator[Finding]:
    """Yield what SQLite itself finds: damaged pages, indexes that do not agree, rows without their parent."""
    for (report,) in view.connection.execute(f"PRAGMA integrity_check({MAX_FINDINGS:d})"):
        for line in str(report).splitlines():
            if line != "ok":
                yield Finding(line, "the repository file", RESTORE)
    for table, row_id, parent, _ in view.connection.execute("PRAGMA foreign_key_check"):
        yield Finding(f"row {row_id} belongs to a row of {parent} that does not exist", f"table {table}", RESTORE)


_CHECKS: Final[tuple[Callable[[View], Iterator[Finding]], ...]] = (
    _check_file,
    check_namespace_tree,
    check_namespace_instances,
    check_classes,
    check_qualifier_types,
    check_embedded_classes,
    check_shapes,
    check_instances,
)
"""In order; the first one decides whether the others make sense."""
