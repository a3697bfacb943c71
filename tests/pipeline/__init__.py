"""Tests of the spaCy components."""
