"""Plans in documents: `planned` computes the plan of a report, `part` shows it, `as_data` is its JSON."""
