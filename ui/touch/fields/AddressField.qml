// An address: country, province, commune, then what only the person knows.
PartsField {}
