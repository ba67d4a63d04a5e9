"""Scoring: what the answers of a project are worth, and why, as pure functions over the model.

Begin with `assessment.assess`; the formulas are those of design.md §3.
"""
