"""From a parsed template and its values to the document tree: one file per kind of block."""
