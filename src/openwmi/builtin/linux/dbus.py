# SPDX-License-Identifier: Apache-2.0
"""Calls over D-Bus, each with a deadline and a limit on its answer.

jeepney's codec does the format. Its blocking connection is not used: it waits
without a deadline for the bus to greet, and when the bus stops reading.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, Parser, new_method_call
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket

from openwmi.errors import ProviderFailureError, TimedOutError

SYSTEM_BUS: Final = "SYSTEM"
CALL_TIMEOUT_S: Final = 10.0
ANSWER_LIMIT_OCTETS: Final = 16 << 20
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


class DBusError(Exception):
    """The called service answered with an error.

    Attributes:
        name: The error's D-Bus name, such as "org.freedesktop.DBus.Error.AccessDenied".
        text: What the service said.
    """

    def __init__(self, name: str, text: str) -> None:
        """Make the error.

        Args:
            name: Its D-Bus name.
            text: What the service said.
        """
        super().__init__(f"{name}: {text}")
        self.name = name
        self.text = text


class BusUnavailableError(Exception):
    """There is no message bus at the address."""


class BusConnection:
    """One connection to a message bus; a context manager that closes it."""

    def __init__(self, address: str = SYSTEM_BUS, *, remaining_s: Callable[[], float | None] | None = None) -> None:
        """Connect.

        Args:
            address: A D-Bus address, or SYSTEM_BUS.
            remaining_s: Gives how long the caller will still wait, in seconds.

        Raises:
            BusUnavailableError: Nobody listens there.
            TimedOutError: The bus does not greet in time.
        """
        self._remaining_s = remaining_s or _no_limit
        self._parser = Parser()
        self._serial = 0
        try:
            self._socket = prep_socket(get_bus(address), timeout=self._timeout_s())
        except TimeoutError as error:
            raise TimedOutError(f"the message bus {address} did not greet in time") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise BusUnavailableError(f"no message bus at {address}") from error
        try:
            self.call(_BUS, "Hello")
        except BaseException:
            self._socket.close()
            raise

    def __enter__(self) -> BusConnection:
        """Return the connection itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def call(self, target: DBusAddress, member: str, signature: str = "", *arguments: object) -> tuple[object, ...]:
        """Call a method and wait for its answer.

        Args:
            target: Service, object and interface.
            member: Name of the method.
            signature: D-Bus types of the arguments.
            arguments: The arguments.

        Returns:
            The out arguments.

        Raises:
            DBusError: The service answered with an error.
            TimedOutError: No answer within CALL_TIMEOUT_S or the caller's deadline.
            ProviderFailureError: The bus hung up or sent what is no answer.
        """
        message = new_method_call(target, member, signature or None, arguments)
        # A service that is not running must not be started by a question about it.
        message.header.flags |= MessageFlag.no_auto_start
        self._serial += 1
        deadline = time.monotonic() + self._timeout_s()
        try:
            self._socket.settimeout(max(deadline - time.monotonic(), 0.001))
            self._socket.sendall(message.serialise(serial=self._serial))
            answer = self._answer(deadline)
        except TimeoutError as error:
            raise TimedOutError(f"no answer to the D-Bus call {member} in time") from error
        except OSError as error:
            raise ProviderFailureError(f"the message bus hung up during the call {member}: {error}") from error
        if answer.header.message_type == MessageType.error:
            raise DBusError(str(answer.header.fields.get(HeaderFields.error_name)), " ".join(map(str, answer.body)))
        return tuple(answer.body)

    def _answer(self, deadline: float) -> Message:
        """Return the answer to the call sent last; other messages are dropped."""
        received = 0
        while True:
            message = self._parser.get_next_message()
            if message is None:
                self._socket.settimeout(max(deadline - time.monotonic(), 0.001))
                octets = self._socket.recv(1 << 16)
                received += len(octets)
                if not octets:
                    raise ConnectionResetError("end of stream")
                if received > ANSWER_LIMIT_OCTETS:
                    raise ProviderFailureError(f"a D-Bus answer exceeds {ANSWER_LIMIT_OCTETS} octets")
                self._parser.add_data(octets)
            elif message.header.fields.get(HeaderFields.reply_serial) == self._serial:
                return message
            elif time.monotonic() > deadline:
                raise TimeoutError

    def _timeout_s(self) -> float:
        remaining = self._remaining_s()
        return CALL_TIMEOUT_S if remaining is None else max(min(remaining, CALL_TIMEOUT_S), 0.001)


def _no_limit() -> None:
    """Return None: the caller waits as long as it takes."""
