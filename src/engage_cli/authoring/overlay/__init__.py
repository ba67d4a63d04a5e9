"""Overlays, from their author's side: findings of the lint, and the first text of a new one."""
