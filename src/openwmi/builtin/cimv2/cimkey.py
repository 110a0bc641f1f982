# SPDX-License-Identifier: Apache-2.0
"""CIM_KEY: the mark of a property that is a key in CIM."""

from __future__ import annotations

CIM_KEY = {"CIM_Key": True}
"""Marks what is a key in CIM, and in WMI is none or becomes one further down."""
