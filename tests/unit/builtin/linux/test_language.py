# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.linux.language import Language, parse_language, read_language


@pytest.mark.parametrize(
    ("setting", "name", "code_page", "tag", "identifier"),
    [
        ("en_US.UTF-8", "en_US", "65001", "en-US", 0x0409),
        ("de_DE.utf8@euro", "de_DE", "65001", "de-DE", 0x0407),
        ("pt_BR", "pt_BR", None, "pt-BR", 0x0416),
        ("C.UTF-8", "en_US", "65001", "en-US", 0x0409),
        ("", "en_US", None, "en-US", 0x0409),
        ("tlh_QO.ISO-8859-1", "tlh_QO", None, "tlh-QO", None),
    ],
)
def test_languages(setting, name, code_page, tag, identifier):
    language = parse_language(setting)
    assert (language.name, language.code_page, language.tag, language.identifier) == (name, code_page, tag, identifier)


@pytest.mark.parametrize("place", ["etc/locale.conf", "etc/default/locale"])
def test_settings_on_disk(tmp_path, place):
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text('# comment\nLANG="fr_FR.UTF-8"\n')
    assert read_language(tmp_path) == Language("fr_FR", "65001")


def test_no_settings(tmp_path):
    assert read_language(tmp_path) == Language()
