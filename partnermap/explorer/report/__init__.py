"""The board report: two pages in plain words about one place, as PDF, DOCX and HTML."""
