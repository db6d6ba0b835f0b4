-- The stages of the chain with evidence: 1 planning, 2 budgeting, 4 procurement, 8 delivery, 16 supervision, 32 audit, 64 enforcement.
ALTER TABLE commitment ADD COLUMN stages @INT NOT NULL DEFAULT 0;
