"""The interview about the project itself: texts, dates and facts of its charter, from first entry to corrections."""
