"""`engage check`: judges projects by a policy.

Begin with `running` (all files), `examining` (one file) or `judging` (the rules).
"""
