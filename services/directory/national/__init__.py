"""The edge where files of the national schema are read: the only place, with the columns, where its names appear."""
