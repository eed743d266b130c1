"""Pages as PDF: what is in it, and the process of its own in which it is made."""
