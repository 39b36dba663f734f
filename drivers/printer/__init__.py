"""Receipt printers, one folder a driver."""
