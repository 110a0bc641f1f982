# SPDX-License-Identifier: Apache-2.0
import time

import pytest

from openwmi.mof.lexer import END, is_list_token, token_starts, tokenize

CASES = [
    ("", []),
    ("  \n\t// only a comment", []),
    ("/* a * / ** */x", ["x"]),
    ("class A : B {};", ["class", "A", ":", "B", "{", "}", ";"]),
    ('"a" "b"\n"c"', ['"a" "b"\n"c"']),
    ('"a" // note\n"b"', ['"a"', '"b"']),
    ('("a" "b")', ['("a" "b")']),
    ('{"a", "b"}', ['{"a", "b"}']),
    ('{"a", 1}', ["{", '"a"', ",", "1", "}"]),
    (r'"q\"uo\\"', [r'"q\"uo\\"']),
    ("'A' '\\n' '\\x4133' '\\''", ["'A'", "'\\n'", "'\\x4133'", "'\\''"]),
    ("-1.2778E+02 .5 5. 0xFE 101b +12", ["-1.2778E+02", ".5", "5.", "0xFE", "101b", "+12"]),
    ("#pragma # include $A $", ["#pragma", "# include", "$A", "$"]),
    ('"never closed\nx', ['"never closed', "x"]),
    ("x /* never closed", ["x", "/* never closed"]),
    ("a % b", ["a", "%", "b"]),
    ("x;\x1a", ["x", ";"]),
]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_tokens(text, tokens):
    assert tokenize(text) == [*tokens, END, END]


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_starts_point_at_the_tokens(text):
    tokens = tokenize(text)[:-2]
    starts = token_starts(text)
    assert len(starts) == len(tokens) + 1
    assert [text[start : start + len(token)] for start, token in zip(starts, tokens, strict=False)] == tokens
    assert starts[-1] == len(text)


def test_list_tokens_are_told_from_single_characters():
    assert is_list_token('("a")')
    assert is_list_token('{"a"}')
    assert not is_list_token("(")
    assert not is_list_token('"a"')


@pytest.mark.parametrize(
    "unit", ['"', '("a"', '{"a",', "/*", "'", "/* * ", '"a" ', " ", '("a",', "\\", "#", "{", "1.", "/*/"]
)
def test_time_grows_with_the_text_only(unit):
    def elapsed_s(text: str) -> float:
        began = time.process_time()
        tokenize(text)
        return time.process_time() - began

    small = max(min(elapsed_s(unit * 20_000) for _ in range(3)), 0.001)
    large = min(elapsed_s(unit * 160_000) for _ in range(3))
    assert large < 40 * small
