# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.provider.framework import CFrameworkQuery
from tests.fakes.namespaces import CLASSES, asking

FROG = CLASSES["acme_frog"]
TEXT = "SELECT Weight FROM Acme_Frog WHERE Name = 'Kermit'"


def query(**options):
    return CFrameworkQuery(TEXT, FROG, asking(**options))


def test_text_and_class():
    assert query().GetQuery() == TEXT
    assert query().GetQueryClassName() == "Acme_Frog"


@pytest.mark.parametrize(
    ("properties", "all_required", "weight", "colour", "keys_only", "listed"),
    [
        (None, True, True, True, False, []),
        (frozenset({"Name", "Weight"}), False, True, False, False, ["Name", "Weight"]),
        (frozenset({"Name"}), False, False, False, True, ["Name"]),
    ],
)
def test_which_properties_are_required(properties, all_required, weight, colour, keys_only, listed):
    asked = query(properties=properties)
    assert asked.AllPropertiesAreRequired() is all_required
    assert asked.IsPropertyRequired("WEIGHT") is weight
    assert asked.IsPropertyRequired("Colour") is colour
    assert asked.KeysOnly() is keys_only
    assert asked.GetRequiredProperties() == listed


def test_keys_only_is_believed():
    assert query(keys_only=True).KeysOnly()


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (None, []),
        (("Kermit",), ["Kermit"]),
        (("Kermit", "KERMIT", "Tiana"), ["Kermit", "Tiana"]),
        ((1, 2), ["1", "2"]),
        ((True, False), ["TRUE", "FALSE"]),
    ],
)
def test_values_are_texts_listed_once(values, texts):
    restrictions = {} if values is None else {"name": values}
    assert query(restrictions=restrictions).GetValuesForProp("Name") == texts


def test_what_cannot_match_is_told_apart_from_anything():
    assert query(restrictions={"name": ()}).matches_nothing()
    assert not query(restrictions={"name": ("a",)}).matches_nothing()
    assert not query().matches_nothing()
