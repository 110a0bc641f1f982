# SPDX-License-Identifier: Apache-2.0
"""Results of measurements and the one table that shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text


@dataclass(frozen=True, slots=True)
class Result:
    """One measured number.

    Attributes:
        name: What was measured; unique in a run.
        value: The number, in `unit`.
        unit: For instance "s", "us/row" or "rows/s".
        limit: The largest value that is fine, in `unit`; None when nothing is promised.
        ratio_to: Name of the result of the same run that this one is divided by for the table.
        ok: Whether the promise holds. None lets `limit` decide; give it where larger is better.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    ratio_to: str | None = None
    ok: bool | None = None

    @property
    def holds(self) -> bool:
        """Whether the promise holds; a result that promises nothing always does."""
        if self.ok is not None:
            return self.ok
        return self.limit is None or self.value <= self.limit


def ratio_text(result: Result, by_name: Mapping[str, Result]) -> str:
    """Return how often a result holds the one it is compared with, or nothing.

    Args:
        result: The result of one row.
        by_name: Every result of the run.

    Raises:
        KeyError: `ratio_to` names no result of the run.
    """
    if result.ratio_to is None:
        return ""
    other = by_name[result.ratio_to]
    if other.value == 0:
        return f"- {other.name}"
    return f"{result.value / other.value:.2f} x {other.name}"


def verdict_text(result: Result) -> Text:
    """Return the word for the last column."""
    if not result.holds:
        return Text("over limit", style="bold red")
    return Text("ok", style="green") if promises(result) else Text("-", style="dim")


def promises(result: Result) -> bool:
    """Return whether a result can fail."""
    return result.limit is not None or result.ok is not None


def table_of(results: Sequence[Result]) -> Table:
    """Return the results as one table, in the order given."""
    by_name = {result.name: result for result in results}
    table = Table("measured", title="Measurements")
    table.add_column("value", justify="right")
    table.add_column("unit")
    table.add_column("limit", justify="right")
    table.add_column("ratio")
    table.add_column("verdict")
    for result in results:
        table.add_row(
            result.name,
            f"{result.value:.4g}",
            result.unit,
            "" if result.limit is None else f"{result.limit:.4g}",
            ratio_text(result, by_name),
            verdict_text(result),
        )
    return table
