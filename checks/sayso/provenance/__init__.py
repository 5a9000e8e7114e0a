"""From a record to what each claim rests on: roots, voices, walks, standing (SPEC section 2)."""
