SELECT ts, lxr_total AS total, active FROM status WHERE active % 2 = 0
