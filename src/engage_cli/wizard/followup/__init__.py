"""Reviewing a project that was answered before, and what is offered once its questions are done."""
