"""Migration: projects and files of answers brought from an older version of their questionnaire to this one.

Begin with `running`, for many files, or `migrating`, for one.
"""
