# SPDX-License-Identifier: Apache-2.0
"""A core for every test that asks for one."""

from tests.fakes.sites import site

__all__ = ["site"]
