"""Labelled documents: reading, writing, checking, measuring and exchanging them."""
