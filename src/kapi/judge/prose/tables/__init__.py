"""The rows of `kapi.judge.prose.phrases`, by what they are about. Data only."""
