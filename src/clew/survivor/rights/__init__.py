"""What a person may ask of whoever keeps something about them: a copy, erasure, restriction."""
