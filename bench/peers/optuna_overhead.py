"""Prints the milliseconds that Optuna takes for one trial that trains nothing: ask, report one epoch, tell; SQLite."""

import os
import tempfile
import time

import optuna

TRIALS = 100

optuna.logging.set_verbosity(optuna.logging.WARNING)
with tempfile.TemporaryDirectory() as folder:
    study = optuna.create_study(
        storage="sqlite:///" + os.path.join(folder, "optuna.db"),
        sampler=optuna.samplers.RandomSampler(seed=0),
    )
    started = time.perf_counter()
    for _ in range(TRIALS):
        trial = study.ask()
        trial.suggest_float("strength", 1e-4, 1e-1, log=True)
        trial.suggest_float("learningRate", 1e-4, 1e-2, log=True)
        trial.report(0.5, 1)
        study.tell(trial, 0.5)
    print((time.perf_counter() - started) * 1000 / TRIALS)
