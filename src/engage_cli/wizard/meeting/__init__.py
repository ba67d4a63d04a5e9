"""Settling the answers of several voices, on the screen of a meeting."""
