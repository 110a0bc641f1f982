# SPDX-License-Identifier: Apache-2.0
"""LIKE against the plainest matcher there is."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from openwmi.model.casing import fold_text
from openwmi.wql.like import compile_like

MEMBERS = {
    "[ab]": "AB", "[^ab]": "AB", "[a-c]": "ABC", "[a=c]": "ABC", "[^a-c]": "ABC", "[]]": "]", "[_]": "_", "[%]": "%",
    "[[]": "[",
}  # fmt: skip
ATOMS = ["%", "%", "_", "a", "B", "ß", ".", "\\", *MEMBERS]

patterns = st.lists(st.sampled_from(ATOMS), max_size=8)
texts = st.text(alphabet="aAbBcCdß._%[]\\\n", max_size=10)


def fits(atom: str, character: str) -> bool:
    if atom == "_":
        return True
    if atom in MEMBERS:
        return (character in MEMBERS[atom]) is not atom.startswith("[^")
    return character == fold_text(atom)


def matches(atoms: tuple[str, ...], text: str) -> bool:
    @cache
    def rest(atom: int, place: int) -> bool:
        if atom == len(atoms):
            return place == len(text)
        if atoms[atom] == "%":
            return rest(atom + 1, place) or (place < len(text) and rest(atom, place + 1))
        return place < len(text) and fits(atoms[atom], text[place]) and rest(atom + 1, place + 1)

    return rest(0, 0)


@given(patterns, texts)
def test_it_agrees_with_trying_everything(atoms, text):
    assert compile_like("".join(atoms))(text) is matches(tuple(atoms), fold_text(text))


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_a_pattern(pattern, text):
    assert compile_like(pattern)(text) in {True, False}


@given(st.text(max_size=20))
def test_a_text_with_its_wildcards_in_brackets_matches_itself(text):
    pattern = "".join(f"[{c}]" if c in "%_[" else c for c in text)
    assert compile_like(pattern)(text)
    assert compile_like(pattern)(text.upper()) is (len(text.upper()) == len(text))


@given(st.text(max_size=20))
def test_folding_keeps_the_length_and_is_done_once(text):
    folded = fold_text(text)
    assert len(folded) == len(text)
    assert fold_text(folded) == folded
