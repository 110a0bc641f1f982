# SPDX-License-Identifier: Apache-2.0
"""Checks of the tree and steps of the build that no library offers."""
