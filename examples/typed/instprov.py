# SPDX-License-Identifier: Apache-2.0
"""The instances of ../raw/instprov.py as a class with annotations; no MOF is needed."""

from collections.abc import Iterator

from openwmi.provider import CimClass, InstanceProvider, Request, key, prop, uint32

VALUES = {"a": 1, "b": 2, "c": 3}


class InstProvSamp(CimClass, namespace="root/acme", qualifiers={"ClassContext": "anything"}):
    """A key and a value."""

    MyKey: str = key(default="HELLO")
    MyValue: uint32 | None = prop(qualifiers={"PropertyContext": "Name"})


class InstProv(InstanceProvider[InstProvSamp]):
    def enumerate(self, request: Request) -> Iterator[InstProvSamp]:
        for name, value in VALUES.items():
            yield InstProvSamp(MyKey=name, MyValue=value)

    def get(self, key: InstProvSamp, request: Request) -> InstProvSamp | None:
        name = key.MyKey.lower()
        return InstProvSamp(MyKey=name, MyValue=VALUES[name]) if name in VALUES else None
