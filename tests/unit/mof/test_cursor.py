# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import MofError, WbemStatus
from openwmi.model.names import NameKind
from openwmi.mof.cursor import MAX_ERRORS, Cursor, ErrorLimitError, Unit
from openwmi.mof.lexer import END
from openwmi.mof.source import SourceText

SEMI = WbemStatus.WBEMMOF_E_EXPECTED_SEMI


def cursor(text):
    return Cursor(SourceText(text, "x.mof"), Unit(), {})


def test_expecting_steps_over_the_token_or_fails_at_it():
    place = cursor("; x")
    place.expect(";", SEMI, "this")
    with pytest.raises(MofError, match="expected after this, not `x`") as caught:
        place.expect(";", SEMI, "this")
    assert (caught.value.hresult, caught.value.column) == (SEMI, 3)


def test_names():
    place = cursor("Frog 5")
    assert place.name(NameKind.CLASS, SEMI) == "Frog"
    with pytest.raises(MofError):
        place.name(NameKind.CLASS, SEMI)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/* no end", "a comment that is not closed"),
        ("", "the end of the file"),
        ("x", "`x`"),
        ('"a"\n"b"', '`"a"`'),
        ("y" * 50, f"`{'y' * 37}...`"),
    ],
)
def test_tokens_in_messages(text, shown):
    assert cursor(text).shown() == shown


@pytest.mark.parametrize(
    ("text", "at", "following"),
    [
        ("a b ; c", 1, "c"),
        ("a { b ; } ; c", 2, "c"),
        ("a { b } } c", 2, "}"),
        ("a { b", 1, END),
        ("a = { 1 2 } ; c", 4, "c"),
    ],
)
def test_skipping_knows_the_braces_of_what_it_gives_up(text, at, following):
    place = cursor(text)
    place.at = at
    place.skip_past_semicolon(0)
    assert place.tokens[place.at] == following


def test_errors_are_collected_up_to_a_limit():
    unit = Unit()
    for _ in range(MAX_ERRORS - 1):
        unit.report(MofError("x"))
    with pytest.raises(ErrorLimitError):
        unit.report(MofError("x"))
    assert len(unit.errors) == MAX_ERRORS
