"""Prints the microseconds that a sampler of Optuna takes for one trial, to be asked and told, in memory; a line a run.

    python bench/peers/optuna_search.py SAMPLER FINISHED PROPOSALS RUNS

The study has FINISHED random trials when PROPOSALS more are timed. The space is that of bench/src/search/mixedSpace.ts.
Prints nothing where the sampler needs a library that is not there.
"""

import math
import os
import sys
import time
import warnings

os.environ["OMP_NUM_THREADS"] = "1"

import optuna
from optuna.samplers import GPSampler, RandomSampler, TPESampler

SAMPLERS = {
    "random": lambda seed: RandomSampler(seed=seed),
    "tpe": lambda seed: TPESampler(multivariate=True, group=True, seed=seed),
    "gp": lambda seed: GPSampler(seed=seed),
}


def loss(trial):
    strength = trial.suggest_float("strength", 1e-4, 1e-1, log=True)
    trial.suggest_float("learningRate", 1e-4, 1e-2, log=True)
    units = trial.suggest_int("units", 8, 512)
    dropout = trial.suggest_float("dropout", 0, 0.9)
    method = trial.suggest_categorical("method", [0, 1, 2])
    kept = trial.suggest_float("kept", 0, 1) if method == 1 else 0.5
    return (math.log10(strength) + 2) ** 2 + (dropout - 0.3) ** 2 + units / 1000 + method / 10 + (kept - 0.5) ** 2


def timed(make, finished, proposals, seed):
    history = optuna.create_study(sampler=RandomSampler(seed=seed))
    history.optimize(loss, n_trials=finished)
    study = optuna.create_study(sampler=make(seed))
    study.add_trials(history.trials)
    # What a sampler does once, when it goes on from a history, is not counted.
    study.optimize(loss, n_trials=1)
    started = time.perf_counter()
    study.optimize(loss, n_trials=proposals)
    return (time.perf_counter() - started) * 1e6 / proposals


def main():
    sampler, finished, proposals, runs = sys.argv[1], *(int(text) for text in sys.argv[2:5])
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    for run in range(runs):
        try:
            print(timed(SAMPLERS[sampler], finished, proposals, run), flush=True)
        except ImportError:
            return


if __name__ == "__main__":
    main()
