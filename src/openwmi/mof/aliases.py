# SPDX-License-Identifier: Apache-2.0
"""Check the aliases of a whole unit: each use has a definition, and none leads back to itself.

Spec: mof.md §2 (forward references, aliases).
Choice: the code of a circle is WBEM_E_CIRCULAR_REFERENCE; classes take no part, they use no aliases as keys.
"""

from __future__ import annotations

from openwmi.errors import WbemStatus
from openwmi.mof.cursor import AliasSite, Unit


def check_aliases(unit: Unit) -> None:
    """Report every alias that is used without being defined, and every circle of aliases.

    Args:
        unit: Everything parsed; its errors grow.
    """
    sites: dict[str, list[AliasSite]] = {}
    for site in unit.alias_sites:
        if site.use.name not in unit.aliases:
            _report(unit, site, WbemStatus.WBEMMOF_E_EXPECTED_ALIAS_NAME, f"alias ${site.use.name} is never defined")
        elif site.owner is not None:
            sites.setdefault(site.owner.lower(), []).append(site)
    for site in _closing_sites(sites):
        _report(unit, site, WbemStatus.WBEM_E_CIRCULAR_REFERENCE, f"alias ${site.use.name} leads back to ${site.owner}")


def _report(unit: Unit, site: AliasSite, code: WbemStatus, message: str) -> None:
    unit.report(site.source.error(code, message, site.use.token))


def _closing_sites(sites: dict[str, list[AliasSite]]) -> list[AliasSite]:
    """Return the uses that close a circle, each circle once.

    A depth-first walk with its own stack: a text may chain a million aliases.
    """
    done: set[str] = set()
    closing: list[AliasSite] = []
    for start, uses in sites.items():
        if start in done:
            continue
        open_path = {start}
        stack = [(start, iter(uses))]
        while stack:
            alias, rest = stack[-1]
            site = next(rest, None)
            if site is None:
                stack.pop()
                open_path.discard(alias)
                done.add(alias)
                continue
            used = site.use.name.lower()
            if used in open_path:
                closing.append(site)
            elif used in sites and used not in done:
                open_path.add(used)
                stack.append((used, iter(sites[used])))
    return closing
