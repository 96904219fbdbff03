"""What is shown: bodies of article and index pages, the shells they stand in, and everything written to site/."""
