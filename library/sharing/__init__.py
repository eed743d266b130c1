"""A document for somebody without an account: links with an end, that are taken back.

The one exception to « who sees the space sees the thing », and bounded by it: a space
allows links or not, and a link opens only while its giver could give it.
"""
