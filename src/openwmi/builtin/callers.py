# SPDX-License-Identifier: Apache-2.0
"""Callers: who may have this server act on processes and services."""

from __future__ import annotations

from openwmi.provider import Request


def may_act_as(request: Request, user_id: int | None) -> bool:
    """Return whether the caller may do what an account may do.

    The server often runs as root. Without this check each caller would, too.

    Args:
        request: The call.
        user_id: Number of the account; None for one that is not known.

    Returns:
        Whether the caller is root or that account. A caller without an account
        here, or one that lets itself be identified only, may act as nobody.

    Choice: the rule of the kernel for signals; it needs no switch of accounts.
    """
    caller = request.caller
    return caller.uid is not None and caller.may_be_impersonated and caller.uid in {0, user_id}
