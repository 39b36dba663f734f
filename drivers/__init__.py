"""Talks to hardware; knows nothing of forms or citizens."""
