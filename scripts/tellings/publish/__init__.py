"""From records to a published dataset: columns, rows, Parquet, card, Croissant, manifest."""
