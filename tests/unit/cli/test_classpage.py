# SPDX-License-Identifier: Apache-2.0

import io

import pytest

from openwmi.cli.classpage import print_page
from openwmi.cli.output.stream import Stream
from tests.unit.cli.printed import Objects

MOF = """
[Abstract] class Acme_Base { [key, Description("What it\\n is called.")] string Name; };
[Description("Two\\nlines."), Singleton] class Acme_Setup { uint32 Size = 3; };
[Association, Description("Near.")] class Acme_Near { [key] Acme_Base ref One; [key] Acme_Base ref Other; };
class Acme_Thing : Acme_Base {
    [Write, Units("g"), Values{"light", "heavy"}, ValueMap{"0", "9"}] uint16 Weight = 9;
    [Values{"off", "on"}] uint8 Switch;
    Acme_Setup Setup[];
    [Static, Description("Weigh it.")] uint32 Weigh([in] uint32 Times, [in, out] Acme_Base ref Other[]);
    void Rest();
};
"""

THING = """Acme_Thing : Acme_Base
root\\acme · objects stored in the repository

Property  Type          Notes
Name      string        key
Weight    uint16        writable, g, 0 light; 9 heavy, default 9
Switch    uint8         0 off; 1 on
Setup     Acme_Setup[]

static uint32 Weigh(in uint32 Times, in out Acme_Base ref[] Other)
    Weigh it.

void Rest()
"""


def page(name, *, verbose=False):
    file = io.StringIO()
    print_page(Objects(MOF).definition(name), Stream(file), verbose=verbose)
    return file.getvalue()


def test_a_whole_page():
    assert page("Acme_Thing").split() == THING.split()


def test_empty_columns_and_tables_are_left_out():
    assert page("Acme_Setup") == (
        "Acme_Setup\nroot\\acme · singleton · objects stored in the repository\nTwo lines.\n\n"
        "Property  Type    Notes\nSize      uint32  default 3\n"
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Acme_Base", "root\\acme · abstract · no objects of its own"),
        ("Acme_Near", "root\\acme · association · objects stored in the repository"),
    ],
)
def test_the_kind_of_class(name, line):
    assert page(name).splitlines()[1] == line


def test_every_qualifier_when_asked_for():
    assert [line.split() for line in page("Acme_Setup", verbose=True).splitlines()[-3:]] == [
        ["Element", "Qualifier", "Value"],
        ["Acme_Setup", "Description", r"Two\nlines."],
        ["Acme_Setup", "Singleton", "True"],
    ]
