"""Read form folders: from files to `Form`, or to problems by file and line."""
