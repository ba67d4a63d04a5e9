"""Overlays: a questionnaire written as what it changes in another one."""
