"""A plan in documents: as data, and as a part of a report."""
