"""A project answered again, and what is offered when its questions are done."""
