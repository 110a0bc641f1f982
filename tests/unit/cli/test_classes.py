# SPDX-License-Identifier: Apache-2.0

import json

import pytest

from openwmi.cli.classes import first_sentence, matches


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("pond", True),
        ("ACME", True),
        ("Acme_Pond", True),
        ("lake", False),
        ("Acme_*", True),
        ("*pon?", True),
        ("pon*", False),
        ("Acme_[pq]ond", True),
    ],
)
def test_matches(pattern, expected):
    assert matches("Acme_Pond", pattern) is expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("A pond. It is wet.", "A pond."), ("A\n pond", "A pond"), ("Version 1.5 of it. More.", "Version 1.5 of it.")],
)
def test_first_sentence(text, sentence):
    assert first_sentence(text) == sentence


def listed(openwmi, *arguments):
    return [row["Class"] for row in json.loads(openwmi("classes", *arguments, "-o", "json").out)]


def test_classes_are_sorted_and_system_classes_left_out(openwmi):
    names = listed(openwmi)
    assert names == sorted(names, key=str.lower)
    assert {"Acme_Pond", "Acme_Toad"} <= set(names)
    assert not any(name.startswith("__") for name in names)


def test_system_classes_when_asked_for(openwmi):
    assert "__Win32Provider" in listed(openwmi, "--system")
    assert listed(openwmi, "__Win32") == ["__Win32Provider"]


def test_a_pattern(openwmi):
    assert openwmi("classes", "pond").out == "Class      Superclass  Description\nAcme_Pond  -           A pond.\n"


def test_mof(openwmi):
    assert openwmi("classes", "Acme_Lake", "-o", "mof").out.startswith("class Acme_Lake : Acme_Pond\n")


def test_mof_has_superclasses_first(openwmi):
    out = openwmi("classes", "__*Provider*", "-o", "mof").out
    assert out.index("class __ProviderRegistration") < out.index("class __EventProviderRegistration")


def test_a_tree(openwmi):
    assert openwmi("classes", "Acme_Pond", "--tree").out == "Acme_Pond\n└── Acme_Lake\n"


def test_a_tree_with_branches(openwmi):
    lines = openwmi("classes", "__ProviderRegistration", "--tree").out.splitlines()
    assert lines[0] == "__ProviderRegistration"
    assert "│   ├── " in "\n".join(lines)
    assert lines[-1].startswith("└── ")


def test_no_match(openwmi):
    told = openwmi("classes", "zebra")
    assert (told.code, told.err) == (1, "openwmi: no class in root\\acme matches zebra\n")
