# SPDX-License-Identifier: Apache-2.0
"""A namespace with stored and provided classes, and plans over it that one rule has not seen yet."""

from __future__ import annotations

from openwmi.dispatch.plan import Scan, SelectPlan
from openwmi.dispatch.planner import RULES
from openwmi.dispatch.rules.rule import Rule
from openwmi.dispatch.view import NamespaceView
from openwmi.wql.bind import bind
from openwmi.wql.bound import BoundSelect
from openwmi.wql.nodes import Dialect
from openwmi.wql.parser import parse
from tests.fakes.sites import Site, provider_text

ENUMERATE = "def enumerate(self, request):\n    yield from ()\n"
GET = "def get(self, key, request):\n    return None\n"
QUERY = "def query(self, query, request):\n    yield from ()\n"
CLASSES = """
class Acme_Animal(CimClass, namespace="root/acme", abstract=True):
    Name: str = key()
    Age: uint8 | None = prop()
class Acme_Cat(Acme_Animal):
    Lives: uint8 | None = prop()
class Acme_Lion(Acme_Cat):
    Mane: bool | None = prop()
class Acme_Dog(Acme_Animal):
    pass
"""


def zoo(site: Site) -> NamespaceView:
    """Return a namespace: cats that are enumerated and got, lions that take queries, dogs that filter themselves.

    Stored beside them: Acme_Stuffed, also an animal, and Acme_Lost, whose provider is not registered.
    """
    site.provide(
        CLASSES
        + provider_text(ENUMERATE + GET, name="Cats", served="Acme_Cat")
        + provider_text(ENUMERATE + QUERY, name="Lions", served="Acme_Lion")
        + provider_text(
            ENUMERATE + QUERY, name="Dogs", served="Acme_Dog", keywords=", query_levels=('WQL:V1ProviderDefined',)"
        )
    )
    site.mof('class Acme_Stuffed : Acme_Animal { }; [dynamic, provider("gone")] class Acme_Lost : Acme_Animal { };')
    return site.services()._view


def bound(view: NamespaceView, wql: str) -> BoundSelect:
    """Return a data query, bound."""
    found = bind(parse(wql, Dialect.DATA), view.classes)
    assert isinstance(found, BoundSelect)
    return found


def planned_until(rule: Rule, view: NamespaceView, wql: str, *, direct_read: bool = False) -> SelectPlan:
    """Return the plan of a query after all rules up to and with this one."""
    plan = SelectPlan(bound(view, wql), direct_read=direct_read)
    for each in RULES[: RULES.index(rule) + 1]:
        plan = each(plan, view)
    return plan


def scan_of(plan: SelectPlan, class_name: str) -> Scan:
    """Return the scan of a class."""
    (found,) = [scan for scan in plan.scans if scan.cim_class.name == class_name]
    return found


def classes_of(plan: SelectPlan) -> list[str]:
    """Return the names of the classes read, in order, without their prefix."""
    return [scan.cim_class.name.removeprefix("Acme_") for scan in plan.scans]
