/** The value of a whole-model metric on the final weights of trial `t`; `split` is '' for a metric without one. */
function ofModel(name: string, split: string): string {
  return `(SELECT m.value FROM metrics m WHERE m.trial_id = t.id AND coalesce(m.epoch, -1) = -1
    AND m.name = '${name}' AND coalesce(m.split, '') = '${split}' AND coalesce(m.layer, -1) = -1)`;
}

/** The same on validation if measured, else on train: `validation` is last in alphabetical order. */
function onValidationElseTrain(name: string, layer: string): string {
  return `(SELECT m.value FROM metrics m WHERE m.trial_id = t.id AND coalesce(m.epoch, -1) = -1
    AND m.name = '${name}' AND coalesce(m.split, '') IN ('train', 'validation') AND coalesce(m.layer, -1) = ${layer}
    ORDER BY coalesce(m.split, '') DESC LIMIT 1)`;
}

/** The value of a metric of the weights of layer `l.layer`. */
function ofLayerWeights(name: string): string {
  return `(SELECT m.value FROM metrics m WHERE m.trial_id = t.id AND coalesce(m.epoch, -1) = -1
    AND m.name = '${name}' AND coalesce(m.split, '') = '' AND coalesce(m.layer, -1) = l.layer)`;
}

/**
 * The statement that creates the view `results`.
 *
 * @param last its last columns, with the reasons for a trial's end.
 */
export const resultsView = (last: string): string => `CREATE VIEW results AS
-- One row per trial. Losses, accuracies and zero fractions are those of the final weights, NULL where not measured.
SELECT
  s.name AS sweep,
  s.id AS sweep_id,
  t.id AS trial_id,
  t.number,
  t.configuration, -- replicates share one
  t.replicate,
  t.status,
  t.parameters, -- JSON by parameter name: parameters->>'strength'
  -- Epochs trained, so far while it runs.
  coalesce(t.stopped_epoch, (SELECT m.epoch FROM metrics m WHERE m.trial_id = t.id
    ORDER BY coalesce(m.epoch, -1) DESC LIMIT 1)) AS epochs,
  -- From start to end, to the millisecond.
  round((julianday(t.finished_at) - julianday(t.started_at)) * 86400, 3) AS seconds,
  ${ofModel('loss', 'train')} AS train_loss,
  ${ofModel('accuracy', 'train')} AS train_accuracy,
  ${ofModel('loss', 'validation')} AS validation_loss,
  ${ofModel('accuracy', 'validation')} AS validation_accuracy,
  ${ofModel('loss', 'test')} AS test_loss,
  ${ofModel('accuracy', 'test')} AS test_accuracy,
  -- Share of the kernels' weights that are exactly zero.
  ${ofModel('weights.zeroFraction', '')} AS zero_weights,
  -- Share of the hidden activations that are exactly zero, on validation if measured, else on train.
  ${onValidationElseTrain('activations.zeroFraction', '-1')} AS zero_activations,
  ${last}
FROM trials t JOIN sweeps s ON s.id = t.sweep_id`;

const SCORES = [
  'train_loss',
  'train_accuracy',
  'validation_loss',
  'validation_accuracy',
  'test_loss',
  'test_accuracy',
  'zero_weights',
  'zero_activations',
];

/** The columns that `column` gives for each score. */
function perScore(column: (score: string) => string): string {
  return SCORES.map(column).join(',\n  ');
}

// Windows instead of GROUP BY: SQLite pushes a condition on sweep_id down to the trials through windows, but not through groups.
const CONFIGURATIONS = `CREATE VIEW configurations AS
-- One row per configuration that has a finished trial: mean, sample standard deviation (NULL for one value) and number
-- of values of each score in results, over the finished replicates.
SELECT
  sweep,
  sweep_id,
  configuration,
  parameters, -- the same in every replicate
  ${perScore((score) => `${score}_mean, sqrt(${score}_squares / nullif(${score}_n - 1, 0)) AS ${score}_sd, ${score}_n`)}
FROM (
  -- Squared deviations from the mean itself, so that values close to each other lose nothing.
  SELECT *,
  row_number() OVER replicates AS place,
  ${perScore((score) => `sum((${score} - ${score}_mean) * (${score} - ${score}_mean)) OVER replicates AS ${score}_squares`)}
  FROM (
    SELECT *,
  ${perScore((score) => `avg(${score}) OVER replicates AS ${score}_mean, count(${score}) OVER replicates AS ${score}_n`)}
    FROM results
    WHERE status = 'finished'
    WINDOW replicates AS (PARTITION BY sweep_id, configuration)
  )
  WINDOW replicates AS (PARTITION BY sweep_id, configuration)
)
WHERE place = 1`;

const LAYERS = `CREATE VIEW layers AS
-- One row per trial and layer, of the final weights; the layer after the last hidden one is the output layer. Metrics of
-- activations are those on validation if measured, else on train. Metrics that have no column here are in metrics.
SELECT
  s.name AS sweep,
  s.id AS sweep_id,
  t.id AS trial_id,
  t.number,
  t.configuration,
  t.replicate,
  t.status,
  t.parameters,
  l.layer, -- from 0
  l.value AS weights_zero, -- share of the kernel's weights that are exactly zero
  -- How many weights are not exactly zero.
  ${ofLayerWeights('weights.nonZero')} AS weights_non_zero,
  -- Shares of the weights below 1e-6, below 1e-3 and below 1% of the kernel's largest, in magnitude.
  ${ofLayerWeights('weights.belowMillionth')} AS weights_below_millionth,
  ${ofLayerWeights('weights.belowThousandth')} AS weights_below_thousandth,
  ${ofLayerWeights('weights.belowPercentOfMax')} AS weights_below_percent_of_max,
  -- Hoyer sparseness and Gini coefficient of the weights' magnitudes: 0 where all are equal.
  ${ofLayerWeights('weights.hoyer')} AS weights_hoyer,
  ${ofLayerWeights('weights.gini')} AS weights_gini,
  -- Share of the activations that are exactly zero.
  ${onValidationElseTrain('activations.zeroFraction', 'l.layer')} AS activations_zero,
  -- Active units per sample.
  ${onValidationElseTrain('activations.l0', 'l.layer')} AS activations_l0,
  -- Treves-Rolls sparseness over the units of a sample, and over the samples of a unit.
  ${onValidationElseTrain('activations.populationSparseness', 'l.layer')} AS population_sparseness,
  ${onValidationElseTrain('activations.lifetimeSparseness', 'l.layer')} AS lifetime_sparseness,
  -- Shares of the units that are never active, and that are active on nearly every sample.
  ${onValidationElseTrain('activations.dead', 'l.layer')} AS dead,
  ${onValidationElseTrain('activations.alwaysOn', 'l.layer')} AS always_on,
  -- Units that share in a sample's code.
  ${onValidationElseTrain('activations.participationRatio', 'l.layer')} AS participation_ratio
FROM trials t
JOIN sweeps s ON s.id = t.sweep_id
-- CROSS only has the metrics looked up last, by their key.
CROSS JOIN metrics l ON l.trial_id = t.id AND coalesce(l.epoch, -1) = -1 AND l.name = 'weights.zeroFraction'
  AND coalesce(l.split, '') = '' AND coalesce(l.layer, -1) >= 0`;

/** The statements that create the views. They use scalar subqueries, so that a query computes only the columns that it names. */
export const VIEWS: readonly string[] = [resultsView('t.error'), CONFIGURATIONS, LAYERS];
