"""The spaCy components that find and label claims."""
