"""Takes papers: from a picture of a sheet to pages of a PDF."""
