"""Tools for authors of questionnaires: `linting` proves what one can do, `cases` runs its tests, `starting` and
`copying` begin one."""
