# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.provider.framework import CObjectPathParser, ParsedObjectPath
from openwmi.provider.framework.objectpathparser import ObjectParserFlags, ParserCode

ABSOLUTE, RELATIVE, ALL = ObjectParserFlags


def parsed(text, flags=ALL):
    code, path = CObjectPathParser(flags).Parse(text)
    assert code is ParserCode.NoError
    return path


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("Acme_Frog", {ABSOLUTE, RELATIVE, ALL}),
        ('\\\\.\\root\\acme:Acme_Frog.Name="x"', {ABSOLUTE, RELATIVE, ALL}),
        ('root\\acme:Acme_Frog.Name="x"', {RELATIVE, ALL}),
        ("\\\\.\\root\\acme", {ALL}),
        ("Acme_Frog.Name=", set()),
    ],
)
def test_the_flags_say_which_namespaces_are_taken(text, accepted):
    for flags in ObjectParserFlags:
        code, path = CObjectPathParser(flags).Parse(text)
        assert (code is ParserCode.NoError) is (flags in accepted)
        assert (path is not None) is (flags in accepted)
    if text == "Acme_Frog.Name=":
        assert CObjectPathParser().Parse(text)[0] is ParserCode.SyntaxError


@pytest.mark.parametrize("text", ["", None])
def test_nothing_is_an_invalid_parameter(text):
    assert CObjectPathParser().Parse(text) == (ParserCode.InvalidParameter, None)
    assert CObjectPathParser.UnParse(None) == (ParserCode.InvalidParameter, "")


@pytest.mark.parametrize("text", ["Acme_Frog", 'Acme_Frog="x"', 'Acme_Frog.A=1,B="x"', "Acme_Frog=@",
                                  '\\\\srv\\root\\acme:Acme_Frog.Name="x"'])  # fmt: skip
def test_a_path_comes_out_as_it_went_in(text):
    assert CObjectPathParser.UnParse(parsed(text)) == (ParserCode.NoError, text)


def test_keys_and_class_can_be_changed():
    path = parsed('Acme_Frog.Name="x"')
    assert path.AddKeyRef("Id", 1)
    assert path.GetKeyString() == 'Id=1,Name="x"'
    assert path.AddKeyRefEx("NAME", "y")
    assert path.RemoveKeyRef("Id")
    assert not path.RemoveKeyRef("Id")
    assert path.SetClassName("Acme_Toad")
    assert CObjectPathParser.UnParse(path)[1] == 'Acme_Toad.NAME="y"'
    path.ClearKeys()
    assert (path.GetKeyString(), path.IsClass()) == ("", True)
    path.AddKeyRef(None, "z")
    assert CObjectPathParser.UnParse(path)[1] == 'Acme_Toad="z"'
    assert parsed("Acme_One=@").GetKeyString() == "@"


def test_namespaces():
    path = parsed("\\\\.\\root\\acme:Acme_Frog")
    assert path.AddNamespace("pond")
    assert (path.GetNamespacePart(), path.GetParentNamespacePart()) == ("root\\acme\\pond", "root\\acme")
    bare = parsed("Acme_Frog")
    assert bare.GetNamespacePart() == ""
    bare.AddNamespace("root")
    assert (bare.GetNamespacePart(), bare.GetParentNamespacePart()) == ("root", "")


@pytest.mark.parametrize(
    ("text", "local", "relative"),
    [("Acme_Frog", True, True), ("\\\\.\\root\\acme:Acme_Frog", True, True),
     ("\\\\HOST\\root\\acme:Acme_Frog", True, True),
     ("\\\\other\\root\\acme:Acme_Frog", False, False), ("root\\cimv2:Acme_Frog", True, False)],
)  # fmt: skip
def test_where_a_path_leads(text, local, relative):
    path = parsed(text)
    assert path.IsLocal("host") is local
    assert path.IsRelative("host", "ROOT\\acme") is relative


def test_what_a_path_names():
    frog, kind = parsed('Acme_Frog.Name="x"'), parsed("Acme_Frog")
    assert (frog.IsInstance(), frog.IsClass(), frog.IsObject()) == (True, False, True)
    assert (kind.IsInstance(), kind.IsClass(), kind.IsObject()) == (False, True, True)
    assert not parsed("\\\\.\\root").IsObject()
    assert isinstance(frog, ParsedObjectPath)
