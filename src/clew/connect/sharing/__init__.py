"""The partner's workspace: what was released to them, and recall notices."""
