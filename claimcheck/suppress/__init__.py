"""Findings that may stand: by a comment in the article, by a baseline, or since nothing changed."""
