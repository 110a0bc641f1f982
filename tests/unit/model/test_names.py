# SPDX-License-Identifier: Apache-2.0
"""Names: identity, spelling rules, namespaces, NameMap."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.names import (
    NameKind,
    NameMap,
    check_name,
    fold,
    is_namespace_component,
    is_server,
    is_system_name,
    normalize_namespace,
)
from tests.unit.model.declaring import refused

TOO_WIDE = {
    NameKind.CLASS: WbemStatus.WBEM_E_CLASS_NAME_TOO_WIDE,
    NameKind.PROPERTY: WbemStatus.WBEM_E_PROPERTY_NAME_TOO_WIDE,
    NameKind.METHOD: WbemStatus.WBEM_E_METHOD_NAME_TOO_WIDE,
    NameKind.QUALIFIER: WbemStatus.WBEM_E_QUALIFIER_NAME_TOO_WIDE,
}


@pytest.mark.parametrize("name", ["Win32_Process", "WIN32_PROCESS", "win32_process"])
def test_names_fold_to_one_identity(name):
    assert fold(name) == "win32_process"


@pytest.mark.parametrize("kind", NameKind)
@pytest.mark.parametrize("name", ["a", "A1", "Win32_Process", "a__b", "x" * 255])
def test_names_that_are_fine(kind, name):
    check_name(name, kind)


@pytest.mark.parametrize("kind", [NameKind.CLASS, NameKind.PROPERTY, NameKind.METHOD])
@pytest.mark.parametrize("name", ["", "_a", "a_", "1a", "a-b", "a b", "ä", "a.b", "__a", "_", "a\n", "x" * 254 + "_"])
def test_names_that_are_not(kind, name):
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        check_name(name, kind)


@pytest.mark.parametrize("name", ["", "1a", "a&b", "a*", "a@", "!a", "~", "a\\b", "a/b", "a b"])
def test_qualifier_names_that_are_not(name):
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        check_name(name, NameKind.QUALIFIER)


@pytest.mark.parametrize("kind", NameKind)
def test_more_than_255_characters(kind):
    with refused(TOO_WIDE[kind], match="256 characters"):
        check_name("x" * 256, kind)


@pytest.mark.parametrize("name", ["__NAMESPACE", "__thisNAMESPACE", "__a1"])
def test_system_names_only_where_allowed(name):
    check_name(name, NameKind.CLASS, allow_system=True)
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        check_name(name, NameKind.CLASS)


@pytest.mark.parametrize("name", ["__", "___", "__a_", "_a"])
def test_system_names_that_are_not_even_there(name):
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        check_name(name, NameKind.CLASS, allow_system=True)


def test_is_system_name():
    assert is_system_name("__Event")
    assert not is_system_name("_Event")


@pytest.mark.parametrize(
    ("text", "namespace"),
    [
        ("ROOT", "ROOT"),
        ("root\\cimv2", "root\\cimv2"),
        ("ROOT\\CIMV2", "ROOT\\CIMV2"),
        ("ROOT/CIMV2", "ROOT\\CIMV2"),
        ("\\\\.\\ROOT", "ROOT"),
        ("//.\\ROOT", "ROOT"),
        ("\\/.\\ROOT", "ROOT"),
        ("\\\\./ROOT", "ROOT"),
        ("//./ROOT", "ROOT"),
        ("\\\\server-1.example\\root\\a_1\\b", "root\\a_1\\b"),
        ("\\\\[::1]\\root", "root"),
    ],
)
def test_namespaces(text, namespace):
    assert normalize_namespace(text) == namespace


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\\",
        "\\\\",
        "\\\\.",
        "\\\\.\\",
        "\\ROOT",
        "NONE",
        "ROOT\\NONE\\",
        "ROOT\\\\CIMV2",
        "ROOT\\CIMV2\\",
        "root\\1a",
        "root\\a b",
        "root\\ä",
        "root:X",
        "cimv2",
        "\\\\bad server\\root",
        "root\\" + "x" * 0x2000,
    ],
)
def test_texts_that_are_no_namespace(text):
    with refused(WbemStatus.WBEM_E_INVALID_NAMESPACE):
        normalize_namespace(text)


@pytest.mark.parametrize("text", ["\\\\ROOT", "\\\\.ROOT", "//host", "\\\\host\\"])
def test_a_server_and_nothing_else(text):
    with refused(WbemStatus.RPC_S_SERVER_UNAVAILABLE):
        normalize_namespace(text)


@pytest.mark.parametrize("text", ["\\\\\\.\\ROOT", "root\\a-b", "\\\\.\\root\\my-apps"])
def test_namespaces_that_are_an_invalid_parameter(text):
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        normalize_namespace(text)


@pytest.mark.parametrize(("text", "fits"), [("a", True), ("a_", True), ("_a", False), ("", False), ("a-b", False)])
def test_is_namespace_component(text, fits):
    assert is_namespace_component(text) is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (".", True),
        ("a-b.c", True),
        ("10.0.0.1", True),
        ("[fe80::1%1]", True),
        ("", False),
        ("a b", False),
        ("a:b", False),
    ],
)
def test_is_server(text, fits):
    assert is_server(text) is fits


def test_name_map_finds_in_any_case():
    names = NameMap([("Alpha", 1), ("Beta", 2)])
    assert (names["ALPHA"], names.get("beta"), names.get("gamma")) == (1, 2, None)
    assert "aLPHA" in names
    assert "gamma" not in names
    assert not names.__contains__(3)


def test_name_map_keeps_first_spelling_and_place():
    names = NameMap([("Alpha", 1), ("Beta", 2)])
    names["ALPHA"] = 3
    assert list(names.items()) == [("Alpha", 3), ("Beta", 2)]
    assert names.spelling("alpha") == "Alpha"


def test_name_map_forgets_the_spelling_of_what_was_deleted():
    names = NameMap([("Alpha", 1), ("Beta", 2)])
    del names["alpha"]
    names["ALPHA"] = 4
    assert list(names) == ["Beta", "ALPHA"]
    assert len(names) == 2


@pytest.mark.parametrize("use", [lambda m: m["x"], lambda m: m.spelling("x"), lambda m: m.pop("x")])
def test_name_map_misses(use):
    with pytest.raises(KeyError):
        use(NameMap([("a", 1)]))


def test_name_map_copy_is_independent():
    names = NameMap([("Alpha", 1)])
    twin = names.copy()
    twin["Beta"] = 2
    assert list(names) == ["Alpha"]
    assert twin == NameMap([("beta", 2), ("ALPHA", 1)])


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (NameMap([("A", 1), ("b", 2)]), True),
        ({"A": 1, "B": 2}, True),
        (NameMap([("a", 1)]), False),
        (NameMap([("a", 1), ("b", 3)]), False),
        ([("a", 1)], False),
    ],
)
def test_name_map_equality(other, same):
    assert (NameMap([("a", 1), ("B", 2)]) == other) is same


def test_name_map_shows_itself_and_has_no_hash():
    names = NameMap([("A", 1)])
    assert repr(names) == "NameMap({'A': 1})"
    with pytest.raises(TypeError):
        hash(names)


def test_name_map_takes_over_entries_that_are_folded_already():
    names = NameMap.of_folded({"alpha": ("Alpha", 1), "beta": ("Beta", 2)})
    assert names == NameMap([("Alpha", 1), ("Beta", 2)])
    assert (list(names), list(names.values()), list(names.items())) == (
        ["Alpha", "Beta"],
        [1, 2],
        [("Alpha", 1), ("Beta", 2)],
    )
