"""Files: the one door to YAML, schemas, questionnaires, projects, safe writes."""
