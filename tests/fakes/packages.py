# SPDX-License-Identifier: Apache-2.0
"""Packages as an installer leaves them in a folder of `sys.path`: a module, and metadata with entry points."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

NEWT_TEXT = '''
from openwmi.provider import CimClass, InstanceProvider, key


class Bog_Newt(CimClass, namespace="root/bog"):
    """A newt."""

    Name: str = key()


class Newts(InstanceProvider[Bog_Newt]):
    def enumerate(self, request):
        yield Bog_Newt(Name="Olm")
'''


class Packages:
    """A folder that Python imports from while the test runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, text: str, entry: str) -> None:
        """Install a package of one module, `name`, that announces one provider entry point."""
        (self._folder / f"{name}.py").write_text(text)
        info = self._folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[openwmi.providers]\n{name} = {entry}\n")

    def remove(self, name: str) -> None:
        """Take a package out again."""
        (self._folder / f"{name}.py").unlink()
        info = self._folder / f"{name}-1.0.dist-info"
        for file in info.iterdir():
            file.unlink()
        info.rmdir()
        sys.modules.pop(name, None)


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packages:
    """Packages of the test's own."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    for name in ("bogs", "broken_bogs"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return Packages(folder)
