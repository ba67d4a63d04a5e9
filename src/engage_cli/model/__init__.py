"""What questionnaires and projects are: frozen values, standard library only."""
