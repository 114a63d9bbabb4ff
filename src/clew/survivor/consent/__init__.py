"""What the person said yes to: to whom, which parts, what for, until when; and taking it back."""
