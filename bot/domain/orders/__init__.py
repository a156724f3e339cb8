"""Lines by which the office changes a plan: read here, asked back for what they lack."""

from bot.domain.orders.adjustments import Adjustment, Basis, Missing, read_adjustment

__all__ = ["Adjustment", "Basis", "Missing", "read_adjustment"]
