"""The engine on Spark. What runs Spark is marked `spark`; the rest is tested without it."""
