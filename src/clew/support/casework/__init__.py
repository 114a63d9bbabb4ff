"""The case of one person: how to reach them, five lines, notes, tasks, clocks."""
