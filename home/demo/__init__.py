"""A credible group, for trying the product: people, texts, files, pages.

Everything is invented except the official texts. Loading it twice changes nothing: what
is missing is added, what people changed stays as they left it.
"""
