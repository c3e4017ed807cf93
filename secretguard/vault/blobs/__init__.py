"""Evidence files: sealed beside the database, read from any place, gone with the entry that names them."""
