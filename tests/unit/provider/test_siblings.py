# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import importlib
import json
import sys
import threading

import pytest

from openwmi.errors import ProviderLoadFailureError
from openwmi.provider import siblings as module_under_test
from openwmi.provider.loading import load_provider_file
from openwmi.provider.siblings import siblings


@pytest.fixture(autouse=True)
def _unchanged():
    before = (list(sys.path), list(sys.meta_path))
    yield
    assert (list(sys.path), list(sys.meta_path)) == before
    assert not [name for name in sys.modules if name.startswith("acme_")]


def write(folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_a_file_imports_its_siblings_and_they_each_other(tmp_path):
    write(tmp_path, frogs="from acme_pond import DEPTH", acme_pond="from acme_lake import DEPTH", acme_lake="DEPTH = 3")
    assert load_provider_file(tmp_path / "frogs.py").DEPTH == 3
    assert not (tmp_path / "__pycache__").exists()


def test_a_sibling_may_be_a_package(tmp_path):
    write(tmp_path, frogs="from acme_pond.lake import DEPTH")
    write(tmp_path / "acme_pond", __init__="", lake="DEPTH = 4")
    assert load_provider_file(tmp_path / "frogs.py").DEPTH == 4


def test_siblings_of_one_name_in_two_folders_are_two(tmp_path):
    for number in (1, 2):
        write(tmp_path / str(number), frogs="import acme_pond as pond", acme_pond=f"DEPTH = {number}")
    loaded = [load_provider_file(tmp_path / str(number) / "frogs.py") for number in (1, 2)]
    assert [module.pond.DEPTH for module in loaded] == [1, 2]


def test_a_sibling_is_run_as_it_is_now(tmp_path):
    write(tmp_path, frogs="from acme_pond import DEPTH", acme_pond="DEPTH = 1")
    load_provider_file(tmp_path / "frogs.py")
    write(tmp_path, acme_pond="DEPTH = 2")
    assert load_provider_file(tmp_path / "frogs.py").DEPTH == 2


def test_no_sibling_replaces_what_is_installed(tmp_path):
    write(tmp_path, frogs="import json", json="DEPTH = 1")
    assert load_provider_file(tmp_path / "frogs.py").json is json


def test_a_sibling_that_fails_is_told_and_forgotten(tmp_path):
    write(tmp_path, frogs="x = 1\nimport acme_pond", acme_pond="1 / 0")
    with pytest.raises(ProviderLoadFailureError, match="ZeroDivisionError") as caught:
        load_provider_file(tmp_path / "frogs.py")
    assert str(caught.value.where).endswith("frogs.py:2")


def test_other_threads_do_not_see_the_siblings(tmp_path):
    write(tmp_path, acme_pond="DEPTH = 1")
    failures: list[ImportError] = []

    def attempt():
        try:
            importlib.import_module("acme_pond")
        except ImportError as failure:
            failures.append(failure)

    with siblings(tmp_path):
        other = threading.Thread(target=attempt)
        other.start()
        other.join(10)
        assert importlib.import_module("acme_pond").DEPTH == 1
    assert [failure.name for failure in failures] == ["acme_pond"]


def test_a_file_that_never_ends_does_not_stop_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(module_under_test, "TURN_S", 0.01)
    write(tmp_path, frogs="from acme_pond import DEPTH", acme_pond="DEPTH = 1")
    begun, over = threading.Event(), threading.Event()

    def hold():
        with siblings(tmp_path):
            begun.set()
            over.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(10)
    try:
        assert load_provider_file(tmp_path / "frogs.py").DEPTH == 1
    finally:
        over.set()
        holder.join(10)
