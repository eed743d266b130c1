"""Links that lead out of the site: where they are, and whether they still answer."""
