"""The sentences that reports, wizard, form and terminal share: each thing is put into words here, once."""
