# SPDX-License-Identifier: Apache-2.0
"""rules: the planner, one rule a file. The order of `planner.RULES` is the order they apply in."""
