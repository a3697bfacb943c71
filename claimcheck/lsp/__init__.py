"""The language server: claims as diagnostics in the editor, while an article is written."""
