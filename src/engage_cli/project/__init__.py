"""Projects: found in folders, loaded with their questionnaire, recorded safely, migrated to newer versions.

Begin with `loading`.
"""
