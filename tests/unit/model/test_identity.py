# SPDX-License-Identifier: Apache-2.0
"""Identity: keys as the class declares them, and texts that are equal for equal instances."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.identity import canonical_key, canonical_reference, resolve_keys
from openwmi.model.objectpath import ObjectPath
from tests.unit.model.declaring import define, key, prop, refused

TEXT = define("Text", key("Name", "string"))
NUMBER = define("Number", key("Id", "uint32"))
PAIR = define("Pair", key("Zed", "uint64"), key("Abc", "string"))
CHAR = define("Char", key("c", "char16"))
FLAG = define("Flag", key("f", "boolean"))
TIME = define("Time", key("t", "datetime"))
LINK = define("Link", key("r", "ref:Text"), namespace="root\\cimv2")
ONE = define("One", quals=("singleton",))
KEYLESS = define("Keyless", prop("p"))


@pytest.mark.parametrize(
    ("text", "cim_class", "resolved"),
    [
        ('text.NAME="x"', TEXT, 'Text.Name="x"'),
        ('Text="x"', TEXT, 'Text.Name="x"'),
        ("Number=5", NUMBER, "Number.Id=5"),
        ('Number.id="5"', NUMBER, "Number.Id=5"),
        ("Number.id=0x10", NUMBER, "Number.Id=16"),
        ('Number.id="0x10"', NUMBER, "Number.Id=16"),
        ('pair.abc="x",ZED=1', PAIR, 'Pair.Abc="x",Zed=1'),
        ("Pair.Zed=18446744073709551615,Abc='y'", PAIR, 'Pair.Abc="y",Zed=18446744073709551615'),
        ("Char.c='A'", CHAR, "Char.c=65"),
        ('Char.c="A"', CHAR, "Char.c=65"),
        ("Char.c=65", CHAR, "Char.c=65"),
        ("Flag.f=TRUE", FLAG, "Flag.f=TRUE"),
        ("Flag.f=1", FLAG, "Flag.f=TRUE"),
        ("Flag.f=0", FLAG, "Flag.f=FALSE"),
        ('Flag.f="false"', FLAG, "Flag.f=FALSE"),
        ('Time.t="19980401135809.000000+000"', TIME, 'Time.t="19980401135809.000000+000"'),
        ('Link.r="Text.Name=\\"x\\""', LINK, 'Link.r="Text.Name=\\"x\\""'),
        ("One=@", ONE, "One=@"),
        ("One", ONE, "One=@"),
        ("\\\\H\\root\\x:number.ID=5", NUMBER, "\\\\H\\root\\x:Number.Id=5"),
    ],
)
def test_keys_as_the_class_declares_them(text, cim_class, resolved):
    assert str(resolve_keys(ObjectPath.parse(text), cim_class)) == resolved


@pytest.mark.parametrize(
    ("text", "cim_class"),
    [
        ("Text", TEXT),
        ("Text=@", TEXT),
        ("Text.x=1", TEXT),
        ("Text.Name=5", TEXT),
        ("Text.Name=TRUE", TEXT),
        ('Text.Name="x",Other=1', TEXT),
        ('Number.Id="x"', NUMBER),
        ("Number.Id=TRUE", NUMBER),
        ("Number.Id=-1", NUMBER),
        ("Number.Id=4294967296", NUMBER),
        ('Number.Id="1.0"', NUMBER),
        ('Number.Id="0x_1"', NUMBER),
        ('Number.Id="0x' + "1" * 5000 + '"', NUMBER),
        ("Pair.Zed=1", PAIR),
        ("Pair=1", PAIR),
        ('Char.c="AB"', CHAR),
        ("Char.c=65536", CHAR),
        ("Char.c=TRUE", CHAR),
        ("Flag.f=2", FLAG),
        ('Flag.f="yes"', FLAG),
        ('Time.t="yesterday"', TIME),
        ("Time.t=5", TIME),
        ("Link.r=5", LINK),
        ("One.k=1", ONE),
        ("Keyless.p=1", KEYLESS),
        ("Keyless=@", KEYLESS),
        ("Keyless", KEYLESS),
    ],
)
def test_keys_that_do_not_fit_the_class(text, cim_class):
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH):
        resolve_keys(ObjectPath.parse(text), cim_class)
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH):
        canonical_key(ObjectPath.parse(text), cim_class)


def test_a_key_given_twice_by_hand():
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH, match="twice"):
        resolve_keys(ObjectPath("Number", (("id", 1), ("ID", 2))), NUMBER)


@pytest.mark.parametrize(
    ("cim_class", "texts"),
    [
        (TEXT, ['Text.Name="Äx"', 'TEXT.name="äX"', "Text='äx'", '\\\\h\\root\\x:Text="äx"']),
        (NUMBER, ["Number.Id=16", 'Number.id="16"', "number=0x10", 'Number.ID="0X10"', 'Number="016"']),
        (PAIR, ['Pair.Abc="x",Zed=1', 'PAIR.ZED="1",ABC="X"']),
        (CHAR, ["Char.c=65", "Char.c='A'", 'Char="A"']),
        (FLAG, ["Flag.f=TRUE", "Flag.f=1", 'Flag.f="true"']),
        (ONE, ["One=@", "One", "\\\\.\\root:ONE=@"]),
        (
            LINK,
            [
                'Link.r="Text.Name=\\"x\\""',
                'LINK.R="TEXT.NAME=\\"X\\""',
                'Link.r="\\\\\\\\.\\\\root\\\\cimv2:Text.Name=\\"x\\""',
                'Link.r="//localhost/ROOT/CIMV2:Text.Name=\\"x\\""',
                "Link.r='root\\\\cimv2:Text.Name=\"x\"'",
            ],
        ),
    ],
)
def test_one_instance_has_one_identity(cim_class, texts):
    assert len({canonical_key(ObjectPath.parse(text), cim_class) for text in texts}) == 1


@pytest.mark.parametrize(
    ("cim_class", "texts"),
    [
        (TEXT, ['Text="a"', 'Text="b"', 'Text=""', 'Text="a "', 'Text="a\\""']),
        (PAIR, ['Pair.Abc="1",Zed=2', 'Pair.Abc="2",Zed=1', 'Pair.Abc="1,zed=2",Zed=2']),
        (CHAR, ["Char='A'", "Char='a'"]),
        (TIME, ['Time="19980401140000.000000+060"', 'Time="19980401130000.000000+000"']),
        (
            LINK,
            [
                'Link="Text=\\"x\\""',
                'Link="Text.Name=\\"x\\""',
                'Link="root:Text.Name=\\"x\\""',
                'Link="//other/root/cimv2:Text.Name=\\"x\\""',
            ],
        ),
    ],
)
def test_other_instances_have_another_identity(cim_class, texts):
    assert len({canonical_key(ObjectPath.parse(text), cim_class) for text in texts}) == len(texts)


def test_the_class_is_not_part_of_the_identity():
    below = define("Below", parent=NUMBER)
    assert canonical_key(ObjectPath.parse("Below.Id=1"), below) == canonical_key(
        ObjectPath.parse("Number.Id=1"), NUMBER
    )


@pytest.mark.parametrize(
    "texts",
    [
        ["A.k=1", "a.K=1", 'A.k="1"', "A.k=0x1", "\\\\.\\root\\x:A.k=1", "root/X:A.k=1", "\\\\OWN\\root\\x:a.k=1"],
        ["A.x=1,y=2", "A.Y=2,X=1"],
        ["A=@", "a=@", "root\\x:A=@"],
        ["A", "a", "\\\\localhost\\ROOT\\X:A"],
        ['B.r="A.k=1"', 'B.r="//./root/x:A.k=1"', 'b.R="a.K=\\"1\\""'],
        ["not a path", "NOT A PATH"],
    ],
)
def test_references_that_are_the_same(texts):
    found = {canonical_reference(text, {".", "", "own", "localhost"}, "root\\x") for text in texts}
    assert len(found) == 1


def test_references_that_differ():
    texts = [
        "A.k=1",
        "A.k=2",
        "B.k=1",
        "A.j=1",
        "root\\y:A.k=1",
        "\\\\far\\root\\x:A.k=1",
        "\\\\far\\root\\y:A.k=1",
        "A",
    ]
    assert len({canonical_reference(text, namespace="root\\x") for text in texts}) == len(texts)


def test_a_reference_without_a_home_keeps_its_namespace():
    assert canonical_reference("root\\x:A.k=1") != canonical_reference("A.k=1")
