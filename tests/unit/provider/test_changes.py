# SPDX-License-Identifier: Apache-2.0
"""Which properties a put is meant to change."""

import pytest

from openwmi.errors import InvalidContextError, InvalidPropertyError, ReadOnlyError
from openwmi.provider.changes import PutExtensions, changed_names, merged, read_extensions
from tests.fakes.ponds import Acme_Frog

FULL = PutExtensions()
STRICT = PutExtensions(True, None, True)


def listed(*names):
    return PutExtensions(True, names)


def kermit(**values):
    return Acme_Frog(Name="Kermit", **values)


@pytest.mark.parametrize(
    ("new", "current", "extensions", "expected"),
    [
        ({"Weight": 5}, {"Weight": 5}, FULL, set()),
        ({"Weight": 5}, {"Weight": 4}, FULL, {"Weight"}),
        ({"Weight": None}, {"Weight": 4}, FULL, set()),
        ({"Weight": None}, {"Weight": 4}, STRICT, {"Weight"}),
        ({"Weight": None}, {}, STRICT, set()),
        ({}, {"Colour": "red"}, FULL, set()),
        ({"Colour": "green"}, {"Colour": "red"}, FULL, {"Colour"}),
        ({"Tags": ["a"]}, {"Tags": ["a"]}, FULL, set()),
        ({"Tags": []}, {"Tags": ["a"]}, FULL, {"Tags"}),
        ({"Weight": 5, "Colour": "red"}, {"Weight": 4}, listed("weight"), {"Weight"}),
        ({"Weight": 5}, {"Weight": 5}, listed("Weight"), {"Weight"}),
        ({}, {"Weight": 5}, listed("Weight"), {"Weight"}),
        ({"Weight": 5}, {"Weight": 4}, listed(), set()),
        ({"Age": 3}, {"Age": 3}, FULL, set()),
        ({"Weight": 5}, None, FULL, {"Weight"}),
        ({"Weight": None, "Colour": "red"}, None, FULL, {"Colour"}),
    ],
)
def test_changes_of_a_full_and_of_a_partial_put(new, current, extensions, expected):
    before = None if current is None else kermit(**current)
    assert changed_names(kermit(**new), before, extensions) == expected


@pytest.mark.parametrize(
    ("new", "extensions", "error", "name"),
    [
        ({"Age": 4}, FULL, ReadOnlyError, "Age"),
        ({}, listed("Name"), ReadOnlyError, "Name"),
        ({}, listed("Weight", "Age"), ReadOnlyError, "Age"),
        ({}, listed("Weight", "Wieght"), InvalidPropertyError, "Wieght"),
    ],
)
def test_keys_unknown_and_unwritable_properties_fail_the_whole_put(new, extensions, error, name):
    with pytest.raises(error, match=name):
        changed_names(kermit(**new), kermit(Age=3), extensions)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, FULL),
        ({"__PUT_EXT_PROPERTIES": ["Weight"]}, FULL),
        ({"__PUT_EXTENSIONS": False, "__PUT_EXT_PROPERTIES": ["Weight"]}, FULL),
        ({"__PUT_EXTENSIONS": True}, FULL),
        ({"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": ["Weight"]}, listed("Weight")),
        ({"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": []}, listed()),
        ({"__PUT_EXTENSIONS": True, "__PUT_EXT_STRICT_NULLS": True}, STRICT),
    ],
)
def test_the_context_tells_what_is_partial(values, expected):
    assert read_extensions(values) == expected


@pytest.mark.parametrize("names", ["Weight", 5, ["Weight", 5]])
def test_a_list_that_is_none_is_refused(names):
    with pytest.raises(InvalidContextError, match="__PUT_EXT_PROPERTIES"):
        read_extensions({"__PUT_EXTENSIONS": True, "__PUT_EXT_PROPERTIES": names})


def test_the_instance_as_it_shall_be_is_the_current_one_with_the_changes():
    current = kermit(Weight=4, Age=3, Tags=["a"])
    result = merged(kermit(Weight=5), current, frozenset({"Weight"}))
    assert (result.Weight, result.Age, result.Tags) == (5, 3, ["a"])
    assert current.Weight == 4


def test_without_a_current_one_the_instance_is_what_the_client_sent():
    new = kermit(Weight=5)
    assert merged(new, None, frozenset({"Weight"})) is new
