# SPDX-License-Identifier: Apache-2.0
"""The properties of ../raw/propprov.py from a provider with one method."""

from openwmi.provider import PropertyProvider


class PropProv(PropertyProvider):
    def get_property(
        self,
        locale: str | None,
        class_context: str | None,
        instance_context: str | None,
        property_context: str | None,
        /,
    ) -> object:
        return 27 if property_context == "GiveMeANumber!" else "Hello World"
