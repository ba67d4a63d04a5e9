"""The portfolio and the institutional plan as documents."""
