"""Tests that an author writes beside a questionnaire."""
