"""Who is who among messy records: read, compare, weigh, group; in batches and one at a time.

Start with `resolving.resolve`. A pair is joined by machine only where the estimated precision is
high; what is merely likely is shown with its reasons, and never joined.
"""
