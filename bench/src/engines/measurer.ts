import { isJsonObject, type JsonObject, type JsonValue } from '@sparsweep/core/plugin';
import { type CommandLine, LineProcess, onOneCore, ProcessEnded } from './lineProcess.ts';

/** A program that measures an engine on a task; see `programs/answer.ts` for the protocol. */
export interface MeasurerCommand {
  /** The measured engine. */
  readonly engine: string;
  readonly commandLine: (taskPath: string) => CommandLine;
  /** Whether it trains without the L1 penalty, because it has none on activations. */
  readonly omitsPenalty?: boolean;
}

/** An engine cannot be measured on this machine; the message says why. */
export class NotMeasured extends Error {}

/** Exit status of a program that lacks its library. */
const LIBRARY_MISSING = 3;

/** A running measuring program. */
export class Measurer implements AsyncDisposable {
  readonly #process: LineProcess;
  /** The version of the measured engine. */
  readonly version: string;

  private constructor(process: LineProcess, version: string) {
    this.#process = process;
    this.version = version;
  }

  /**
   * Starts a program on a task.
   *
   * @throws NotMeasured if the engine is not available.
   */
  static async start({ commandLine }: MeasurerCommand, taskPath: string): Promise<Measurer> {
    const [command, ...args] = onOneCore(...commandLine(taskPath));
    const process = new LineProcess(command, args);
    try {
      return new Measurer(process, readText(parseAnswer(await process.receive()), 'version'));
    } catch (thrown) {
      if (thrown instanceof ProcessEnded && thrown.status === LIBRARY_MISSING) throw new NotMeasured(thrown.printed);
      throw thrown;
    }
  }

  /** The loss before each of the first `steps` steps, all on the first batch. */
  async losses(steps: number): Promise<readonly number[]> {
    this.#process.send(`losses ${steps}`);
    return readNumbers(parseAnswer(await this.#process.receive()), 'losses');
  }

  /** Microseconds per step, from training for about `seconds` seconds. */
  async time(seconds: number): Promise<number> {
    this.#process.send(`time ${seconds}`);
    return readNumber(parseAnswer(await this.#process.receive()), 'microsecondsPerStep');
  }

  /** Lets the program end. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}

/** How often and how long each program is timed. */
export interface Timing {
  /** Number of counted rounds, each timing every program once. One warm-up round comes first. */
  readonly runs: number;
  /** Approximate duration of one measurement. */
  readonly seconds: number;
}

/**
 * Microseconds per step of several programs, one value per program and round. Programs run one at a time and alternate, so
 * that other load on the machine affects all of them equally.
 */
export async function timeInTurns(
  measurers: readonly Pick<Measurer, 'time'>[],
  { runs, seconds }: Timing,
): Promise<readonly (readonly number[])[]> {
  const values = measurers.map((measurer) => ({ measurer, rounds: [] as number[] }));
  for (let round = 0; round <= runs; round++) {
    for (const { measurer, rounds } of values) {
      const time = await measurer.time(seconds);
      // The first round warms up JIT compilers.
      if (round > 0) rounds.push(time);
    }
  }
  return values.map(({ rounds }) => rounds);
}

/**
 * Parses a line that a measuring program printed.
 *
 * @throws Error quoting a line that is not a JSON object.
 */
export function parseAnswer(line: string): JsonObject {
  const answer = parsed(line);
  if (isJsonObject(answer)) return answer;
  throw new Error(`a measuring program printed ${JSON.stringify(line)}, which is not a JSON object`);
}

/** The number above 0 called `name` in an answer. */
export function readNumber(answer: JsonObject, name: string): number {
  const value = answer[name];
  if (typeof value === 'number' && value > 0) return value;
  throw unexpected(answer, name, 'a number above 0');
}

/** The list of numbers called `name` in an answer. */
export function readNumbers(answer: JsonObject, name: string): readonly number[] {
  const value = answer[name];
  if (Array.isArray(value) && value.every((element) => typeof element === 'number')) return value;
  throw unexpected(answer, name, 'numbers');
}

/** The text called `name` in an answer. */
function readText(answer: JsonObject, name: string): string {
  const value = answer[name];
  if (typeof value === 'string') return value;
  throw unexpected(answer, name, 'text');
}

function parsed(line: string): JsonValue | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function unexpected(answer: JsonObject, name: string, wanted: string): Error {
  return new Error(`expected ${wanted} as ${name} from a measuring program, which printed ${JSON.stringify(answer)}`);
}
