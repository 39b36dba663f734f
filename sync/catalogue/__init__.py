"""The signed catalogue: what a kiosk says and asks, brought from the province and changed only as a whole."""
