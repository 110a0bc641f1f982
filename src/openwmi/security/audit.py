# SPDX-License-Identifier: Apache-2.0
"""Audit: who asked for what, from where, and whether it was granted.

Records go to the logger `openwmi.audit`: writes, method calls and everything that was denied. Each is one line of
JSON and carries the same fields as attributes of the log record's `audit`.

Spec: reentrancy-and-security.md §4 (Audit): what is recorded is whether access was granted, not what became of it.
"""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import Final

from openwmi.security.identity import Identity

LOGGER_NAME: Final = "openwmi.audit"
FILE_NAME: Final = "audit.jsonl"
MAX_FILE_OCTETS: Final = 10_485_760
MAX_OLD_FILES: Final = 5
MAX_TARGET_CHARACTERS: Final = 1024

RECORDED_OPERATIONS: Final = frozenset({"PutClass", "DeleteClass", "PutInstance", "DeleteInstance", "ExecMethod"})
"""Operations that are recorded when they are granted, too."""

_LOG: Final = logging.getLogger(LOGGER_NAME)


def record_access(caller: Identity, operation: str, namespace: str, target: str, *, is_granted: bool) -> None:
    """Record one decision, unless it is a read that was granted or nobody listens.

    Args:
        caller: Who.
        operation: Of IWbemServices.
        namespace: Where.
        target: The class it is about, or empty.
        is_granted: What was decided.
    """
    if is_granted and operation not in RECORDED_OPERATIONS:
        return
    level = logging.INFO if is_granted else logging.WARNING
    if not _LOG.isEnabledFor(level) or not _LOG.hasHandlers():
        return
    fields = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "user": caller.name,
        "uid": caller.uid,
        "from": caller.origin or ("elsewhere" if caller.is_remote else "local"),
        "operation": operation,
        "namespace": namespace,
        "target": target[:MAX_TARGET_CHARACTERS],
        "result": "granted" if is_granted else "denied",
    }
    _LOG.log(level, "%s", json.dumps(fields), extra={"audit": fields})


def write_to_file(folder: Path) -> logging.Handler:
    """Let records go to `audit.jsonl` in a folder, too, and return the handler, to be removed and closed.

    Kept are MAX_OLD_FILES files of MAX_FILE_OCTETS besides the present one; only the owner can read them.
    """
    from logging.handlers import RotatingFileHandler  # here: a start that records nothing need not pay for it

    path = folder / FILE_NAME
    path.touch(mode=0o600)
    handler = RotatingFileHandler(path, maxBytes=MAX_FILE_OCTETS, backupCount=MAX_OLD_FILES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    return handler
