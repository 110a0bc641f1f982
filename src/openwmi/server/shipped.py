# SPDX-License-Identifier: Apache-2.0
"""Shipped classes: registered when a home is first opened, and again after an upgrade."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final
from zlib import crc32

from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier
from openwmi.provider.loading import load_provider_class
from openwmi.provider.registration import registration_of
from openwmi.repository.repository import Repository
from openwmi.server.catalogue import shipped_providers
from openwmi.server.installation import ROOT, install

SETUP_CLASS: Final = "OpenWMI_Setup"
SHIPPED_PACKAGE: Final = "openwmi.builtin"


def ensure_shipped(repository: Repository) -> bool:
    """Register the shipped classes unless exactly these are registered already.

    Returns:
        Whether anything was written.

    Raises:
        WbemError: A shipped class contradicts one that somebody made.
    """
    fingerprint = shipped_fingerprint()
    if _registered_fingerprint(repository) == fingerprint:
        return False
    with repository.transaction():
        for namespace, clsids in shipped_providers().items():
            registrations = [registration_of(load_provider_class(clsid)) for clsid in clsids]
            install(repository, registrations, namespace=namespace, source=SHIPPED_PACKAGE, update_bases=True)
        if repository.classes(ROOT).find_class(SETUP_CLASS) is None:
            repository.put_class(ROOT, _setup_class())
        setup = repository.classes(ROOT).find_class(SETUP_CLASS)
        if setup is not None:
            instance = setup.spawn_instance()
            instance["ShippedFingerprint"] = fingerprint
            repository.put_instance(ROOT, instance)
    return True


def shipped_fingerprint() -> str:
    """Return a text that changes whenever a file of the shipped classes does."""
    spec = find_spec(SHIPPED_PACKAGE)
    digest = 0
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted(_source_files(folder), key=lambda entry: entry.path):
            found = file.stat()
            digest = crc32(f"{file.name}:{found.st_size}:{found.st_mtime_ns};".encode(), digest)
    return f"{digest:08x}"


def _source_files(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the Python files of a folder and the folders in it; every start waits for this."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry
            elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
                yield from _source_files(entry.path)


def _registered_fingerprint(repository: Repository) -> object:
    if repository.classes(ROOT).find_class(SETUP_CLASS) is None:
        return None
    batches = list(repository.enumerate_instances(ROOT, SETUP_CLASS))
    return batches[0][0]["ShippedFingerprint"] if batches else None


def _setup_class() -> ClassDeclaration:
    string = TypeSpec(CimType.CIM_STRING)
    return ClassDeclaration(
        SETUP_CLASS,
        qualifiers=NameMap(
            [
                ("singleton", Qualifier("singleton")),
                ("Description", Qualifier("Description", "Which shipped classes are registered here.")),
            ]
        ),
        properties=NameMap([("ShippedFingerprint", PropertyDeclaration("ShippedFingerprint", string))]),
    )
