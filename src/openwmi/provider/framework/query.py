# SPDX-License-Identifier: Apache-2.0
"""CFrameworkQuery: what a query, or a get of some properties, needs of a provider."""

from __future__ import annotations

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.names import fold
from openwmi.model.values import CimValue
from openwmi.provider.request import Request


class CFrameworkQuery:
    """One query. What C++ gets through an out parameter is the result here.

    Spec: framework.md §5.
    """

    def __init__(self, text: str, cim_class: ClassDefinition, request: Request) -> None:
        """Describe a request.

        Args:
            text: The query, empty for a get.
            cim_class: The class asked for.
            request: The call.
        """
        self._text = text
        self._class = cim_class
        self._request = request

    def GetQuery(self) -> str:
        """Return the text of the query, empty for a get."""
        return self._text

    def GetQueryClassName(self) -> str:
        """Return the class after FROM."""
        return self._class.name

    def AllPropertiesAreRequired(self) -> bool:
        """Tell whether there is no list of properties."""
        return self._request.properties is None

    def IsPropertyRequired(self, name: str) -> bool:
        """Tell whether a property is selected or in the WHERE, or all are."""
        return self._request.wants(name)

    def KeysOnly(self) -> bool:
        """Tell whether nothing but keys is needed."""
        wanted = self._request.properties
        keys = {fold(name) for name in self._class.key_names}
        return self._request.keys_only or (wanted is not None and {fold(name) for name in wanted} <= keys)

    def GetRequiredProperties(self) -> list[str]:
        """Return the properties needed; an empty list means all."""
        return sorted(self._request.properties or ())

    def GetValuesForProp(self, name: str) -> list[str]:
        """Return texts such that the instances with one of them cover every match; an empty list means any value.

        Queries that nothing can match do not arrive: see `matches_nothing`. Numbers come as decimal text, booleans
        as TRUE and FALSE, references as paths. Texts that differ only in case are listed once.
        """
        values = self._request.values_for(name)
        texts = [_text(value) for value in values or ()]
        return list({fold(text): text for text in reversed(texts)}.values())[::-1]

    def matches_nothing(self) -> bool:
        """Tell whether some property would need a value that no instance can have."""
        return any(self._request.values_for(name) == () for name in self._class.properties)


def _text(value: CimValue) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)
