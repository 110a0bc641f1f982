# SPDX-License-Identifier: Apache-2.0
"""The file that `openwmi provider new` writes: the smallest provider that works."""

from __future__ import annotations

from keyword import iskeyword
from pathlib import Path
from typing import Final

from openwmi.errors import InvalidParameterError
from openwmi.model.names import NameKind, check_name

TEMPLATE: Final = '''\
"""{class_name}: say in one line what this file offers."""

from collections.abc import Iterator

from openwmi.provider import CimClass, InstanceProvider, Request, key, prop, uint32


class {class_name}(CimClass, namespace="{namespace}"):
    """Say what one object is; clients can read this text."""

    Name: str = key()
    Value: uint32 | None = prop(units="percent")


class {provider_name}(InstanceProvider[{class_name}]):
    def enumerate(self, request: Request) -> Iterator[{class_name}]:
        # Yield every object there is. WQL, single objects by key and associations follow from that.
        yield {class_name}(Name="first", Value=1)
'''
"""At most 25 lines; it is the first thing an author reads."""


def provider_text(class_name: str, namespace: str) -> str:
    """Return the text of a new provider file.

    Args:
        class_name: Such as `Acme_Frog`.
        namespace: Where its objects will be found.

    Raises:
        InvalidParameterError: Not the name of a CIM class.
    """
    check_name(class_name, NameKind.CLASS)
    if iskeyword(class_name):
        raise InvalidParameterError(f"{class_name} is a word of Python and cannot be the name of a Python class")
    noun = class_name.rpartition("_")[2]
    return TEMPLATE.format(
        class_name=class_name, provider_name=f"{noun}Provider", namespace=namespace.replace("\\", "/")
    )


def provider_path(class_name: str) -> Path:
    """Return where the file goes unless somebody says otherwise: `acme_frog.py`, here."""
    return Path(f"{class_name.lower()}.py")


def default_namespace(class_name: str) -> str:
    """Return the namespace for a class: `root/acme` for `Acme_Frog`."""
    schema, underscore, _ = class_name.partition("_")
    return f"root/{schema.lower()}" if underscore else f"root/{class_name.lower()}"
