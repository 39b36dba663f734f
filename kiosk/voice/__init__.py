"""What is heard: speech and tones, who may hear them, and the clips that people recorded."""
