"""The small neural encoder of en_claimcheck_md: wordpieces, inference, training and export.

Inference needs onnxruntime and tokenizers; training needs the extra `claimcheck[train]`.
"""
