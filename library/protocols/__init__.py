"""Care protocols: their fiche, who has read and understood them, their copies."""
