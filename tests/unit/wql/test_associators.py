# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidQueryError
from openwmi.wql.associators import SPELLINGS, parse_association
from openwmi.wql.cursor import Cursor
from openwmi.wql.nodes import AssociationKind, AssociationOptions, AssociationStatement, Dialect


def read(text: str) -> AssociationStatement:
    return parse_association(Cursor(text, Dialect.DATA))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", AssociationOptions()),
        ("WHERE AssocClass = A", AssociationOptions(assoc_class="A")),
        ("where role=Left resultrole = 'Right'", AssociationOptions(role="Left", result_role="Right")),
        ("WHERE ClassDefsOnly", AssociationOptions(class_defs_only=True)),
        ("WHERE KEYSONLY SchemaOnly", AssociationOptions(keys_only=True, schema_only=True)),
        (
            "WHERE RequiredQualifier = Q ResultClass = C RequiredAssocQualifier = R",
            AssociationOptions(required_qualifier="Q", result_class="C", required_assoc_qualifier="R"),
        ),
    ],
)
def test_options_stand_in_any_order(options, expected):
    statement = read(f"ASSOCIATORS OF {{C.K=1}} {options}")
    assert statement == AssociationStatement(AssociationKind.ASSOCIATORS, "C.K=1", expected)


def test_references_take_fewer_options():
    statement = read("references of {C.K='x'} where ResultClass = A Role = L ClassDefsOnly")
    assert statement.kind is AssociationKind.REFERENCES
    for option in ("AssocClass = A", "ResultRole = R", "RequiredAssocQualifier = Q"):
        with pytest.raises(InvalidQueryError, match="REFERENCES OF"):
            read(f"REFERENCES OF {{C.K=1}} WHERE {option}")


@pytest.mark.parametrize(
    "text",
    [
        "ASSOCIATORS {C.K=1}", "ASSOCIATORS OF C.K=1", "ASSOCIATORS OF", "ASSOCIATORS OF {C.K=1} WHERE",
        "ASSOCIATORS OF {C.K=1} Role = L", "ASSOCIATORS OF {C.K=1} WHERE Role", "ASSOCIATORS OF {C.K=1} WHERE Role =",
        "ASSOCIATORS OF {C.K=1} WHERE Role <> L", "ASSOCIATORS OF {C.K=1} WHERE Role = L AND ResultRole = R",
        "ASSOCIATORS OF {C.K=1} WHERE Role = L, ResultRole = R", "ASSOCIATORS OF {C.K=1} WHERE Role = L Role = L",
        "ASSOCIATORS OF {C.K=1} WHERE KeysOnly KeysOnly", "ASSOCIATORS OF {C.K=1} WHERE Role = ''",
        "ASSOCIATORS OF {C.K=1} WHERE Role = 5", "ASSOCIATORS OF {C.K=1} WHERE Nonsense = X",
        "ASSOCIATORS OF {C.K=1} WHERE ClassDefsOnly = TRUE", "ASSOCIATORS OF {C.K=1} {C.K=2}",
    ],
)  # fmt: skip
def test_everything_else_is_refused(text):
    with pytest.raises(InvalidQueryError):
        read(text)


def test_an_unknown_option_is_answered_with_the_known_ones():
    with pytest.raises(InvalidQueryError) as caught:
        read("ASSOCIATORS OF {C.K=1} WHERE Colour = red")
    assert all(spelling in caught.value.next_step for spelling in SPELLINGS.values())
