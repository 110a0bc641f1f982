# SPDX-License-Identifier: Apache-2.0
import sys

import pytest

from openwmi.model.casing import fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("aZ_9", "AZ_9"),
        ("grün", "GRÜN"),
        ("straße", "STRAßE"),
        ("ﬁn", "ﬁN"),
        ("ŉ", "ŉ"),
        ("ǆ ǅ Ǆ", "Ǆ Ǆ Ǆ"),
        ("ᾳ", "ᾼ"),
        ("ᾳß", "ᾼß"),
        ("σς", "ΣΣ"),
        ("ÿ", "Ÿ"),
        ("𐐨", "𐐀"),
    ],
)
def test_every_character_becomes_its_simple_upper_case(text, folded):
    assert fold_text(text) == folded


@pytest.mark.parametrize("text", ["straße", "ᾳﬃ", "\x00", "ΰ", "日本"])
def test_folding_changes_neither_length_nor_what_is_folded(text):
    folded = fold_text(text)
    assert len(folded) == len(text)
    assert fold_text(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"), [("abc", "ABC"), ("äß", "Äß"), ("ŉ", "ŉ"), ("I", "I"), ("", ""), ("\ud800a", "\ud800A")]
)
def test_fold_text_without_simple_upper_case(text, folded):
    assert fold_text(text) == folded


def test_folding_keeps_lengths_and_is_final():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold_text(everything)
    assert len(folded) == len(everything)
    assert fold_text(folded) == folded
