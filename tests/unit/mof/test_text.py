# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.mof.text import EscapeError, quote, read_character, read_text, read_texts


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('""', ""),
        ('"a"', "a"),
        ('"a" "b"\n\t"c"', "abc"),
        (r'"a\nb"', "a\nb"),
        (r'"say \"hi\" " "you"', 'say "hi" you'),
        ('"it\\\'s"', "it's"),
        (r'"\\\\.\\root"', r"\\.\root"),
        (r'"\b\t\f\r"', "\b\t\f\r"),
        (r'"\x41\X42z\x4133"', "ABz\u4133"),
        (r'"\x41z"', "Az"),
        (r'"\xD83D\xDE00"', "\U0001f600"),
        (r'"\\n"', r"\n"),
        ('"\x00\\n"', "\x00\n"),
    ],
)
def test_reading(raw, text):
    assert read_text(raw) == text


@pytest.mark.parametrize(("raw", "inside"), [(r'"ab\q"', 3), (r'"a" "\z"', 5), (r'"\xD83D"', 0), (r'"\x"', 1)])
def test_unknown_escapes_are_refused_where_they_stand(raw, inside):
    with pytest.raises(EscapeError) as caught:
        read_text(raw)
    assert caught.value.inside == inside


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ('{"a"}', ["a"]),
        ('("a", "b")', ["a", "b"]),
        ('{"a" "b", "c"}', ["ab", "c"]),
        ('{"a,b", "c"}', ["a,b", "c"]),
        ('{"a,b" "c"}', ["a,bc"]),
        (r'{"\"", "x\n" "y"}', ['"', "x\ny"]),
    ],
)
def test_lists(raw, texts):
    assert read_texts(raw) == texts


def test_a_fault_in_a_list_counts_from_the_start_of_the_list():
    raw = r'{"ok", "a\q"}'
    with pytest.raises(EscapeError) as caught:
        read_texts(raw)
    assert raw[caught.value.inside :].startswith(r"\q")


@pytest.mark.parametrize(
    ("raw", "unit"), [("'A'", 65), (r"'\n'", 10), (r"'\x4133'", 0x4133), (r"'\''", 39), ("'\"'", 34)]
)
def test_characters(raw, unit):
    assert read_character(raw) == unit


@pytest.mark.parametrize("raw", [r"'\q'", "'\U0001f600'", r"'\x12345'"])
def test_what_is_no_character(raw):
    with pytest.raises(EscapeError):
        read_character(raw)


def test_quoting_escapes_what_cannot_be_seen():
    assert quote('a"b\\c\n\x01\u2028') == r'"a\"b\\c\n\x0001\x2028"'
