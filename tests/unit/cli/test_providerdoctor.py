# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.providerdoctor import lines_of
from openwmi.server.doctor import Diagnosis, Trouble


def test_a_healthy_provider_says_so_with_what_it_serves(openwmi):
    told = openwmi("provider", "doctor", "swamp|Toads")
    assert (told.code, told.err) == (0, "")
    assert "serves      Acme_Toad\n" in told.out
    assert told.out.endswith("healthy\n")


def test_a_misspelled_name_gets_a_suggestion(openwmi):
    told = openwmi("provider", "doctor", "swamp|Toad")
    assert told.code == 1
    assert "did you mean swamp|Toads?" in told.err


@pytest.mark.parametrize(
    ("namespace", "problem"),
    [("root/cimv2", "it is registered in root\\acme"), ("root/nowhere", "root/nowhere does not exist")],
)
def test_the_wrong_namespace(openwmi, namespace, problem):
    told = openwmi("provider", "doctor", "swamp|Toads", "-n", namespace)
    assert told.code == 5
    assert problem in told.out
    assert "  mend      install the provider" in told.out


def test_a_class_whose_provider_nobody_registered(openwmi, tmp_path):
    mof = tmp_path / "bat.mof"
    mof.write_text('[dynamic, provider("Bats")] class Acme_Bat { [key] string Name; };', encoding="utf-8")
    assert openwmi("mofcomp", "-N:root/acme", mof).code == 0
    told = openwmi("provider", "doctor", "Bats")
    assert told.code == 5
    assert "Acme_Bat in root\\acme cannot be read" in told.out


def test_troubles_are_told_with_place_and_mend():
    diagnosis = Diagnosis("Bats", "root\\acme", (Trouble("here", "it is broken", "mend it"),))
    assert list(lines_of(diagnosis))[2:] == ["problem     it is broken", "  where     here", "  mend      mend it"]
