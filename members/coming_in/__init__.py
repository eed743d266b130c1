"""Coming in: invitations, lists of people, demands, the charter."""
