# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.client.querytext import associators_text, references_text, select_text
from openwmi.wql.nodes import AssociationKind, AssociationOptions, AssociationStatement, Dialect
from openwmi.wql.parser import parse


@pytest.mark.parametrize(
    ("deep", "text"),
    [
        (True, "SELECT Name, Water.Celsius FROM Acme_Pond"),
        (False, 'SELECT Name, Water.Celsius FROM Acme_Pond WHERE __CLASS = "Acme_Pond"'),
    ],
)
def test_select(deep, text):
    assert select_text("Acme_Pond", ["Name", "Water.Celsius"], deep=deep) == text


def test_associators():
    options = AssociationOptions(assoc_class="A", result_class="R", role="One", result_role="Other")
    statement = AssociationStatement(AssociationKind.ASSOCIATORS, 'P.Name="x"', options)
    assert parse(associators_text('P.Name="x"', options), Dialect.DATA) == statement


def test_references():
    assert references_text('P.Name="x"', AssociationOptions()) == 'REFERENCES OF {P.Name="x"}'
