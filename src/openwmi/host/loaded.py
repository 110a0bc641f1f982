# SPDX-License-Identifier: Apache-2.0
"""LoadedProvider: what dispatch sees of a provider, wherever it runs."""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol

from openwmi.host.records import ProviderRecord
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities
from openwmi.provider.property import PropertyPlace
from openwmi.provider.request import Request


class LoadedProvider(Protocol):
    """One initialised provider.

    Attributes:
        record: Its registration at the time it was loaded.
    """

    record: ProviderRecord

    @property
    def calls(self) -> int:
        """Number of calls in progress."""

    @property
    def is_usable(self) -> bool:
        """Whether it can take calls; its process may have ended."""

    @property
    def capabilities(self) -> Capabilities:
        """What the code offers, whatever its registration says."""

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return one instance."""

    def enumerate(self, class_name: str, request: Request) -> Generator[Instance, None, None]:
        """Yield the instances of exactly this class."""

    def query(self, text: str, request: Request) -> Generator[Instance, None, None]:
        """Yield what the provider answers to a query of its own class."""

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance; return its path when the provider tells it."""

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete an instance."""

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return its out parameters."""

    def get_property(self, place: PropertyPlace, request: Request) -> object:
        """Return the value of a dynamic property of a stored instance."""

    def put_property(self, place: PropertyPlace, value: object, request: Request) -> bool:
        """Set a dynamic property of a stored instance; return whether the provider did."""

    def shutdown(self) -> None:
        """Tell the provider that it is not needed any more; what it raises is logged."""
