# SPDX-License-Identifier: Apache-2.0
"""What PutInstance refuses before anything is stored."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.instance import Instance
from openwmi.model.objectpath import MAX_PATH_CHARACTERS
from openwmi.model.storable import (
    MAX_EMBEDDED_DEPTH,
    check_key_texts,
    check_nesting,
    check_not_null,
    check_storable,
    generated_key,
)
from tests.unit.model.declaring import define, key, prop, refused

CLASS = define("A", key("k", "string"), prop("must", "uint32", "Not_Null"), prop("may"))
BOX = define("Box", key(), prop("inner", "object"), prop("many", "object[]"))


def made(**values):
    found = CLASS.spawn_instance()
    for name, value in {"k": "x", "must": 1, **values}.items():
        found[name] = value
    return found


def test_a_path_that_nobody_could_write():
    room = MAX_PATH_CHARACTERS - len(str(made(k="").path))
    check_storable(made(k="x" * room))
    with refused(WbemStatus.WBEM_E_INVALID_OBJECT_PATH, match="would have 8193 characters"):
        check_storable(made(k="x" * (room + 1)))


def boxes(depth, via="inner"):
    outermost = BOX.spawn_instance()
    outermost["k"] = 1
    current = outermost
    for _ in range(depth):
        inner = BOX.spawn_instance()
        current[via] = [inner] if via == "many" else inner
        current = inner
    return outermost


def test_a_whole_instance():
    check_storable(made())
    one = define("One", prop("p"), quals=("singleton",)).spawn_instance()
    check_storable(one)


@pytest.mark.parametrize("name", ["k", "must"])
def test_null_where_a_value_is_required(name):
    for check in (check_not_null, check_storable):
        with refused(WbemStatus.WBEM_E_ILLEGAL_NULL, match=f"A.{name} is NULL"):
            check(made(**{name: None}))


def test_a_class_default_is_a_value():
    check_not_null(define("A", prop("p", "uint32", "not_null", default=1)).spawn_instance())


def test_only_the_named_properties_are_looked_at():
    found = made(must=None)
    check_not_null(found, {"k", "may"})
    with refused(WbemStatus.WBEM_E_ILLEGAL_NULL):
        check_not_null(found, {"must"})


def test_a_projection_is_looked_at_as_far_as_it_goes():
    check_not_null(Instance(CLASS.layout.project(["may"]), [None], 0))
    with refused(WbemStatus.WBEM_E_ILLEGAL_NULL):
        check_not_null(Instance(CLASS.layout.project(["must"]), [None], 0))


def test_an_abstract_class():
    abstract = define("A", key(), quals=("abstract",))
    with refused(WbemStatus.WBEM_E_ILLEGAL_OPERATION):
        check_storable(Instance(abstract.layout, [1], 1))


def test_neither_key_nor_singleton():
    with refused(WbemStatus.WBEM_E_NO_KEY):
        check_storable(define("A", prop("p")).spawn_instance())


@pytest.mark.parametrize(
    ("members", "quals", "name"),
    [
        ((key("k", "string"),), (), "k"),
        ((key("k", "uint32"),), (), None),
        ((key("k", "ref"),), (), None),
        ((key("k", "string"), key("j", "string")), (), None),
        ((prop("p", "string"),), (), None),
        ((key("k", "string"),), ("dynamic",), None),
    ],
)
def test_the_key_that_the_server_fills(members, quals, name):
    assert generated_key(define("A", *members, quals=quals)) == name


@pytest.mark.parametrize("text", ["\x00", "a\x1f", "\n"])
def test_control_characters_in_keys(text):
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER, match="A.k"):
        check_key_texts(made(k=text))
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        check_storable(made(k=text))


@pytest.mark.parametrize(("code", "fits"), [(31, False), (32, True), (65, True)])
def test_char16_keys(code, fits):
    found = define("A", key("k", "char16")).spawn_instance()
    found["k"] = code
    if fits:
        check_key_texts(found)
    else:
        with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
            check_key_texts(found)


def test_keys_that_are_no_text_hold_any_number():
    found = define("A", key("k", "uint32")).spawn_instance()
    found["k"] = 7
    check_key_texts(found)
    check_key_texts(made(k=" ~\x7f"))


@pytest.mark.parametrize("via", ["inner", "many"])
def test_64_levels_of_embedding_and_one_more(via):
    assert MAX_EMBEDDED_DEPTH == 64
    check_storable(boxes(64, via))
    with refused(WbemStatus.WBEM_E_QUOTA_VIOLATION):
        check_nesting(boxes(65, via))
    with refused(WbemStatus.WBEM_E_QUOTA_VIOLATION):
        check_storable(boxes(65, via))


def test_an_object_inside_itself():
    found = BOX.spawn_instance()
    found["many"] = [found, found]
    with refused(WbemStatus.WBEM_E_QUOTA_VIOLATION):
        check_nesting(found)


def test_shared_objects_cost_no_more_than_their_number():
    current = BOX.spawn_instance()
    for _ in range(60):
        outer = BOX.spawn_instance()
        outer["many"] = [current, current]
        current = outer
    check_nesting(current)


def test_an_embedded_class_has_no_depth():
    found = BOX.spawn_instance()
    found["inner"] = BOX
    check_nesting(found)


def test_an_indexed_property_is_never_null():
    with refused(WbemStatus.WBEM_E_ILLEGAL_NULL, match=r"A\.p is NULL, and it is marked Indexed"):
        check_not_null(define("A", prop("p", "uint32", "indexed")).spawn_instance())


def test_a_provider_may_name_an_instance_without_a_key():
    nameless = define("A", prop("k", "string", "key")).spawn_instance()
    check_not_null(nameless, with_keys=False)
    with refused(WbemStatus.WBEM_E_ILLEGAL_NULL, match="it is a key"):
        check_not_null(nameless)
