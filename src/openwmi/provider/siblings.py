# SPDX-License-Identifier: Apache-2.0
"""Siblings: the modules beside a provider's file, which it may import while it is run."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

TURN_S: Final = 5.0
"""Seconds to wait for the file that another thread runs; one that never ends must not stop the others."""
LOADER_FILE: Final = __file__
"""Frames of this file in a traceback belong to importing, not to the provider."""

_turn: Final = threading.RLock()


class FreshLoader(SourceFileLoader):
    """Compiles the file each time and leaves no bytecode beside it.

    Cached bytecode is told apart by second and size, so that a file saved twice in a second could run as it was.
    """

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the file as it is now."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class _SiblingFinder:
    """Finds the modules of one folder for one thread, and remembers which."""

    def __init__(self, folder: Path) -> None:
        self._finder = FileFinder(str(folder), (FreshLoader, SOURCE_SUFFIXES))
        self._thread_id = threading.get_ident()
        self.found: list[str] = []

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to load a module of the folder, None for everything else."""
        del target
        if path is not None or threading.get_ident() != self._thread_id:
            return None
        spec = self._finder.find_spec(fullname)
        if spec is None or spec.loader is None:
            return None
        self.found.append(fullname)
        return spec


@contextmanager
def siblings(folder: Path) -> Iterator[None]:
    """Let this thread import the modules and packages of a folder.

    `sys.path` stays as it is. Afterwards the modules are taken out of `sys.modules`, so that each file has siblings of
    its own, as they are when it is run, and files of different folders may have siblings of one name.

    Args:
        folder: Where to look for what is found nowhere else.

    Choice: an installed module goes before a sibling of its name, so that a file cannot replace part of Python.
    """
    finder = _SiblingFinder(folder)
    has_turn = _turn.acquire(timeout=TURN_S)
    sys.meta_path.append(finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _forget(finder.found)
        if has_turn:
            _turn.release()


def _forget(names: Sequence[str]) -> None:
    for loaded in list(sys.modules):
        if loaded.partition(".")[0] in names:
            del sys.modules[loaded]
