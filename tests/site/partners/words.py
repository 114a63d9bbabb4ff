"""What is planted in tests of the process for partners."""

from typing import Final

NATIONALITY: Final = "Borduria-and-Syldavia"  # of immigration: it may show nowhere there
