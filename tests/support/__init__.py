"""What tests share and pytest does not provide."""
