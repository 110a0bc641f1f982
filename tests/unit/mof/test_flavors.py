# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import WbemStatus
from openwmi.model.cimtype import TypeSpec
from openwmi.model.qualifier import QualifierType
from openwmi.mof.flavors import ANY_SCOPE, SCOPES, QualifierRule, combine, contradiction


@pytest.mark.parametrize(
    ("words", "default", "bits"),
    [
        ("toinstance tosubclass", 0, 0x03),
        ("restricted", 0x03, 0),
        ("nottoinstance", 0x03, 0x02),
        ("nottosubclass", 0x03, 0x01),
        ("disableoverride", 0x02, 0x12),
        ("enableoverride", 0x12, 0x02),
        ("amended", 0x02, 0x82),
        ("translatable", 0x02, 0x02),
        ("", 0x13, 0x13),
    ],
)
def test_words_change_bits(words, default, bits):
    assert combine(words.split(), default) == bits


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("enableoverride disableoverride", WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES),
        ("restricted toinstance", WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES2),
        ("tosubclass restricted", WbemStatus.WBEMMOF_E_INCOMPATIBLE_FLAVOR_TYPES2),
        ("restricted enableoverride", None),
        ("toinstance tosubclass amended", None),
    ],
)
def test_contradictions(words, code):
    assert contradiction(words.split()) is code


def test_a_rule_allows_what_its_declaration_says():
    string = TypeSpec.from_text("string")
    narrow = QualifierRule.of(QualifierType("A", string, None, frozenset({"class", "method"}), 2))
    assert narrow.scope == SCOPES["class"] | SCOPES["method"]
    assert narrow.flavor == 2
    assert narrow.plain_type is str
    assert QualifierRule.of(QualifierType("A", string, None, frozenset({"any"}))).scope == ANY_SCOPE
    assert QualifierRule.of(QualifierType("A")).scope == ANY_SCOPE
