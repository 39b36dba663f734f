"""Speech and sounds through a loudspeaker and a headset."""
