"""A document over the years: reviewed, archived, and in the end eliminated."""
