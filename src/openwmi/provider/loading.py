# SPDX-License-Identifier: Apache-2.0
"""Loading: from a file, an entry point or a CLSID to the provider classes in it.

A provider's CLSID is `module:Class` for a provider in an importable module, `/path/to/file.py:Class` for one in a
file of its own; without `:Class` it names the module, for providers of the Provider Framework. Only code of this
machine's administrator gets here: registering a provider needs the right to write registrations.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final, TypeGuard, cast
from zlib import crc32

from openwmi.errors import ProviderLoadFailureError
from openwmi.provider.declare import CimClass
from openwmi.provider.instance import InstanceProvider
from openwmi.provider.siblings import LOADER_FILE, FreshLoader, siblings

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINT_GROUP: Final = "openwmi.providers"
_FILE_PACKAGE: Final = "openwmi_file_"


def load_provider_file(path: Path) -> ModuleType:
    """Run a provider's file and return it as a module.

    Each call runs the file anew. The module is entered in `sys.modules` under a name made from its path, so that
    its last part is the file's stem and no other module is shadowed. While it runs it may import the modules beside it.

    Raises:
        ProviderLoadFailureError: There is no such Python file, or running it failed; the message has file, line
            and exception.
    """
    file = path.resolve()
    if file.suffix != ".py" or not file.is_file():
        raise ProviderLoadFailureError(
            f"{path} is not a Python file", where=str(path), next_step="give the path of an existing .py file"
        )
    name = f"{_FILE_PACKAGE}{crc32(str(file).encode()):08x}.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file, loader=FreshLoader(name, str(file)))
    if spec is None or spec.loader is None:
        raise ProviderLoadFailureError(f"{path} cannot be loaded", where=str(path))
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        with siblings(file.parent):
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as failure:
        _restore(name, before)
        raise _load_failure(str(file), failure) from failure
    return module


def load_found(clsid: str, is_provider: Callable[[object], bool]) -> object:
    """Return what a CLSID names: a class or an object of a module, or without attribute the module itself.

    Args:
        clsid: `place:attribute` or `place`.
        is_provider: Tells whether something is a provider of a kind that the caller can use.

    Raises:
        ProviderLoadFailureError: The module or file does not load, or has no such provider.

    Spec: provider-model.md §2 (CLSID).
    """
    place, attribute = _split(clsid)
    module = load_provider_file(Path(place)) if place.endswith(".py") else load_provider_module(place)
    found: object = getattr(module, attribute, None) if attribute else module
    if not is_provider(found):
        known = ", ".join(provider.__name__ for provider in providers_in(module)) or "none"
        raise ProviderLoadFailureError(
            f"{place} has no provider class {attribute}".rstrip(),
            where=place,
            next_step=f"its provider classes are: {known}",
        )
    return found


def load_provider_class(clsid: str) -> type[InstanceProvider[CimClass]]:
    """Return the InstanceProvider class a CLSID names.

    Raises:
        ProviderLoadFailureError: The module or file does not load, or has no such provider class.

    Spec: provider-model.md §2 (CLSID).
    """
    if not _split(clsid)[1]:
        raise _names_nothing(clsid)
    # load_found has asked whether it is one.
    return cast("type[InstanceProvider[CimClass]]", load_found(clsid, is_provider_class))


def _split(clsid: str) -> tuple[str, str]:
    """Return the module or file of a CLSID, and the attribute, empty when it names none."""
    place, _, attribute = clsid.rpartition(":")
    if clsid.endswith(".py") or (clsid and ":" not in clsid):
        return clsid, ""
    if not place or not attribute:
        raise _names_nothing(clsid)
    return place, attribute


def _names_nothing(clsid: str) -> ProviderLoadFailureError:
    return ProviderLoadFailureError(
        f"CLSID {clsid[:80]!r} names no provider", next_step="write module:Class or /path/to/file.py:Class"
    )


def activation_id(provider_class: type) -> str:
    """Return the CLSID of a provider class: what `load_provider_class` needs to find it again."""
    module = provider_class.__module__
    if module.startswith(_FILE_PACKAGE):
        module = str(sys.modules[module].__file__)
    return f"{module}:{provider_class.__name__}"


def providers_in(module: ModuleType) -> list[type[InstanceProvider[CimClass]]]:
    """Return the provider classes a module defines, in order; classes it imports and generic ones do not count."""
    named = vars(module).values()
    return list(
        dict.fromkeys(found for found in named if is_provider_class(found) and found.__module__ == module.__name__)
    )


def provider_entry_points() -> list[EntryPoint]:
    """Return what installed distributions offer in the group `openwmi.providers`, by name; nothing is loaded."""
    from importlib.metadata import entry_points  # here, because every start would pay for it

    return sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda entry: (entry.name, entry.value))


def load_entry_point(entry: EntryPoint) -> list[type[InstanceProvider[CimClass]]]:
    """Return the provider classes an entry point names: a module's, or the one class.

    Raises:
        ProviderLoadFailureError: It does not load, or there is no provider class.
    """
    if entry.attr:
        return [load_provider_class(f"{entry.module}:{entry.attr}")]
    found = providers_in(load_provider_module(entry.module))
    if not found:
        raise ProviderLoadFailureError(f"entry point {entry.name}: {entry.module} defines no provider class")
    return found


def load_provider_module(name: str) -> ModuleType:
    """Import a module that defines providers.

    Raises:
        ProviderLoadFailureError: It does not import; the message has file, line and exception.
    """
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit) as failure:
        raise _load_failure(name, failure) from failure


def is_provider_class(found: object) -> TypeGuard[type[InstanceProvider[CimClass]]]:
    """Tell whether something is a class that serves a class of its own."""
    return isinstance(found, type) and issubclass(found, InstanceProvider) and found.__cim_provider__ is not None


def _restore(name: str, before: ModuleType | None) -> None:
    if before is None:
        del sys.modules[name]
    else:
        sys.modules[name] = before


def _load_failure(place: str, failure: BaseException) -> ProviderLoadFailureError:
    where = next(_lines(place, failure), place)
    return ProviderLoadFailureError(
        f"{where}: {type(failure).__name__}: {failure}",
        where=where,
        next_step="correct that line; the file must run by itself under Python",
    )


def _lines(place: str, failure: BaseException) -> Iterator[str]:
    """Yield `file:line` of the failure: in the file itself if it is there, else innermost and not of the import."""
    if isinstance(failure, SyntaxError) and failure.filename:
        yield f"{failure.filename}:{failure.lineno}"
    frames = list(reversed(traceback.extract_tb(failure.__traceback__)))
    yield from (f"{frame.filename}:{frame.lineno}" for frame in frames if frame.filename == place)
    yield from (f"{frame.filename}:{frame.lineno}" for frame in frames if not _is_importing(frame.filename))


def _is_importing(file: str) -> bool:
    return file.startswith("<frozen") or file in {__file__, LOADER_FILE, importlib.__file__}
