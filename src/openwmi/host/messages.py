# SPDX-License-Identifier: Apache-2.0
"""Messages: what the core and a host process tell each other.

Values travel as msgpack has them; datetimes, instances and texts that UTF-8 cannot hold as extensions, see
`channel`. A request is known by a number that the core chooses, a callback by one that the host chooses.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

WireRow: TypeAlias = tuple[int, bytes | None, list[object]]
"""Number of the layout, which slots are set (None: all), values by slot."""


class Message(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Anything that travels in a frame of its own."""


class LayoutProperty(msgspec.Struct, frozen=True, array_like=True):
    """One property of a layout: its name, CIMTYPE and whether it is an array or a key."""

    name: str
    cimtype: int
    is_array: bool
    is_key: bool
    class_name: str | None
    default: object


class Layout(Message, frozen=True):
    """Sent once, before the first row that needs it."""

    number: int
    class_name: str
    ancestors: list[str]
    namespace: str
    server: str
    is_singleton: bool
    properties: list[LayoutProperty]


class Caller(msgspec.Struct, frozen=True, array_like=True):
    """An Identity."""

    name: str
    uid: int | None
    gid: int | None
    groups: list[int]
    level: int


class CallFacts(msgspec.Struct, frozen=True, array_like=True):
    """A CallContext."""

    call_id: str
    caller: Caller
    remaining_s: float | None
    locale: str | None
    values: dict[str, object]
    flags: int
    depth: int


class RequestFacts(msgspec.Struct, frozen=True, array_like=True):
    """A Request, but for its call."""

    class_name: str = ""
    properties: list[str] | None = None
    keys_only: bool = False
    restrictions: dict[str, list[object]] = {}
    flags: int = 0
    query_text: str = ""


class Initialize(Message, frozen=True):
    """Load and initialise a provider; answered by Done with its capabilities.

    `roles` are `impersonates`, `per_user` and `as_admin_first` of the record.
    """

    request: int
    provider: int
    name: str
    clsid: str
    namespace: str
    roles: tuple[bool, bool, bool]
    user: str | None
    locale: str | None
    call: CallFacts


class Call(Message, frozen=True):
    """One operation of a provider; `text` is a class, a query or a method, `place` a PropertyPlace."""

    request: int
    provider: int
    operation: str
    call: CallFacts
    facts: RequestFacts
    path: str = ""
    text: str = ""
    value: object = None
    credit_rows: int = 0
    place: tuple[str, str, str | None, str | None, str | None] | None = None


class Unload(Message, frozen=True):
    """Shut one provider down."""

    provider: int


class Cancel(Message, frozen=True):
    """Nobody waits for this request any more."""

    request: int


class Credit(Message, frozen=True):
    """So many more rows may be sent."""

    request: int
    rows: int


class CallbackAnswer(Message, frozen=True):
    """What a callback gave."""

    callback: int
    result: object


class CallbackFailed(Message, frozen=True):
    """What a callback failed with."""

    callback: int
    failure: Failure


class Shutdown(Message, frozen=True):
    """Shut every provider down and end."""


class Failure(msgspec.Struct, frozen=True, array_like=True):
    """A WbemError; `extended` has the four texts of an ExtendedStatus."""

    hresult: int
    message: str
    where: str
    next_step: str
    extended: tuple[str, str, str, str] | None


class Done(Message, frozen=True):
    """The end of a request that succeeded."""

    request: int
    result: object


class Failed(Message, frozen=True):
    """The end of a request that failed."""

    request: int
    failure: Failure


class Rows(Message, frozen=True):
    """Some rows of a request."""

    request: int
    rows: list[WireRow]


class Callback(Message, frozen=True):
    """A call back into the namespace, made while serving a request."""

    request: int
    callback: int
    operation: str
    text: str
    value: object


ToHost: TypeAlias = Layout | Initialize | Call | Unload | Cancel | Credit | CallbackAnswer | CallbackFailed | Shutdown
ToCore: TypeAlias = Layout | Done | Failed | Rows | Callback


class Spawn(Message, frozen=True):
    """To the nursery: fork a host; the channel and the pipe for its output come along."""

    ticket: int
    paths: list[str]
    title: str
    address_space_octets: int
    open_files: int
    account: str | None


class Kill(Message, frozen=True):
    """To the nursery: end a host and whatever it started."""

    pid: int


class Spawned(Message, frozen=True):
    """From the nursery: the host runs; pid 0 when it could not be forked."""

    ticket: int
    pid: int
    reason: str = ""


class Exited(Message, frozen=True):
    """From the nursery: the host has ended; `status` is what waitpid tells."""

    pid: int
    status: int


ToNursery: TypeAlias = Spawn | Kill
FromNursery: TypeAlias = Spawned | Exited
