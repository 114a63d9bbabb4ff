"""Evidence for reviews of treaties, article by article, from released tables only."""
