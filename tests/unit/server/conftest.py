# SPDX-License-Identifier: Apache-2.0
"""A core for every test that asks for one, and packages that announce providers."""

from tests.fakes.packages import packages
from tests.fakes.sites import site

__all__ = ["packages", "site"]
