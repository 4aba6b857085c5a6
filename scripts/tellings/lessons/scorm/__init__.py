"""The SCORM 1.2 package, part by part."""
