"""Overlays at the screen."""
