# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import ProviderLoadFailureError
from openwmi.server.entrypoints import Announced, announced_providers, install_announced, source_of
from tests.fakes.packages import NEWT_TEXT

BOGS = Announced("bogs", "bogs", "bogs", "1.0")


def everything(site):
    """Return the classes and the instances of every namespace, as text."""
    repository = site.core.repository
    return {
        f"{namespace}:{class_name}": sorted(
            str(found.path) for batch in repository.enumerate_instances(namespace, class_name) for found in batch
        )
        for namespace in repository.namespaces()
        for class_name in repository.classes(namespace).class_names()
    }


def test_what_a_package_announces_is_listed_without_importing_it(packages):
    packages.add("bogs", "raise RuntimeError('imported')", "bogs")
    assert announced_providers() == [BOGS]


@pytest.mark.parametrize("entry", ["bogs", "bogs:Newts"])
def test_announced_providers_are_installed_and_answer(site, packages, entry):
    packages.add("bogs", NEWT_TEXT, entry)
    (attempt,) = install_announced(site.core)
    assert attempt.failure is None
    assert [one.name for one in attempt.installed] == ["bogs|Newts"]
    assert [row["Name"] for row in site.rows("SELECT * FROM Bog_Newt", namespace="root\\bog")] == ["Olm"]
    assert list(install_announced(site.core)) == [attempt]


def test_a_package_that_does_not_load_keeps_no_other_out(site, packages):
    packages.add("broken_bogs", "1 / 0", "broken_bogs")
    packages.add("bogs", NEWT_TEXT, "bogs")
    good, bad = install_announced(site.core)
    assert len(good.installed) == 1
    assert isinstance(bad.failure, ProviderLoadFailureError)
    assert "broken_bogs.py:1" in bad.failure.message


def test_a_package_that_is_gone_leaves_nothing_behind(site, packages):
    packages.add("kept_bogs", NEWT_TEXT.replace("Bog_", "Kept_").replace("root/bog", "root/kept"), "kept_bogs")
    list(install_announced(site.core))
    before = everything(site)
    packages.add("bogs", NEWT_TEXT, "bogs")
    list(install_announced(site.core))
    assert everything(site) != before
    packages.remove("bogs")
    assert site.core.remove_provider("bogs|Newts") == ["Bog_Newt"]
    assert everything(site) == before
    packages.remove("kept_bogs")


def test_where_a_provider_came_from_is_noted(site, packages):
    packages.add("bogs", NEWT_TEXT, "bogs")
    list(install_announced(site.core))
    (note,) = site.rows("SELECT Source FROM OpenWMI_Installation", namespace="root")
    assert note["Source"] == source_of(BOGS) == "entry point bogs of bogs 1.0"
