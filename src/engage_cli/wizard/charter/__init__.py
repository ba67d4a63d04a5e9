"""The interview about a project itself: its texts, its dates and its facts, from the first time to corrections."""
