# SPDX-License-Identifier: Apache-2.0
"""Channel: messages over a stream socket, each in a frame of four octets of length and msgpack.

Extensions: 1 a text that UTF-8 cannot hold, 2 an instance, 3 a datetime.
"""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
import time
from typing import Final, Generic, TypeVar, cast

import msgspec

from openwmi.errors import ProviderFailureError, WbemError
from openwmi.host.messages import Layout, Message, WireRow
from openwmi.host.rowcodec import LayoutReader, LayoutWriter
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.instance import Instance

M = TypeVar("M", bound=Message)

MAX_FRAME_OCTETS: Final = 16 * 1024 * 1024
CHUNK_OCTETS: Final = 256 * 1024
SEND_LIMIT_S: Final = 10.0
"""How long the other side may leave a frame untouched."""

_LENGTH: Final = struct.Struct("<I")
_TEXT, _INSTANCE, _DATETIME = 1, 2, 3
_ODD: Final = "surrogatepass"


class ChannelError(Exception):
    """The channel cannot be used any more: closed, stuck or out of order."""


class Channel(Generic[M]):
    """One end of a connection between the core and a host process.

    Any thread may send; one thread receives.
    """

    def __init__(self, sock: socket.socket, decoder: msgspec.msgpack.Decoder[M]) -> None:
        """Take over a connected socket.

        Args:
            sock: Owned from now on.
            decoder: Made by `decoder_for`, for the messages of the other side.
        """
        sock.setblocking(False)
        self._socket = sock
        self._layouts = LayoutReader()
        self._writer = LayoutWriter()
        self._decoder = msgspec.msgpack.Decoder(decoder.type, ext_hook=self._read_extension)
        self._encoder = msgspec.msgpack.Encoder(enc_hook=self._plain)
        self._sending = threading.Lock()
        self._is_broken = False
        self._unread = bytearray()
        self._arrivals = select.poll()
        self._arrivals.register(sock, select.POLLIN)

    def instance(self, row: WireRow) -> Instance:
        """Return the instance of a row that arrived.

        Raises:
            ValueError: The row does not fit its layout.
        """
        return self._layouts.instance(row)

    def row_of(self, instance: Instance) -> WireRow:
        """Return a row to send; later changes of the instance do not change it."""
        with self._sending:
            number, mask, values = self._writer.row_of(instance)
        return number, mask, list(values)

    def send(self, message: Message, limit_s: float = SEND_LIMIT_S) -> None:
        """Send one message, after the layouts it needs.

        Raises:
            ProviderFailureError: It does not fit into a frame, or holds what cannot travel; nothing was sent.
            ChannelError: The other side is gone or does not read.
        """
        with self._sending:
            try:
                body = self._encoded(message)
            except (TypeError, OverflowError, RecursionError) as error:
                raise ProviderFailureError(f"a value cannot leave its process: {error}") from error
            finally:
                layouts, self._writer.new = self._writer.new, []
                heads = b"".join(map(self._framed, map(self._encoded, layouts)))
                if heads:
                    self._write(heads, limit_s)
            self._write(self._framed(body), limit_s)

    def receive(self, wait_s: float | None) -> list[M]:
        """Return the messages that have arrived; none when `wait_s` seconds pass without any.

        Raises:
            ChannelError: The other side has closed the channel, or what it sent makes no sense.
        """
        if not self._arrivals.poll(None if wait_s is None else wait_s * 1000):
            return []
        try:
            chunk = self._socket.recv(CHUNK_OCTETS)
        except BlockingIOError:
            return []
        except OSError as error:
            raise ChannelError(f"the channel failed: {error}") from error
        if not chunk:
            raise ChannelError("the channel was closed")
        self._unread += chunk
        return self._take_messages()

    def close(self) -> None:
        """Close the socket; harmless when repeated."""
        self._is_broken = True
        # A provider may have closed the descriptor.
        with contextlib.suppress(OSError):
            self._socket.close()

    def _take_messages(self) -> list[M]:
        messages: list[M] = []
        start, end = 0, len(self._unread)
        with memoryview(self._unread) as view:
            while end - start >= _LENGTH.size:
                (length,) = _LENGTH.unpack_from(view, start)
                if length > MAX_FRAME_OCTETS:
                    raise ChannelError(f"a frame of {length} octets")
                after = start + _LENGTH.size + length
                if after > end:
                    break
                message = self._decoded(view[start + _LENGTH.size : after])
                if message is not None:
                    messages.append(message)
                start = after
        del self._unread[:start]
        return messages

    def _decoded(self, body: memoryview) -> M | None:
        try:
            message = self._decoder.decode(body)
            if isinstance(message, Layout):
                self._layouts.add(message)
                return None
        except (msgspec.MsgspecError, ValueError, TypeError, RecursionError, WbemError) as error:
            raise ChannelError(f"a frame makes no sense: {error}") from error
        return message

    def _write(self, octets: bytes, limit_s: float) -> None:
        if self._is_broken:
            raise ChannelError("the channel was closed")
        until = time.monotonic() + limit_s
        unsent = memoryview(octets)
        while unsent:
            try:
                unsent = unsent[self._socket.send(unsent) :]
            except BlockingIOError:
                self._wait_writable(until)
            except OSError as error:
                self._is_broken = True
                raise ChannelError(f"the channel failed: {error}") from error

    def _wait_writable(self, until: float) -> None:
        waiting = select.poll()
        waiting.register(self._socket, select.POLLOUT)
        if not waiting.poll(max(0.0, until - time.monotonic()) * 1000):
            self._is_broken = True
            raise ChannelError("the other side does not read")

    def _framed(self, body: bytes) -> bytes:
        if len(body) > MAX_FRAME_OCTETS:
            raise ProviderFailureError(
                f"a message of {len(body)} octets does not fit into a frame",
                next_step=f"let one object have at most {MAX_FRAME_OCTETS} octets",
            )
        return _LENGTH.pack(len(body)) + body

    def _encoded(self, message: Message) -> bytes:
        try:
            return self._encoder.encode(message)
        except UnicodeEncodeError:
            return self._encoder.encode(_with_readable_fields(message))

    def _plain(self, value: object) -> object:
        """Return a value that msgpack does not know in a form that it knows."""
        if isinstance(value, CimDatetime):
            return msgspec.msgpack.Ext(_DATETIME, value.encode("ascii"))
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, Instance):
            row = self._writer.row_of(value)
            # Another encoder: one that is at work cannot be entered again.
            encoder = msgspec.msgpack.Encoder(enc_hook=self._plain)
            try:
                return msgspec.msgpack.Ext(_INSTANCE, encoder.encode(row))
            except UnicodeEncodeError:
                return msgspec.msgpack.Ext(_INSTANCE, encoder.encode(_packed(row)))
        if isinstance(value, int):
            return int(value)
        if isinstance(value, float):
            return float(value)
        raise TypeError(f"a {type(value).__name__} is no value of CIM")

    def _read_extension(self, code: int, octets: memoryview) -> object:
        if code == _TEXT:
            return bytes(octets).decode("utf-8", _ODD)
        if code == _DATETIME:
            return CimDatetime(bytes(octets).decode("ascii"))
        if code == _INSTANCE:
            row = msgspec.msgpack.decode(octets, type=WireRow, ext_hook=self._read_extension)
            return self._layouts.instance(row)
        raise ValueError(f"extension {code} is not known")


def _with_readable_fields(message: msgspec.Struct) -> msgspec.Struct:
    """Return a message of which the texts can be encoded; values in lists and mappings keep theirs in full."""
    fields = ((name, getattr(message, name)) for name in message.__struct_fields__)
    return type(message)(**{name: _readable(value) for name, value in fields})


def _readable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return _packed(value)


def _packed(value: object) -> object:
    if type(value) is str:
        if value.isascii():
            return value
        octets = value.encode("utf-8", _ODD)
        return value if octets == value.encode("utf-8", "replace") else msgspec.msgpack.Ext(_TEXT, octets)
    if isinstance(value, (list, tuple)):
        return [_packed(element) for element in value]
    if isinstance(value, dict):
        return {name: _packed(element) for name, element in value.items()}
    return _with_readable_fields(value) if isinstance(value, msgspec.Struct) else value


def decoder_for(messages: type[M]) -> msgspec.msgpack.Decoder[M]:
    """Return a decoder for a union of messages."""
    return cast("msgspec.msgpack.Decoder[M]", msgspec.msgpack.Decoder(messages))
