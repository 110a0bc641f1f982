# SPDX-License-Identifier: Apache-2.0
"""Outcome: how a call that delivered rows ended, beyond the rows."""

from __future__ import annotations

from openwmi.errors import AccessDeniedError, ProviderNotCapableError, WbemError, WbemStatus

MAX_WARNINGS = 32


class Outcome:
    """Final status and remarks of an enumeration or query.

    Attributes:
        status: WBEM_S_NO_ERROR, or the WBEM_S_ code that says what is missing.
        warnings: Sentences that name what was left out and by whom; at most MAX_WARNINGS.
    """

    def __init__(self) -> None:
        self.status = int(WbemStatus.WBEM_S_NO_ERROR)
        self.warnings: list[str] = []

    def note_failure(self, class_name: str, error: WbemError) -> None:
        """Record that the instances of a subclass could not be had.

        Spec: reentrancy-and-security.md §3 (merging of statuses); provider-model.md §4.4
        (a subclass that is not capable is skipped silently).
        """
        if isinstance(error, ProviderNotCapableError):
            return
        denied = isinstance(error, AccessDeniedError)
        self.note(
            WbemStatus.WBEM_S_ACCESS_DENIED if denied else WbemStatus.WBEM_S_PARTIAL_RESULTS,
            f"instances of {class_name} are missing: {error.message} ({error.symbol})",
        )

    def note(self, status: int, warning: str) -> None:
        """Record a remark; the first status that is not WBEM_S_NO_ERROR stays."""
        if self.status == WbemStatus.WBEM_S_NO_ERROR:
            self.status = int(status)
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(warning)
