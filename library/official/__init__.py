"""Official texts over the years: what replaces them, who cites them, lists of them."""
