# SPDX-License-Identifier: Apache-2.0
"""Object paths and identity: any text, round trips, variants of one path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openwmi.errors import InvalidObjectPathError
from openwmi.model.identity import LOCAL_SERVERS, canonical_key, canonical_reference, resolve_keys
from openwmi.model.objectpath import KeyValue, ObjectPath
from tests.unit.model.declaring import define, key

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=20)
KEY_VALUES = TEXTS | st.integers(-(10**20), 10**20) | st.booleans()
NAMESPACES = st.lists(NAMES, min_size=1, max_size=3).map("\\".join)
SERVERS = st.sampled_from([".", "HOST", "a-b.example", "10.0.0.1", "[fe80::1]"])
# Characters that mean something in a path, so that random texts come near to being one.
NEAR_PATHS = st.text(alphabet="Ak_1.=,\"'\\/:@-x 0TRUE[]", max_size=40)


@st.composite
def paths(draw):
    keys: tuple[tuple[str, KeyValue], ...] | None = None
    kind = draw(st.sampled_from(["class", "singleton", "unnamed", "named"]))
    if kind == "unnamed":
        keys = (("", draw(KEY_VALUES)),)
    if kind == "named":
        names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=str.lower))
        keys = tuple((name, draw(KEY_VALUES)) for name in names)
    namespace, server = draw(st.none() | NAMESPACES), draw(st.none() | SERVERS)
    return ObjectPath(draw(NAMES), keys, kind == "singleton", namespace, server)


def in_order(path):
    keys = path.keys and tuple(sorted(path.keys, key=lambda entry: entry[0].lower()))
    return ObjectPath(path.class_name, keys, path.is_singleton, path.namespace, path.server)


@given(st.text() | NEAR_PATHS | st.builds("A.k={}".format, NEAR_PATHS))
def test_any_text_is_a_path_or_refused(text):
    try:
        path = ObjectPath.parse(text)
    except InvalidObjectPathError:
        return
    assert ObjectPath.parse(str(path)) == in_order(path)


@given(paths())
def test_printing_and_parsing_give_the_path_back(path):
    assert ObjectPath.parse(str(path)) == in_order(path)
    assert ObjectPath.parse(path.relpath) == in_order(path.relative())


@given(paths(), st.integers(1, 3))
def test_paths_inside_paths_survive_every_level_of_escaping(path, depth):
    text = str(path)
    for _ in range(depth):
        text = str(ObjectPath("Outer", (("Ref", text),)))
    for _ in range(depth):
        text = str(ObjectPath.parse(text).key("ref"))
    assert text == str(path)


@given(st.text(st.characters(max_codepoint=127)) | NEAR_PATHS | st.builds("A.k={}".format, NEAR_PATHS))
def test_any_text_in_any_case_is_one_reference(text):
    assert canonical_reference(text) == canonical_reference(text.swapcase())


PAIR = define("Pair", key("Name", "string"), key("Number", "uint32"), namespace="root\\x")
SINGLE = define("Single", key("Name", "string"))


def quoted(text, quote):
    escaped = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
    return f"{quote}{escaped}{quote}"


def case_of(draw, text):
    """Return an ASCII text with the case of each letter drawn anew; other characters stay."""
    return "".join(
        character.swapcase() if character.isascii() and draw(st.booleans()) else character for character in text
    )


@st.composite
def spellings(draw, name, number):
    """Draw one of the ways to write Pair.Name=name,Number=number."""
    n, q = case_of(draw, "Name"), case_of(draw, "Number")
    parts = [
        f"{n}={quoted(case_of(draw, name), draw(st.sampled_from(chr(34) + chr(39))))}",
        f"{q}={draw(st.sampled_from([str(number), hex(number), quoted(str(number), chr(34)), f'00{number}']))}",
    ]
    place = draw(st.sampled_from(["", "root\\x:", "//./ROOT/x:", "\\\\host\\root\\x:"]))
    return f"{place}{case_of(draw, 'Pair')}.{','.join(draw(st.permutations(parts)))}"


@given(st.data(), TEXTS, st.integers(0, 2**32 - 1))
def test_every_spelling_of_an_instance_has_one_identity(data, name, number):
    one, other = (canonical_key(ObjectPath.parse(data.draw(spellings(name, number))), PAIR) for _ in range(2))
    assert one == other


@given(TEXTS, TEXTS)
def test_texts_that_differ_beyond_case_are_two_instances(one, other):
    keys = [canonical_key(ObjectPath("Single", (("Name", text),)), SINGLE) for text in (one, other)]
    if keys[0] == keys[1]:
        assert one.lower() == other.lower() or one.upper() == other.upper()
    assert (keys[0] == keys[1]) or one != other


@given(st.data(), TEXTS, st.integers(0, 2**32 - 1))
def test_every_spelling_of_a_reference_is_the_same_reference(data, name, number):
    servers = LOCAL_SERVERS | {"host"}
    one, other = (canonical_reference(data.draw(spellings(name, number)), servers, "root\\x") for _ in range(2))
    assert one == other


@given(paths())
def test_resolving_fits_the_class_or_is_refused(path):
    try:
        resolved = resolve_keys(path, PAIR)
    except InvalidObjectPathError:
        return
    assert [name for name, _ in resolved.keys or ()] == ["Name", "Number"]
    assert resolve_keys(resolved, PAIR) == resolved


@pytest.mark.parametrize("size", [1_000, 8_000])
def test_a_path_of_escapes_is_read_in_one_pass(size):
    assert ObjectPath.parse('A.k="' + "\\\\" * (size // 2) + '"').key("k") == "\\" * (size // 2)
