"""The estimators that find and label claims: features, training, evaluation and storage."""
