import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The value of a whole-model metric on the final weights of a trial; `split` is '' for a metric without one. */
function ofModel(name: string, split: string): string {
  return `(SELECT m.value FROM metrics m WHERE m.trial_id = trials.id AND coalesce(m.epoch, -1) = -1
    AND m.name = '${name}' AND coalesce(m.split, '') = '${split}' AND coalesce(m.layer, -1) = -1)`;
}

/** The columns with the scores of a trial, and the expressions that compute them. */
const SCORES = [
  { name: 'train_loss', value: ofModel('loss', 'train'), comment: 'as in results; so are those that follow' },
  { name: 'train_accuracy', value: ofModel('accuracy', 'train') },
  { name: 'validation_loss', value: ofModel('loss', 'validation') },
  { name: 'validation_accuracy', value: ofModel('accuracy', 'validation') },
  { name: 'test_loss', value: ofModel('loss', 'test') },
  { name: 'test_accuracy', value: ofModel('accuracy', 'test') },
  { name: 'zero_weights', value: ofModel('weights.zeroFraction', '') },
  {
    name: 'zero_activations',
    // On validation if measured, even as NULL, else on train: `validation` is last in alphabetical order.
    value: `(SELECT m.value FROM metrics m WHERE m.trial_id = trials.id AND coalesce(m.epoch, -1) = -1
    AND m.name = 'activations.zeroFraction' AND coalesce(m.split, '') IN ('train', 'validation')
    AND coalesce(m.layer, -1) = -1 ORDER BY coalesce(m.split, '') DESC LIMIT 1)`,
  },
];

const FIND_SCORES = `UPDATE trials SET
  ${SCORES.map(({ name, value }) => `${name} = ${value}`).join(',\n  ')}`;

const RESULTS = `CREATE VIEW results AS
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
  t.train_loss,
  t.train_accuracy,
  t.validation_loss,
  t.validation_accuracy,
  t.test_loss,
  t.test_accuracy,
  t.zero_weights, -- share of the kernels' weights that are exactly zero
  -- Share of the hidden activations that are exactly zero, on validation if measured, else on train.
  t.zero_activations,
  t.error, -- why it failed or diverged
  t.stop_reason -- why it ended early although nothing went wrong
FROM trials t JOIN sweeps s ON s.id = t.sweep_id`;

const STATEMENTS = [
  ...SCORES.map(
    ({ name, comment }) =>
      `ALTER TABLE trials ADD COLUMN ${name} REAL${comment === undefined ? '' : ` /* ${comment} */`}`,
  ),
  FIND_SCORES,
  // Code that writes or deletes metrics of the final weights sets the status or the paused epoch afterwards, and fires this.
  `CREATE TRIGGER trials_scores AFTER UPDATE OF status, paused_epoch ON trials
-- A trial that begins for the first time has none.
WHEN NOT (old.status = 'pending' AND old.paused_epoch IS NULL AND new.status = 'running') BEGIN
-- Keeps the scores of the final weights with the trial: sorting many trials by what is in metrics takes about ten times as long.
${FIND_SCORES}
WHERE id = new.id;
END`,
  'DROP VIEW results',
  RESULTS,
  // For counting trials by status.
  'CREATE INDEX trials_status ON trials (sweep_id, status)',
];

/** Stores the scores with the trials, for fast sorting, and adds an index for counting trials by status. */
export const scores: Migration = {
  async up(database) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};
