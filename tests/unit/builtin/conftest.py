# SPDX-License-Identifier: Apache-2.0
"""Copied system trees, a bus with a fake systemd, and requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from openwmi.builtin.linux.machine import Machine
from openwmi.model.names import fold
from openwmi.model.values import CimValue
from openwmi.provider import CallContext, Request
from openwmi.security.identity import Identity, current_identity
from tests.fakes.messagebus import message_bus
from tests.fakes.systemd import FakeSystemd, fake_systemd

GOLDEN = Path(__file__).parents[2] / "golden" / "procfs"


@pytest.fixture
def workstation() -> Path:
    return GOLDEN / "workstation"


@pytest.fixture
def bus_address(tmp_path: Path) -> Iterator[str]:
    with message_bus(tmp_path) as address:
        yield address


@pytest.fixture
def systemd(bus_address: str) -> Iterator[FakeSystemd]:
    with fake_systemd(bus_address) as fake:
        yield fake


@pytest.fixture
def machine(workstation: Path) -> Machine:
    return Machine(workstation, "x86_64")


@pytest.fixture
def make_request() -> Callable[..., Request]:
    """Make a request: the properties it wants, and what the query restricts others to."""

    def make(
        *properties: str,
        deadline_s: float | None = None,
        caller: Identity | None = None,
        **restrictions: tuple[CimValue, ...],
    ) -> Request:
        deadline = None if deadline_s is None else time.monotonic() + deadline_s
        return Request(
            CallContext(caller or current_identity(), deadline=deadline),
            properties=frozenset(properties) if properties else None,
            restrictions={fold(name): values for name, values in restrictions.items()},
        )

    return make


@pytest.fixture
def stranger() -> Identity:
    """Somebody who is neither root nor the account the tests run as."""
    return Identity("stranger", 4_000_000_000, 4_000_000_000)
