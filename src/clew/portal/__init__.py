"""The survivor's own page: their rights, their choices, who has seen what, and a way out."""
