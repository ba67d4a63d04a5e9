"""The formats in which a check is reported: for people, for programs, and for the places where people review."""
