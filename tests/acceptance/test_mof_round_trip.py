# SPDX-License-Identifier: Apache-2.0
"""What the command prints as MOF is what was stored: compiled again elsewhere, it is the same."""

import json

import pytest

EVERYTHING = r"""
class Acme_Water { real32 Celsius; string Algae[]; Acme_Water Inner; };
[Description("A \"pond\" – ünïcödé\n日本"), Locale(1033): ToInstance]
class Acme_Pond {
  [key] string Name; [key] sint64 No;
  [Units("bytes"): ToSubclass DisableOverride, Write] uint64 Size = 12;
  uint8 U8[]; char16 C; char16 Cs[]; real64 R = 1e300; real32 F; boolean B; boolean Bs[];
  datetime D; datetime Ds[]; Acme_Pond ref Next; Acme_Pond ref Others[]; object O; Acme_Water W; Acme_Water Ws[];
  string S[]; sint8 I = -5; string E = "";
  [Static, Implemented] uint32 Do([In, Optional] string A[], [Out] Acme_Water B, [In, Out] Acme_Pond ref C);
  void Nothing();
};
class Acme_Lake : Acme_Pond { [Override("Size"), Description("sub")] uint64 Size = 13; uint32 Extra; };
[Association] class Acme_Flow { [key] Acme_Pond ref From; [key] Acme_Pond ref To; };
[Singleton] class Acme_Weather { uint32 Rain; };
[Abstract] class Acme_Idea { [key] string K; };
instance of Acme_Weather { Rain = 5; };
instance of Acme_Pond as $a {
  Name = "Ω \"q\" \\ 日本 😀"; No = -9223372036854775808; Size = 18446744073709551615; U8 = {0, 255};
  C = 'x'; Cs = {'a', 0x3a9}; R = 1.7976931348623157e308; F = 0.1; B = TRUE; Bs = {TRUE, FALSE};
  D = "20261120163005.123456-480"; Ds = {"00000001020304.000005:000", "2026112016****.******+000"};
  O = instance of Acme_Water { Celsius = 1.5; };
  W = instance of Acme_Water { Algae = {"a", "b,c"}; Inner = instance of Acme_Water { Celsius = -0.0; }; };
  Ws = {instance of Acme_Water { Celsius = 1; }, instance of Acme_Water { }};
  S = {"", "NULL", "ü\n\t"}; I = NULL; E = NULL;
};
instance of Acme_Lake as $b { Name = "b"; No = 1; Next = $a; Others = {$a, $a}; S = {}; };
instance of Acme_Flow { From = $a; To = $b; };
"""
STATIC = ("Acme_Weather", "Acme_Pond", "Acme_Flow")


@pytest.fixture
def copied(ask, tmp_path):
    """Everything, compiled into root/acme, printed as MOF, and that compiled into root/copy."""
    (tmp_path / "everything.mof").write_text(EVERYTHING, encoding="utf-8")
    assert ask("mofcomp", "-n", "root/acme", "everything.mof").code == 0
    assert ask("new", "-n", "root", "__NAMESPACE", "Name=copy").code == 0
    (tmp_path / "printed.mof").write_text(printed(ask, "root/acme"), encoding="utf-8")
    told = ask("mofcomp", "-n", "root/copy", "printed.mof")
    assert told.code == 0, told
    return ask


def printed(ask, namespace):
    classes = ask("classes", "-n", namespace, "-o", "mof").out
    return classes + "".join(ask("query", "-n", namespace, f"SELECT * FROM {name}", "-o", "mof").out for name in STATIC)


def test_the_text_is_the_same(copied):
    text = printed(copied, "root/copy")
    assert text == printed(copied, "root/acme")
    assert all(word in text for word in ("Ω", "日本 😀", "ünïcödé", '"18446744073709551615"', "FALSE"))


@pytest.mark.parametrize("name", STATIC)
def test_the_values_are_the_same(copied, name):
    first, second = (
        json.loads(copied("query", "-n", namespace, f"SELECT * FROM {name}", "-o", "json").out)
        for namespace in ("root/acme", "root/copy")
    )
    assert first == second
    assert first


def test_one_object_and_one_class_print_alike(copied):
    for arguments in (["get", "Acme_Lake.Name=b,No=1"], ["describe", "Acme_Lake"]):
        first, second = (
            copied(*arguments, "-n", namespace, "-o", "mof").out for namespace in ("root/acme", "root/copy")
        )
        assert first == second
        assert "Acme_Lake" in first
