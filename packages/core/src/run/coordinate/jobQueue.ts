import PQueue from 'p-queue';
import { type OpenSegment, segmentEpochs } from './segment.ts';

/** A job should take about this long: far longer than handing it out, short enough to share the work evenly. */
const JOB_SECONDS = 1;

/** What is taken off the priority of trials that begin, which come after all trials that go on. */
const BEGINNING = 1e9;

/** Segments that can be trained in one job: of trials of one structure, all of which begin or all of which go on. */
interface Group {
  readonly structureKey: string;
  /** Groups of higher priority come first. */
  readonly priority: number;
  waiting: readonly OpenSegment[];
}

/**
 * Decides what is trained next.
 *
 * Segments wait in groups, and each group that has any has one task in a p-queue, which runs as many tasks at once as
 * there are workers. Trials that go on come before trials that begin, so that few are under way; within each, one
 * structure comes after the other, so that workers compile it once. A task takes a job from its group when it starts, and
 * queues the group's next task.
 */
export class JobQueue {
  readonly #workers: number;
  readonly #run: (job: readonly OpenSegment[]) => Promise<void>;
  readonly #pool: PQueue;
  readonly #groups = new Map<string, Group>();
  /** How long the epochs of each structure took so far. */
  readonly #times = new Map<string, { readonly seconds: number; readonly epochs: number }>();

  /**
   * @param workers how many jobs run at once.
   * @param run trains the segments of a job; it must not throw.
   */
  constructor(workers: number, run: (job: readonly OpenSegment[]) => Promise<void>) {
    this.#workers = workers;
    this.#run = run;
    this.#pool = new PQueue({ concurrency: workers });
  }

  /** Adds segments after the others of their group. */
  add(segments: readonly OpenSegment[]): void {
    this.#insert(segments, (waiting, added) => [...waiting, ...added]);
  }

  /** Adds segments that a worker had already before the others of their group. */
  requeue(segments: readonly OpenSegment[]): void {
    this.#insert(segments, (waiting, added) => [...added, ...waiting]);
  }

  /** Records how long some epochs of a structure took, from which the size of its next jobs follows. */
  recordTime(structureKey: string, seconds: number, epochs: number): void {
    const before = this.#times.get(structureKey) ?? { seconds: 0, epochs: 0 };
    this.#times.set(structureKey, { seconds: before.seconds + seconds, epochs: before.epochs + Math.max(1, epochs) });
  }

  /** Starts no further job, and returns the segments that waited. Running jobs go on. */
  stop(): readonly OpenSegment[] {
    this.#pool.pause();
    this.#pool.clear();
    const waiting = [...this.#groups.values()].flatMap((group) => group.waiting);
    this.#groups.clear();
    return waiting;
  }

  /** Resolves when no job runs. */
  async idle(): Promise<void> {
    await this.#pool.onPendingZero();
  }

  #insert(
    segments: readonly OpenSegment[],
    join: (waiting: readonly OpenSegment[], added: readonly OpenSegment[]) => readonly OpenSegment[],
  ): void {
    const added = Map.groupBy(
      segments,
      ({ segment: { trial, from } }) => `${from ? 'on' : 'new'} ${trial.structureKey}`,
    );
    const filled = [...added].flatMap(([key, own]) => {
      const group = this.#groups.get(key) ?? this.#newGroup(own[0]);
      this.#groups.set(key, group);
      const wasEmpty = group.waiting.length === 0;
      group.waiting = join(group.waiting, own);
      return wasEmpty ? [group] : [];
    });
    for (const group of filled) this.#schedule(group);
  }

  #newGroup(first: OpenSegment | undefined): Group {
    const { trial, from } = first?.segment ?? {};
    const order = this.#groups.size;
    return { structureKey: trial?.structureKey ?? '', priority: from ? -order : -order - BEGINNING, waiting: [] };
  }

  #schedule(group: Group): void {
    const task = async (): Promise<void> => {
      const job = group.waiting.slice(0, this.#jobSize(group));
      group.waiting = group.waiting.slice(job.length);
      const running = this.#run(job);
      if (group.waiting.length > 0) this.#schedule(group);
      await running;
    };
    void this.#pool.add(task, { priority: group.priority });
  }

  /**
   * One segment until it is known how long an epoch takes, then as many as fill a second, but never more than one worker's
   * share of those that wait.
   */
  #jobSize({ structureKey, waiting }: Group): number {
    const time = this.#times.get(structureKey);
    if (time === undefined) return 1;
    let epochs = (JOB_SECONDS * time.epochs) / Math.max(time.seconds, 1e-6);
    const affordable = waiting.findIndex(({ segment }) => {
      epochs -= segmentEpochs(segment);
      // Rounding must not cost a full second its last segment.
      return epochs < -1e-6;
    });
    const share = Math.ceil(waiting.length / this.#workers);
    return Math.max(1, Math.min(affordable === -1 ? waiting.length : affordable, share));
  }
}
