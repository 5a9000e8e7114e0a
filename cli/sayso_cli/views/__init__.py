"""What show, stress, diff and verify print: text and Markdown for people, JSON for programs."""
