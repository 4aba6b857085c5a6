"""Publishing on the Hugging Face Hub: what is to be done, the calls, and reading back."""
