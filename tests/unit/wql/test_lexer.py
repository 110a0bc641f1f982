# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidParameterError, InvalidQueryError, QuotaViolationError, UnparsableQueryError
from openwmi.wql.lexer import MAX_QUERY_CHARACTERS, TokenKind, tokenize
from openwmi.wql.nodes import Dialect


def words(text: str) -> list[str]:
    return [token.word for token in tokenize(text, Dialect.DATA)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select\t*\r\nFrom  x_1", ["SELECT", "*", "FROM", "X_1", ""]),
        ("a<>b!=c<=d>=e<f>g=h", ["A", "<>", "B", "<>", "C", "<=", "D", ">=", "E", "<", "F", ">", "G", "=", "H", ""]),
        ("a==b", ["A", "=", "=", "B", ""]),
        ("(a.b),c", ["(", "A", ".", "B", ")", ",", "C", ""]),
        ("  ", [""]),
    ],
)
def test_words_and_symbols(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'it\\'s'", "it's"),
        ('"it\'s"', "it's"),
        (r"'C:\\temp'", r"C:\temp"),
        (r'"say \"hi\""', 'say "hi"'),
        ("''", ""),
        ("'a\nb'", "a\nb"),
        ("'日本'", "日本"),
        (r"'%\\%'", r"%\%"),
    ],
)
def test_strings_lose_quotes_and_escapes(text, value):
    token = tokenize(text, Dialect.DATA)[0]
    assert (token.kind, token.value) == (TokenKind.STRING, value)


@pytest.mark.parametrize(("text", "value"), [("-5", -5), ("1.5e1", 15), ("0x1F", 31), (".25", 0.25)])
def test_numbers_carry_their_value(text, value):
    token = tokenize(text, Dialect.DATA)[0]
    assert (token.kind, token.text, token.value) == (TokenKind.NUMBER, text, value)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("{T.Id=1}", "T.Id=1"),
        ("{ T.Id=1 }", "T.Id=1"),
        ('{T.K="}"}', 'T.K="}"'),
        (r'{T.K="a\"}b"}', r'T.K="a\"}b"'),
        ("{T.K='{'}", "T.K='{'"),
        ("{}", ""),
    ],
)
def test_braces_are_one_token_and_quotes_hide_braces(text, inner):
    token = tokenize(text, Dialect.DATA)[0]
    assert (token.kind, token.text) == (TokenKind.BRACED, inner)


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        (r"a = 'c\t'", 6, "lone backslash"),
        ("a = 'b", 4, "not closed"),
        ("a = \"b'", 4, "not closed"),
        ("a;", 1, "semicolon"),
        ("{T.Id=1", 0, "brace"),
        ("a / 7", 2, "'/'"),
        ("5abc", 0, "'5abc' is not a number"),
        ("1.2.3 x", 0, "'1.2.3' is not a number"),
        (r"root\cimv2", 4, "backslash"),
        ("a -- b", 2, "not a number"),
        ("é", 0, "'é'"),
    ],
)
def test_what_starts_no_token_is_refused_with_its_place(text, position, says):
    with pytest.raises(InvalidQueryError, match=says) as caught:
        tokenize(text, Dialect.DATA)
    assert caught.value.position == position


def test_the_event_dialect_has_another_code():
    with pytest.raises(UnparsableQueryError):
        tokenize("a ;", Dialect.EVENT)


def test_a_lone_backslash_comes_with_advice():
    with pytest.raises(InvalidQueryError) as caught:
        tokenize(r"'C:\temp'", Dialect.DATA)
    assert caught.value.next_step == "write two backslashes for one"


def test_an_empty_text_is_an_invalid_parameter():
    with pytest.raises(InvalidParameterError):
        tokenize("", Dialect.DATA)


def test_the_length_is_limited():
    assert len(tokenize(" " * MAX_QUERY_CHARACTERS, Dialect.DATA)) == 1
    with pytest.raises(QuotaViolationError):
        tokenize(" " * (MAX_QUERY_CHARACTERS + 1), Dialect.DATA)


def test_tokens_show_themselves_short():
    tokens = tokenize("'" + "x" * 100 + "' {p}", Dialect.DATA)
    assert len(str(tokens[0])) < 40
    assert [str(token) for token in tokens[1:]] == ["`{p}`", "the end of the query"]
