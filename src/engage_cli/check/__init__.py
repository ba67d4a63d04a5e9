"""`engage check`: which projects are checked, by which rules, and how findings are reported."""
