# SPDX-License-Identifier: Apache-2.0
"""Name servers: parser of resolv.conf.

Spec: resolv.conf(5).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from openwmi.builtin.linux.textfiles import read_text


@dataclass(frozen=True, slots=True)
class ResolverSettings:
    """What resolv.conf says: name servers in order of use, and suffixes to try."""

    servers: tuple[str, ...] = ()
    search: tuple[str, ...] = ()


def parse_resolv_conf(text: str) -> ResolverSettings:
    """Return the settings of a resolv.conf.

    Args:
        text: Content of the file. Of several "domain" and "search" lines the last counts.

    Returns:
        The settings; name servers that are no addresses are left out.
    """
    servers: list[str] = []
    search: tuple[str, ...] = ()
    for line in text.splitlines():
        words = line.split()
        if not words or words[0][0] in "#;":
            continue
        if words[0] == "nameserver" and len(words) > 1 and _is_address(words[1]):
            servers.append(words[1])
        elif words[0] in {"domain", "search"}:
            search = tuple(words[1:])
    return ResolverSettings(tuple(servers), search)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def read_resolver(paths: tuple[Path, ...] = ()) -> ResolverSettings:
    """Return the settings in force.

    Args:
        paths: Files to try in turn; by default the list of real servers that
            systemd-resolved keeps, then /etc/resolv.conf, which names only its
            own stub where that service runs.

    Returns:
        The settings of the first file there is; empty when there is none.
    """
    for path in paths or DEFAULT_PATHS:
        text = read_text(path)
        if text is not None:
            return parse_resolv_conf(text)
    return ResolverSettings()


DEFAULT_PATHS = (Path("/run/systemd/resolve/resolv.conf"), Path("/etc/resolv.conf"))
