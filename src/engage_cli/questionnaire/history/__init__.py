"""Versions of a questionnaire: what each had, and the way from one to the next."""
