"""Screens about overlays."""
