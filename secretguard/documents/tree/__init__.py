"""The document tree: what a report says, before anything is drawn. No face changes it."""
