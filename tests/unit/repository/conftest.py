# SPDX-License-Identifier: Apache-2.0
"""What the repository's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from openwmi.model.instance import Instance
from openwmi.model.values import CimValue
from openwmi.repository import Repository
from tests.unit.repository.declare import NS, declare, key, prop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "repository"


@pytest.fixture
def repository(folder: Path) -> Iterator[Repository]:
    """A new repository with T_Base, its subclass T_Derived and the singleton T_One."""
    with Repository.open(folder, clock=lambda: 1_700_000_000.0, version="1.2.3") as opened:
        opened.put_class(NS, declare("T_Base", None, key(), prop("Text", "string", default="base")))
        opened.put_class(NS, declare("T_Derived", "T_Base", prop("When", "datetime"), prop("Many", "uint64[]")))
        opened.put_class(NS, declare("T_One", None, prop("Text", "string"), words=["singleton"]))
        yield opened


@pytest.fixture
def new(repository: Repository) -> Callable[..., Instance]:
    """Spawns an instance of a stored class: `new("T_Base", Id=1)`."""

    def spawn(class_name: str, namespace: str = NS, **values: CimValue) -> Instance:
        found = repository.classes(namespace).find_class(class_name)
        assert found is not None
        instance = found.spawn_instance()
        for name, value in values.items():
            instance[name] = value
        return instance

    return spawn
