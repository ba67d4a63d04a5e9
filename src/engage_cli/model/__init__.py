"""The values of questionnaires, projects, policies and baselines: frozen, made of the standard library alone."""
