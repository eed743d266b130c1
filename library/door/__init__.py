"""What is looked for in a file before anybody else may open it (design § 3.2)."""
