# SPDX-License-Identifier: Apache-2.0
"""connect: the library's front door."""

from __future__ import annotations

from pathlib import Path

from openwmi.client.arguments import require_text
from openwmi.client.connection import Connection
from openwmi.server.core import DEFAULT_NAMESPACE, Core


def connect(
    namespace: str = DEFAULT_NAMESPACE, *, home: Path | str | None = None, deadline_s: float | None = None
) -> Connection:
    """Open a namespace of this machine.

    Args:
        namespace: `root/cimv2` in any spelling.
        home: State folder; None for `OPENWMI_HOME` or the platform's own place.
        deadline_s: Seconds for a call that names no deadline; None for no limit on the whole.

    Returns:
        A connection; close it, or use it in a `with` statement.

    Raises:
        InvalidNamespaceError: No such namespace.
        InvalidParameterError: The namespace is no text.
        DatabaseVersionError: A newer release wrote the repository.
    """
    require_text(namespace, "a namespace")
    core = Core.open(Path(home) if home is not None else None)
    try:
        return Connection(core.connect(namespace), deadline_s=deadline_s, on_close=core.close)
    except BaseException:
        core.close()
        raise
