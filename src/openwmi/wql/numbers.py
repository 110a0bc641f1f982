# SPDX-License-Identifier: Apache-2.0
"""Numbers in WQL: text to the exact integer where there is one, else to a float."""

from __future__ import annotations

import re

NUMBER_PATTERN = r"[+-]?(?:0[xX][0-9A-Fa-f]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?![0-9A-Za-z_.])"

MAX_INTEGER_DIGITS = 40
"""Longer ones are out of range of every CIM integer, so a float (possibly infinite) says as much."""

_DECIMAL = r"([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?"
_HEX_DIGITS_PER_DECIMAL_DIGIT = 0.8305
_MAX_EXPONENT_CHARACTERS = 6


def read_number(text: str) -> int | float | None:
    """Return the number a text denotes, or None when it is not a number.

    A whole number of at most MAX_INTEGER_DIGITS digits is an int, also when it is written with a
    fraction or an exponent, so that 64-bit values keep every bit. Takes time linear in the text.

    Spec: wql.md §1 (numbers). Choice: hexadecimal is accepted.
    """
    if not re.fullmatch(NUMBER_PATTERN, text):
        return None
    if "x" in text or "X" in text:
        return _read_hexadecimal(text)
    return _read_decimal(text)


def _read_hexadecimal(text: str) -> int | float:
    sign, _, digits = text.lower().partition("0x")
    factor = -1 if sign == "-" else 1
    significant = digits.lstrip("0")
    if len(significant) > MAX_INTEGER_DIGITS * _HEX_DIGITS_PER_DECIMAL_DIGIT:
        return factor * float("inf")
    return factor * int(significant or "0", 16)


def _read_decimal(text: str) -> int | float:
    match = re.fullmatch(_DECIMAL, text)
    assert match is not None  # noqa: S101 - every decimal number has these parts
    sign, whole, fraction, exponent = match.groups("")
    integer = _whole_number(whole, fraction, exponent)
    if integer is None:
        return float(text)
    return -integer if sign == "-" else integer


def _whole_number(whole: str, fraction: str, exponent: str) -> int | None:
    """Return the integer that whole.fraction * 10**exponent is, or None when it is none, or too long."""
    significant = (whole + fraction).lstrip("0")
    if not significant:
        return 0
    if len(exponent) > _MAX_EXPONENT_CHARACTERS:
        return None
    digits = significant.rstrip("0")
    zeros = len(significant) - len(digits) - len(fraction) + int(exponent or "0")
    if zeros < 0 or len(digits) + zeros > MAX_INTEGER_DIGITS:
        return None
    return int(digits + "0" * zeros)
