"""Tests of the Label Studio sync."""
