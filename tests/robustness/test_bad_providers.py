# SPDX-License-Identifier: Apache-2.0
"""Providers that fail in every way: each has its code and a sentence that names it, and harms nobody else."""

from __future__ import annotations

import threading

import pytest

from openwmi.errors import TimedOutError, WbemError
from tests.fakes.sites import FROG, NS, PATIENCE_S, Site, code_of, drain, eventually, noted, provider_text

QUERY = "SELECT * FROM Acme_Frog"
KERMIT = 'Acme_Frog.Name="Kermit"'
GOOD = """
class Acme_Toad(CimClass, namespace="root/acme"):
    Name: str = key()

class Toads(InstanceProvider[Acme_Toad]):
    def enumerate(self, request):
        yield Acme_Toad(Name="Bufo")
"""
IMPORT_RELEASE = "from tests.robustness.test_bad_providers import RELEASE"
RELEASE = threading.Event()
ENUMERATE = "def enumerate(self, request):\n    yield Acme_Frog(Name='Kermit', Weight=320)\n"


@pytest.fixture(autouse=True)
def _neighbour(site: Site):
    """A healthy provider beside the bad one, asked at the end of every test."""
    site.provide(GOOD, "good")
    yield
    assert site.names("SELECT * FROM Acme_Toad") == ["Bufo"]


def error_of(call) -> WbemError:
    with pytest.raises(WbemError) as caught:
        call()
    return caught.value


def replace_file(site, text):
    """Change the file of an installed provider and forget what is loaded of it."""
    (site.folder / "acme.py").write_text(text)
    site.core.host.forget(NS, "acme|Frogs")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def broken(:\n", "SyntaxError"),
        ("import a_module_that_is_not_there\n", "ModuleNotFoundError"),
        ("raise RuntimeError('bad day')\n", "RuntimeError: bad day"),
        ("raise SystemExit(3)\n", "SystemExit"),
        ("import sys\nsys.exit('bye')\n", "bye"),
        ("1 / 0\n", "ZeroDivisionError"),
        ("Frogs = 3\n", "no provider class Frogs"),
        ("", "no provider class Frogs"),
        ("\x00", "acme.py"),
    ],
)
def test_a_file_that_does_not_load(site, text, expected):
    site.frogs(ENUMERATE)
    replace_file(site, text)
    for _ in range(2):
        error = error_of(lambda: site.rows(QUERY))
        assert error.symbol == "WBEM_E_PROVIDER_LOAD_FAILURE"
        assert "acme|Frogs" in error.message
        assert expected in error.message
    site.frogs(ENUMERATE)
    assert site.names(QUERY) == ["Kermit"]


def test_a_file_that_is_gone(site):
    site.frogs(ENUMERATE)
    (site.folder / "acme.py").unlink()
    site.core.host.forget(NS, "acme|Frogs")
    assert code_of(lambda: site.rows(QUERY)) == "WBEM_E_PROVIDER_LOAD_FAILURE"


def test_a_constructor_that_fails(site):
    site.frogs("def __init__(self):\n    raise OSError('no pond')\n" + ENUMERATE)
    error = error_of(lambda: site.rows(QUERY))
    assert error.symbol == "WBEM_E_PROVIDER_LOAD_FAILURE"
    assert "no pond" in error.message
    assert "acme|Frogs" in error.message


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"CLSID": None}, "WBEM_E_INVALID_PROVIDER_REGISTRATION"),
        ({"CLSID": ""}, "WBEM_E_INVALID_PROVIDER_REGISTRATION"),
        ({"CLSID": "{54D8502C-527D-43F7-A506-A9DA075E229C}"}, "WBEM_E_PROVIDER_LOAD_FAILURE"),
        ({"CLSID": "no.such.module:Frogs"}, "WBEM_E_PROVIDER_LOAD_FAILURE"),
        ({"CLSID": "json:JSONDecoder"}, "WBEM_E_PROVIDER_LOAD_FAILURE"),
        ({"CLSID": "/no/such/file.py:Frogs"}, "WBEM_E_PROVIDER_LOAD_FAILURE"),
        ({"Enabled": False}, "WBEM_E_PROVIDER_NOT_FOUND"),
        ({"HostingModel": "InTheCellar"}, "WBEM_E_INVALID_PROVIDER_REGISTRATION"),
        ({"HostingModel": "NetworkServiceHost:"}, "WBEM_E_INVALID_PROVIDER_REGISTRATION"),
        ({"HostingModel": "NetworkServiceHost:Pond"}, "WBEM_S_NO_ERROR"),
        ({"HostingModel": "decoupled:COM:foldidentity(false)"}, "WBEM_E_NOT_SUPPORTED"),
        ({"Enabled": None}, "WBEM_S_NO_ERROR"),
    ],
)
@pytest.mark.parametrize("is_loaded", [False, True])
def test_a_registration_that_cannot_work(site, values, code, is_loaded):
    site.frogs(ENUMERATE)
    if is_loaded:
        assert site.names(QUERY) == ["Kermit"]
    repository = site.core.repository
    record = next(p for batch in repository.enumerate_instances(NS, "__Win32Provider") for p in batch
                  if p["Name"] == "acme|Frogs")  # fmt: skip
    for name, value in values.items():
        record[name] = value
    repository.put_instance(NS, record)
    assert code_of(lambda: site.rows(QUERY)) == code
    if code != "WBEM_S_NO_ERROR":
        assert "acme|Frogs" in error_of(lambda: site.rows(QUERY)).message


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ("__Win32Provider", "WBEM_E_PROVIDER_NOT_FOUND"),
        ("__InstanceProviderRegistration", "WBEM_E_INVALID_PROVIDER_REGISTRATION"),
    ],
)
def test_a_registration_of_which_a_part_is_missing(site, gone, code):
    site.frogs(ENUMERATE)
    repository = site.core.repository
    for batch in list(repository.enumerate_instances(NS, gone)):
        for instance in batch:
            if "acme|Frogs" in str(instance.relpath):
                repository.delete_instance(NS, instance.path.relative())
    for call in (lambda: site.rows(QUERY), lambda: site.services().get_object(KERMIT),
                 lambda: site.put("Acme_Frog", Name="x"), lambda: site.services().delete_instance(KERMIT)):  # fmt: skip
        error = error_of(call)
        assert error.symbol == code
        assert "acme|Frogs" in error.message


@pytest.mark.parametrize(
    ("failure", "code", "expected"),
    [
        ("ValueError('bad day')", "WBEM_E_INITIALIZATION_FAILURE", "ValueError: bad day"),
        ("SystemExit(2)", "WBEM_E_INITIALIZATION_FAILURE", "SystemExit"),
        ("AccessDeniedError('not you')", "WBEM_E_INITIALIZATION_FAILURE", "not you"),
        ("InitializationFailureError('no pond')", "WBEM_E_INITIALIZATION_FAILURE", "no pond"),
    ],
)
@pytest.mark.parametrize("keyword", ["", "async "])
def test_a_load_that_fails_is_tried_again_by_the_next_call(site, failure, code, expected, keyword):
    load = f"""
{keyword}def load(self, request):
    note("load")
    if len(noted("load")) < 3:
        raise {failure}
"""
    site.provide("from tests.fakes.sites import noted\n" + FROG + provider_text(load + ENUMERATE))
    for _ in range(2):
        error = error_of(lambda: site.rows(QUERY))
        assert error.symbol == code
        assert "acme|Frogs" in error.message
        assert expected in error.message
    assert site.names(QUERY) == ["Kermit"]
    assert len(noted("load")) == 3


def test_a_load_that_never_ends_costs_each_call_its_deadline_only(site):
    site.frogs(f"def load(self, request):\n    {IMPORT_RELEASE}\n    RELEASE.wait(60.0)\n" + ENUMERATE)
    RELEASE.clear()
    before = threading.active_count()
    services = site.services()
    try:
        for _ in range(6):
            error = error_of(lambda: services.get_object(KERMIT, 0, services.new_context(deadline_s=0.4)))
            assert isinstance(error, TimedOutError)
            assert "acme|Frogs" in error.message
        assert eventually(lambda: threading.active_count() <= before + 3)
    finally:
        RELEASE.set()
    assert eventually(lambda: code_of(lambda: site.rows(QUERY)) == "WBEM_S_NO_ERROR")


FAILURES = [
    ("ValueError('bad day')", "WBEM_E_PROVIDER_FAILURE"),
    ("KeyError('x')", "WBEM_E_PROVIDER_FAILURE"),
    ("StopIteration(1)", "WBEM_E_PROVIDER_FAILURE"),
    ("SystemExit(3)", "WBEM_E_PROVIDER_FAILURE"),
    ("RecursionError('deep')", "WBEM_E_PROVIDER_FAILURE"),
    ("AssertionError()", "WBEM_E_PROVIDER_FAILURE"),
    ("UnicodeDecodeError('utf-8', b'x', 0, 1, 'no')", "WBEM_E_PROVIDER_FAILURE"),
    ("ExceptionGroup('two', [ValueError('a'), KeyError('b')])", "WBEM_E_PROVIDER_FAILURE"),
    ("MemoryError()", "WBEM_E_OUT_OF_MEMORY"),
    ("FileNotFoundError('x')", "WBEM_E_NOT_FOUND"),
    ("FileExistsError('x')", "WBEM_E_ALREADY_EXISTS"),
    ("PermissionError('x')", "WBEM_E_ACCESS_DENIED"),
    ("TimeoutError('device')", "WBEM_E_TIMED_OUT"),
    ("WbemError('x', hresult=0x80041045)", "WBEM_E_SERVER_TOO_BUSY"),
    ("WbemError('x', hresult=0x8007000E)", "0x8007000E"),
]

OPERATIONS = {
    "get": ("def get(self, key, request):", lambda s: s.services().get_object(KERMIT)),
    "enumerate": ("def enumerate(self, request):", lambda s: s.rows(QUERY)),
    "generator": ("def enumerate(self, request):\n    yield Acme_Frog(Name='x')", lambda s: s.rows(QUERY)),
    "coroutine": ("async def enumerate(self, request):", lambda s: s.rows(QUERY)),
    "query": ("def query(self, query, request):", lambda s: s.rows(QUERY)),
    "create": ("def create(self, new, request):", lambda s: s.services().put_instance(s.new("Acme_Frog", Name="x"), 2)),
    "update": (
        "def get(self, key, request):\n    return Acme_Frog(Name=key.Name)\ndef update(self, obj, changed, request):",
        lambda s: s.services().put_instance(s.new("Acme_Frog", Name="x", Weight=1), 1),
    ),
    "put": ("def put(self, obj, flags, request):", lambda s: s.put("Acme_Frog", Name="x")),
    "delete": ("def delete(self, key, request):", lambda s: s.services().delete_instance(KERMIT)),
    "method": (
        "@method(static=True)\ndef Count(self) -> uint32:",
        lambda s: s.services().exec_method("Acme_Frog", "Count"),
    ),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_operations_raise(site, operation):
    head, call = OPERATIONS[operation]
    site.provide(
        "FAILURE = [None]\n"
        + FROG
        + provider_text(
            f"{head}\n    from tests.robustness import test_bad_providers as t\n    raise eval(t.NEXT[0])\n"
        )
    )
    for failure, code in FAILURES:
        NEXT[0] = failure
        error = error_of(lambda: call(site))
        wanted = "WBEM_E_PROVIDER_FAILURE" if failure.startswith("StopIteration") else code
        assert error.symbol == wanted, failure
        if (operation, code) == ("get", "WBEM_E_NOT_FOUND"):
            continue
        assert error.extended is not None
        assert error.extended.provider_name == "acme|Frogs"
        if code == "WBEM_E_PROVIDER_FAILURE":
            assert "acme|Frogs" in error.message
            assert "acme.py" in str(error.where)


NEXT = [""]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("yield None", "None"),
        ("yield 7", "7"),
        ("yield {'Name': 'x'}", "Name"),
        ("yield Acme_Other(Name='x')", "Acme_Other"),
        ("yield 'x' * 100_000", "xxx"),
        ("return None", "None"),
        ("return 7", "7"),
        ("yield Acme_Frog(Name='x', Weight='heavy')", "heavy"),
        ("yield Acme_Frog(Name='x', Weight=-1)", "-1"),
        ("yield Acme_Frog(Name='x', Weight=2**32)", str(2**32)),
        ("yield Acme_Frog(Name='x', Wieght=1)", "Wieght"),
        ("yield Acme_Frog(Name=[])", "Name"),
        ("yield from [Acme_Frog]", "Acme_Frog"),
    ],
)
def test_rows_that_are_none(site, rows, expected):
    site.provide(
        FROG
        + 'class Acme_Other(CimClass, namespace="root/acme"):\n    Name: str = key()\n'
        + provider_text(f"def enumerate(self, request):\n    if request is None: yield\n    {rows}\n"
                        if rows.startswith("yield") else f"def enumerate(self, request):\n    {rows}\n")
    )  # fmt: skip
    error = error_of(lambda: site.rows(QUERY))
    assert error.symbol == "WBEM_E_PROVIDER_FAILURE"
    assert "acme|Frogs" in error.message
    assert expected in error.message
    assert len(error.message) < 600


@pytest.mark.parametrize(
    ("returned", "code"),
    [
        ("None", "WBEM_E_NOT_FOUND"),
        ("7", "WBEM_E_PROVIDER_FAILURE"),
        ("[Acme_Frog(Name='Kermit')]", "WBEM_E_PROVIDER_FAILURE"),
        ("Acme_Frog", "WBEM_E_PROVIDER_FAILURE"),
        ("Acme_Frog()", "WBEM_S_NO_ERROR"),
    ],
)
def test_gets_that_return_something_else(site, returned, code):
    site.frogs(f"def get(self, key, request):\n    return {returned}\n")
    assert code_of(lambda: site.services().get_object(KERMIT)) == code


@pytest.mark.parametrize("returned", ["'many'", "-1", "2**40", "(1, 2)", "Acme_Frog()"])
def test_methods_that_return_something_else(site, returned):
    site.frogs(f"@method(static=True)\ndef Count(self) -> uint32:\n    return {returned}\n")
    error = error_of(lambda: site.services().exec_method("Acme_Frog", "Count"))
    assert error.symbol == "WBEM_E_PROVIDER_FAILURE"
    assert "acme|Frogs" in error.message


def test_rows_before_a_failure_are_kept(site):
    site.frogs(
        "def enumerate(self, request):\n    yield Acme_Frog(Name='a')\n    yield Acme_Frog(Name='b')\n    1 / 0\n"
    )
    rows, error = drain(site.services().exec_query("WQL", QUERY))
    assert [row["Name"] for row in rows] == ["a", "b"]
    assert error is not None
    assert error.symbol == "WBEM_E_PROVIDER_FAILURE"


SLEEPING = """
def enumerate(self, request):
    yield Acme_Frog(Name='a')
    yield Acme_Frog(Name='b')
    from tests.robustness.test_bad_providers import RELEASE
    RELEASE.wait(60.0)

def query(self, query, request):
    yield from self.enumerate(request)

def put(self, obj, flags, request):
    next(r for r in self.enumerate(request) if r is None)

def delete(self, key, request):
    next(r for r in self.enumerate(request) if r is None)

def get(self, key, request):
    next(r for r in self.enumerate(request) if r is None)

@method(static=True)
def Count(self) -> uint32:
    from tests.robustness.test_bad_providers import RELEASE
    RELEASE.wait(60.0)
    return 0
"""


@pytest.mark.parametrize(
    ("call", "operation"),
    [
        (lambda s, c: s.get_object(KERMIT, 0, c), "GetObject"),
        (lambda s, c: s.put_instance(s.get_class("Acme_Frog").spawn_instance(), 0, c), "PutInstance"),
        (lambda s, c: s.delete_instance(KERMIT, 0, c), "DeleteInstance"),
        (lambda s, c: s.exec_method("Acme_Frog", "Count", None, 0, c), "ExecMethod"),
        (lambda s, c: list(s.exec_query("WQL", QUERY, 0, c)), "ExecQuery"),
    ],
)
def test_a_provider_that_sleeps_for_ever(site, call, operation):
    site.frogs(SLEEPING)
    site.services().get_class("Acme_Frog")
    RELEASE.clear()
    services = site.services()
    try:
        error = error_of(lambda: call(services, services.new_context(deadline_s=0.2)))
        assert isinstance(error, TimedOutError)
        assert f"provider acme|Frogs in {operation}" in error.message
    finally:
        RELEASE.set()


def test_rows_before_the_sleep_are_kept(site):
    site.frogs(SLEEPING)
    RELEASE.clear()
    services = site.services()
    try:
        rows, error = drain(services.create_instance_enum("Acme_Frog", 0x20, services.new_context(deadline_s=0.5)))
        assert [row["Name"] for row in rows] == ["a", "b"]
        assert isinstance(error, TimedOutError)
        assert "2 rows" in error.message
    finally:
        RELEASE.set()


ENDLESS = """
def enumerate(self, request):
    try:
        number = 0
        while True:
            number += 1
            yield Acme_Frog(Name=str(number))
    finally:
        note("finally")
"""


def test_a_provider_that_never_ends_is_ended_by_the_deadline(site):
    site.frogs(ENDLESS)
    services = site.services()
    found = services.exec_query("WQL", QUERY, 0x20, services.new_context(deadline_s=0.5))
    rows, error = drain(found)
    assert rows
    assert isinstance(error, TimedOutError)
    assert eventually(lambda: noted("finally") != [])


def test_a_provider_that_never_ends_and_never_matches_is_ended_too(site):
    site.frogs(ENDLESS)
    services = site.services()
    found = services.exec_query("WQL", QUERY + " WHERE Name LIKE 'x%'", 0x20, services.new_context(deadline_s=0.3))
    rows, error = drain(found)
    assert rows == []
    assert isinstance(error, TimedOutError)
    assert eventually(lambda: noted("finally") != [])


def test_a_finally_that_fails_harms_nobody(site, caplog):
    site.frogs("def enumerate(self, request):\n    try:\n        while True:\n            yield Acme_Frog(Name='x')\n"
               "    finally:\n        note('finally')\n        raise ValueError('on the way out')\n")  # fmt: skip
    with site.services().create_instance_enum("Acme_Frog", 0x20) as found:
        found.next(PATIENCE_S, 1)
    assert eventually(lambda: noted("finally") != [])


def test_many_failing_calls_do_not_pile_up_threads(site):
    site.frogs("def get(self, key, request):\n    raise ValueError('no')\n"
               "async def enumerate(self, request):\n    raise ValueError('no')\n")  # fmt: skip
    services = site.services()
    code_of(lambda: site.rows(QUERY))
    before = threading.active_count()
    for _ in range(100):
        assert code_of(lambda: services.get_object(KERMIT)) == "WBEM_E_PROVIDER_FAILURE"
        assert code_of(lambda: site.rows(QUERY)) == "WBEM_E_PROVIDER_FAILURE"
    assert threading.active_count() <= before + 2


def test_many_failing_loads_do_not_pile_up_threads(site):
    site.frogs("async def load(self, request):\n    raise ValueError('no')\n" + ENUMERATE)
    code_of(lambda: site.rows(QUERY))
    before = threading.active_count()
    for _ in range(50):
        assert code_of(lambda: site.rows(QUERY)) == "WBEM_E_INITIALIZATION_FAILURE"
    assert threading.active_count() <= before + 2


def test_a_provider_that_asks_for_itself_is_stopped(site):
    site.frogs("def get(self, key, request):\n    note('get')\n    request.services.get(key.path)\n")
    error = error_of(lambda: site.services().get_object(KERMIT))
    assert error.symbol == "WBEM_E_PROVIDER_NOT_CAPABLE"
    assert "acme|Frogs" in error.message
    assert len(noted("get")) == 1


def test_providers_that_ask_each_other_for_ever_are_stopped(site):
    site.frogs(
        "def get(self, key, request):\n    note('get')\n"
        "    request.services.get(f'Acme_Frog.Name=\"{int(key.Name) + 1}\"')\n"
    )
    error = error_of(lambda: site.services().get_object('Acme_Frog.Name="0"'))
    assert error.symbol == "WBEM_E_FAILED"
    assert "nested 64 deep" in error.message
    assert "acme|Frogs" in error.message
    assert len(noted("get")) == 64
