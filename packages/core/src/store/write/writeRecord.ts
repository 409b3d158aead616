import { createHash } from 'node:crypto';
import type { LayerWeights } from '../../plugin/engine.ts';
import type { TrialRecord } from './records.ts';
import type { TrialStatements } from './trialStatements.ts';
import { encodeWeights, WEIGHTS_MEDIA_TYPE } from './weightsFile.ts';

/** The name of the artifact with a trial's final weights. */
export const WEIGHTS_ARTIFACT = 'weights';
/** The name of the artifact with the checkpoint of a paused or interrupted trial, in the engine's own format. */
export const CHECKPOINT_ARTIFACT = 'checkpoint';
const CHECKPOINT_MEDIA_TYPE = 'application/octet-stream';

/** Stores a record of the trial with the id `trial` at `time` (ISO 8601), within the caller's transaction. */
export function writeRecord(statements: TrialStatements, trial: number, record: TrialRecord, time: string): void {
  switch (record.type) {
    case 'started':
      statements.forgetMetrics.run(trial);
      statements.forgetArtifacts.run(trial);
      statements.start.run(record.attempt, time, trial);
      return;
    case 'epoch':
      statements.measure(trial, record.epoch, record.measurements);
      return;
    case 'saved':
      keepCheckpoint(statements, trial, record.checkpoint);
      statements.save.run(record.epoch, trial);
      return;
    case 'paused':
      statements.measure(trial, null, record.measurements);
      writeWeights(statements, trial, record.weights);
      keepCheckpoint(statements, trial, record.checkpoint);
      statements.pause.run(record.epoch, record.epoch, trial);
      return;
    case 'resumed':
      statements.forgetFinal.run(trial);
      statements.forgetAfter.run(trial, record.epoch);
      statements.forgetArtifact.run(trial, WEIGHTS_ARTIFACT);
      statements.resume.run(record.attempt, trial);
      return;
    case 'ended':
      statements.measure(trial, null, record.measurements);
      if (record.weights !== undefined) writeWeights(statements, trial, record.weights);
      statements.forgetArtifact.run(trial, CHECKPOINT_ARTIFACT);
      statements.end.run(record.status, record.epochs, record.error ?? null, record.stopReason ?? null, time, trial);
  }
}

function writeWeights(statements: TrialStatements, trial: number, weights: readonly LayerWeights[]): void {
  keep(statements, trial, WEIGHTS_ARTIFACT, WEIGHTS_MEDIA_TYPE, encodeWeights(weights));
}

function keepCheckpoint(statements: TrialStatements, trial: number, checkpoint: Uint8Array): void {
  keep(statements, trial, CHECKPOINT_ARTIFACT, CHECKPOINT_MEDIA_TYPE, Buffer.from(checkpoint));
}

function keep(statements: TrialStatements, trial: number, name: string, mediaType: string, content: Buffer): void {
  const sha256 = createHash('sha256').update(content).digest('hex');
  statements.keepArtifact.run(trial, name, mediaType, sha256, content);
}
