"""What two people do together: one proposes, another confirms, and nothing happens before."""
