# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.errors import InvalidParameterError, InvalidQueryTypeError
from openwmi.wql.language import check_language


@pytest.mark.parametrize("language", ["WQL", "wql", "Wql"])
def test_the_language_is_wql_in_any_case(language):
    assert check_language(language, "SELECT * FROM C") == "SELECT * FROM C"


@pytest.mark.parametrize(
    ("language", "text"), [(None, "x"), ("", "x"), ("WQL", None), ("WQL", ""), ("SQL", None), ("SQL", ""), (None, None)]
)
def test_something_missing_comes_before_the_name(language, text):
    with pytest.raises(InvalidParameterError):
        check_language(language, text)


@pytest.mark.parametrize("language", ["SQL", "WQL:UnarySelect", "DMTF:CQL", " WQL"])
def test_other_languages_are_refused(language):
    with pytest.raises(InvalidQueryTypeError):
        check_language(language, "select * from C")
