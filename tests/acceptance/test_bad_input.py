# SPDX-License-Identifier: Apache-2.0
"""Bad input, as a user gives it: the documented code, a sentence that names the culprit, nothing written half."""

import sqlite3
from contextlib import closing

import pytest

BASE_MOF = """
class Acme_Tool { [key] uint32 Id; string Name; uint8 Small; object Inner; };
class Acme_Better : Acme_Tool { uint32 Price; };
instance of Acme_Tool { Id = 1; Name = "hammer"; };
"""

LONG = "x" * 300


@pytest.fixture
def base(ask, tmp_path, stored):
    """A class with an instance; whatever the test does, they and nothing else are stored afterwards."""
    (tmp_path / "base.mof").write_text(BASE_MOF)
    assert ask("mofcomp", "-n", "root/acme", "base.mof").code == 0
    before = stored()
    assert len(before) == 3
    yield
    assert stored() == before
    assert ask("repository", "check").out == "The repository is sound.\n"


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("arguments", "code", "symbol", "culprit"),
    [
        (["query", ""], 2, "WBEM_E_INVALID_PARAMETER 0x80041008", "the query text is empty"),
        (["query", "SELECT * FORM Acme_Tool"], 2, "WBEM_E_INVALID_QUERY 0x80041017", "found `FORM`"),
        (["query", "SELECT Nmae FROM Acme_Tool"], 2, "WBEM_E_INVALID_QUERY 0x80041017", "no property Nmae"),
        (["query", "SELECT Price FROM Acme_Tool"], 2, "WBEM_E_INVALID_QUERY 0x80041017", "no property Price"),
        (["query", "SELECT * FROM Acme_Tool WHERE Id = 'one'"], 2, "WBEM_E_INVALID_QUERY 0x80041017", "'one'"),
        (["query", "SELECT * FROM Acme_Tol"], 1, "WBEM_E_INVALID_CLASS 0x80041010", "Acme_Tol"),
        (["query", f"SELECT * FROM T WHERE {'(' * 101}"], 5, "WBEM_E_QUOTA_VIOLATION 0x8004106C", "100 levels"),
        (["query", f"SELECT * FROM T WHERE {'a=1 OR ' * 1001}a=1"], 5, "WBEM_E_QUOTA_VIOLATION 0x8004106C", "1000"),
        (["query", f"SELECT {'x' * 0x4000} FROM T"], 5, "WBEM_E_QUOTA_VIOLATION 0x8004106C", "16398 characters"),
        (["get", "Acme_Tool"], 2, "WBEM_E_INVALID_OBJECT_PATH 0x8004103A", "Acme_Tool"),
        (["get", "Acme_Tool.Id"], 2, "WBEM_E_INVALID_OBJECT_PATH 0x8004103A", "Acme_Tool.Id"),
        (["get", "Acme_Tool.Key=1"], 2, "WBEM_E_INVALID_OBJECT_PATH 0x8004103A", "the keys do not fit"),
        (["get", "Acme_Tool.Id=one"], 2, "WBEM_E_INVALID_OBJECT_PATH 0x8004103A", "'one'"),
        (["get", "Acme_Tool.Id=2"], 1, "WBEM_E_NOT_FOUND 0x80041002", "Acme_Tool.Id=2"),
        (["get", f"Acme_Tool.Id={'1' * 0x2000}"], 2, "WBEM_E_INVALID_OBJECT_PATH 0x8004103A", "characters"),
        (["get", "-n", "root/nowhere", "Acme_Tool.Id=1"], 1, "WBEM_E_INVALID_NAMESPACE 0x8004100E", "root/nowhere"),
        (["set", "Acme_Tool.Id=1", "Small=256"], 2, "WBEM_E_VALUE_OUT_OF_RANGE 0x8004102B", "Acme_Tool.Small"),
        (["set", "Acme_Tool.Id=1", "Name=x", "Small=many"], 2, "WBEM_E_TYPE_MISMATCH 0x80041005", "'many'"),
        (["set", "Acme_Tool.Id=1", "Id=2"], 2, "", "the key of an object cannot be changed (Id)"),
        (["new", "Acme_Tool", "Id=1"], 5, "WBEM_E_ALREADY_EXISTS 0x80041019", "Acme_Tool.Id=1"),
        (["new", "Acme_Tool", "Name=x"], 5, "WBEM_E_ILLEGAL_NULL 0x80041028", "Acme_Tool.Id"),
        (["delete", "Acme_Tool.Id=2"], 1, "WBEM_E_NOT_FOUND 0x80041002", "Acme_Tool.Id=2"),
        (["call", "Acme_Tool.Id=1", "Hit"], 1, "WBEM_E_INVALID_METHOD 0x8004102E", "Hit"),
        (["query", "SELECT * FROM Acme_Tool", "-o", "xml"], 2, "", "'xml'"),
        (["query", "SELECT * FROM Acme_Tool", "--deadline", "soon"], 2, "", "'soon'"),
        (["qurey", "SELECT * FROM Acme_Tool"], 2, "", "did you mean query"),
        (["mofcomp", "-class:often", "base.mof"], 2, "", "often"),
        (["mofcomp", "nothing.mof"], 2, "", "nothing.mof"),
        (["provider", "install", "nothing.py"], 5, "WBEM_E_PROVIDER_LOAD_FAILURE 0x80041013", "nothing.py"),
        (["provider", "remove", "nobody"], 1, "WBEM_E_PROVIDER_NOT_FOUND 0x80041011", "'nobody'"),
        (["repository", "restore", "--yes", "base.mof"], 5, "WBEM_E_CRITICAL_ERROR 0x8004100A", "base.mof"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else "",
)
def test_a_command_line(ask, arguments, code, symbol, culprit):
    told = ask(*arguments)
    assert (told.code, told.out) == (code, "")
    assert symbol in told.err
    assert culprit in told.err
    assert "Traceback" not in told.err


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("mof", "code", "symbol", "line"),
    [
        ("class Acme_New { [key] uint32 Id };", 3, "0X80044002", 1),
        ("class Acme_New { [key] uint32 Id; };\nclass Acme_New2 { [key] strnig; };", 3, "0X8004400b", 2),
        ("class Acme_New { uint8 Id = 256; };", 3, "0X8004401d", 1),
        (f"class {LONG} {{ }};", 3, "0X80041074", 1),
        (f"class Acme_New {{ uint8 {LONG}; }};", 3, "0X80041073", 1),
        (f"class Acme_New {{ [{LONG}] uint8 Id; }};", 3, "0X80041076", 1),
        (f"class Acme_New {{ void {LONG}(); }};", 3, "0X80041075", 1),
        ("\n/* no end", 3, "0X8004400a", 2),
        ("#pragma frogs\n", 3, "0X80044012", 1),
        ('#include("nothing.mof")', 3, "0X80044030", 1),
        (f"instance of Acme_Tool {{ Id = 2; Inner = {'instance of Acme_Tool { Inner = ' * 65}", 3, "0X8004106c", 1),
        ("instance of Acme_None { Id = 2; };", 1, "0x80041002", 1),
        ("\ninstance of Acme_Tool { Id = 2; Name = instance of Acme_Tool {}; };", 1, "0x80044015", 2),
        ("class Acme_New : Acme_None { };", 1, "0x8004100d", 1),
        ("class Acme_Better : Acme_Tool { string Name2; uint8 Name; };", 1, "0x80041005", 1),
        ("[abstract] class Acme_Tool { [key] uint32 Id; };", 1, "0x8004", 1),
        ("instance of Acme_Better { Price = 3; };", 1, "0x80041028", 1),
        ("class Acme_Tool { [key] uint32 Id; [key] string Name; };", 1, "0x8004", 1),
        ('#pragma deleteclass("Acme_None", FAIL)', 1, "0x80041002", 1),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) and "\n" not in value else "",
)
def test_a_mof_text(ask, tmp_path, mof, code, symbol, line):
    (tmp_path / "bad.mof").write_text(mof)
    told = ask("mofcomp", "-n", "root/acme", "bad.mof")
    assert told.code == code, told
    text = told.out + told.err
    assert symbol in text
    assert (f"bad.mof ({line})" if code == 3 else f"defined on lines {line} - ") in text


def test_a_repository_of_a_newer_release(ask, tmp_path):
    file = tmp_path / "home" / "repository" / "repository.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    for arguments in (["namespaces"], ["new", "-n", "root", "__NAMESPACE", "Name=x"], ["repository", "check"]):
        told = ask(*arguments)
        assert (told.code, told.out) == (5, "")
        assert "WBEM_E_DATABASE_VER_MISMATCH 0x80041078" in told.err
        assert str(file) in told.err
        assert "next: install the release that wrote it" in told.err
    assert file.read_bytes() == before


PROVIDER = """
import time
from openwmi.provider import *

class Acme_Toad(CimClass, namespace="root/acme"):
    Name: str = key()
    Rider: "Acme_Toad | None" = prop()

class Acme_Rock(CimClass, namespace="root/acme"):
    Name: str = key()

class Toads(InstanceProvider[Acme_Toad]):
    def enumerate(self, request):
        yield Acme_Toad(Name="first")
        {}

    @method(static=True)
    def Heaviest(self) -> Acme_Toad:
        toad = Acme_Toad(Name="x")
        toad.Rider = toad
        return toad
"""


@pytest.mark.parametrize(
    ("line", "code", "symbol", "part"),
    [
        ("raise OSError(5, 'the pond is dry')", 5, "WBEM_E_PROVIDER_FAILURE 0x80041004", "the pond is dry"),
        ("yield Acme_Rock(Name='x')", 5, "WBEM_E_PROVIDER_FAILURE 0x80041004", "Acme_Rock"),
        ("yield Acme_Toad(Name='FIRST')", 0, "WBEM_S_DUPLICATE_OBJECTS 0x00040008", 'Acme_Toad.Name="FIRST"'),
        (
            "toad = Acme_Toad(Name='x'); toad.Rider = toad; yield toad",
            5,
            "WBEM_E_QUOTA_VIOLATION 0x8004106C",
            "64 levels",
        ),
        ("time.sleep(3)", 4, "WBEM_E_TIMED_OUT 0x80041069", "CreateInstanceEnum Acme_Toad"),
        ("while True: yield Acme_Toad(Name=str(time.monotonic_ns()))", 4, "WBEM_E_TIMED_OUT 0x80041069", "Acme_Toad"),
    ],
)
def test_a_provider_that_fails_on_its_way(ask, tmp_path, line, code, symbol, part):
    (tmp_path / "toads.py").write_text(PROVIDER.format(line))
    assert ask("provider", "install", "toads.py").code == 0
    told = ask("query", "SELECT * FROM Acme_Toad", "-o", "jsonl", "--deadline", "500ms")
    assert told.code == code
    assert told.out.startswith('{"Name": "first", "Rider": null}\n')
    assert symbol in told.err
    assert "toads|Toads" in told.err
    assert part in told.err


def test_a_method_that_returns_what_has_no_end(ask, tmp_path):
    (tmp_path / "toads.py").write_text(PROVIDER.format(""))
    assert ask("provider", "install", "toads.py").code == 0
    told = ask("call", "Acme_Toad", "Heaviest", "-o", "json")
    assert (told.code, told.out) == (5, "")
    assert "WBEM_E_QUOTA_VIOLATION 0x8004106C: provider toads|Toads" in told.err


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("def broken(:\n", "toads.py:1: SyntaxError"),
        ("\nimport no_such_module\n", "toads.py:2: ModuleNotFoundError: No module named 'no_such_module'"),
        ("1 / 0\n", "toads.py:1: ZeroDivisionError"),
        ("", "toads.py defines no provider"),
        (
            PROVIDER.replace("Name: str", "Name: complex").format("pass"),
            "Name: complex is not the type of a CIM property",
        ),
        (PROVIDER.replace("Acme_Toad", f"Acme_{LONG}").format("pass"), "305 characters"),
    ],
    ids=["syntax", "import", "raises", "empty", "declaration", "long name"],
)
def test_a_provider_file_that_cannot_be_installed(ask, tmp_path, stored, text, part):
    before = stored()
    (tmp_path / "toads.py").write_text(text)
    told = ask("provider", "install", "toads.py")
    assert told.code == 5
    assert part in told.err
    assert stored() == before
