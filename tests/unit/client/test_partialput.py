# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.client.partialput import partial_update
from openwmi.errors import NotFoundError


@pytest.fixture
def lily(connection):
    return connection.get('Acme_Pond.Name="Lily"')


def test_the_properties_are_named(lily):
    assert partial_update(lily, ["Size", "Tags"]) == {
        "__PUT_EXTENSIONS": True,
        "__PUT_EXT_CLIENT_REQUEST": True,
        "__PUT_EXT_PROPERTIES": ["Size", "Tags"],
    }


def test_null_among_them_is_meant(lily):
    lily["Size"] = None
    assert partial_update(lily, ["Size"])["__PUT_EXT_STRICT_NULLS"] is True
    assert "__PUT_EXT_STRICT_NULLS" not in partial_update(lily, ["Tags"])


def test_an_unknown_property_is_refused(lily):
    with pytest.raises(NotFoundError):
        partial_update(lily, ["Depth"])
