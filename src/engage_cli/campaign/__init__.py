"""Campaigns: what a coordinator asks of many projects by which day, and how far each project has come.

`campaign` is the file as values, `running` compares it with the projects, `documents` and `screen` report on it.
"""
