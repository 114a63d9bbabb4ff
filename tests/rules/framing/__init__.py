"""The words of smuggling and trafficking."""
