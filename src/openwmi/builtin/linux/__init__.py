# SPDX-License-Identifier: Apache-2.0
"""Readings of a Linux system: pure parsers, and readers with a replaceable root.

A reader answers None for what the system does not tell (absent file, no right to
read it): the classes turn that into NULL and never into an invented value.
"""
