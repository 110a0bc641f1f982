# SPDX-License-Identifier: Apache-2.0
"""A class as one line: what a test of a declaration compares."""

from importlib import import_module


def shape(cim_class):
    """Return superclass, keys and own properties with their types, keys marked with `*`."""
    definition = cim_class.__cim_class__
    own = []
    for name in cim_class.__cim_declaration__.properties:
        spec = definition.properties[name].type
        own.append(f"{'*' if name in definition.key_names else ''}{name} {spec.text}{'[]' if spec.is_array else ''}")
    return definition.superclass, ", ".join(own)


def declared(name):
    """Return a shipped class by its name."""
    return getattr(import_module(f"openwmi.builtin.cimv2.{name.lower()}"), name)
