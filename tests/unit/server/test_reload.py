# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from openwmi.errors import InitializationFailureError, ProviderLoadFailureError, WbemError
from openwmi.server.reload import replace_providers
from tests.fakes.sites import FROG, NS, eventually, noted, provider_text

REPLACEMENTS = 50
WORKERS = 4
ROWS = 20

BODY = """
def load(self, request):
    note("load", "{version}")
    self.is_open = True

def unload(self):
    note("unload", "{version}")
    self.is_open = False

def enumerate(self, request):
    for number in range({rows}):
        if not self.is_open:
            raise RuntimeError("asked after unload")
        yield Acme_Frog(Name="frog %d" % number, Colour="{version}")

def get(self, key, request):
    if not self.is_open:
        raise RuntimeError("asked after unload")
    return Acme_Frog(Name=key.Name, Colour="{version}") if key.Name == "Kermit" else None

def create(self, new, request):
    if not self.is_open:
        raise RuntimeError("asked after unload")
    note("created", new.Name)

def delete(self, key, request):
    if not self.is_open:
        raise RuntimeError("asked after unload")
    note("deleted", key.Name)

@method(static=True)
def Add(self, Left: uint32, Right: uint32) -> uint32:
    if not self.is_open:
        raise RuntimeError("asked after unload")
    return Left + Right
"""


def version_of(site, version, body=BODY):
    text = FROG + provider_text(body.format(version=version, rows=ROWS), keywords=', name="Frogs"')
    return site.write(text, name=f"frogs_{version}")


def colours(site):
    return {row["Colour"] for row in site.rows("SELECT Colour FROM Acme_Frog")}


def test_requests_switch_and_running_ones_finish_with_the_old_version(site):
    replace_providers(site.core, version_of(site, "one"))
    running = site.services().create_instance_enum("Acme_Frog", 0x30)
    rows = iter(running)
    assert next(rows)["Colour"] == "one"
    replace_providers(site.core, version_of(site, "two"))
    assert colours(site) == {"two"}
    assert {row["Colour"] for row in rows} == {"one"}
    running.close()
    assert eventually(lambda: noted("unload").count(("unload", "one")) == 2)  # the trial, and the one in use
    assert [one.record.clsid.rpartition("_")[2] for one in site.core.host.loaded()] == ["two.py:Frogs"]


def test_a_write_of_the_registration_switches_too(site):
    replace_providers(site.core, version_of(site, "one"))
    assert colours(site) == {"one"}
    site.change_registration("__Win32Provider", CLSID=f"{version_of(site, 'two')}:Frogs")
    assert colours(site) == {"two"}
    assert len(site.core.host.loaded()) == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (BODY.replace("self.is_open = True", 'raise ValueError("too new")'), InitializationFailureError),
        (BODY + "\n1 / 0\n", ProviderLoadFailureError),
    ],
)
def test_a_version_that_does_not_start_changes_nothing(site, body, kind):
    replace_providers(site.core, version_of(site, "one"))
    before = site.core.repository.get_instance(NS, site.rows("SELECT * FROM __Win32Provider")[0].path.relative())
    with pytest.raises(kind) as caught:
        replace_providers(site.core, version_of(site, "two", body))
    assert caught.value.next_step.startswith("nothing was changed, the old version goes on")
    after = site.core.repository.get_instance(NS, before.path.relative())
    assert after["CLSID"] == before["CLSID"]
    assert colours(site) == {"one"}


def in_parameters(services, left, right):
    """Return the In parameters of Acme_Frog.Add."""
    values = services.get_class("Acme_Frog").methods["Add"].in_parameters.spawn_instance()
    values["Left"], values["Right"] = left, right
    return values


class Load:
    """Clients that ask all the time, and what they saw."""

    def __init__(self, site):
        self.failures: list[WbemError] = []
        self.counts: list[int] = []
        self.created = 0
        self.right_answers = 0
        self._site = site
        self._enough = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(WORKERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._enough.set()
        for thread in self._threads:
            thread.join(20)

    def has_done(self, turns):
        """Tell whether the clients have asked so many times."""
        return len(self.counts) + len(self.failures) >= turns

    def _run(self, number):
        turn = 0
        while not self._enough.is_set():
            turn += 1
            try:
                rows = self._site.rows("SELECT * FROM Acme_Frog")
                services = self._site.services()
                found = services.get_object('Acme_Frog.Name="Kermit"')
                self._site.put("Acme_Frog", Name=f"{number} {turn}")
                services.delete_instance(f'Acme_Frog.Name="{number} {turn}"')
                added = services.exec_method("Acme_Frog", "Add", in_parameters(services, turn, number))
            except WbemError as error:
                with self._lock:
                    self.failures.append(error)
                continue
            with self._lock:
                self.counts.append(len({row["Name"] for row in rows}) if len(rows) == ROWS else -1)
                self.created += 1
                self.right_answers += found["Name"] == "Kermit" and added["ReturnValue"] == turn + number


@pytest.mark.timeout(100)
def test_fifty_replacements_under_load_lose_and_double_nothing(site):
    versions = [version_of(site, "even"), version_of(site, "odd")]
    replace_providers(site.core, versions[0])
    begin_s = time.monotonic()
    with Load(site) as load:
        for turn in range(1, REPLACEMENTS + 1):
            site.change_registration("__Win32Provider", CLSID=f"{versions[turn % 2]}:Frogs")
            assert eventually(partial(load.has_done, 3 * turn))
            assert time.monotonic() < begin_s + 60
    assert [str(error) for error in load.failures] == []
    assert set(load.counts) == {ROWS}
    assert load.right_answers == load.created
    for what in ("created", "deleted"):
        names = [name for _, name in noted(what)]
        assert len(names) == len(set(names)) == load.created
    assert len(site.core.host.loaded()) == 1
    site.core.host.forget(NS, "Frogs")
    assert len(noted("load")) == len(noted("unload"))
