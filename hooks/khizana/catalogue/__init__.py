"""Articles and registry together: what the archive knows about itself."""
