"""Exports actions to other programs: as a calendar, a CSV table, or files for an issue tracker."""
