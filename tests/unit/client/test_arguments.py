# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.client.arguments import require_text
from openwmi.errors import InvalidParameterError


@pytest.mark.parametrize("text", ["", "root"])
def test_texts_pass(text):
    assert require_text(text, "a namespace") is text


@pytest.mark.parametrize(("value", "kind"), [(None, "NoneType"), (5, "int"), (b"root", "bytes")])
def test_anything_else_is_refused_by_its_type(value, kind):
    with pytest.raises(InvalidParameterError) as failure:
        require_text(value, "a namespace")
    assert failure.value.message == f"a namespace is a text, not {kind}"
