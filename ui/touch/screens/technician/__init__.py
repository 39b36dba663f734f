"""The technician's screen: devices, network, system."""
