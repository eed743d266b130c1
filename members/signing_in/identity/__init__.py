"""Identities that others vouch for: ProConnect (agents), Pro Santé Connect (carers).

They open the account of a member whom somebody invited; they never make one. An
identity belongs to a member when he has linked it himself, or when its RPPS number is
the one recorded on him, or when his invitation was open in the same browser. An e-mail
address that a provider tells proves nothing here.
"""
