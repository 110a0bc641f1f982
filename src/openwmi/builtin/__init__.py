# SPDX-License-Identifier: Apache-2.0
"""Shipped classes: what openwmi says about the machine it runs on.

Each class file holds the declaration and the provider; the reading of Linux is
below `linux`, split into pure parsers and short readers whose root folder can be
replaced. `catalogue` names the providers without importing them.
"""
