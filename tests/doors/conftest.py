# SPDX-License-Identifier: Apache-2.0
"""Doors: an operation is tested once, and run through every way in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

import openwmi
from openwmi.client.connection import Connection
from openwmi.mof.compiler import compile_mof
from openwmi.server import Core
from tests.corpus import INSTANCES_MOF, NAMESPACE, SCHEMA_MOF

DOORS: dict[str, Callable[..., Connection]] = {"local": openwmi.connect}


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory):
    """A home that holds the schema and the instances of the WQL corpus, compiled from MOF."""
    home = tmp_path_factory.mktemp("corpus") / "home"
    with Core.open(home) as core:
        core.repository.create_namespace(NAMESPACE)
        result = compile_mof(SCHEMA_MOF + INSTANCES_MOF, core.mof_target(), namespace=NAMESPACE)
        assert result.error is None, result
    return home


@pytest.fixture(scope="session", params=DOORS)
def corpus_door(request, corpus_home) -> Iterator[Connection]:
    """A connection to the corpus' namespace through each door; the server's zone is UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        with DOORS[request.param](NAMESPACE, home=corpus_home) as connection:
            yield connection
    time.tzset()
