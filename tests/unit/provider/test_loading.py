# SPDX-License-Identifier: Apache-2.0
"""From a file, an entry point or a CLSID to the provider classes in it."""

import sys
from importlib.metadata import EntryPoint

import pytest

from openwmi.errors import ProviderLoadFailureError
from openwmi.provider.instance import declaration_of
from openwmi.provider.loading import (
    ENTRY_POINT_GROUP,
    activation_id,
    load_entry_point,
    load_provider_class,
    load_provider_file,
    provider_entry_points,
    providers_in,
)

FROGS = """\
from __future__ import annotations
from openwmi.provider import CimClass, InstanceProvider, key

class Acme_Frog(CimClass, namespace="root/acme"):
    Name: str = key()

class Frogs(InstanceProvider[Acme_Frog]):
    def enumerate(self, request):
        yield Acme_Frog(Name="Kermit")

class Toads(Frogs):
    pass

Alias = Frogs
NUMBER = 5
"""


@pytest.fixture
def modules(monkeypatch):
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    return sys.modules


@pytest.fixture
def file(tmp_path):
    def write(text, name="frogs.py"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


@pytest.fixture
def installed(tmp_path, monkeypatch, modules):
    """A module and its distribution, as pip leaves them."""
    (tmp_path / "acme_frogs.py").write_text(FROGS)
    information = tmp_path / "acme_frogs-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-frogs\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(
        "[openwmi.providers]\nponds = acme_frogs\nfrogs = acme_frogs:Frogs\n[other]\nx = acme_frogs:NUMBER\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_a_file_gives_the_providers_it_defines_in_order(file, modules):
    module = load_provider_file(file(FROGS))
    assert [provider.__name__ for provider in providers_in(module)] == ["Frogs", "Toads"]
    assert declaration_of(module.Frogs).settings.name == "frogs|Frogs"


def test_a_file_shadows_no_module(file, modules):
    module = load_provider_file(file(FROGS, "json.py"))
    assert sys.modules["json"] is not module
    assert declaration_of(module.Frogs).settings.name == "json|Frogs"


def test_each_load_runs_the_file_anew(file, modules):
    path = file(FROGS)
    first = load_provider_file(path)
    path.write_text(FROGS.replace("NUMBER = 5", "NUMBER = 6"))
    assert load_provider_file(path).NUMBER == 6
    assert first.NUMBER == 5


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("import acme_is_not_installed\n", 1, "ModuleNotFoundError: No module named 'acme_is_not_installed'"),
        ("x = 1\nclass\n", 2, "SyntaxError"),
        ("x = 1\n\n1 / 0\n", 3, "ZeroDivisionError"),
        ("x = 1\nraise SystemExit(3)\n", 2, "SystemExit"),
        (FROGS.replace("Name: str", "Name: int"), 4, "int is not the type"),
    ],
)
def test_a_file_that_does_not_run_is_told_by_file_line_and_exception(file, modules, text, line, reason):
    path = file(text)
    before = set(sys.modules)
    with pytest.raises(ProviderLoadFailureError) as caught:
        load_provider_file(path)
    assert caught.value.where == f"{path}:{line}"
    assert caught.value.message.startswith(f"{path}:{line}: ")
    assert reason in caught.value.message
    assert not any(name.endswith(".frogs") for name in set(sys.modules) - before)


def test_a_file_that_fails_leaves_what_was_loaded_from_it_before(file, modules):
    path = file(FROGS)
    module = load_provider_file(path)
    path.write_text("1 / 0")
    with pytest.raises(ProviderLoadFailureError):
        load_provider_file(path)
    assert sys.modules[module.__name__] is module


@pytest.mark.parametrize("name", ["missing.py", "frogs.txt", ""])
def test_only_python_files_are_loaded(file, tmp_path, name):
    file(FROGS, "frogs.txt")
    with pytest.raises(ProviderLoadFailureError, match="not a Python file"):
        load_provider_file(tmp_path / name)


def test_a_clsid_leads_back_to_the_class_of_a_file(file, modules):
    path = file(FROGS)
    clsid = activation_id(load_provider_file(path).Frogs)
    assert clsid == f"{path}:Frogs"
    assert load_provider_class(clsid).__name__ == "Frogs"


def test_a_clsid_leads_back_to_the_class_of_a_module(installed):
    found = load_provider_class("acme_frogs:Toads")
    assert activation_id(found) == "acme_frogs:Toads"


@pytest.mark.parametrize(
    ("clsid", "message"),
    [
        ("frogs", "names no provider"),
        (":Frogs", "names no provider"),
        ("acme_frogs:", "names no provider"),
        ("acme_frogs:Newts", "no provider class Newts"),
        ("acme_frogs:NUMBER", "no provider class NUMBER"),
        ("acme_frogs:Acme_Frog", "no provider class Acme_Frog"),
        ("acme_frogs:InstanceProvider", "no provider class InstanceProvider"),
        ("acme_newts:Newts", "acme_newts"),
        ("/no/such/file.py:Frogs", "not a Python file"),
    ],
)
def test_a_clsid_that_leads_nowhere_is_told(installed, clsid, message):
    with pytest.raises(ProviderLoadFailureError, match=message):
        load_provider_class(clsid)


def test_the_providers_there_are_are_offered(installed):
    with pytest.raises(ProviderLoadFailureError) as caught:
        load_provider_class("acme_frogs:Newts")
    assert caught.value.next_step == "its provider classes are: Frogs, Toads"


def test_entry_points_of_the_group_are_found_and_loaded_later(installed):
    entries = [entry for entry in provider_entry_points() if entry.module == "acme_frogs"]
    assert [entry.name for entry in entries] == ["frogs", "ponds"]
    assert "acme_frogs" not in sys.modules
    assert [[p.__name__ for p in load_entry_point(entry)] for entry in entries] == [["Frogs"], ["Frogs", "Toads"]]


@pytest.mark.parametrize("value", ["acme_newts", "acme_frogs:NUMBER", "json"])
def test_an_entry_point_without_provider_is_told(installed, value):
    with pytest.raises(ProviderLoadFailureError):
        load_entry_point(EntryPoint("wrong", value, ENTRY_POINT_GROUP))
