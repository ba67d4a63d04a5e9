"""Voices: the answers of several people to one project, read apart, compared, and settled in a meeting.

Begin with `reading`, then `board`.
"""
