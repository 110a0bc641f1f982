# SPDX-License-Identifier: Apache-2.0
import math

import pytest

from openwmi.model.cimtype import TypeSpec
from openwmi.mof.compiler import compile_mof
from openwmi.mof.render import render_class, render_instance, render_value, type_text
from tests.inmemory import MemoryStore


def spec(text):
    return TypeSpec.from_text(text.removesuffix("[]"), is_array=text.endswith("[]"))


@pytest.mark.parametrize(
    ("value", "type_text_", "text"),
    [
        (5, "uint32", "5"),
        (-5, "sint8", "-5"),
        (3085668352, "uint64", '"3085668352"'),
        (True, "boolean", "TRUE"),
        (False, "boolean", "FALSE"),
        (2.5, "real64", "2.5"),
        (1e22, "real64", "1e+22"),
        (math.inf, "real64", "NULL"),
        (65, "char16", "'A'"),
        (39, "char16", "'\\x0027'"),
        (0x4133, "char16", "'\\x4133'"),
        ('a"b\\c', "string", '"a\\"b\\\\c"'),
        ("20261120120000.000000+060", "datetime", '"20261120120000.000000+060"'),
        ('X.k="y"', "ref", '"X.k=\\"y\\""'),
        (None, "string", "NULL"),
        ([1, 2], "uint8[]", "{1, 2}"),
        ([], "uint8[]", "{}"),
        (["a", "b"], "string[]", '{"a", "b"}'),
    ],
)
def test_values(value, type_text_, text):
    assert render_value(value, spec(type_text_)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("uint32", "uint32"), ("ref:X", "X ref"), ("ref", "object ref"), ("object:X", "X"), ("object", "object")],
)
def test_types(text, shown):
    assert type_text(spec(text)) == shown


def test_void():
    assert type_text(None) == "void"


SCHEMA = """
class Part { uint32 Size = 1; };
[abstract, Description("a \\"base\\""): ToSubclass Amended, Limits{1, 2}, Ratio(2.5), Off(FALSE)]
class Base { [key] string Name; };
class Frog : Base
{
    uint64 Weight = 7;
    [Q: ToInstance] string Colors[] = {"green"};
    object Any;
    Part Inner = instance of Part { Size = 2; };
    Base ref Friend;
    uint8 Data[16];
    [static] uint32 Jump([in, ID(0)] uint8 Far = 1, [in, out, ID(1)] string Words[]);
    void Swap([in, ID(1)] uint8 B, [in, ID(0)] uint8 A);
};
instance of Frog { Name = "Kim"; Weight = 12; Any = instance of Part { Size = NULL; }; };
"""

BASE = """\
[abstract, Description("a \\"base\\""): ToSubclass, Limits{1, 2}, Ratio(2.5), Off(FALSE)]
class Base
{
\t[key] string Name;
};
"""

FROG = """\
class Frog : Base
{
\tobject Any;
\t[Q: ToInstance] string Colors[] = {"green"};
\t[MAX(16)] uint8 Data[];
\tBase ref Friend;
\tPart Inner = instance of Part
\t{
\t\tSize = 2;
\t};
\tuint64 Weight = "7";
\t[static] uint32 Jump([in] uint8 Far = 1, [in, out] string Words[]);
\tvoid Swap([in, ID(1)] uint8 B, [in, ID(0)] uint8 A);
};
"""

KIM = """\
instance of Frog
{
\tAny = instance of Part
\t{
\t\tSize = NULL;
\t};
\tName = "Kim";
\tWeight = "12";
};
"""


@pytest.fixture(scope="module")
def store():
    made = MemoryStore()
    result = compile_mof(SCHEMA, made)
    assert result.error is None, result.error
    return made


@pytest.mark.parametrize(("name", "text"), [("Base", BASE), ("Frog", FROG)])
def test_classes(store, name, text):
    assert render_class(store.classes("root\\default").find_class(name)) == text


def test_without_flavors(store):
    text = render_class(store.classes("root\\default").find_class("Base"), flavors=False)
    assert text == BASE.replace(": ToSubclass", "")


def test_instances_show_only_what_is_set(store):
    assert render_instance(store.get_instance("root\\default", 'Base.Name="Kim"')) == KIM


def test_qualifiers_of_instances():
    made = MemoryStore()
    compile_mof('class X { [key] uint8 k; string s; };\n[Q] instance of X { [R("r")] k = 1; [S] s; };', made)
    text = render_instance(made.get_instance("root\\default", "X.k=1"))
    assert text == '[Q]\ninstance of X\n{\n\t[R("r")] k = 1;\n\t[S] s;\n};\n'
