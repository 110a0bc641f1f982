# SPDX-License-Identifier: Apache-2.0
"""The language of the system: reader of its locale settings.

Spec: locale.conf(5).
"""

from __future__ import annotations

import locale
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.osrelease import parse_os_release
from openwmi.builtin.linux.textfiles import read_text

_PLACES = ("etc/locale.conf", "etc/default/locale")
_UTF8_CODE_PAGE = "65001"
_NEUTRAL_NAMES = frozenset({"", "C", "POSIX"})


@dataclass(frozen=True, slots=True)
class Language:
    """A language and its character set.

    Attributes:
        name: Such as "en_US"; what a system without a setting speaks.
        code_page: The Windows number of the character set; None for those without.
    """

    name: str = "en_US"
    code_page: str | None = None

    @property
    def tag(self) -> str:
        """The language tag, such as "en-US"."""
        return self.name.replace("_", "-")

    @property
    def identifier(self) -> int | None:
        """The Windows language identifier; None for languages that have none."""
        return next((number for number, name in locale.windows_locale.items() if name == self.name), None)


def parse_language(setting: str) -> Language:
    """Return the language of a locale name.

    Args:
        setting: Such as "de_DE.UTF-8@euro"; "C" and "POSIX" are English.

    Returns:
        The language.
    """
    name, _, rest = setting.partition(".")
    charset = rest.partition("@")[0].lower().replace("-", "")
    code_page = _UTF8_CODE_PAGE if charset == "utf8" else None
    name = name.partition("@")[0]
    return Language(code_page=code_page) if name in _NEUTRAL_NAMES else Language(name, code_page)


def read_language(root: Path) -> Language:
    """Return the language of an installed system.

    Args:
        root: The root of its file system.

    Returns:
        What LANG says in its settings.
    """
    for place in _PLACES:
        text = read_text(root / place)
        if text is not None:
            return parse_language(parse_os_release(text).get("LANG", ""))
    return Language()
