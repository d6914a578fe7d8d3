"""The process library: what enterprises of a type take and give, known exchanges, steam levels."""
