"""The rules of law, as pure functions over arrays.

Nothing here knows a database, a request or the clock. A rule takes arrays (or one case) and the values of law in
force on a day, and returns arrays; asked to explain itself, the same function also records its named steps.

- `parameters/<topic>/<name>.toml` dated values, each with legal basis, source and confidence (see `parameters`);
- `cases/<topic>/<name>.toml` worked examples, tried singly and inside one array (see `cases`);
- one package or module a topic, whose `RULES` declare what can be asked (see `rule`, `registry`);
- `trace` the derivation; `exact` decimals as whole numbers; `instruments` what of each instrument is modelled.
"""
