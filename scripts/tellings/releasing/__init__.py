"""Releasing a version of the data: the plan of a release, and carrying it out."""
