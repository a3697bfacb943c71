"""Settings: what there is to set, where it may be set, and what came of it."""
