"""engage: questionnaires in YAML, a wizard in the terminal, scored and explained reports."""

__version__ = "0.1.0"
