"""Who writes a questionnaire: proofs of what it can do, tests of what it should, and a start for a new one."""
