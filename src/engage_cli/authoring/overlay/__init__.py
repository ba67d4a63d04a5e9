"""Overlays: what is to be known of one, and how one begins."""
