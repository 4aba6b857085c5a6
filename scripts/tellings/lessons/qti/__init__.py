"""The QTI 3.0 package, part by part."""
