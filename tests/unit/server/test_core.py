# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading

import pytest

from openwmi.errors import ProviderLoadFailureError, WbemError
from openwmi.repository import Repository
from openwmi.security.identity import current_identity
from openwmi.server import Core
from openwmi.server import core as module
from tests.fakes.ponds import CALLER
from tests.fakes.sites import FROG, NS, code_of, noted, provider_text

ENUMERATE = "def enumerate(self, request):\n    note('caller', request.caller.name)\n    yield Acme_Frog(Name='x')\n"


def test_a_new_home_has_the_shipped_classes(tmp_path):
    with Core.open(tmp_path) as core:
        names = {one.name for one in core.providers()}
        served = {name for one in core.providers() for name in one.classes}
        assert names
        assert "Win32_OperatingSystem" in served
        assert core.home == tmp_path
        assert len(list(core.connect().exec_query("WQL", "SELECT * FROM Win32_OperatingSystem"))) == 1


def test_two_cores_open_one_new_home_at_once(tmp_path):
    opened, failures = [], []

    def open_one():
        try:
            opened.append(Core.open(tmp_path))
        except WbemError as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for core in opened:
        core.close()
    assert failures == []
    assert len(opened) == 3


def test_a_home_that_may_not_be_made_says_how_to_name_another(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(WbemError) as caught:
        Core.open(tmp_path / "file" / "home")
    assert caught.value.symbol == "WBEM_E_ACCESS_DENIED"
    assert str(tmp_path / "file" / "home") in caught.value.message
    assert "OPENWMI_HOME" in caught.value.next_step


def test_a_home_whose_setup_fails_is_closed_again(tmp_path, monkeypatch):
    def fail(repository):
        closed.append(repository)
        raise WbemError("no")

    closed: list[Repository] = []
    monkeypatch.setattr(module, "ensure_shipped", fail)
    with pytest.raises(WbemError):
        Core.open(tmp_path)
    with pytest.raises(WbemError) as caught:
        closed[0].namespaces()
    assert caught.value.symbol == "WBEM_E_SHUTTING_DOWN"


def test_the_caller_reaches_the_provider(site):
    site.frogs(ENUMERATE)
    list(site.core.connect(NS, caller=CALLER).exec_query("WQL", "SELECT * FROM Acme_Frog"))
    list(site.core.connect(NS).exec_query("WQL", "SELECT * FROM Acme_Frog"))
    assert [entry[1] for entry in noted("caller")] == ["kermit", current_identity().name]


@pytest.mark.parametrize(
    ("namespace", "code"),
    [
        ("root\\acme", "WBEM_S_NO_ERROR"),
        ("ROOT/ACME", "WBEM_S_NO_ERROR"),
        ("\\\\.\\root\\acme", "WBEM_S_NO_ERROR"),
        ("root", "WBEM_S_NO_ERROR"),
        ("root\\nowhere", "WBEM_E_INVALID_NAMESPACE"),
        ("nowhere", "WBEM_E_INVALID_NAMESPACE"),
        ("root\\\\acme", "WBEM_E_INVALID_NAMESPACE"),
        ("root\\acme\\", "WBEM_E_INVALID_NAMESPACE"),
        ("", "WBEM_E_INVALID_NAMESPACE"),
    ],
)
def test_connecting(site, namespace, code):
    assert code_of(lambda: site.core.connect(namespace)) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "defines no provider"),
        ("from tests.fakes.sites import Site\n", "defines no provider"),
        ("(", "SyntaxError"),
    ],
)
def test_files_that_cannot_be_installed(site, text, expected):
    path = site.folder / "empty.py"
    path.write_text(text)
    with pytest.raises(ProviderLoadFailureError, match=expected):
        site.core.install_provider(path)


@pytest.mark.parametrize("source", ["no.such.module", "json", "json:dumps", "no/such/file.py", "no.such.module:Frogs"])
def test_sources_that_are_none(site, source):
    with pytest.raises(ProviderLoadFailureError):
        site.core.install_provider(source)


def test_a_module_or_one_class_of_it_is_installed(site):
    (one,) = site.core.install_provider("openwmi.builtin.cimv2.win32_bios", NS)
    assert one.namespace == NS
    clsid = next(str(p["CLSID"]) for p in site.rows("SELECT * FROM __Win32Provider"))
    assert [again.name for again in site.core.install_provider(clsid, NS)] == [one.name]


def test_installing_again_loads_the_new_file(site):
    site.frogs("def enumerate(self, request):\n    yield Acme_Frog(Name='old')\n"
               "def unload(self):\n    note('unload')\n")  # fmt: skip
    assert site.names("SELECT * FROM Acme_Frog") == ["old"]
    site.frogs("def enumerate(self, request):\n    yield Acme_Frog(Name='new')\n")
    assert site.names("SELECT * FROM Acme_Frog") == ["new"]
    assert noted("unload") == [("unload",)]


def test_closing_unloads_and_refuses(site):
    site.frogs(ENUMERATE + "def unload(self):\n    note('unload')\n")
    services = site.services()
    site.rows("SELECT * FROM Acme_Frog")
    site.core.close()
    site.core.close()
    assert noted("unload") == [("unload",)]
    assert code_of(lambda: services.get_object('Acme_Frog.Name="x"')) == "WBEM_E_SHUTTING_DOWN"


def test_an_unload_that_fails_is_logged(site, caplog):
    site.provide(FROG + provider_text(ENUMERATE + "def unload(self):\n    raise ValueError('stuck')\n"))
    site.rows("SELECT * FROM Acme_Frog")
    site.core.close()
    assert "stuck" in caplog.text
