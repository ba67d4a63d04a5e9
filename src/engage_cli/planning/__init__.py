"""Plans: the cheapest steps to a goal, found exactly.

Values and arithmetic, no file, screen or clock. Begin with `plan.make_plan`.
"""
