"""Actions for programs that follow them: calendars, tables, issue trackers."""
