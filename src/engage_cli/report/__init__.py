"""Documents: what leaves the room."""
