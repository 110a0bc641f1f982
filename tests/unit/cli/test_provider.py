# SPDX-License-Identifier: Apache-2.0

import json

import pytest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_from_nothing_to_rows_and_back(openwmi, folder):
    new = openwmi("provider", "new", "Bog_Newt")
    assert (new.code, new.err) == (0, "")
    assert 'openwmi query -n root/bog "SELECT * FROM Bog_Newt"' in new.out
    assert openwmi("provider", "check", "bog_newt.py").code == 0
    assert openwmi("provider", "install", "bog_newt.py").out == (
        "installed bog_newt|NewtProvider in root\\bog: Bog_Newt\n"
    )
    assert openwmi("query", "-n", "root/bog", "SELECT Name FROM Bog_Newt", "-o", "csv").out == "Name\nfirst\n"
    assert openwmi("provider", "check", "BOG_NEWT|newtprovider").code == 0
    assert openwmi("provider", "remove", "bog_newt|NewtProvider").out == (
        "removed bog_newt|NewtProvider and Bog_Newt\n"
    )
    assert openwmi("query", "-n", "root/bog", "SELECT Name FROM Bog_Newt").code == 1


def test_new_overwrites_nothing(openwmi, folder):
    (folder / "bog_newt.py").write_text("mine", encoding="utf-8")
    told = openwmi("provider", "new", "Bog_Newt")
    assert (told.code, (folder / "bog_newt.py").read_text(encoding="utf-8")) == (2, "mine")
    assert openwmi("provider", "new", "Bog_Newt", "--file", "other.py", "-n", "root/marsh").code == 0
    assert 'namespace="root/marsh"' in (folder / "other.py").read_text(encoding="utf-8")


def test_install_into_another_namespace(openwmi, folder):
    openwmi("provider", "new", "Bog_Eel")
    assert "in root\\marsh: Bog_Eel" in openwmi("provider", "install", "bog_eel.py", "-n", "root/marsh").out
    assert openwmi("provider", "remove", "bog_eel|EelProvider", "-n", "root/marsh").code == 0


def test_list(openwmi):
    found = json.loads(openwmi("provider", "list", "-o", "json").out)
    (toads,) = [provider for provider in found if provider["Provider"] == "swamp|Toads"]
    assert (toads["Namespace"], toads["Classes"]) == ("root\\acme", ["Acme_Toad"])
    assert toads["CLSID"].endswith("swamp.py:Toads")


def test_a_misspelled_provider_gets_a_suggestion(openwmi):
    for verb in ("remove", "check"):
        told = openwmi("provider", verb, "swamp|Toad")
        assert told.code == 1
        assert "did you mean swamp|Toads?" in told.err


def test_check_tells_problems(openwmi, folder):
    (folder / "bad.py").write_text(
        "from openwmi.provider import *\n"
        "class Acme_Bad(CimClass, namespace='root/acme'):\n    Name: str = key()\n"
        "class Bad(InstanceProvider[Acme_Bad]): pass\n",
        encoding="utf-8",
    )
    told = openwmi("provider", "check", "bad.py")
    assert told.code == 5
    assert "problem     nothing can be read" in told.out


def test_a_new_version_that_does_not_start_changes_nothing(openwmi, folder):
    openwmi("provider", "new", "Bog_Toad")
    assert openwmi("provider", "install", "--replace", "bog_toad.py").code == 0
    text = (folder / "bog_toad.py").read_text(encoding="utf-8")
    broken = text.replace("Value: uint32", "Size: uint32").replace("Value=1", "Size=1")
    broken += "\n    def load(self, request):\n        raise RuntimeError('too new')\n"
    (folder / "newer").mkdir()
    (folder / "newer" / "bog_toad.py").write_text(broken, encoding="utf-8")
    told = openwmi("provider", "install", "--replace", "newer/bog_toad.py")
    assert told.code == 5
    assert "too new" in told.err
    assert "the old version goes on" in told.err
    assert openwmi("query", "-n", "root/bog", "SELECT * FROM Bog_Toad", "-o", "csv").out == "Name,Value\nfirst,1\n"
    assert openwmi("provider", "remove", "bog_toad|ToadProvider").code == 0


@pytest.mark.parametrize("text", ["1 +", "raise RuntimeError('wet')", "import nothing_of_this_name", "x = 1"])
def test_files_that_do_not_load(openwmi, folder, text):
    (folder / "bad.py").write_text(text, encoding="utf-8")
    for verb in ("check", "install"):
        told = openwmi("provider", verb, "bad.py")
        assert (told.code, told.out) == (5, "")
        assert "WBEM_E_PROVIDER_LOAD_FAILURE" in told.err
        assert "bad.py" in told.err


@pytest.mark.parametrize(
    "source", ["openwmi.builtin.cimv2.win32_process", "openwmi.builtin.cimv2.win32_process:Processes"]
)
def test_check_takes_modules(openwmi, source):
    assert "class       Win32_Process : CIM_Process" in openwmi("provider", "check", source).out
