# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from openwmi.errors import TimedOutError, WbemError
from openwmi.host.breaker import Breaker
from openwmi.host.quotas import HostQuotas
from openwmi.host.registry import ProviderHost
from tests.fakes.hosts import host_frogs, is_running
from tests.fakes.sites import FROG, NS, code_of, drain, eventually, site

__all__ = ["site"]

QUERY = "SELECT * FROM Acme_Frog"
OTHER = FROG.replace("Acme_Frog", "Acme_Toad")
SHARED = "NetworkServiceHost:Pond"

GOOD = """
def enumerate(self, request):
    for number in range(3):
        yield Acme_Frog(Name=f"frog {number}", Weight=os.getpid())

def get(self, key, request):
    if key.Name == "nobody":
        raise NotFoundError("no such frog")
    return Acme_Frog(Name=key.Name, Weight=os.getpid())
"""

GOOD_TOAD = GOOD.replace("Acme_Frog", "Acme_Toad")


def get(site, name="Kermit", deadline_s=10.0, class_name="Acme_Frog"):
    services = site.services()
    return services.get_object(f'{class_name}.Name="{name}"', 0, services.new_context(deadline_s=deadline_s))


def error_within(site, limit_s, call):
    start = time.monotonic()
    with pytest.raises(WbemError) as caught:
        call()
    assert time.monotonic() - start < limit_s
    return caught.value


@pytest.fixture(autouse=True)
def patient_breaker(monkeypatch):
    monkeypatch.setattr(Breaker.__init__, "__defaults__", (10_000, time.monotonic))


def test_a_provider_of_its_own_process_serves_everything(site):
    host_frogs(
        site,
        GOOD
        + """
def query(self, query, request):
    yield Acme_Frog(Name="asked", Weight=1)

def create(self, new, request):
    STORE[new.Name] = new

def update(self, obj, changed, request):
    STORE[obj.Name] = sorted(changed)

def delete(self, key, request):
    if key.Name != "Kermit":
        raise NotFoundError("who?")

@method(static=True)
def Count(self, least: uint32 = 3) -> uint32:
    return least + 1

@method
def Rename(self, me, name: str) -> str:
    return me.Name + name
""",
        text="STORE = {}\n" + FROG,
    )
    pid = get(site)["Weight"]
    assert pid != os.getpid()
    assert site.names(QUERY) == ["asked"] or len(site.names(QUERY)) == 3
    assert code_of(lambda: get(site, "nobody")) == "WBEM_E_NOT_FOUND"
    assert site.put("Acme_Frog", Name="new", Weight=7).endswith('Acme_Frog.Name="new"')
    assert code_of(lambda: site.services().delete_instance('Acme_Frog.Name="Kermit"')) == "WBEM_S_NO_ERROR"
    assert code_of(lambda: site.services().delete_instance('Acme_Frog.Name="x"')) == "WBEM_E_NOT_FOUND"
    assert site.services().exec_method("Acme_Frog", "Count")["ReturnValue"] == 4
    inputs = site.services().get_class("Acme_Frog").methods["Rename"].in_parameters.spawn_instance()
    inputs["name"] = "!"
    assert site.services().exec_method('Acme_Frog.Name="Kermit"', "Rename", inputs)["ReturnValue"] == "Kermit!"
    assert get(site)["Weight"] == pid


def test_values_of_every_kind_come_as_they_left(site):
    text = """
class Acme_Water(CimClass, namespace="root/acme"):
    Celsius: float = prop()

class Acme_Thing(CimClass, namespace="root/acme"):
    Name: str = key()
    Big: uint64 | None = prop()
    Born: CimDatetime | None = prop()
    Tags: list[str] | None = prop()
    Water: Acme_Water | None = prop()
    Waters: list[Acme_Water] | None = prop()
    Yes: bool | None = prop()
    Peer: Ref["Acme_Thing"] | None = prop()
    Unset: str | None = prop(default="default")
"""
    body = """
def enumerate(self, request):
    yield Acme_Thing(Name="odd \\udc80", Big=2**64 - 1, Born=CimDatetime("20260101000000.000000+000"), Tags=["a", ""],
                     Water=Acme_Water(Celsius=1.5), Waters=[Acme_Water(Celsius=2.5)], Yes=True,
                     Peer=Ref('Acme_Thing.Name="x"'))
"""
    path = site.folder / "things.py"
    path.write_text(
        "from openwmi.provider import *\n"
        + text
        + 'class Things(InstanceProvider[Acme_Thing], hosting="SelfHost"):\n'
        + textwrap.indent(body, "    ")
    )
    site.core.install_provider(path)
    (row,) = site.rows("SELECT * FROM Acme_Thing")
    assert row["Name"] == "odd \udc80"
    assert row["Big"] == 2**64 - 1
    assert row["Born"].to_datetime().year == 2026
    assert row["Tags"] == ["a", ""]
    assert row["Water"]["Celsius"] == 1.5
    assert [water["Celsius"] for water in row["Waters"]] == [2.5]
    assert row["Yes"] is True
    assert row["Peer"] == 'Acme_Thing.Name="x"'
    assert row["Unset"] == "default"
    assert not row.is_local("Unset")


@pytest.mark.parametrize(
    ("hosting", "other", "is_same"),
    [
        (SHARED, SHARED, True),
        (SHARED, "networkservicehost:POND", True),
        (SHARED, "NetworkServiceHost:Other", False),
        (SHARED, "LocalServiceHost:Pond", False),
        ("LocalSystemHost", "LocalSystemHostOrSelfHost", True),
        ("NetworkServiceHost", "NetworkServiceHost", True),
        ("SelfHost", "SelfHost", False),
    ],
)
def test_who_shares_a_process(site, hosting, other, is_same):
    host_frogs(site, GOOD, hosting)
    host_frogs(site, GOOD_TOAD, other, "Toads", OTHER)
    frog, toad = get(site)["Weight"], get(site, class_name="Acme_Toad")["Weight"]
    assert os.getpid() not in {frog, toad}
    assert (frog == toad) == is_same


@pytest.mark.parametrize("hosting", ["NetworkServiceHostOrSelfHost", "networkservicehostorselfhost"])
def test_the_default_stays_in_the_core(site, hosting):
    host_frogs(site, GOOD, hosting)
    assert get(site)["Weight"] == os.getpid()


DEATHS = {
    "exit": ("os._exit(3)", "exited with status 3"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    "killed": ("os.kill(os.getpid(), 9)", "SIGKILL"),
    "abort": ("os.abort()", "SIGABRT"),
    "closes its pipe": (
        "[os.close(n) for n in range(3, 64) if os.path.exists(f'/proc/self/fd/{n}')]; time.sleep(60)",
        "exited with status 0",
    ),
    "garbage": (
        "import socket; [os.write(n, b'\\xff' * 64) for n in range(3, 64) if os.path.exists(f'/proc/self/fd/{n}')"
        " and os.readlink(f'/proc/self/fd/{n}').startswith('socket')]; time.sleep(60)",
        "a frame of",
    ),
}


@pytest.mark.parametrize("death", DEATHS)
def test_the_death_of_a_process_is_told_with_its_reason(site, death):
    act, told = DEATHS[death]
    host_frogs(site, f"def get(self, key, request):\n    if key.Name == 'die':\n        {act}\n"
               "    return Acme_Frog(Name=key.Name, Weight=os.getpid())\n")  # fmt: skip
    pid = get(site)["Weight"]
    error = error_within(site, 5.0, lambda: get(site, "die"))
    assert error.symbol == "WBEM_E_PROVIDER_FAILURE"
    assert str(pid) in error.message
    assert "provider acme|Frogs in GetObject" in error.message
    assert told in error.message
    assert error.extended.provider_name == "acme|Frogs"
    assert get(site)["Weight"] != pid
    assert eventually(lambda: not is_running(pid))


def test_rows_before_a_death_are_kept(site):
    host_frogs(site, "def enumerate(self, request):\n    yield Acme_Frog(Name='a')\n    yield Acme_Frog(Name='b')\n"
               "    time.sleep(0.1)\n    os._exit(1)\n")  # fmt: skip
    rows, error = drain(site.services().exec_query("WQL", QUERY))
    assert [row["Name"] for row in rows] == ["a", "b"]
    assert getattr(error, "symbol", "") == "WBEM_E_PROVIDER_FAILURE"


STUCK = {
    "sleeps": "time.sleep(60)",
    "spins": "while True: pass",
    "holds the interpreter": "import re; re.match(r'(a+)+$', 'a' * 40 + 'b')",
    "waits for nothing": "threading.Event().wait()",
    "ignores signals": "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32)); time.sleep(60)",
}


@pytest.mark.parametrize("how", STUCK)
def test_a_stuck_provider_costs_its_deadline_and_its_process(site, how):
    host_frogs(site, f"def get(self, key, request):\n    if key.Name == 'stuck':\n        {STUCK[how]}\n"
               "    return Acme_Frog(Name=key.Name, Weight=os.getpid())\n")  # fmt: skip
    pid = get(site)["Weight"]
    error = error_within(site, 1.0, lambda: get(site, "stuck", deadline_s=0.4))
    assert isinstance(error, TimedOutError)
    assert f'provider acme|Frogs in GetObject Acme_Frog.Name="stuck" (host process {pid})' in error.message
    assert eventually(lambda: not is_running(pid))
    assert get(site)["Weight"] != pid


def test_a_provider_that_reacts_to_the_deadline_keeps_its_process(site):
    host_frogs(site, "def get(self, key, request):\n    while key.Name == 'slow':\n        request.check()\n"
               "        time.sleep(0.01)\n    return Acme_Frog(Name=key.Name, Weight=os.getpid())\n")  # fmt: skip
    pid = get(site)["Weight"]
    assert isinstance(error_within(site, 1.0, lambda: get(site, "slow", deadline_s=0.3)), TimedOutError)
    time.sleep(0.8)
    assert get(site)["Weight"] == pid


def test_rows_before_a_deadline_are_kept(site):
    host_frogs(site, "def enumerate(self, request):\n    for name in 'abc':\n        yield Acme_Frog(Name=name)\n"
               "    time.sleep(60)\n")  # fmt: skip
    services = site.services()
    rows, error = drain(services.exec_query("WQL", QUERY, 0, services.new_context(deadline_s=1.5)))
    assert [row["Name"] for row in rows] == ["a", "b", "c"]
    assert isinstance(error, TimedOutError)
    assert "3 rows were delivered" in error.message


def test_others_in_a_process_that_is_ended_are_told_who_is_to_blame(site):
    host_frogs(site, "def get(self, key, request):\n    if key.Name == 'x':\n        time.sleep(60)\n"
               "    return Acme_Frog(Name=key.Name, Weight=os.getpid())\n", SHARED)  # fmt: skip
    host_frogs(site, "def get(self, key, request):\n    time.sleep(30)\n", SHARED, "Toads", OTHER)
    get(site)
    failures = []
    innocent = threading.Thread(
        target=lambda: failures.append(
            error_within(site, 20.0, lambda: get(site, class_name="Acme_Toad", deadline_s=25))
        )
    )
    innocent.start()
    time.sleep(0.3)
    assert isinstance(error_within(site, 1.0, lambda: get(site, "x", deadline_s=0.3)), TimedOutError)
    innocent.join(20)
    assert failures[0].symbol == "WBEM_E_PROVIDER_FAILURE"
    assert "provider toads|Toads in GetObject" in failures[0].message
    assert 'provider acme|Frogs in GetObject Acme_Frog.Name="x" did not stop' in failures[0].message


def test_what_a_provider_prints_goes_to_the_log_only(site, caplog, capfd):
    caplog.set_level(logging.INFO)
    host_frogs(site, "def get(self, key, request):\n    print('croak', flush=True)\n"
               "    os.write(2, b'x' * 5000 + b'\\n')\n"
               "    os.write(1, b'\\xff\\n')\n    return Acme_Frog(Name=key.Name)\n")  # fmt: skip
    assert get(site)["Name"] == "Kermit"
    assert eventually(lambda: any("croak" in record.getMessage() for record in caplog.records))
    assert all(len(record.getMessage()) < 1200 for record in caplog.records)
    assert capfd.readouterr().out == ""


def test_a_flood_waits_for_its_reader(site):
    host_frogs(site, "def enumerate(self, request):\n    number = 0\n    while True:\n        number += 1\n"
               "        yield Acme_Frog(Name=str(number), Weight=number)\n"
               "def get(self, key, request):\n    return Acme_Frog(Name=key.Name, Weight=os.getpid())\n")  # fmt: skip
    with site.services().create_instance_enum("Acme_Frog", 0x20) as found:
        _, rows = found.next(10.0, 5000)
        assert [row["Weight"] for row in rows] == list(range(1, 5001))
    pid = get(site)["Weight"]
    assert get(site)["Weight"] == pid


@pytest.mark.parametrize("wrong", ["None", "7", "'text'", "Acme_Other(Name='x')"])
def test_rows_that_are_none_fail_the_request_only(site, wrong):
    host_frogs(site, f"def enumerate(self, request):\n    yield {wrong}\n"
               "def get(self, key, request):\n    return Acme_Frog(Name=key.Name, Weight=os.getpid())\n",
               text=FROG + 'class Acme_Other(CimClass, namespace="root/acme"):\n    Name: str = key()\n')  # fmt: skip
    pid = get(site)["Weight"]
    assert code_of(lambda: site.rows(QUERY)) == "WBEM_E_PROVIDER_FAILURE"
    assert get(site)["Weight"] == pid


def test_what_a_provider_started_ends_with_it(site):
    host_frogs(site, "def get(self, key, request):\n    child = os.fork()\n    if not child:\n        time.sleep(60)\n"
               "        os._exit(0)\n    if key.Name == 'die':\n        os._exit(child % 200 + 1)\n"
               "    return Acme_Frog(Name=key.Name, Weight=child)\n")  # fmt: skip
    child = get(site)["Weight"]
    assert is_running(child)
    assert code_of(lambda: get(site, "die")) == "WBEM_E_PROVIDER_FAILURE"
    assert eventually(lambda: _state(child) in {"", "Z"})


def _state(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""


def test_closing_the_core_ends_every_process_in_order(site):
    host_frogs(site, GOOD + "\ndef unload(self):\n    open(__file__ + '.gone', 'w').close()\n")
    pid = get(site)["Weight"]
    site.close()
    assert not is_running(pid)
    assert (site.folder / "acme.py.gone").exists()


def test_processes_die_with_a_core_that_is_killed(site, tmp_path):
    host_frogs(site, GOOD)
    site.close()
    program = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from openwmi.server import Core
        core = Core.open(Path({str(site.folder)!r}))
        row = core.connect({NS!r}).get_object('Acme_Frog.Name="x"')
        print(row["Weight"], flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as core:
        pid = int((core.stdout or sys.stdin).readline())
        assert is_running(pid)
        core.send_signal(signal.SIGKILL)
        core.wait()
        assert eventually(lambda: _state(pid) in {"", "Z"})


def test_callbacks_reach_the_namespace(site):
    host_frogs(site, """
def enumerate(self, request):
    for number in range(200):
        yield Acme_Frog(Name=str(number), Weight=number)

def get(self, key, request):
    services = request.services
    if key.Name == "sum":
        return Acme_Frog(Name="sum", Weight=sum(row["Weight"] for row in services.query("SELECT * FROM Acme_Frog")))
    if key.Name == "first":
        return Acme_Frog(Name="first", Weight=next(iter(services.instances("Acme_Frog")))["Weight"])
    if key.Name == "other":
        return Acme_Frog(Name="other", Weight=services.get('Acme_Frog.Name="first"')["Weight"])
    if key.Name == "self":
        return services.get('Acme_Frog.Name="self"')
    if key.Name == "missing":
        return services.get('Acme_Nothing.Name="x"')
    if key.Name == "put":
        stored = services.get('Acme_Stored.Name="a"')
        stored["Size"] = 9
        return Acme_Frog(Name="put", Colour=str(services.put(stored)))
    if key.Name == "call":
        return Acme_Frog(Name="call", Weight=services.call("Acme_Frog", "Count", least=4)["ReturnValue"])
    if key.Name == "delete":
        services.delete('Acme_Stored.Name="a"')
    return Acme_Frog(Name=key.Name)

@method(static=True)
def Count(self, least: uint32 = 3) -> uint32:
    return least + 1
""")  # fmt: skip
    site.mof(
        'class Acme_Stored { [key] string Name; uint32 Size; }; instance of Acme_Stored { Name = "a"; Size = 1; };'
    )
    assert get(site, "sum")["Weight"] == sum(range(200))
    assert get(site, "first")["Weight"] == 0
    assert get(site, "other")["Weight"] == 0
    assert code_of(lambda: get(site, "self")) == "WBEM_E_NOT_FOUND"
    assert code_of(lambda: get(site, "missing")) == "WBEM_E_INVALID_CLASS"
    assert get(site, "put")["Colour"] == 'Acme_Stored.Name="a"'
    assert site.services().get_object('Acme_Stored.Name="a"')["Size"] == 9
    assert get(site, "call")["Weight"] == 5
    get(site, "delete")
    assert code_of(lambda: site.services().get_object('Acme_Stored.Name="a"')) == "WBEM_E_NOT_FOUND"


@pytest.mark.parametrize(
    ("load", "code"),
    [
        ("def load(self, request):\n    os._exit(4)", "WBEM_E_PROVIDER_FAILURE"),
        ("def load(self, request):\n    raise ValueError('bad day')", "WBEM_E_INITIALIZATION_FAILURE"),
        ("def load(self, request):\n    raise AccessDeniedError('not you')", "WBEM_E_INITIALIZATION_FAILURE"),
    ],
)
def test_a_process_whose_provider_does_not_start(site, load, code):
    host_frogs(site, GOOD + "\n" + load + "\n")
    for _ in range(2):
        assert code_of(lambda: get(site)) == code


def test_a_provider_that_takes_too_much_memory_is_ended(site):
    site.core.host = ProviderHost(quotas=lambda: HostQuotas(memory_octets=100 * 1024**2))
    host_frogs(site, "def get(self, key, request):\n    kept = []\n    while True:\n"
               "        kept.append(os.urandom(1024**2))\n        time.sleep(0.005)\n")  # fmt: skip
    error = error_within(site, 15.0, lambda: get(site, deadline_s=20))
    assert error.symbol == "WBEM_E_QUOTA_VIOLATION"
    assert "MemoryPerHost is 104857600" in error.message
    assert 'provider acme|Frogs in GetObject Acme_Frog.Name="Kermit"' in error.message


def test_the_limits_are_those_of_the_repository(site):
    site.core.connect("root")
    repository = site.core.repository
    ((configuration,),) = repository.enumerate_instances("root", "__ProviderHostQuotaConfiguration")
    configuration["ThreadsPerHost"] = 1
    repository.put_instance("root", configuration)
    host_frogs(site, "def get(self, key, request):\n    time.sleep(5)\n")
    error = error_within(site, 5.0, lambda: get(site))
    assert error.symbol == "WBEM_E_QUOTA_VIOLATION"
    assert "ThreadsPerHost is 1" in error.message


def test_the_memory_of_the_core_stays_flat_over_many_deaths(site):
    host_frogs(site, "def get(self, key, request):\n    os._exit(1)\n")
    for _ in range(50):
        assert code_of(lambda: get(site)) == "WBEM_E_PROVIDER_FAILURE"
    before, threads, files = _private_kib(), threading.active_count(), _open_files()
    for _ in range(FAILURES):
        assert code_of(lambda: get(site)) == "WBEM_E_PROVIDER_FAILURE"
    assert eventually(lambda: threading.active_count() <= threads + 3)
    assert eventually(lambda: _open_files() <= files + 6)
    assert _private_kib() - before < 4096


FAILURES = int(os.environ.get("OPENWMI_SOAK_FAILURES", "450"))


def _private_kib():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


def _open_files():
    return len(list(Path("/proc/self/fd").iterdir()))
