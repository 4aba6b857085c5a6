"""The one part of the package that opens files: seeds, schemas and datasets."""
