"""What a dialogue comes to: the ledger of what was put off and promised, resistance and how it is met, orientation, participation, stands.

Everything here is counted from the tables and from `codes`, which are indicators: read the turns.
"""
