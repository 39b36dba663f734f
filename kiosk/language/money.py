"""Amounts of money as they are shown: "20.000 đồng"."""

from __future__ import annotations


def money(amount: int) -> str:
    """Return an amount of đồng with dots between thousands; there are no decimals."""
    return f"{amount:,}".replace(",", ".") + " đồng"
