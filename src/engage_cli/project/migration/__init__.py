"""Projects brought from an older version of their questionnaire to this one."""
