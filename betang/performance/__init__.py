"""Goals, plans, evidence, dialogue, evaluation, objection: the policy's heart, by the rules of `betang.regulation`."""
