"""What several voices say, as documents: a page for the projector, a sheet for the meeting, and data."""
