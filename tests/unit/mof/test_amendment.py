# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidParameterError, MofError, WbemStatus
from openwmi.mof.amendment import split_amended
from openwmi.mof.compiler import compile_mof
from openwmi.mof.parser import parse_mof
from tests.inmemory import MemoryStore

MASTER = """
#pragma namespace("root\\\\cimv2")
#pragma classflags("forceupdate")
#pragma amendment("MS_407")
Qualifier Description : ToSubclass Amended;
class Base { [key] string Name; uint8 Dull; };
[Description("Ein Frosch"), Version("1.0")]
class Frog : Base
{
    [Description("Gewicht"), Units("g")] uint32 Weight = 5;
    uint32 Age;
    [Description("Springen"), static] uint32 Jump([in, Description("Weite")] uint8 Far);
    void Sit();
};
instance of Base { Name = "x"; };
"""

LOCALIZED = """
#pragma namespace("root\\\\cimv2")
instance of __Namespace
{
\tName = "ms_407";
};
#pragma namespace("root\\\\cimv2\\\\ms_407")

[AMENDMENT, LOCALE(1031)]
class Base
{
\t[key] string Name;
};

[Description("Ein Frosch"): ToSubclass Amended, AMENDMENT, LOCALE(1031)]
class Frog : Base
{
\t[Description("Gewicht"): ToSubclass Amended] uint32 Weight = 5;
\t[Description("Springen"): ToSubclass Amended] uint32 Jump([in, Description("Weite"): ToSubclass Amended] uint8 Far);
};
"""


def test_the_localized_text_has_keys_and_amended_features_only():
    assert split_amended(parse_mof(MASTER)).localized == LOCALIZED


def test_the_neutral_text_has_everything_else():
    neutral = split_amended(parse_mof(MASTER)).neutral
    assert "Ein Frosch" not in neutral
    assert "amendment" not in neutral
    assert '#pragma classflags("forceupdate")' in neutral
    assert '[Version("1.0"), Locale(1031)]\nclass Frog : Base' in neutral
    assert '[Units("g")] uint32 Weight = 5;' in neutral
    assert "void Sit();" in neutral


def test_both_texts_compile():
    store = MemoryStore()
    split = split_amended(parse_mof(MASTER))
    for text in (split.neutral, split.localized):
        result = compile_mof(text, store)
        assert result.error is None, result.error
    assert store.get_instance("root\\cimv2", 'Base.Name="x"').class_name == "Base"
    localized = store.classes("root\\cimv2\\ms_407").find_class("Frog")
    assert localized is not None
    assert localized.properties["Weight"].qualifiers["Description"].value == "Gewicht"


def test_a_text_without_the_pragma_takes_the_argument():
    text = 'Qualifier D : Amended; [D("x")] class A {};'
    assert "ms_409" in split_amended(parse_mof(text), locale="MS_409", namespace="root").localized
    with pytest.raises(InvalidParameterError):
        split_amended(parse_mof(text))


@pytest.mark.parametrize("body", ["as $A {}", "{ object o = instance of B {}; }"])
def test_classes_that_cannot_be_written_again(body):
    text = f'#pragma amendment("MS_409")\nQualifier D : Amended;\n[D("x")] class A {body};'
    with pytest.raises(MofError) as caught:
        split_amended(parse_mof(text))
    assert caught.value.hresult == WbemStatus.WBEMMOF_E_INVALID_AMENDMENT_SYNTAX
