"""Sheets to print: what stands on them (``sheets``), and how that becomes PDF or DOCX."""
