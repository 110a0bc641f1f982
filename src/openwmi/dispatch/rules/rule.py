# SPDX-License-Identifier: Apache-2.0
"""What a planner rule is: a plan and the namespace in, a better plan out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from openwmi.dispatch.plan import SelectPlan
from openwmi.dispatch.view import NamespaceView

Rule: TypeAlias = Callable[[SelectPlan, NamespaceView], SelectPlan]
