"""JSON schemas for text editors, each in one file, so that they complete, explain and check projects and
questionnaires."""
