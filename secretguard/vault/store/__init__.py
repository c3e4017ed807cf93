"""Where a vault's rows are kept: the only rooms that know SQL."""
