"""The procedures (thủ tục) the kiosk offers: loaded, found, explained, priced."""
