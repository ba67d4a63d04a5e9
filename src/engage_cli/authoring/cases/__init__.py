"""Tests that an author writes beside a questionnaire: `reading` parses them, `running` runs them, `output` reports."""
