# SPDX-License-Identifier: Apache-2.0
"""Starting, signalling and renicing processes, guarded against reused numbers."""

from __future__ import annotations

import errno
import os
import shlex
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from openwmi.builtin.linux.processes import ProcessView

COMMAND_LIMIT_CHARACTERS = 1 << 17
VARIABLES_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Command:
    """A program to start.

    Attributes:
        arguments: The program and its arguments; no shell sees them.
        folder: Where it starts; None for where this process is.
        environment: All its variables; None for those of this process.
        nice: How much it gives way to others, -20 to 19; None for as much as this
            process. It starts also when the system does not grant this.
    """

    arguments: tuple[str, ...]
    folder: str | None = None
    environment: Mapping[str, str] | None = None
    nice: int | None = None


def split_command(text: str) -> tuple[str, ...]:
    """Return the words of a command line.

    Args:
        text: Words parted by blanks, quoted as for a shell; nothing is expanded.

    Returns:
        The words, at least one.

    Raises:
        ValueError: The text is empty or too long, a quote is not closed, or it
            holds a NUL.
    """
    if len(text) > COMMAND_LIMIT_CHARACTERS or "\0" in text:
        raise ValueError("a command line of this length or with NUL cannot be started")
    words = tuple(shlex.split(text))
    if not words or not words[0]:
        raise ValueError("the command line names no program")
    return words


def parse_variables(variables: Sequence[str] | None) -> dict[str, str] | None:
    """Return environment variables by name.

    Args:
        variables: Each as NAME=value; None for those of this process.

    Returns:
        The values by name, or None.

    Raises:
        ValueError: There are too many, or one has no name or no value.
    """
    if variables is None:
        return None
    pairs = [variable.partition("=") for variable in variables]
    if len(pairs) > VARIABLES_LIMIT or not all(name and equals for name, equals, _ in pairs):
        raise ValueError("an environment variable is written NAME=value")
    return {name: value for name, _, value in pairs}


def start(command: Command) -> int:
    """Start a program that lives on its own.

    It gets a session of its own and no standard streams, and does not become a
    zombie when it ends: a thread waits for it.

    Args:
        command: What to start.

    Returns:
        Its process identifier.

    Raises:
        FileNotFoundError: No such program or folder.
        NotADirectoryError: The folder is none.
        PermissionError: The program may not be run, or the folder not entered.
        OSError: The system refuses for another reason.
    """
    process = subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        env=None if command.environment is None else dict(command.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )
    if command.nice is not None:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, command.nice)
    threading.Thread(target=process.wait, name=f"wait for process {process.pid}", daemon=True).start()
    return process.pid


def kill(view: ProcessView) -> None:
    """End a process at once.

    Args:
        view: The process, as it was found. If its number belongs to another
            process by now, that one is left alone.

    Raises:
        ProcessLookupError: The process has ended.
        PermissionError: It belongs to somebody else, or is the first process or
            a kernel thread, which the kernel does not end.
    """
    if view.pid == 1 or view.stat.is_kernel_thread:
        raise PermissionError(f"process {view.pid} cannot be ended")
    try:
        handle = os.pidfd_open(view.pid)
    except OSError as error:
        if error.errno != errno.ENOSYS:
            raise
        _require_same(view)
        os.kill(view.pid, signal.SIGKILL)
        return
    try:
        # The handle keeps to one process, so a check after taking it is final.
        _require_same(view)
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    finally:
        os.close(handle)


def set_nice(view: ProcessView, nice: int) -> None:
    """Change how much a process gives way to others.

    Args:
        view: The process, as it was found.
        nice: -20 (most favoured) to 19.

    Raises:
        ProcessLookupError: The process has ended.
        PermissionError: It belongs to somebody else, or the caller may not favour it more.
    """
    _require_same(view)
    os.setpriority(os.PRIO_PROCESS, view.pid, nice)


def _require_same(view: ProcessView) -> None:
    if not view.is_current():
        raise ProcessLookupError(f"process {view.pid} has ended")
