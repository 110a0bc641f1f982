# SPDX-License-Identifier: Apache-2.0
"""Object paths: every form of the grammar, printing, escaping."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.objectpath import MAX_PATH_CHARACTERS, ObjectPath
from tests.unit.model.declaring import refused

INNER = r'\\HOST\root\cimv2:Win32_ComputerSystem.Name="HOST"'
TWICE = r'X.GroupComponent="\\\\HOST\\root\\cimv2:Win32_ComputerSystem.Name=\"HOST\""'

# text, class, keys, singleton, namespace, server, printed form (None: as written)
FORMS = [
    ("A", "A", None, False, None, None, None),
    ("__A_1", "__A_1", None, False, None, None, None),
    ("A=@", "A", None, True, None, None, None),
    ('A="x"', "A", (("", "x"),), False, None, None, None),
    ("A=5", "A", (("", 5),), False, None, None, None),
    ('A.k="x"', "A", (("k", "x"),), False, None, None, None),
    ("A.k='x'", "A", (("k", "x"),), False, None, None, 'A.k="x"'),
    ("A.k=5", "A", (("k", 5),), False, None, None, None),
    ("A.k=-5", "A", (("k", -5),), False, None, None, None),
    ("A.k=0x1F", "A", (("k", 31),), False, None, None, "A.k=31"),
    ("A.k=18446744073709551615", "A", (("k", 2**64 - 1),), False, None, None, None),
    ("A.k=TRUE", "A", (("k", True),), False, None, None, None),
    ("A.k=false", "A", (("k", False),), False, None, None, "A.k=FALSE"),
    ('A.k=""', "A", (("k", ""),), False, None, None, None),
    ('A.z=1,B="x",c=TRUE', "A", (("z", 1), ("B", "x"), ("c", True)), False, None, None, 'A.B="x",c=TRUE,z=1'),
    ('A.k=" a , b=c "', "A", (("k", " a , b=c "),), False, None, None, None),
    (r'A.k="C:\\a\"b"', "A", (("k", 'C:\\a"b'),), False, None, None, None),
    (r'A.k="it\'s"', "A", (("k", "it's"),), False, None, None, 'A.k="it\'s"'),
    (r"A.k='say \"x\" it\'s'", "A", (("k", 'say "x" it\'s'),), False, None, None, r'A.k="say \"x\" it' + "'s\""),
    ('A.k="100%20"', "A", (("k", "100%20"),), False, None, None, None),
    ('A.k="a\nb"', "A", (("k", "a\nb"),), False, None, None, None),
    (TWICE, "X", (("GroupComponent", INNER),), False, None, None, None),
    ("root:A", "A", None, False, "root", None, None),
    ("root\\cimv2:A.k=1", "A", (("k", 1),), False, "root\\cimv2", None, None),
    ("root/cimv2:A=@", "A", None, True, "root\\cimv2", None, "root\\cimv2:A=@"),
    ("\\root\\cimv2:A", "A", None, False, "root\\cimv2", None, "root\\cimv2:A"),
    ("\\\\.\\root\\cimv2:A", "A", None, False, "root\\cimv2", ".", None),
    ("//HOST/root/cimv2:A", "A", None, False, "root\\cimv2", "HOST", "\\\\HOST\\root\\cimv2:A"),
    ("/\\HOST/root\\cimv2:A", "A", None, False, "root\\cimv2", "HOST", "\\\\HOST\\root\\cimv2:A"),
    ("\\\\[::1]\\root:A", "A", None, False, "root", "[::1]", None),
    ("\\\\HOST:A", "A", None, False, None, "HOST", None),
    ("root\\cimv2", "", None, False, "root\\cimv2", None, None),
    ("\\\\.\\root", "", None, False, "root", ".", None),
    ("/root", "", None, False, "root", None, "\\root"),
    ('__Namespace.Name="x"', "__Namespace", (("Name", "x"),), False, None, None, None),
    ('A.k="root:B"', "A", (("k", "root:B"),), False, None, None, None),
    ('A.k="\\\\x"', "A", (("k", "\\x"),), False, None, None, None),
]


@pytest.mark.parametrize(("text", "class_name", "keys", "singleton", "namespace", "server", "printed"), FORMS)
def test_forms(text, class_name, keys, singleton, namespace, server, printed):
    path = ObjectPath.parse(text)
    assert path == ObjectPath(class_name, keys, singleton, namespace, server)
    assert str(path) == (text if printed is None else printed)
    assert str(ObjectPath.parse(str(path))) == str(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ":",
        ":A",
        "A.",
        "A=",
        "A.k",
        "A.k=",
        "A.=1",
        "A.k=1,",
        "A.k=1,j",
        "A.k=1 ,j=2",
        "A.k=1, j=2",
        "A .k=1",
        "A. k=1",
        "A.k =1",
        "A.k= 1",
        " A.k=1",
        "A.k=1 ",
        "A.k=1.5",
        "A.k=1x",
        "A.k=-0x1",
        "A.k=0x",
        "A.k=0x" + "1" * 17,
        "A.k=+1",
        "A.k=NULL",
        "A.k=@",
        "A.k=TRUEX",
        "A.k=x",
        'A.k="x',
        "A.k='x",
        'A.k=x"',
        "A.k=\"x'",
        'A.k="x"y',
        'A.k="\\"',
        "A.k=1,K=2",
        'A="x","y"',
        "A=@x",
        "A=@,k=1",
        "1A",
        "Ä",
        "A-B",
        "A:B:C",
        "root\\:A",
        "root\\\\cimv2:A",
        "root\\cimv2\\:A",
        "root\\cimv2:",
        "root\\a-b:A",
        "\\\\",
        "\\\\.",
        "\\\\HOST",
        "\\\\\\root:A",
        "\\\\bad server\\root:A",
        "\\\\[::1\\root:A",
        "\\\\[::1]x\\root:A",
        "http://host/path",
        "C:\\file.txt",
        "A.k=1\n",
    ],
)
def test_texts_that_are_no_path(text):
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH):
        ObjectPath.parse(text)


def test_the_message_names_the_place():
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH, match="at character 5"):
        ObjectPath.parse("A.k=x")


def test_a_path_is_limited():
    text = 'A.k="' + "x" * (MAX_PATH_CHARACTERS - 6) + '"'
    assert len(text) == MAX_PATH_CHARACTERS == 0x2000
    assert ObjectPath.parse(text).key("k") == "x" * (MAX_PATH_CHARACTERS - 6)
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH):
        ObjectPath.parse(text + " ")


def test_the_message_of_a_long_path_is_short():
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH) as caught:
        ObjectPath.parse("A" * 8000 + "!")
    assert len(caught.value.message) < 250


@pytest.mark.parametrize(
    ("text", "is_class", "is_instance"),
    [("A", True, False), ("A=@", False, True), ("A.k=1", False, True), ("root\\cimv2", False, False)],
)
def test_what_a_path_addresses(text, is_class, is_instance):
    path = ObjectPath.parse(text)
    assert (path.is_class, path.is_instance) == (is_class, is_instance)


def test_key_finds_in_any_case():
    path = ObjectPath.parse("A.Key=1")
    assert (path.key("KEY"), path.key("x"), ObjectPath("A").key("x")) == (1, None, None)


def test_relative_and_with_class():
    path = ObjectPath.parse("\\\\H\\root\\cimv2:A.k=1")
    assert str(path.relative()) == "A.k=1"
    assert str(path.with_class("B")) == "\\\\H\\root\\cimv2:B.k=1"


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("A.k=1", "\\\\H\\root\\x:A.k=1"),
        ("root\\y:A.k=1", "\\\\H\\root\\y:A.k=1"),
        ("\\\\.\\root\\y:A.k=1", "\\\\.\\root\\y:A.k=1"),
    ],
)
def test_within_completes_what_is_missing(text, completed):
    assert str(ObjectPath.parse(text).within("root\\x", "H")) == completed


def test_a_reference_key_survives_two_levels_of_escaping():
    outer = ObjectPath("Y", (("Ref", TWICE),))
    assert ObjectPath.parse(ObjectPath.parse(str(outer)).key("Ref")).key("GroupComponent") == INNER  # type: ignore[arg-type]
    assert ObjectPath.parse(INNER).key("name") == "HOST"
