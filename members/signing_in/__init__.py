"""Signing in, on django-allauth: who comes in, by what means, and how he is refused."""
