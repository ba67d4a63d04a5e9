"""Many projects together: their results, what they cover, what the institution does next."""
