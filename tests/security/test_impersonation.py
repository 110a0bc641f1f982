# SPDX-License-Identifier: Apache-2.0
"""Acting as a caller, seen from the kernel: files of others, threads beside, calls within calls."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from openwmi.errors import AccessDeniedError, InvalidOperationError
from openwmi.provider.impersonation import as_self, impersonating
from openwmi.security.identity import Identity, ImpersonationLevel
from openwmi.security.threadcredentials import can_switch
from tests.fakes.sites import NS, Site, code_of, noted, provider_text, site

__all__ = ["site"]

FROG = Identity("frog", 70001, 70002, frozenset({70002}))
TOAD = Identity("toad", 70005, 70006, frozenset({70006}))

RECORD = """
import os
from pathlib import Path

def uids():
    text = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    return next(line for line in text.splitlines() if line.startswith("Uid")).split()[1:]
"""
SECRET = """
class Acme_Secret(CimClass, namespace="root/acme"):
    Name: str = key()
    Text: str | None = prop()
"""
OTHERS = """
class Acme_Other(CimClass, namespace="root/acme"):
    Name: str = key()
    Uid: str | None = prop()
"""
AS_CALLER = ", per_user=True, impersonate=True"


def uid_of_this_thread():
    text = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("Uid")).split()[2])


def uids_of_workers():
    return {
        next(line for line in (task / "status").read_text().splitlines() if line.startswith("Uid"))
        for task in Path("/proc/self/task").iterdir()
    }


@pytest.fixture(autouse=True)
def _nothing_stays_switched():
    before = uids_of_workers()
    yield
    assert uids_of_workers() == before


@pytest.fixture
def file_of_toad(tmp_path):
    """A file that only its owner, another user than FROG, can read; in a folder that everybody can enter."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    path = tmp_path / "diary"
    path.write_text("dear diary")
    path.chmod(0o600)
    if can_switch():
        os.chown(path, 70005, 70006)
    return path


@pytest.fixture
def as_frog(site):
    def connect(level=ImpersonationLevel.RPC_C_IMP_LEVEL_IMPERSONATE, caller=FROG):
        return site.core.connect(NS, caller=Identity(caller.name, caller.uid, caller.gid, caller.groups, level))

    return connect


def refused_without_root(function):
    """Run what needs root; without root the same calls must be refused, which is what is asked then."""
    if can_switch():
        function()
        return
    with pytest.raises(AccessDeniedError, match="cannot act as"), impersonating(FROG):
        pass


def test_the_kernel_refuses_a_file_of_another_user(file_of_toad):
    def steps():
        with impersonating(FROG), pytest.raises(PermissionError):
            file_of_toad.read_text()
        with impersonating(TOAD):
            assert file_of_toad.read_text() == "dear diary"
            with as_self():
                assert uid_of_this_thread() == os.geteuid()
            assert uid_of_this_thread() == 70005

    refused_without_root(steps)
    assert file_of_toad.read_text() == "dear diary"


def test_a_thread_beside_keeps_its_identity():
    seen = []
    may_look, has_looked = threading.Event(), threading.Event()

    def beside():
        may_look.wait(10)
        seen.append(uid_of_this_thread())
        has_looked.set()

    thread = threading.Thread(target=beside)
    thread.start()

    def steps():
        with impersonating(FROG):
            may_look.set()
            assert has_looked.wait(10)
            assert uid_of_this_thread() == 70001

    refused_without_root(steps)
    may_look.set()
    thread.join()
    assert seen == [os.geteuid()]


def test_a_program_started_inside_is_the_caller_and_cannot_come_back():
    def steps():
        with impersonating(FROG):
            ran = subprocess.run(["/bin/cat", "/proc/self/status"], capture_output=True, text=True, check=True)
        lines = [line.split() for line in ran.stdout.splitlines()]
        fields = {line[0]: line[1:] for line in lines if line}
        assert fields["Uid:"] == ["70001"] * 4
        assert fields["Gid:"] == ["70002"] * 4
        assert fields["Groups:"] == ["70002"]
        assert int(fields["CapPrm:"][0], 16) == 0

    refused_without_root(steps)


def test_processes_of_root_cannot_be_signalled_inside():
    def steps():
        with impersonating(FROG), pytest.raises(PermissionError):
            os.kill(1, 0)

    refused_without_root(steps)


@pytest.mark.parametrize("keywords", ["", AS_CALLER])
def test_a_provider_reads_with_the_rights_of_its_caller(site: Site, as_frog, file_of_toad, keywords):
    block = "with request.impersonate():" if not keywords else "if True:"
    site.provide(
        RECORD
        + SECRET
        + provider_text(
            f"""
            def enumerate(self, request):
                {block}
                    for name in ("one", "two"):
                        try:
                            text = Path({str(file_of_toad)!r}).read_text()
                        except PermissionError:
                            text = None
                        note("made", uids()[1])
                        yield Acme_Secret(Name=name, Text=text)
                note("after", uids()[1])
            """,
            name="Secrets",
            served="Acme_Secret",
            keywords=keywords,
        )
    )
    found = as_frog().exec_query("WQL", "SELECT * FROM Acme_Secret", 0x20)
    if not can_switch():
        assert code_of(lambda: found) == "WBEM_E_ACCESS_DENIED"
        return
    with found:
        assert [(row["Name"], row["Text"]) for row in found] == [("one", None), ("two", None)]
    assert noted("made") == [("made", "70001")] * 2
    assert noted("after") == [("after", "70001" if keywords else "0")]
    with as_frog(caller=TOAD).exec_query("WQL", "SELECT * FROM Acme_Secret", 0x20) as found:
        assert [row["Text"] for row in found] == ["dear diary"] * 2


@pytest.mark.parametrize("keywords", ["", AS_CALLER])
def test_a_caller_at_identify_level_gets_nothing(site: Site, as_frog, keywords):
    body = "def enumerate(self, request):\n    with request.impersonate():\n        yield Acme_Secret(Name='x')"
    site.provide(SECRET + provider_text(body, name="Secrets", served="Acme_Secret", keywords=keywords))
    services = as_frog(ImpersonationLevel.RPC_C_IMP_LEVEL_IDENTIFY)
    assert code_of(lambda: services.exec_query("WQL", "SELECT * FROM Acme_Secret")) == "WBEM_E_ACCESS_DENIED"


def test_calls_within_calls_come_back_as_the_caller(site: Site, as_frog):
    site.provide(
        RECORD
        + SECRET
        + OTHERS
        + provider_text(
            """
            def enumerate(self, request):
                with request.impersonate():
                    for other in request.services.query("SELECT * FROM Acme_Other"):
                        note("outer", uids()[1])
                        yield Acme_Secret(Name=other["Name"], Text=other["Uid"])
                    one = request.services.get('Acme_Other.Name="a"')
                    note("outer", uids()[1])
                    try:
                        request.services.get('Acme_Other.Name="nobody"')
                    except NotFoundError:
                        note("outer", uids()[1])
            """,
            name="Secrets",
            served="Acme_Secret",
        )
        + provider_text(
            """
            def enumerate(self, request):
                note("inner", uids()[1])
                with request.impersonate():
                    for name in "ab":
                        yield Acme_Other(Name=name, Uid=uids()[1])
            """,
            name="Others",
            served="Acme_Other",
        )
    )
    found = as_frog().exec_query("WQL", "SELECT * FROM Acme_Secret", 0x20)
    if not can_switch():
        assert code_of(lambda: found) == "WBEM_E_ACCESS_DENIED"
        return
    with found:
        assert [(row["Name"], row["Text"]) for row in found] == [("a", "70001"), ("b", "70001")]
    assert {entry[1] for entry in noted("outer")} == {"70001"}
    assert len(noted("outer")) == 4
    assert {entry[1] for entry in noted("inner")} == {"0"}


def test_initialisation_is_the_callers_too_unless_asked_otherwise(site: Site, as_frog):
    site.provide(
        RECORD
        + SECRET
        + provider_text(
            """
            def load(self, context):
                note("load", uids()[1])
            def enumerate(self, request):
                yield Acme_Secret(Name=uids()[1])
            """,
            name="Secrets",
            served="Acme_Secret",
            keywords=AS_CALLER,
        )
    )

    def names():
        with as_frog().exec_query("WQL", "SELECT * FROM Acme_Secret", 0x20) as found:
            return [row["Name"] for row in found]

    if not can_switch():
        assert code_of(names) == "WBEM_E_ACCESS_DENIED"
        return
    assert names() == ["70001"]
    site.change_registration("__Win32Provider", InitializeAsAdminFirst=True)
    site.core.host.forget(NS, "acme|Secrets")
    assert names() == ["70001"]
    assert noted("load") == [("load", "70001"), ("load", "0")]


def test_a_coroutine_that_is_to_run_as_its_caller_is_refused(site: Site, as_frog):
    body = "async def enumerate(self, request):\n    yield Acme_Secret(Name='x')"
    site.provide(SECRET + provider_text(body, name="Secrets", served="Acme_Secret", keywords=AS_CALLER))
    code = code_of(lambda: as_frog().exec_query("WQL", "SELECT * FROM Acme_Secret"))
    assert code == (InvalidOperationError("").symbol if can_switch() else "WBEM_E_ACCESS_DENIED")


def test_rows_nobody_wants_leave_nothing_switched(site: Site, as_frog):
    body = """
    def enumerate(self, request):
        with request.impersonate():
            for number in range(100000):
                yield Acme_Secret(Name=str(number))
    """
    site.provide(SECRET + provider_text(body, name="Secrets", served="Acme_Secret"))
    with as_frog().exec_query("WQL", "SELECT * FROM Acme_Secret", 0x20) as found:
        code_of(lambda: next(iter(found)))
    assert site.core.connect(NS).namespaces()
