"""Files that arrive in pieces, over lines that break (tus protocol 1.0)."""
