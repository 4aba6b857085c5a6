"""What the forms for learning platforms share."""
