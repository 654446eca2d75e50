"""The pages of the project, held to what they show."""
