# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemStatus
from openwmi.mof.diagnostics import MofErrors
from openwmi.mof.nodes import DeleteClassItem, DeleteInstanceItem, DirectiveItem
from openwmi.mof.parser import parse_mof
from tests.unit.mof.parsed import classes_of, instances_of


@pytest.mark.parametrize(
    ("text", "namespace"),
    [
        (r'("\\\\.\\root\\cimv2")', r"root\cimv2"),
        (r'("root\\cimv2")', r"root\cimv2"),
        ('("//./root/cimv2")', r"root\cimv2"),
        ('("root/" "cimv2")', r"root\cimv2"),
        ('( /* here */ "root/cimv2" )', r"root\cimv2"),
        (r'("\\root\\cimv2")', r"root\cimv2"),
        (r'("\\\\localhost\\root\\cimv2")', r"root\cimv2"),
    ],
)
def test_namespaces(text, namespace):
    unit = parse_mof(f"#PRAGMA Namespace {text}\nclass X {{}};")
    assert [item.namespace for item in unit.items] == [namespace, namespace]


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ('("createonly")', 2),
        ('("updateonly", "forceupdate")', 0x41),
        ('("SafeUpdate")', 0x20),
        ("(64)", 64),
        ("(0x21)", 0x21),
        ("(0)", 0),
    ],
)
def test_class_flags_hold_until_the_next(words, flags):
    text = f"class A {{}};\n#pragma classflags{words}\nclass B {{}};\ninstance of B {{}};"
    assert [item.flags for item in classes_of(text)] == [None, flags]
    assert [item.flags for item in instances_of(text)] == [None]


def test_instance_flags():
    text = '#pragma instanceflags("createonly")\ninstance of B {};\n#pragma instanceflags(1)\ninstance of B {};'
    assert [item.flags for item in instances_of(text)] == [2, 1]


@pytest.mark.parametrize(
    ("text", "must_exist"),
    [('("X", FAIL)', True), ('("X", nofail)', False), ('("X", "NOFAIL")', False), ('( "X" , Fail )', True)],
)
def test_deletions(text, must_exist):
    unit = parse_mof(f"#pragma deleteclass{text}\n#pragma deleteinstance{text}\n")
    first, second = unit.items
    assert isinstance(first, DeleteClassItem)
    assert isinstance(second, DeleteInstanceItem)
    assert (first.name, first.must_exist, first.number) == ("X", must_exist, 1)
    assert (second.path, second.must_exist, second.number) == ("X", must_exist, 2)


@pytest.mark.parametrize("word", ["locale", "instancelocale", "nonlocal", "nonlocaltype", "source", "sourcetype"])
def test_dmtf_pragmas_are_accepted(word):
    (item,) = parse_mof(f'#pragma {word} ("en_US")').items
    assert isinstance(item, DirectiveItem)
    assert (item.word, item.number) == (word, 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense", "INVALID_PRAGMA"),
        ('"namespace"', "INVALID_PRAGMA"),
        ("locale", "INVALID_PRAGMA"),
        ("namespace", "INVALID_NAMESPACE_SYNTAX"),
        ("namespace(root)", "INVALID_NAMESPACE_SYNTAX"),
        ('namespace("root"', "INVALID_NAMESPACE_SYNTAX"),
        ('namespace("root", "x")', "INVALID_NAMESPACE_SYNTAX"),
        ('namespace("a b")', "INVALID_NAMESPACE_SYNTAX"),
        ('namespace("root-x")', "INVALID_NAMESPACE_SYNTAX"),
        (r'namespace("\\\\server\\root")', "INVALID_NAMESPACE_SPECIFICATION"),
        ('namespace("http://server/root")', "INVALID_NAMESPACE_SPECIFICATION"),
        ('classflags("nonsense")', "INVALID_FLAGS_SYNTAX"),
        ('classflags("createonly", "updateonly")', "INVALID_FLAGS_SYNTAX"),
        ('classflags("safeupdate", "forceupdate")', "INVALID_FLAGS_SYNTAX"),
        ("classflags(8)", "INVALID_FLAGS_SYNTAX"),
        ("classflags(1.5)", "INVALID_FLAGS_SYNTAX"),
        ("classflags(1", "INVALID_FLAGS_SYNTAX"),
        ("classflags", "INVALID_FLAGS_SYNTAX"),
        ('instanceflags("forceupdate")', "INVALID_FLAGS_SYNTAX"),
        ('deleteclass("X")', "INVALID_DELETECLASS_SYNTAX"),
        ('deleteclass("X", MAYBE)', "INVALID_DELETECLASS_SYNTAX"),
        ("deleteclass(X, FAIL)", "INVALID_DELETECLASS_SYNTAX"),
        ('deleteclass("X", FAIL', "INVALID_DELETECLASS_SYNTAX"),
        ("deleteclass", "INVALID_DELETECLASS_SYNTAX"),
        ('deleteinstance("X.k=1")', "INVALID_DELETEINSTANCE_SYNTAX"),
        ('deleteinstance("", FAIL)', "INVALID_DELETEINSTANCE_SYNTAX"),
        ("amendment", "INVALID_AMENDMENT_SYNTAX"),
        ('amendment("english")', "INVALID_AMENDMENT_SYNTAX"),
        ('amendment("MS_409")\n#pragma amendment("MS_407")', "INVALID_DUPLICATE_AMENDMENT"),
    ],
)
def test_faults(text, code):
    with pytest.raises(MofErrors) as caught:
        parse_mof(f"#pragma {text}")
    assert caught.value.hresult == WbemStatus[f"WBEMMOF_E_{code}"]
