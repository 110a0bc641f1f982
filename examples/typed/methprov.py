# SPDX-License-Identifier: Apache-2.0
"""The method of ../raw/methprov.py as a function with annotations; no MOF is needed."""

from typing import NamedTuple

from openwmi.provider import CimClass, InstanceProvider, method, uint32


class MethProvSamp(CimClass, namespace="root/acme"):
    """Has a method and no instances."""


class Echoed(NamedTuple):
    """What Echo answers."""

    ReturnValue: uint32
    sOutArg: str


class MethProv(InstanceProvider[MethProvSamp]):
    @method(static=True)
    def Echo(self, sInArg: str = "default") -> Echoed:
        """Gives a text back, and its length."""
        return Echoed(len(sInArg), sInArg)
